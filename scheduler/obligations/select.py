"""Whom a notice meets, and what is known of them on the days that count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from scheduler.domain.calendar import Stage
from scheduler.domain.enterprise import Enterprise, Event, EventKind, Grade, Mark
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.policy import Condition, Exemption, GradeShare, Policy, place_name
from scheduler.domain.scenario import Scenario
from scheduler.domain.unit import Process, Unit


def covered(policy: Policy, parameters: Mapping[str, Any], scenario: Scenario) -> tuple[Enterprise, ...]:
    """The works of the notice's industries in its places, in the inventory's order (STL-1)."""
    switch = policy.places.reference_switch
    reference = bool(switch and parameters[switch])
    return tuple(
        works
        for works in scenario.enterprises
        if works.industry in policy.industries and policy.places.cover(works, reference)
    )


def grade_on(day: date, works: Enterprise, scenario: Scenario) -> Grade | None:
    """The grade in force on a day: the last one given up to that day, before any the inventory's (STL-7)."""
    given = [event.value for event in _events_until(day, works, scenario) if event.kind is EventKind.GRADE]
    return Grade(given[-1]) if given else works.grade


def marks_on(day: date, works: Enterprise, scenario: Scenario) -> frozenset[Mark]:
    """The inventory's marks, with those won and without those lost up to a day."""
    marks = set(works.marks)
    for event in _events_until(day, works, scenario):
        if event.kind is EventKind.MARK_WON:
            marks.add(Mark(event.value))
        elif event.kind is EventKind.MARK_LOST:
            marks.discard(Mark(event.value))
    return frozenset(marks)


def _events_until(day: date, works: Enterprise, scenario: Scenario) -> Iterator[Event]:
    """In order of days; of one day, in the scenario's order."""
    mine = (e for e in scenario.events if e.enterprise_id == works.enterprise_id and e.day <= day)
    return iter(sorted(mine, key=lambda event: event.day))


@dataclass(frozen=True)
class Scope:
    """One notice in one scenario: the works it meets, its parameters, its stages inside the horizon."""

    scenario: Scenario
    policy: Policy
    parameters: dict[str, Any]
    works: tuple[Enterprise, ...]

    @cached_property
    def grade_day(self) -> date:
        """The day whose grades count for the whole notice; the season's first where it names none."""
        named = self.policy.of(GradeShare)
        return named[0].grade_on if named else self.scenario.horizon.first

    def grade(self, works: Enterprise) -> Grade | None:
        return grade_on(self.grade_day, works, self.scenario)

    def marks(self, works: Enterprise) -> frozenset[Mark]:
        """Those in force on the season's first day, for the whole season."""
        return marks_on(self.scenario.horizon.first, works, self.scenario)

    def meets(self, works: Enterprise, conditions: tuple[Condition, ...]) -> bool:
        """Whether any of the conditions holds for the works."""
        grade, marks = self.grade(works), self.marks(works)
        return any(condition.holds(works, grade, marks) for condition in conditions)

    def frees(self, works: Enterprise, clause: str) -> bool:
        """Whether the notice exempts the works from a clause."""
        lifting = (m for m in self.policy.of(Exemption) if clause in m.lifts)
        return any(self.meets(works, measure.who) for measure in lifting)

    def stages_of(self, measure: Any) -> tuple[Stage, ...]:
        """The stages that a measure applies to, as far as they lie in the horizon."""
        stages = self.policy.stages_of(measure)
        return tuple(stage for stage in stages if stage.window.overlaps(self.scenario.horizon))

    @cached_property
    def _units(self) -> dict[str, tuple[Unit, ...]]:
        units = self.scenario.units
        return {
            w.enterprise_id: tuple(u for u in units if u.enterprise_id == w.enterprise_id) for w in self.works
        }

    def units(self, works: Enterprise, process: Process | None = None) -> tuple[Unit, ...]:
        """The works' units, or those of one process, in the inventory's order."""
        return tuple(u for u in self._units[works.enterprise_id] if process is None or u.process is process)

    def regions(self, level: RegionLevel) -> dict[str, tuple[Enterprise, ...]]:
        """Covered works by city or province, named without 市 or 省."""
        groups: dict[str, list[Enterprise]] = {}
        for works in self.works:
            name = works.province if level is RegionLevel.PROVINCE else works.city
            groups.setdefault(place_name(name), []).append(works)
        return {region: tuple(members) for region, members in sorted(groups.items())}


@dataclass(frozen=True)
class Planned:
    """What the season plans: the works that any notice meets, their units, the stages in the horizon."""

    scenario: Scenario
    works: tuple[Enterprise, ...]
    stages: tuple[Stage, ...]

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """In the inventory's order."""
        known = {works.enterprise_id for works in self.works}
        return tuple(unit for unit in self.scenario.units if unit.enterprise_id in known)

    def units_in(self, city: str, process: Process | None = None) -> tuple[Unit, ...]:
        """Units in a city as the inventory writes it, or those of one process."""
        there = {works.enterprise_id for works in self.works if works.city == city}
        found = (unit for unit in self.units if unit.enterprise_id in there)
        return tuple(unit for unit in found if process is None or unit.process is process)

    @cached_property
    def cities(self) -> tuple[str, ...]:
        return tuple(sorted({works.city for works in self.works}))
