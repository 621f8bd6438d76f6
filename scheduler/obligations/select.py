"""Whom a notice meets, on which days, and what is known of them then."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from scheduler.domain.calendar import ONE_DAY, DayRange, Stage
from scheduler.domain.condition import Condition, Standing, place_name
from scheduler.domain.enterprise import Enterprise, Event, EventKind, Grade, Mark
from scheduler.domain.measure import Exemption, Measure, Per
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.domain.unit import Process, Unit
from scheduler.domain.words import MARK_NAMES

Found = TypeVar("Found")


class Register:
    """The scenario's works with their units, and their grades and marks from day to day."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.units_of: dict[str, tuple[Unit, ...]] = {}
        units: dict[str, list[Unit]] = {works.enterprise_id: [] for works in scenario.enterprises}
        for unit in scenario.units:
            units[unit.enterprise_id].append(unit)
        self.units_of = {works: tuple(own) for works, own in units.items()}
        self._events: dict[str, list[Event]] = {}
        for event in sorted(scenario.events, key=lambda event: event.day):
            self._events.setdefault(event.enterprise_id, []).append(event)
        self._known: dict[tuple[str, date], tuple[Grade | None, frozenset[str]]] = {}

    def grade(self, works: Enterprise, day: date) -> Grade | None:
        """The grade in force: the last one given up to the day, before any the inventory's (STL-7)."""
        return self._on(works, day)[0]

    def marks(self, works: Enterprise, day: date, unit: Unit | None = None) -> frozenset[str]:
        """The inventory's marks, with those won and without those lost up to the day.

        Those of the works, and of a unit where one is given.
        """
        known = self._on(works, day)[1]
        return known | self._of_unit(works, unit, day) if unit else known

    def event_days(self, works: Enterprise) -> frozenset[date]:
        return frozenset(event.day for event in self._events.get(works.enterprise_id, ()))

    def _on(self, works: Enterprise, day: date) -> tuple[Grade | None, frozenset[str]]:
        key = (works.enterprise_id, day)
        if key not in self._known:
            self._known[key] = self._count(works, day)
        return self._known[key]

    def _count(self, works: Enterprise, day: date) -> tuple[Grade | None, frozenset[str]]:
        happened = self._happened(works, day)
        grades = [event.value for event in happened if event.kind is EventKind.GRADE]
        grade = Grade(grades[-1]) if grades else works.grade
        return grade, _after(works.marks, (event for event in happened if not event.unit_id))

    def _of_unit(self, works: Enterprise, unit: Unit, day: date) -> frozenset[str]:
        return _after(unit.marks, (e for e in self._happened(works, day) if e.unit_id == unit.unit_id))

    def _happened(self, works: Enterprise, day: date) -> list[Event]:
        return [event for event in self._events.get(works.enterprise_id, ()) if event.day <= day]


def _after(marks: frozenset[str], happened: Iterable[Event]) -> frozenset[str]:
    for event in happened:
        if event.kind is EventKind.MARK_WON:
            marks |= {event.value}
        elif event.kind is EventKind.MARK_LOST:
            marks -= {event.value}
    return marks


def covered(policy: Policy, parameters: dict[str, Any], scenario: Scenario) -> tuple[Enterprise, ...]:
    """The works of the notice's industries in its places, in the inventory's order (STL-1)."""
    switch = policy.places.reference_switch
    reference = bool(switch and parameters[switch])
    return tuple(
        works
        for works in scenario.enterprises
        if works.industry in policy.industries and policy.places.cover(works, reference)
    )


@dataclass(frozen=True)
class Lifting:
    """An exemption of a notice, and every clause that it lifts there."""

    scope: "Scope"
    measure: Exemption
    clauses: frozenset[str]

    def holds(self, works: Enterprise, unit: Unit | None, day: date) -> bool:
        """Whether it frees the works or unit: only whom its own notice meets, on days of its own stages."""
        if works.enterprise_id not in self.scope.met:
            return False
        reach = self.scope.reach_of(self.measure, works)
        return reach is not None and day in reach and self.scope.meets(self.measure, works, unit, day)


@dataclass(frozen=True)
class Scope:
    """One notice in one scenario: the works it meets, its parameters, its stages inside the horizon."""

    register: Register
    policy: Policy
    parameters: dict[str, Any]
    works: tuple[Enterprise, ...]
    liftings: list[Lifting] = field(default_factory=list)
    """Of all notices of the scenario; filled once every notice is read."""

    @property
    def scenario(self) -> Scenario:
        return self.register.scenario

    @cached_property
    def met(self) -> frozenset[str]:
        """Ids of the works that the notice meets."""
        return frozenset(works.enterprise_id for works in self.works)

    # ── what is known of a works ─────────────────────────────────────────────────────────────────

    def grade(self, works: Enterprise, day: date) -> Grade | None:
        """The grade that counts on a day."""
        return self.register.grade(works, self.graded_on(works, day))

    def graded_on(self, works: Enterprise, day: date) -> date:
        """The day whose grade counts on a day: the notice's own where it names one, for its season.

        What goes on after the season until the works is mended looks at the grade of the day itself (SX-3).
        """
        if self.policy.grade is None:
            return day
        stages = self._stages_of(works)
        return day if stages and day > stages[-1].window.last else self.policy.grade.on

    def standing(self, works: Enterprise, unit: Unit | None, day: date) -> Standing:
        return Standing(works, unit, self.grade(works, day), self.register.marks(works, day, unit), day)

    def mark_name(self, mark: str, lang: str) -> str:
        """What people call a mark."""
        if mark in self.policy.marks:
            return self.policy.marks[mark][lang]
        return MARK_NAMES[Mark(mark)][lang] if mark in tuple(Mark) else mark

    def units(self, works: Enterprise, process: Process | None = None) -> tuple[Unit, ...]:
        """The works' units, or those of one process, in the inventory's order."""
        own = self.register.units_of[works.enterprise_id]
        return own if process is None else tuple(unit for unit in own if unit.process is process)

    # ── when ─────────────────────────────────────────────────────────────────────────────────────

    def stages_of(self, measure: Measure, works: Enterprise) -> tuple[Stage, ...]:
        """The works' stages to which a measure applies, as far as the horizon holds them."""
        stages = self._stages_of(works)
        return tuple(s for s in stages if not measure.stages or _named(s.id, measure.stages))

    def _stages_of(self, works: Enterprise) -> tuple[Stage, ...]:
        if works.enterprise_id not in self._stages:
            self._stages[works.enterprise_id] = self.policy.stages_for(works, self.scenario.horizon)
        return self._stages[works.enterprise_id]

    @cached_property
    def _stages(self) -> dict[str, tuple[Stage, ...]]:
        return {}

    def season_of(self, measure: Measure, works: Enterprise) -> DayRange | None:
        """From the first day of the works' stages to the last; ``None`` where it has none."""
        windows = [stage.window for stage in self.stages_of(measure, works)]
        return DayRange(first=windows[0].first, last=windows[-1].last) if windows else None

    def windows_of(self, measure: Measure, works: Enterprise, per: Per) -> Iterator[DayRange]:
        """The stages or the season over which a measure is counted."""
        season = self.season_of(measure, works)
        if per is Per.SEASON and season is not None:
            yield season
        else:
            yield from (stage.window for stage in self.stages_of(measure, works))

    def spells_in(
        self,
        measure: Measure,
        works: Enterprise,
        look: Callable[[date], Found | None],
        *,
        per: Per = Per.STAGE,
        until_mended: bool = False,
    ) -> Iterator[tuple[DayRange, Found]]:
        """Spells of each window of a measure; until mended, also what goes on when the season has ended."""
        for window in self.windows_of(measure, works, per):
            yield from self.spells(works, window, look)
        if until_mended:
            yield from self._lasting(measure, works, look)

    def _lasting(
        self, measure: Measure, works: Enterprise, look: Callable[[date], Found | None]
    ) -> Iterator[tuple[DayRange, Found]]:
        """Spells that follow without a break on the season's last day, to the end of the horizon (SX-3).

        Whoever falls back after the season, or only then, is met by the notice of the next.
        """
        season, horizon = self.season_of(measure, works), self.scenario.horizon
        if season is None or season.last >= horizon.last or look(season.last) is None:
            return
        following = season.last + ONE_DAY
        for spell, found in self.spells(works, DayRange(first=following, last=horizon.last), look):
            if spell.first != following:
                return
            yield spell, found
            following = spell.last + ONE_DAY

    def reach_of(self, measure: Measure, works: Enterprise) -> DayRange | None:
        """Its season; the whole horizon for works of places for which the notice names no stage (CEM-1)."""
        if not any(rule.is_for(works) for rule in self.policy.stages):
            return self.scenario.horizon
        return self.season_of(measure, works)

    def spells(
        self, works: Enterprise, window: DayRange, look: Callable[[date], Found | None]
    ) -> Iterator[tuple[DayRange, Found]]:
        """Stretches of a window on which ``look`` finds the same, without those on which it finds nothing.

        What is known of a works changes only on the days of its events and of dated conditions.
        """
        turns = sorted(day for day in self._turns(works) if window.first < day <= window.last)
        begun: tuple[date, Found] | None = None
        for day in [window.first, *turns]:
            found = look(day)
            if begun is not None and begun[1] != found:
                yield DayRange(first=begun[0], last=day - ONE_DAY), begun[1]
                begun = None
            if begun is None and found is not None:
                begun = (day, found)
        if begun is not None:
            yield DayRange(first=begun[0], last=window.last), begun[1]

    def _turns(self, works: Enterprise) -> frozenset[date]:
        """Days of its events and of dated conditions, and on which an exemption's stages begin or end."""
        if works.enterprise_id not in self._turns_of:
            reaches = (lifting.scope.reach_of(lifting.measure, works) for lifting in self.liftings)
            edges = {day for reach in reaches if reach for day in (reach.first, reach.last + ONE_DAY)}
            self._turns_of[works.enterprise_id] = self.register.event_days(works) | self._dated | edges
        return self._turns_of[works.enterprise_id]

    @cached_property
    def _turns_of(self) -> dict[str, frozenset[date]]:
        return {}

    @cached_property
    def _dated(self) -> frozenset[date]:
        conditions = [c for measure in self.policy.measures for c in measure.who]
        conditions += [c for lifting in self.liftings for c in lifting.measure.who]
        return frozenset(day for condition in conditions for day in _dates(condition))

    # ── whom ─────────────────────────────────────────────────────────────────────────────────────

    def meets(self, measure: Measure, works: Enterprise, unit: Unit | None, day: date) -> bool:
        """Whether any of the measure's conditions holds on the day; with none it meets all."""
        if not measure.who:
            return True
        standing = self.standing(works, unit, day)
        return any(condition.holds(standing) for condition in measure.who)

    def frees(self, clause: str, works: Enterprise, unit: Unit | None, day: date) -> bool:
        """Whether an exemption, of this notice or of another that says so, lifts the clause on the day."""
        return any(clause in lifting.clauses and lifting.holds(works, unit, day) for lifting in self.liftings)

    def owing(
        self, measure: Measure, works: Enterprise, units: Sequence[Unit], day: date
    ) -> tuple[Unit, ...]:
        """The units that owe what a measure asks on a day."""
        return tuple(unit for unit in units if self.owes(measure, works, unit, day))

    def owes(self, measure: Measure, works: Enterprise, unit: Unit | None, day: date) -> bool:
        """Whether the unit, or the works as a whole, owes what a measure asks on a day."""
        return self.meets(measure, works, unit, day) and not self.frees(measure.clause, works, unit, day)

    def regions(self, level: RegionLevel) -> dict[str, tuple[Enterprise, ...]]:
        """Covered works by city or province, named without 市 or 省."""
        groups: dict[str, list[Enterprise]] = {}
        for works in self.works:
            groups.setdefault(region_of(works, level), []).append(works)
        return {region: tuple(members) for region, members in sorted(groups.items())}


def region_of(works: Enterprise, level: RegionLevel) -> str:
    return place_name(works.province if level is RegionLevel.PROVINCE else works.city)


def _named(stage: str, stages: Sequence[str]) -> bool:
    """A stage of every year is named with or without its year."""
    return stage in stages or stage.rpartition("-")[0] in stages


def _dates(condition: Condition) -> Iterator[date]:
    if condition.first is not None:
        yield condition.first
    if condition.last is not None:
        yield condition.last + ONE_DAY
    for inner in condition.unless:
        yield from _dates(inner)


@dataclass(frozen=True)
class Planned:
    """What the season plans: the works that any notice meets, their units and their stages."""

    register: Register
    works: tuple[Enterprise, ...]
    stages_by_works: dict[str, tuple[Stage, ...]]
    """Of the notice whose stages last longest for the works."""

    @property
    def scenario(self) -> Scenario:
        return self.register.scenario

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """In the inventory's order."""
        known = {works.enterprise_id for works in self.works}
        return tuple(unit for unit in self.scenario.units if unit.enterprise_id in known)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Every stage of any works, by day."""
        found = {stage for stages in self.stages_by_works.values() for stage in stages}
        return tuple(sorted(found, key=lambda stage: (stage.window.first, stage.window.last, stage.id)))

    @cached_property
    def _groups(self) -> dict[tuple[RegionLevel, str], list[Unit]]:
        groups: dict[tuple[RegionLevel, str], list[Unit]] = {}
        by_id = {works.enterprise_id: works for works in self.works}
        for unit in self.units:
            works = by_id[unit.enterprise_id]
            groups.setdefault((RegionLevel.CITY, works.city), []).append(unit)
            groups.setdefault((RegionLevel.PROVINCE, works.province), []).append(unit)
        return groups

    def units_in(self, level: RegionLevel, region: str, process: Process | None = None) -> tuple[Unit, ...]:
        """Units in a city or province as the inventory writes it, or those of one process."""
        found = self._groups.get((level, region), ())
        return tuple(unit for unit in found if process is None or unit.process is process)

    def regions(self, level: RegionLevel) -> tuple[str, ...]:
        """Cities or provinces as the inventory writes them."""
        return tuple(sorted(region for known, region in self._groups if known is level))
