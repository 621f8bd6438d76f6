"""Whose stops the notices count, and what each works stops of what it owes."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.calendar import Stage
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.obligation import StopShare
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process, Unit
from scheduler.verify.facts import Facts


class Duty(NamedTuple):
    """What a works owes of one process in one stage, and what a plan stops of it."""

    works: Enterprise
    stage: Stage
    process: Process
    capacity_t_per_day: Fraction
    owed_share: Fraction
    """0 where it owes none."""
    planned_share: Fraction
    clause: str
    ground: Text

    @property
    def slack(self) -> Fraction:
        return self.planned_share - self.owed_share


_NOTHING_OWED = Text(zh="", en="")


def duties(facts: Facts) -> Iterator[Duty]:
    """By works and stage, for each driving process that the works has units of."""
    season = facts.season
    processes = driving_processes(season)
    for works in season.enterprises:
        for process in (p for p in Process if p in processes):
            units = [u for u in season.units_of[works.enterprise_id] if u.process is process]
            for stage in season.stages if units else ():
                yield _duty(facts, works, stage, process, units)


def _duty(facts: Facts, works: Enterprise, stage: Stage, process: Process, units: list[Unit]) -> Duty:
    owed = max(
        (
            owed
            for owed in facts.season.obligations
            if isinstance(owed, StopShare)
            and (owed.subject, owed.process) == (works.enterprise_id, process)
            and owed.window.overlaps(stage.window)
        ),
        key=lambda owed: owed.share,
        default=None,
    )
    days = facts.span(stage.window).indices()
    return Duty(
        works=works,
        stage=stage,
        process=process,
        capacity_t_per_day=sum((unit.capacity_t_per_day for unit in units), start=Fraction(0)),
        owed_share=owed.share if owed else Fraction(0),
        planned_share=facts.reduced_share([unit.unit_id for unit in units], days),
        clause=owed.clause if owed else "",
        ground=owed.ground if owed else _NOTHING_OWED,
    )


def driving_processes(season: Season) -> frozenset[Process]:
    """Processes whose stops a share is owed of; where none is owed, all that have a unit that stops."""
    owed = {owed.process for owed in season.obligations if isinstance(owed, StopShare)}
    return frozenset(owed or {unit.process for unit in season.units if unit.mode is Mode.STOP})


def driving_units(season: Season, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Those of the units whose stops count toward a share."""
    processes = driving_processes(season)
    return tuple(unit for unit in units if unit.process in processes)
