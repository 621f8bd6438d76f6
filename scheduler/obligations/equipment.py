"""What a notice asks of equipment as such: two states (STL-10), linked groups (STL-11)."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import LinkedReduction, NotComputed
from scheduler.domain.measure import TwoStates as StatesMeasure
from scheduler.domain.obligation import LinkedUnits, TwoStates
from scheduler.domain.unit import Mode, Unit
from scheduler.domain.words import PROCESS_NAMES
from scheduler.obligations.outcome import Outcome, note, owe, wrong_mode
from scheduler.obligations.select import Scope


def two_states(scope: Scope, measure: StatesMeasure) -> Iterator[Outcome]:
    """Units of the process run or stand; lower load counts nothing (STL-10)."""
    process = PROCESS_NAMES[measure.process]
    for works in scope.works:
        first = scope.scenario.horizon.first
        for unit in scope.owing(measure, works, scope.units(works, measure.process), first):
            if unit.mode is Mode.LOAD:
                yield wrong_mode(
                    f"{unit.unit_id} reduces by load, but {measure.clause} lets a {process.en} "
                    "only run or stand",
                    unit,
                    "write stop",
                )
                continue
            yield owe(
                TwoStates,
                clause=measure.clause,
                subject=unit.unit_id,
                window=scope.scenario.horizon,
                ground=Text(zh=f"{process.zh}以停产为准", en=f"a {process.en} counts by its stops only"),
                units=[unit],
            )


def linked_reductions(scope: Scope, measure: LinkedReduction) -> Iterator[Outcome]:
    """Each group that serves a works' drivers reduces by at least the drivers' share (STL-11).

    Works that act on their own are not free of it: where their furnaces stop, so do the linked units.
    Whom the clause meets is asked of the linked units, not of those they serve.
    """
    for works in scope.works:
        drivers = scope.units(works, measure.drivers)
        for process in measure.groups if drivers else ():
            look = partial(_linked, scope, measure, works, scope.units(works, process))
            for window, group in scope.spells_in(measure, works, look):
                yield _follow(measure, works, window, group, drivers)


def _linked(
    scope: Scope, measure: LinkedReduction, works: Enterprise, units: Sequence[Unit], day: date
) -> tuple[Unit, ...] | None:
    return scope.owing(measure, works, units, day) or None


def _follow(
    measure: LinkedReduction,
    works: Enterprise,
    window: DayRange,
    group: Sequence[Unit],
    drivers: Sequence[Unit],
) -> LinkedUnits:
    process = group[0].process
    return owe(
        LinkedUnits,
        clause=measure.clause,
        subject=works.enterprise_id,
        window=window,
        ground=Text(
            zh=f"{PROCESS_NAMES[process].zh}与{PROCESS_NAMES[measure.drivers].zh}配套",
            en=f"{PROCESS_NAMES[process].en} serving the {PROCESS_NAMES[measure.drivers].en}",
        ),
        units=(*group, *drivers),
        apart=process,
        process=process,
        group=tuple(unit.unit_id for unit in group),
        drivers=tuple(unit.unit_id for unit in drivers),
    )


def not_computed(scope: Scope, measure: NotComputed) -> Iterator[Outcome]:
    """A clause that binds no unit says what is done for it instead."""
    yield note(measure.clause, scope.policy.id, measure.does.zh, measure.does.en)
