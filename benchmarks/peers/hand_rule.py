"""A planner's rule of thumb: two groups of works stand in turn, then what is still short stands longer.

As Linfen ordered in 2018. Units stand their days in each stage, the first group from its beginning, the other
up to its end; what serves furnaces stands with them. Then it is repaired as a planner would: while a sum is
short, the cheapest of its units stand a few days longer. It knows no corridor, no changeovers and no peaks.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from telling import Task

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import (
    LinkedUnits,
    Obligation,
    OutputCeiling,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.plan import LoadSpell, Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.verify.check import verify

ROUNDS = 40
LONGER_DAYS = 2
"""For so many days more a unit stands in each round of the repair."""
LOWER = Fraction(1, 50)


class Turns:
    """Days off of each unit in each stage, laid at the stage's beginning or at its end."""

    def __init__(self, season: Season) -> None:
        self.season = season
        half = set(sorted(season.enterprise_by_id)[::2])
        self.first = {unit.unit_id for unit in season.units if unit.enterprise_id in half}
        self.days: dict[tuple[str, Span], int] = {}
        self.standing: dict[str, set[int]] = {}
        self.loads: dict[str, Fraction] = {
            u.unit_id: Fraction(1) for u in season.units if u.mode is Mode.LOAD
        }
        for owed in season.obligations:
            self._owe(owed)

    def stages(self, unit: Unit) -> Iterator[Span]:
        for stage in self.season.stages_of(unit.enterprise_id):
            yield self.season.calendar.span(stage.window)

    def _owe(self, owed: Obligation) -> None:
        """What a unit or works owes for itself; sums over several are left to the repair."""
        span = self.season.calendar.span(owed.window)
        if isinstance(owed, StopWindow):
            self.standing.setdefault(owed.subject, set()).update(span.indices())
        elif isinstance(owed, StopDays):
            self._at_least(owed.subject, span, owed.days)
        elif isinstance(owed, StopShare):
            for name in owed.units:
                self._at_least(name, span, ceil(owed.share * span.days))
                self.lower(name, 1 - owed.share)
        elif owed.kind == "load_ceiling":
            self.lower(owed.subject, owed.ceiling)
        elif owed.kind == "coking_time":
            self.lower(owed.subject, owed.normal_hours / owed.hours)

    def _at_least(self, name: str, span: Span, days: int) -> None:
        unit = self.season.unit_by_id[name]
        if unit.mode is Mode.STOP:
            days = max(days, unit.shortest_stop_days)
            self.days[name, span] = max(min(days, span.days), self.days.get((name, span), 0))

    def lower(self, name: str, load: Fraction) -> None:
        if name in self.loads:
            least = self.season.unit_by_id[name].lowest_load
            self.loads[name] = max(least, min(self.loads[name], load))

    def longer(self, owed: Obligation, names: Sequence[str]) -> None:
        """Let the units stand a little longer in the obligation's window, or run a little lower."""
        span = self.season.calendar.span(owed.window)
        for name in names:
            self._at_least(name, span, self.days.get((name, span), 0) + LONGER_DAYS)
            self.lower(name, self.loads.get(name, Fraction(1)) - LOWER)

    def plan(self) -> Plan:
        units = self.season.units
        return Plan(
            stops=tuple(stop for unit in units if unit.mode is Mode.STOP for stop in self._stops(unit)),
            loads=tuple(spell for unit in units if unit.mode is Mode.LOAD for spell in self._spells(unit)),
        )

    def _stops(self, unit: Unit) -> Iterator[Stop]:
        days = set(self.standing.get(unit.unit_id, ()))
        if self.season.stands_before(unit):
            days.update(range(unit.shortest_stop_days))
        for (name, span), number in self.days.items():
            if name == unit.unit_id:
                start = span.start if name in self.first else span.end - number
                days.update(range(start, start + number))
        begin = None
        for day in range(self.season.calendar.days + 1):
            if day in days and begin is None:
                begin = day
            elif day not in days and begin is not None:
                yield Stop(unit_id=unit.unit_id, window=self.season.calendar.range(Span(begin, day)))
                begin = None

    def _spells(self, unit: Unit) -> Iterator[LoadSpell]:
        load = Fraction(floor(self.loads[unit.unit_id] * LOAD_STEPS), LOAD_STEPS)
        for period in self.season.load_periods(unit) if load < 1 else ():
            yield LoadSpell(unit_id=unit.unit_id, window=period, load=load)


def run(task: Task) -> None:
    turns = Turns(task.season)
    task.tell(turns.plan())
    by_id = {owed.id: owed for owed in task.season.obligations}
    for _ in range(ROUNDS):
        if not task.left:
            break
        broken = [by_id[found.obligation_id] for found in verify(task.season, turns.plan()).broken]
        mended = [owed for owed in broken if _mend(turns, owed)]
        if not mended:
            break
        task.tell(turns.plan())


def _mend(turns: Turns, owed: Any) -> bool:
    """Whether the rule knows what to do about it: sums over a window only."""
    if isinstance(owed, LinkedUnits):
        turns.longer(owed, owed.group)
    elif isinstance(owed, OutputCeiling | StopShare):
        by_margin = sorted(owed.units, key=lambda name: turns.season.unit_by_id[name].margin_yuan_per_day)
        turns.longer(owed, by_margin[: max(1, len(by_margin) // 2)])
    else:
        return False
    return True
