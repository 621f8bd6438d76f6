"""Whose reductions the notices count, and what each works gives up of what it owes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.calendar import Stage, hull
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.owing import Demand, least_t
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process, Unit
from scheduler.verify.facts import Facts

SEASON = "season"
"""Id of the stage that a duty of several stages, or of days outside all of them, is counted in."""


class Duty(NamedTuple):
    """What a works owes of one process in one stage of its own, and what a plan gives up of it."""

    works: Enterprise
    stage: Stage
    number: int
    """Of the stage among the works' own, from 1; 0 for the season."""
    process: Process
    capacity_t_per_day: Fraction
    owed_share: Fraction
    """The least with which everything owed can be met; 0 where the works owes nothing."""
    planned_share: Fraction
    clause: str
    """The clause that asks for most."""
    ground: Text

    @property
    def slack(self) -> Fraction:
        return self.planned_share - self.owed_share


_NOTHING_OWED = ("", Text(zh="", en=""))


@dataclass(frozen=True)
class Owing:
    """Who owes a reduction in a season."""

    season: Season

    @cached_property
    def processes(self) -> frozenset[Process]:
        """Processes of which a reduction is owed; where none is owed, all that have a unit that stops."""
        owed = {demand.units[0].process for found in self.season.demands_of.values() for demand in found}
        return frozenset(owed or {unit.process for unit in self.season.units if unit.mode is Mode.STOP})

    def driving(self, units: Iterable[Unit]) -> tuple[Unit, ...]:
        """Those of the units whose reduction counts."""
        return tuple(unit for unit in units if unit.process in self.processes)


def duties(facts: Facts) -> Iterator[Duty]:
    """By works, driving process and stage; where a duty goes beyond one stage, the season follows."""
    season = facts.season
    owing = Owing(season)
    for works in season.enterprises:
        own = season.units_of[works.enterprise_id]
        for process in (p for p in Process if p in owing.processes):
            units = [unit for unit in own if unit.process is process]
            found = [
                demand
                for demand in season.demands_of[works.enterprise_id]
                if demand.units[0].process is process
            ]
            for number, stage in _stages(facts, works, found) if units else ():
                yield _duty(facts, works, number, stage, units=units, found=found)


def _stages(facts: Facts, works: Enterprise, found: Sequence[Demand]) -> Iterator[tuple[int, Stage]]:
    stages = facts.season.stages_of(works.enterprise_id)
    yield from enumerate(stages, start=1)
    spans = [facts.span(stage.window) for stage in stages]
    beyond = [d.window for d in found if not d.daily and not any(d.lies_in(span) for span in spans)]
    if beyond:
        days = hull(facts.dates(span) for span in (*spans, *beyond) if span.days)
        yield 0, Stage(id=SEASON, window=days)


def _duty(
    facts: Facts,
    works: Enterprise,
    number: int,
    stage: Stage,
    *,
    units: Sequence[Unit],
    found: Iterable[Demand],
) -> Duty:
    span = facts.span(stage.window)
    capacity = sum((unit.capacity_t_per_day for unit in units), start=Fraction(0))
    inside = [demand.within(span) for demand in found]
    asked = [demand for demand in inside if demand.days]
    most = max(asked, key=lambda demand: demand.capacity_t_per_day * demand.days, default=None)
    clause, ground = (most.owed.clause, most.owed.ground) if most else _NOTHING_OWED
    return Duty(
        works=works,
        stage=stage,
        number=number,
        process=units[0].process,
        capacity_t_per_day=capacity,
        owed_share=least_t(asked) / (capacity * span.days) if asked else Fraction(0),
        planned_share=facts.reduced_share([unit.unit_id for unit in units], span.indices()),
        clause=clause,
        ground=ground,
    )
