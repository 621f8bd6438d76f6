"""Duties to run lower: by share (SX-3, SX-4), by a ceiling (STL-13, ZZ-4, CEM-5), by coking time (ZZ-3e)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import CokingTime as CokingMeasure
from scheduler.domain.measure import LoadCeiling as CeilingMeasure
from scheduler.domain.measure import LoadReduction, Per
from scheduler.domain.obligation import CokingTime, LoadCeiling
from scheduler.domain.parameter import Granted
from scheduler.domain.unit import Mode, Unit
from scheduler.errors import Fault
from scheduler.obligations.exemptions import misnamed
from scheduler.obligations.lines import load_below
from scheduler.obligations.outcome import Outcome, amount, missing, one_load, owe, percent, wrong_mode
from scheduler.obligations.select import Scope
from scheduler.obligations.shares import Duty, Owed, owed_spells, share_owed

# ── one load by share ────────────────────────────────────────────────────────────────────────────


def load_reductions(scope: Scope, measure: LoadReduction) -> Iterator[Outcome]:
    """Each unit at one load of at most 1 − share, stage by stage or over the season (SX-3, SX-4)."""
    for works in scope.works:
        for unit in scope.units(works):
            yield from _reductions(scope, measure, works, unit)


def _reductions(scope: Scope, measure: LoadReduction, works: Enterprise, unit: Unit) -> Iterator[Outcome]:
    look = partial(_owed, scope, measure, works, unit)
    lasting = measure.until_mended
    spells: Iterator[tuple[DayRange, Duty]] = scope.spells_in(
        measure, works, look, per=measure.per, until_mended=lasting
    )
    for spell, owed in owed_spells(spells):
        if isinstance(owed, Fault):
            yield owed
        else:
            yield from _one_load_below(measure, unit, spell, owed)


def _owed(scope: Scope, measure: LoadReduction, works: Enterprise, unit: Unit, day: date) -> Duty | None:
    if not scope.owes(measure, works, unit, day):
        return None
    return share_owed(scope, measure, works, unit, day)


def _one_load_below(measure: LoadReduction, unit: Unit, window: DayRange, owed: Owed) -> Iterator[Outcome]:
    if unit.mode is Mode.STOP:
        yield _only_stops(measure.clause, unit, 1 - owed.share)
        return
    ceiling = load_below(measure.clause, unit, window, owed)
    yield ceiling
    if measure.per is Per.SEASON:
        yield one_load(measure.clause, unit, window, ceiling.ground)


def _only_stops(clause: str, unit: Unit, ceiling: Fraction) -> Fault:
    return wrong_mode(
        f"{clause} lets {unit.unit_id} run at {percent(ceiling)}, but it only runs or stands",
        unit,
        "write load, or ask for a share of stops instead",
    )


# ── ceilings ─────────────────────────────────────────────────────────────────────────────────────


def load_ceilings(scope: Scope, measure: CeilingMeasure) -> Iterator[Outcome]:
    """No unit runs over the ceiling on any day of the season (STL-13), or over its own (ZZ-4, CEM-5)."""
    if measure.parameter:
        yield from misnamed(scope, measure.parameter, measure.clause)
    for works in scope.works:
        window = scope.scenario.horizon if measure.ceiling is not None else scope.reach_of(measure, works)
        if window is None:
            continue
        for unit in scope.units(works):
            look = partial(_ceiling, scope, measure, works, unit)
            spells: Iterator[tuple[DayRange, Duty]] = scope.spells(works, window, look)
            yield from (_at_most(measure, unit, *found) for found in spells)


def _ceiling(scope: Scope, measure: CeilingMeasure, works: Enterprise, unit: Unit, day: date) -> Duty | None:
    """The ceiling of a unit on a day; where the place must give one and does not, the fault."""
    if not scope.owes(measure, works, unit, day):
        return None
    if measure.ceiling is not None:
        highest = percent(measure.ceiling)
        return Owed(
            measure.ceiling, Text(zh=f"不得超负荷，最高{highest}", en=f"no overload, at most {highest}")
        )
    table: dict[str, Granted] = scope.parameters[measure.parameter]
    granted = table.get(unit.unit_id) or table.get(works.enterprise_id)
    if granted is None:
        return _ungranted(scope, measure, works, unit) if measure.who else None
    approval = f"；{granted.approval}" if granted.approval else ""
    return Owed(
        granted.share,
        Text(
            zh=f"{granted.ground}{approval}：最高负荷{percent(granted.share)}",
            en=f"{granted.ground}{approval}: highest load {percent(granted.share)}",
        ),
    )


def _ungranted(scope: Scope, measure: CeilingMeasure, works: Enterprise, unit: Unit) -> Fault:
    return Fault(
        f"{measure.parameter} gives no ceiling for {unit.unit_id} of {works.name}, "
        f"which {measure.clause} meets",
        file="scenario.yaml",
        key=f"parameters.{scope.policy.id}.{measure.parameter}",
        maybe=f"add {works.enterprise_id}: {{share: 0.8, ground: …}}",
    )


def _at_most(measure: CeilingMeasure, unit: Unit, window: DayRange, owed: Duty) -> Outcome:
    if isinstance(owed, Fault):
        return owed
    if unit.mode is Mode.STOP and owed.share < 1:
        return _only_stops(measure.clause, unit, owed.share)
    return owe(
        LoadCeiling,
        clause=measure.clause,
        subject=unit.unit_id,
        window=window,
        ground=owed.ground,
        units=[unit],
        ceiling=owed.share,
    )


# ── coking time ──────────────────────────────────────────────────────────────────────────────────


def coking_times(scope: Scope, measure: CokingMeasure) -> Iterator[Outcome]:
    """Coke ovens take at least so many hours to coke: load ≤ normal hours ÷ hours (ZZ-3e)."""
    for works in scope.works:
        for unit in scope.units(works):
            look = partial(_normal_hours, scope, measure, works, unit)
            for stage in scope.stages_of(measure, works):
                for spell, normal in scope.spells(works, stage.window, look):
                    yield _longer(measure, unit, spell, normal)


def _normal_hours(
    scope: Scope, measure: CokingMeasure, works: Enterprise, unit: Unit, day: date
) -> Fraction | None:
    """The oven's usual hours where it owes longer ones; 0 where they are not known."""
    if not scope.owes(measure, works, unit, day):
        return None
    return unit.normal_coking_hours or Fraction(0)


def _longer(measure: CokingMeasure, unit: Unit, window: DayRange, normal: Fraction) -> Outcome:
    if not normal:
        return missing(unit.unit_id, "normal_coking_hours", measure.clause, "units")
    if unit.mode is Mode.STOP:
        return _only_stops(measure.clause, unit, min(Fraction(1), normal / measure.hours))
    return owe(
        CokingTime,
        clause=measure.clause,
        subject=unit.unit_id,
        window=window,
        ground=Text(
            zh=f"正常结焦时间{amount(normal)}小时，延长至{amount(measure.hours)}小时以上",
            en=f"coking time {amount(normal)} h, at least {amount(measure.hours)} h",
        ),
        units=[unit],
        hours=measure.hours,
        normal_hours=normal,
    )
