"""A plan by day index: what the model fixes, hints and reads back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import Maintenance
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit


@dataclass(frozen=True)
class Schedule:
    """States of units over the season. Units that are missing are not scheduled yet."""

    off: dict[str, bytes] = field(default_factory=dict)
    """Stop unit to one byte a day: 1 where it stands."""
    steps: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Load unit to its load in each of its load periods, in thousandths."""
    jobs: dict[str, int | None] = field(default_factory=dict)
    """Maintenance job to its first day; ``None`` where it finds no place."""

    def __contains__(self, unit_id: str) -> bool:
        return unit_id in self.off or unit_id in self.steps

    def with_changes(self, other: "Schedule") -> "Schedule":
        """This schedule with the units and jobs of ``other`` replaced by theirs."""
        return Schedule({**self.off, **other.off}, {**self.steps, **other.steps}, {**self.jobs, **other.jobs})

    def only(self, unit_ids: set[str] | frozenset[str]) -> "Schedule":
        """The states of some units, without the jobs."""
        return Schedule(
            {u: days for u, days in self.off.items() if u in unit_ids},
            {u: steps for u, steps in self.steps.items() if u in unit_ids},
        )

    def differs_in(self, other: "Schedule") -> set[str]:
        """Units of this schedule whose states are others in ``other``."""
        moved = {unit_id for unit_id, days in self.off.items() if other.off.get(unit_id) != days}
        return moved | {unit_id for unit_id, steps in self.steps.items() if other.steps.get(unit_id) != steps}

    def stops(self, unit_id: str) -> tuple[Span, ...]:
        """Maximal runs of days on which the unit stands."""
        return _runs(self.off[unit_id])

    def changes(self, unit_id: str) -> list[int]:
        """Days on which the unit changes state, after the first day of the season."""
        return [day for stop in self.stops(unit_id) for day in stop if 0 < day < len(self.off[unit_id])]

    def changes_of(self, unit: Unit, season: Season) -> list[int]:
        """Days on which the unit changes state, the first day of the season included."""
        before = season.stands_before(unit) > 0
        first = [0] if bool(self.off[unit.unit_id][0]) is not before else []
        return first + self.changes(unit.unit_id)


@lru_cache(2**16)
def _runs(days: bytes) -> tuple[Span, ...]:
    """Maximal runs of ones."""
    runs = []
    start = days.find(1)
    while start >= 0:
        end = days.find(0, start)
        end = len(days) if end < 0 else end
        runs.append(Span(start, end))
        start = days.find(1, end)
    return tuple(runs)


def to_plan(season: Season, schedule: Schedule) -> Plan:
    """Write a schedule as stops and load spells, in the inventory's order, and the jobs that are placed."""
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
                LoadSpell(unit_id=unit.unit_id, window=period, load=Fraction(step, LOAD_STEPS))
                for period, step in zip(season.load_periods(unit), schedule.steps[unit.unit_id], strict=True)
                if step != LOAD_STEPS
            ]
    return Plan(stops=tuple(stops), loads=tuple(loads), jobs=tuple(_placed(season, schedule)))


def _placed(season: Season, schedule: Schedule) -> Iterator[PlacedJob]:
    for owed in season.obligations:
        for job in owed.jobs if isinstance(owed, Maintenance) else ():
            first = schedule.jobs.get(job.job_id)
            if first is not None:
                window = season.calendar.range(Span(first, first + job.days))
                yield PlacedJob(job_id=job.job_id, unit_id=job.unit_id, window=window)


def from_plan(season: Season, plan: Plan) -> Schedule:
    """Read a plan by day index; a load period's load is that of its first day, to the thousandth below."""
    days = season.calendar.days
    off = {unit.unit_id: bytearray(days) for unit in season.units if unit.mode is Mode.STOP}
    for stop in plan.stops:
        if stop.unit_id in off:
            span = season.calendar.span(stop.window)
            off[stop.unit_id][span.start : span.end] = b"\1" * span.days
    spells: dict[str, list[LoadSpell]] = {}
    for spell in plan.loads:
        spells.setdefault(spell.unit_id, []).append(spell)
    steps = {
        unit.unit_id: tuple(
            _step_on(period.first, spells.get(unit.unit_id, [])) for period in season.load_periods(unit)
        )
        for unit in season.units
        if unit.mode is Mode.LOAD
    }
    jobs = {
        job.job_id: None for owed in season.obligations if isinstance(owed, Maintenance) for job in owed.jobs
    }
    placed = {job.job_id: season.calendar.index(job.window.first) for job in plan.jobs}
    return Schedule({unit_id: bytes(row) for unit_id, row in off.items()}, steps, {**jobs, **placed})


def within(season: Season, schedule: Schedule) -> Schedule:
    """The states and jobs of a season's units, of a schedule that may hold more."""
    own = schedule.only({unit.unit_id for unit in season.units})
    owes = (owed for owed in season.obligations if isinstance(owed, Maintenance))
    ids = {job.job_id for owed in owes for job in owed.jobs}
    return replace(own, jobs={job_id: day for job_id, day in schedule.jobs.items() if job_id in ids})


def _step_on(day: date, spells: Sequence[LoadSpell]) -> int:
    loads = [spell.load for spell in spells if day in spell.window]
    return int(loads[0] * LOAD_STEPS) if loads else LOAD_STEPS
