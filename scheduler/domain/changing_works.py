"""Changes of works and units."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from scheduler.domain import change as changes
from scheduler.domain.base import decimal_text
from scheduler.domain.changing_faults import (
    findings,
    known_marks,
    late_faults,
    require,
    twice,
    unknown,
    works_ids,
)
from scheduler.domain.enterprise import Enterprise, Event, EventKind
from scheduler.domain.scenario import Defaulted, Link, Scenario
from scheduler.domain.unit import Unit
from scheduler.errors import Fault

_OF_MARKS = (EventKind.MARK_WON, EventKind.MARK_LOST)


def grade(scenario: Scenario, change: changes.GradeGiven) -> Scenario:
    require(unknown("works", (change.works,), works_ids(scenario)))
    if change.since is not None:
        event = Event(
            enterprise_id=change.works, day=change.since, kind=EventKind.GRADE, value=change.grade.value
        )
        return scenario.model_copy(update={"events": (*scenario.events, event)})
    works = _each(scenario.enterprises, lambda w: w.enterprise_id == change.works, grade=change.grade)
    events = (e for e in scenario.events if e.enterprise_id != change.works or e.kind is not EventKind.GRADE)
    return scenario.model_copy(update={"enterprises": works, "events": tuple(events)})


def marks(scenario: Scenario, change: changes.MarksChanged) -> Scenario:
    require(
        [
            *unknown("works", (change.works,), works_ids(scenario)),
            *unknown("won", change.won, known_marks(scenario)),
            *unknown("lost", change.lost, known_marks(scenario)),
            *(Fault("is won and lost", key="lost", value=m) for m in change.lost if m in change.won),
        ]
    )
    return _with_marks(scenario, (change.works,), change.won, change.lost)


def _with_marks(
    scenario: Scenario, works: Iterable[str], won: Sequence[str], lost: Sequence[str] = ()
) -> Scenario:
    """Marks that hold from the beginning: what events say of them is passed over."""
    whom, about = frozenset(works), {*won, *lost}
    enterprises = tuple(
        each.model_copy(update={"marks": (each.marks | set(won)) - set(lost)})
        if each.enterprise_id in whom
        else each
        for each in scenario.enterprises
    )
    events = tuple(
        event
        for event in scenario.events
        if event.enterprise_id not in whom or event.kind not in _OF_MARKS or event.value not in about
    )
    return scenario.model_copy(update={"enterprises": enterprises, "events": events})


# ── units ────────────────────────────────────────────────────────────────────────────────────────


def units(scenario: Scenario, change: changes.UnitsChanged) -> Scenario:
    faults = _whom_faults(scenario, change)
    units: dict[str, Unit] = {}
    for unit in filter(change.meets, scenario.units):
        try:
            units[unit.unit_id] = _unit(scenario, change, unit)
        except ValidationError as error:
            faults += findings(error, unit.unit_id)
    require(faults)
    defaulted = tuple(
        _followed(default, units[default.unit_id], change) if default.unit_id in units else default
        for default in scenario.defaulted
        if default.unit_id not in units or default.field not in change.numbers
    )
    return scenario.model_copy(update={"units": _replaced(scenario, units), "defaulted": defaulted})


def _unit(scenario: Scenario, change: changes.UnitsChanged, unit: Unit) -> Unit:
    capacity = change.capacity_t_per_day or unit.capacity_t_per_day * change.capacity_factor
    grown = capacity / unit.capacity_t_per_day
    following = {
        default.field: getattr(unit, default.field) * grown
        for default in scenario.defaulted
        if default.unit_id == unit.unit_id and default.follows_capacity
    }
    margin = following.get("margin_yuan_per_day", unit.margin_yuan_per_day) * change.margin_factor
    fields = {"capacity_t_per_day": capacity, **following, "margin_yuan_per_day": margin, **change.numbers}
    return Unit.model_validate(dict(unit) | fields)


def _followed(default: Defaulted, unit: Unit, change: changes.UnitsChanged) -> Defaulted:
    """What a default is after its unit grew; a factor on it is said with its source."""
    if not default.follows_capacity:
        return default
    source = default.source
    if default.field == "margin_yuan_per_day" and change.margin_factor != 1:
        source = f"{source} × {decimal_text(change.margin_factor)}"
    value = decimal_text(getattr(unit, default.field))
    return default.model_copy(update={"value": value, "source": source})


def retrofit(scenario: Scenario, change: changes.Retrofit) -> Scenario:
    faults = _whom_faults(scenario, change)
    faults += unknown("marks", change.marks, known_marks(scenario))
    require(faults)
    met = {unit.unit_id: unit for unit in scenario.units if change.meets(unit)}
    units = {
        unit_id: unit.model_copy(update={f: getattr(unit, f) * by for f, by in change.factors.items()})
        for unit_id, unit in met.items()
    }
    factors = {field: by for field, by in change.factors.items() if by != 1}
    defaulted = (d for d in scenario.defaulted if d.unit_id not in units or d.field not in factors)
    after = scenario.model_copy(update={"units": _replaced(scenario, units), "defaulted": tuple(defaulted)})
    works = dict.fromkeys(unit.enterprise_id for unit in met.values())
    if change.grade is not None:
        for name in works:
            after = grade(after, changes.GradeGiven(works=name, grade=change.grade))
    return _with_marks(after, works, change.marks)


def join(scenario: Scenario, change: changes.UnitsJoined) -> Scenario:
    all_works = [*works_ids(scenario), *(works.enterprise_id for works in change.works)]
    unit_ids = [unit.unit_id for unit in (*scenario.units, *change.units)]
    marks = [mark for works in change.works for mark in sorted(works.marks)]
    require(
        [
            *unknown("units", (unit.enterprise_id for unit in change.units), all_works),
            *unknown("works", marks, known_marks(scenario)),
            *twice("works", all_works),
            *twice("units", unit_ids),
            *late_faults("units", change.units, scenario),
        ]
    )
    return scenario.model_copy(
        update={
            "units": (*scenario.units, *change.units),
            "enterprises": (*scenario.enterprises, *change.works),
            "defaulted": (*scenario.defaulted, *_defaulted(change)),
        }
    )


def _defaulted(change: changes.UnitsJoined) -> Iterator[Defaulted]:
    for unit in change.units:
        for field, source in change.defaults.get(unit.unit_id, {}).items():
            value = getattr(unit, field)
            text = decimal_text(value) if isinstance(value, Fraction) else str(value)
            yield Defaulted(unit_id=unit.unit_id, field=field, value=text, source=source)


def close(scenario: Scenario, change: changes.UnitsClosed) -> Scenario:
    require(unknown("units", change.units, [unit.unit_id for unit in scenario.units]))
    gone = frozenset(change.units)
    return scenario.model_copy(
        update={
            "units": tuple(unit for unit in scenario.units if unit.unit_id not in gone),
            "links": tuple(_links_left(scenario.links, gone)),
            "maintenance": tuple(job for job in scenario.maintenance if job.unit_id not in gone),
            "defaulted": tuple(d for d in scenario.defaulted if d.unit_id not in gone),
        }
    )


def _links_left(links: Iterable[Link], gone: frozenset[str]) -> Iterator[Link]:
    """Without the closed units; a link that feeds nobody any more is gone with them."""
    for link in links:
        feeders = tuple(unit_id for unit_id in link.feeders if unit_id not in gone)
        consumers = tuple(unit_id for unit_id in link.consumers if unit_id not in gone)
        if consumers:
            yield link.model_copy(update={"feeders": feeders, "consumers": consumers})


def _whom_faults(scenario: Scenario, change: changes.UnitsChanged | changes.Retrofit) -> list[Fault]:
    faults = unknown("units", change.units, [unit.unit_id for unit in scenario.units])
    faults += unknown("works", change.works, works_ids(scenario))
    if not faults and not any(map(change.meets, scenario.units)):
        faults.append(Fault("meets no unit", key="process", value=change.process or ""))
    return faults


def _each(
    works: Iterable[Enterprise], meets: Callable[[Enterprise], bool], **fields: Any
) -> tuple[Enterprise, ...]:
    return tuple(each.model_copy(update=fields) if meets(each) else each for each in works)


def _replaced(scenario: Scenario, units: Mapping[str, Unit]) -> tuple[Unit, ...]:
    return tuple(units.get(unit.unit_id, unit) for unit in scenario.units)
