"""An old plan carried over to another version of its season: what still has a place there, and what is told.

Units are found by id, else by the names of works and unit (and process, where several bear them). Nothing is
invented: what has no place is left out, a unit that the old plan did not know begins without a stop.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Generic, NamedTuple, TypeVar

from scheduler.domain.base import Text, Value
from scheduler.domain.calendar import DayRange, shared_days
from scheduler.domain.finding import Adjusted
from scheduler.domain.obligation import Maintenance
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Stop, joined
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit

Spell = TypeVar("Spell", Stop, LoadSpell)
Dated_co = TypeVar("Dated_co", bound=Stop | LoadSpell | PlacedJob, covariant=True)


class OldPlan(Value):
    """What is left of an old plan in the season at hand."""

    plan: Plan
    adjusted: tuple[Adjusted, ...] = ()
    """What was left out, renamed or cut, in the order of the old plan."""


class Name(NamedTuple):
    """What a unit is called, beside its id."""

    works_id: str
    works: str
    unit: str
    process: str


@dataclass(frozen=True)
class OldRow(Generic[Dated_co]):
    """One row of an old plan and where it stands; of a plan in memory it stands nowhere."""

    value: Dated_co
    file: str = ""
    number: int | None = None


@dataclass(frozen=True)
class OldTables:
    """An old plan as it was written."""

    stops: Sequence[OldRow[Stop]]
    loads: Sequence[OldRow[LoadSpell]] = ()
    jobs: Sequence[OldRow[PlacedJob]] = ()
    names: Mapping[str, Name] = field(default_factory=dict)
    """Of its units, by id, as far as they are known."""

    @property
    def unit_ids(self) -> set[str]:
        rows: tuple[OldRow[Stop | LoadSpell | PlacedJob], ...] = (*self.stops, *self.loads, *self.jobs)
        return {row.value.unit_id for row in rows} | set(self.names)


def of_season(plan: Plan, season: Season) -> OldTables:
    """A plan in memory, with the names of its own season."""
    works = season.enterprise_by_id
    names = {
        unit.unit_id: Name(unit.enterprise_id, works[unit.enterprise_id].name, unit.name, unit.process.value)
        for unit in season.units
    }
    return OldTables(
        [OldRow(stop) for stop in plan.stops],
        [OldRow(spell) for spell in plan.loads],
        [OldRow(job) for job in plan.jobs],
        names,
    )


def carried_over(old: OldTables, season: Season) -> OldPlan:
    """What of an old plan has a place in the season."""
    carrying = _Carrying(season, _renamed(old, season))
    stops = list(carrying.spells(old.stops, Mode.STOP))
    loads = [carrying.whole_steps(row) for row in carrying.spells(old.loads, Mode.LOAD)]
    jobs = list(carrying.jobs(old.jobs))
    stops.sort(key=lambda row: (row.value.unit_id, row.value.window.first))
    plan = Plan(stops=joined(row.value for row in stops), loads=tuple(loads), jobs=tuple(jobs))
    return OldPlan(plan=plan, adjusted=tuple(carrying.adjusted))


def _renamed(old: OldTables, season: Season) -> dict[str, str]:
    """Old id to new of units that are found by their names; no two are taken for the same."""
    known = old.unit_ids
    by_name: dict[str, list[Unit]] = {}
    for unit in season.units:
        if unit.unit_id not in known:
            by_name.setdefault(unit.name, []).append(unit)
    found: dict[str, str] = {}
    for unit_id, name in old.names.items():
        called = _called(name, by_name.get(name.unit, ()), season)
        if called is not None and unit_id not in season.unit_by_id:
            found[unit_id] = called.unit_id
    claims = Counter(found.values())
    return {before: now for before, now in found.items() if claims[now] == 1}


def _called(name: Name, bearing: Iterable[Unit], season: Season) -> Unit | None:
    """The one unit of those bearing its name that can be meant; nothing where several can."""
    works = season.enterprise_by_id
    alike = [
        unit
        for unit in bearing
        if unit.enterprise_id == name.works_id or works[unit.enterprise_id].name == name.works
    ]
    if len(alike) > 1:
        alike = [unit for unit in alike if unit.process.value == name.process]
    return alike[0] if len(alike) == 1 else None


class _Carrying:
    """Carries rows over, and keeps what is to be told of them."""

    def __init__(self, season: Season, renamed: Mapping[str, str]) -> None:
        self.adjusted: list[Adjusted] = []
        self._season = season
        self._days = DayRange(first=season.calendar.first, last=season.calendar.last)
        self._renamed = renamed
        self._said: set[str] = set()
        """Old ids of units of whose new id it is told already."""

    def spells(self, rows: Iterable[OldRow[Spell]], mode: Mode) -> Iterator[OldRow[Spell]]:
        """Stops or loads of units that have such, within the season."""
        for row in rows:
            unit = self._unit(row)
            if unit is None:
                continue
            if unit.mode is not mode:
                self._leave_out(row, *_OTHER_MODE[mode])
                continue
            window = self._window(row)
            if window is not None:
                value = row.value.model_copy(update={"unit_id": unit.unit_id, "window": window})
                yield OldRow(value, row.file, row.number)

    def whole_steps(self, row: OldRow[LoadSpell]) -> LoadSpell:
        """A load as a plan counts it."""
        load = Fraction(floor(row.value.load * LOAD_STEPS), LOAD_STEPS)
        if load == row.value.load:
            return row.value
        self._tell(row, f"负荷按千分之一计：{float(load)}", f"loads count in thousandths: {float(load)}")
        return row.value.model_copy(update={"load": load})

    def jobs(self, rows: Iterable[OldRow[PlacedJob]]) -> Iterator[PlacedJob]:
        """Jobs that the season still has, at the same unit and within its days."""
        units = {
            job.job_id: job.unit_id
            for owed in self._season.obligations
            if isinstance(owed, Maintenance)
            for job in owed.jobs
        }
        for row in rows:
            job = row.value
            unit_id = self._renamed.get(job.unit_id, job.unit_id)
            if job.job_id not in units:
                self._leave_out(row, "本季无此检修", "the season has no such job")
            elif units[job.job_id] != unit_id:
                self._leave_out(row, f"检修设备现为{units[job.job_id]}", f"is at {units[job.job_id]} now")
            elif shared_days(job.window, self._days) != job.window:
                self._leave_out(row, "不全在本季之内", "is not wholly within the season")
            else:
                yield job.model_copy(update={"unit_id": unit_id})

    def _unit(self, row: OldRow[Spell]) -> Unit | None:
        before = row.value.unit_id
        unit = self._season.unit_by_id.get(self._renamed.get(before, before))
        if unit is None:
            self._leave_out(row, "本季无此设备", "the season has no such unit")
        elif unit.unit_id != before and before not in self._said:
            self._said.add(before)
            self._tell(row, f"现编号为{unit.unit_id}", f"is {unit.unit_id} now")
        return unit

    def _window(self, row: OldRow[Spell]) -> DayRange | None:
        before = row.value.window
        window = shared_days(before, self._days)
        if window is None:
            self._leave_out(row, f"{before}不在本季之内", f"{before} is outside the season")
        elif window != before:
            self._tell(row, f"{before}截为{window}", f"{before} is cut to {window}")
        return window

    def _leave_out(self, row: OldRow[Stop | LoadSpell | PlacedJob], zh: str, en: str) -> None:
        self._tell(row, f"{zh}，略去", f"{en}; left out")

    def _tell(self, row: OldRow[Stop | LoadSpell | PlacedJob], zh: str, en: str) -> None:
        subject = row.value.job_id if isinstance(row.value, PlacedJob) else row.value.unit_id
        self.adjusted.append(
            Adjusted(file=row.file, row=row.number, subject=subject, text=Text(zh=zh, en=en))
        )


_OTHER_MODE = {
    Mode.STOP: ("设备现按负荷运行，不停产", "the unit runs at a load and does not stop now"),
    Mode.LOAD: ("设备现只有运行和停产", "the unit runs or stands and has no load now"),
}
"""Why a stop, or a load, has no place at a unit of the other mode."""
