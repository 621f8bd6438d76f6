"""What a notice asks of units: two states (STL-10), linked groups (STL-11), no overload (STL-13)."""

from collections.abc import Iterator

from scheduler.domain.base import Text
from scheduler.domain.obligation import LinkedUnits, LoadCeiling, TwoStates
from scheduler.domain.policy import (
    LinkedReduction,
    NotComputed,
)
from scheduler.domain.policy import (
    LoadCeiling as CeilingMeasure,
)
from scheduler.domain.policy import (
    TwoStates as StatesMeasure,
)
from scheduler.domain.unit import Mode
from scheduler.domain.words import PROCESS_NAMES
from scheduler.errors import Fault
from scheduler.obligations.outcome import Outcome, note, owe, percent
from scheduler.obligations.select import Scope


def two_states(scope: Scope, measure: StatesMeasure) -> Iterator[Outcome]:
    """Units of the process run or stand; lower load counts nothing (STL-10)."""
    process = PROCESS_NAMES[measure.process]
    for works in scope.works:
        for unit in scope.units(works, measure.process):
            if unit.mode is Mode.LOAD:
                yield Fault(
                    f"{unit.unit_id} reduces by load, but {measure.clause} lets a {process.en} "
                    "only run or stand",
                    sheet="units",
                    column="mode",
                    value=unit.mode,
                    maybe="write stop",
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
    """
    for works in scope.works:
        drivers = scope.units(works, measure.drivers)
        for process in measure.groups if drivers else ():
            group = scope.units(works, process)
            for stage in scope.stages_of(measure) if group else ():
                yield owe(
                    LinkedUnits,
                    clause=measure.clause,
                    subject=works.enterprise_id,
                    window=stage.window,
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


def load_ceilings(scope: Scope, measure: CeilingMeasure) -> Iterator[Outcome]:
    """No unit runs over the ceiling on any day of the season, also to catch up (STL-13)."""
    highest = percent(measure.ceiling)
    for works in scope.works:
        for unit in scope.units(works):
            if unit.mode is Mode.STOP and measure.ceiling < 1:
                yield Fault(
                    f"{measure.clause} lets {unit.unit_id} run at {highest}, but it only runs or stands",
                    sheet="units",
                    column="mode",
                    value=unit.mode,
                    maybe="write load, or ask for a share of stops instead",
                )
                continue
            yield owe(
                LoadCeiling,
                clause=measure.clause,
                subject=unit.unit_id,
                window=scope.scenario.horizon,
                ground=Text(zh=f"不得超负荷，最高{highest}", en=f"no overload, at most {highest}"),
                units=[unit],
                ceiling=measure.ceiling,
            )


def not_computed(scope: Scope, measure: NotComputed) -> Iterator[Outcome]:
    """A clause that binds no unit says what is done for it instead."""
    yield note(measure.clause, scope.policy.id, measure.does.zh, measure.does.en)
