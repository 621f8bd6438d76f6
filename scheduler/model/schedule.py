"""A plan by day index: what the model fixes, hints and reads back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from scheduler.domain.calendar import Span
from scheduler.domain.plan import LoadSpell, Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit


@dataclass(frozen=True)
class Schedule:
    """States of units over the season. Units that are missing are not scheduled yet."""

    off: dict[str, bytes] = field(default_factory=dict)
    """Stop unit to one byte a day: 1 where it stands."""
    steps: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Load unit to its load in each stage, in thousandths."""

    def __contains__(self, unit_id: str) -> bool:
        return unit_id in self.off or unit_id in self.steps

    def with_changes(self, other: "Schedule") -> "Schedule":
        """This schedule with the units of ``other`` replaced by theirs."""
        return Schedule({**self.off, **other.off}, {**self.steps, **other.steps})

    def only(self, unit_ids: set[str] | frozenset[str]) -> "Schedule":
        return Schedule(
            {u: days for u, days in self.off.items() if u in unit_ids},
            {u: steps for u, steps in self.steps.items() if u in unit_ids},
        )

    def stops(self, unit_id: str) -> Iterator[Span]:
        """Maximal runs of days on which the unit stands."""
        days = self.off[unit_id]
        start = days.find(1)
        while start >= 0:
            end = days.find(0, start)
            end = len(days) if end < 0 else end
            yield Span(start, end)
            start = days.find(1, end)

    def changes(self, unit_id: str) -> list[int]:
        """Days on which the unit changes state, after the first day of the season."""
        return [day for stop in self.stops(unit_id) for day in stop if 0 < day < len(self.off[unit_id])]

    def changes_of(self, unit: Unit, season: Season) -> list[int]:
        """Days on which the unit changes state, the first day of the season included."""
        before = season.stands_before(unit) > 0
        first = [0] if bool(self.off[unit.unit_id][0]) is not before else []
        return first + self.changes(unit.unit_id)


def to_plan(season: Season, schedule: Schedule) -> Plan:
    """Write a schedule as stops and load spells, in the inventory's order."""
    stops: list[Stop] = []
    loads: list[LoadSpell] = []
    for unit in season.units:
        if unit.mode is Mode.STOP:
            stops += [
                Stop(unit_id=unit.unit_id, window=season.calendar.range(span))
                for span in schedule.stops(unit.unit_id)
            ]
        else:
            loads += [
                LoadSpell(unit_id=unit.unit_id, window=stage.window, load=Fraction(step, LOAD_STEPS))
                for stage, step in zip(season.stages, schedule.steps[unit.unit_id], strict=True)
                if step != LOAD_STEPS
            ]
    return Plan(stops=tuple(stops), loads=tuple(loads))


def from_plan(season: Season, plan: Plan) -> Schedule:
    """Read a plan by day index; a stage's load is that of its first day, to the thousandth below."""
    days = season.calendar.days
    off = {unit.unit_id: bytearray(days) for unit in season.units if unit.mode is Mode.STOP}
    for stop in plan.stops:
        if stop.unit_id in off:
            span = season.calendar.span(stop.window)
            off[stop.unit_id][span.start : span.end] = b"\1" * span.days
    steps = {
        unit.unit_id: [LOAD_STEPS] * len(season.stages) for unit in season.units if unit.mode is Mode.LOAD
    }
    for spell in plan.loads:
        for index, stage in enumerate(season.stages):
            if spell.unit_id in steps and stage.window.first in spell.window:
                steps[spell.unit_id][index] = int(spell.load * LOAD_STEPS)
    return Schedule(
        {unit_id: bytes(row) for unit_id, row in off.items()},
        {unit_id: tuple(row) for unit_id, row in steps.items()},
    )
