"""Shares that units of one process owe together: of a works' capacity (STL-5, STL-6, ZZ-3a), of its lines."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import LinesOff, MarkIncrement, ShareByStopping, StopShare
from scheduler.domain.obligation import StopShare as StopShareOwed
from scheduler.domain.unit import Unit
from scheduler.domain.words import PROCESS_NAMES
from scheduler.errors import Fault
from scheduler.obligations.outcome import Outcome, note, owe
from scheduler.obligations.select import Scope
from scheduler.obligations.shares import Duty, Owed, better_than_asked, by_grade, share_owed


class GroupOwes(NamedTuple):
    """Units of a works that owe a share together."""

    units: tuple[Unit, ...]
    owed: Owed
    window: DayRange


def stop_shares(scope: Scope, measure: StopShare) -> Iterator[Outcome]:
    """Works stop a share of each process's capacity; the clause of what adds to it stands in the ground."""
    for works in scope.works:
        groups = {process: scope.units(works, process) for process in measure.processes}
        if not any(groups.values()):
            if scope.owes(measure, works, None, scope.scenario.horizon.first):
                yield _without_units(works, measure)
            continue
        for units in groups.values():
            yield from _scale_notes(scope, measure, works) if units else ()
            for group in _group_spells(scope, measure, works, units):
                yield group if isinstance(group, Fault) else _stop_share(measure.clause, group)


def _stop_share(clause: str, group: GroupOwes) -> StopShareOwed:
    process = group.units[0].process
    return owe(
        StopShareOwed,
        clause=clause,
        subject=group.units[0].enterprise_id,
        window=group.window,
        ground=group.owed.ground,
        units=group.units,
        apart=process,
        process=process,
        share=group.owed.share,
    )


def each_group(scope: Scope, measure: LinesOff | ShareByStopping) -> Iterator[GroupOwes | Fault]:
    """Groups of every works, process by process."""
    for works in scope.works:
        for process in measure.processes:
            yield from _group_spells(scope, measure, works, scope.units(works, process))


def _group_spells(
    scope: Scope, measure: StopShare | LinesOff | ShareByStopping, works: Enterprise, units: Sequence[Unit]
) -> Iterator[GroupOwes | Fault]:
    """Units of one process that owe the same share together, above none, and on which days of each stage."""
    look = partial(_groups, scope, measure, works, units)
    for stage in scope.stages_of(measure, works) if units else ():
        for window, groups in scope.spells(works, stage.window, look):
            for group, owed in groups:
                yield owed if isinstance(owed, Fault) else GroupOwes(group, owed, window)


def _groups(
    scope: Scope,
    measure: StopShare | LinesOff | ShareByStopping,
    works: Enterprise,
    units: Sequence[Unit],
    day: date,
) -> tuple[tuple[tuple[Unit, ...], Duty], ...]:
    """Units that owe the same; a special ground may set some of them apart (SX-6)."""
    groups: dict[Duty, list[Unit]] = {}
    for unit in scope.owing(measure, works, units, day):
        owed = share_owed(scope, measure, works, unit, day)
        if isinstance(owed, Fault) or (owed is not None and owed.share):
            groups.setdefault(owed, []).append(unit)
    return tuple((tuple(group), owed) for owed, group in groups.items())


def _without_units(works: Enterprise, measure: StopShare) -> Outcome:
    zh = "、".join(PROCESS_NAMES[process].zh for process in measure.processes)
    en = " or ".join(PROCESS_NAMES[process].en for process in measure.processes)
    return note(
        measure.clause,
        works.enterprise_id,
        f"{works.name}没有{zh}，本条对其不产生停产比例",
        f"{works.name} has no {en}: it owes no share",
    )


def _scale_notes(scope: Scope, measure: StopShare, works: Enterprise) -> Iterator[Outcome]:
    """Works whose grade owes nothing, or is not on the scale."""
    first = scope.scenario.horizon.first
    if not by_grade(scope, measure) or not scope.owes(measure, works, None, first):
        return
    grade, shares = scope.grade(works, first), scope.parameters[measure.parameter]
    if better_than_asked(grade, shares):
        yield note(
            measure.clause,
            works.enterprise_id,
            f"{works.name}的等级优于本条所列等级，不产生停产比例",
            f"the grade of {works.name} is better than those named: it owes no share",
        )
    elif grade not in shares:
        day, clause = (
            (scope.policy.grade.on, scope.policy.grade.clause)
            if scope.policy.grade
            else (first, measure.clause)
        )
        held_zh, held_en = (f"等级为{grade}", f"grade {grade}") if grade else ("没有等级", "no grade")
        yield note(
            clause,
            works.enterprise_id,
            f"{works.name}在{day}{held_zh}，不在本条所列等级之内，从严按最差等级计",
            f"{works.name} has {held_en} on {day}, which the scale does not know: taken as the worst grade",
        )


def mark_increments(scope: Scope, measure: MarkIncrement) -> Iterator[Outcome]:
    """Increments are added to the share by grade; here only what they leave alone is said."""
    counting = set(scope.parameters[measure.parameter])
    borne = (
        scope.register.marks(works, day, unit)
        for works in scope.works
        for day in _days(scope, works)
        for unit in (None, *scope.units(works))
    )
    if not any(counting & marks for marks in borne):
        yield note(
            measure.clause,
            scope.policy.id,
            "没有企业存在本条所列情形，不加大比例",
            "no works bears one of the marks: nothing is added",
        )


def _days(scope: Scope, works: Enterprise) -> Iterator[date]:
    """The season's first day, and each on which something new is known of the works."""
    yield scope.scenario.horizon.first
    yield from (day for day in scope.register.event_days(works) if day in scope.scenario.horizon)
