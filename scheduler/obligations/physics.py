"""What units can do at all: shortest stops and runs, most stops, forbidden days, one load over a stage."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.calendar import ONE_DAY, Calendar, DayRange
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import LinkedReduction
from scheduler.domain.obligation import (
    CokingTime,
    ForbiddenDays,
    LoadCeiling,
    MostStops,
    Obligation,
    OneLoad,
    ShortestRun,
    ShortestStop,
)
from scheduler.domain.owing import ROTATION
from scheduler.domain.season import cut_apart
from scheduler.domain.unit import Mode, Unit
from scheduler.obligations.outcome import Outcome, Owed, amount, one_load, owe, percent
from scheduler.obligations.select import Planned

INVENTORY = Text(zh="清单所列设备参数", en="the unit's figure in the inventory")


def physics(planned: Planned) -> Iterator[Outcome]:
    """Stops and runs of units that stop; the one load of units that run lower."""
    for works in planned.works:
        for unit in planned.register.units_of[works.enterprise_id]:
            yield from _stops(planned, unit) if unit.mode is Mode.STOP else _loads(planned, works, unit)


def _stops(planned: Planned, unit: Unit) -> Iterator[Outcome]:
    """Most stops are counted in each stage of the unit's works; in the horizon where it has none."""
    horizon = planned.scenario.horizon
    yield _by_inventory(ShortestStop, unit, horizon, days=unit.shortest_stop_days)
    yield _by_inventory(ShortestRun, unit, horizon, days=unit.shortest_run_days)
    stages = [stage.window for stage in planned.stages_by_works[unit.enterprise_id]]
    for window in stages or [horizon]:
        yield _by_inventory(MostStops, unit, window, stops=unit.most_stops_per_stage)
    for days in unit.forbidden:
        if days.overlaps(horizon):
            yield _by_inventory(ForbiddenDays, unit, days)


def _by_inventory(kind: type[Owed], unit: Unit, window: DayRange, **figure: Any) -> Owed:
    return owe(
        kind,
        clause=ROTATION,
        subject=unit.unit_id,
        window=window,
        ground=INVENTORY,
        units=[unit],
        **figure,
    )


def _loads(planned: Planned, works: Enterprise, unit: Unit) -> Iterator[Outcome]:
    for stage in planned.stages_by_works[works.enterprise_id]:
        for window in _between_events(planned, works, stage.window):
            yield one_load(_load_clause(planned, unit), unit, window, _load_ground(unit))
        if unit.load_max < 1:
            yield _load_max(unit, stage.window)


def loads_elsewhere(
    obligations: Sequence[Obligation], units: Mapping[str, Unit], calendar: Calendar
) -> Iterator[OneLoad]:
    """One load, not below the lowest, also where a unit must run lower outside all stages (SX-3)."""
    lowered: dict[str, list[LoadCeiling | CokingTime]] = {}
    covered: dict[str, list[DayRange]] = {}
    for owed in obligations:
        if isinstance(owed, OneLoad):
            covered.setdefault(owed.subject, []).append(owed.window)
        elif isinstance(owed, LoadCeiling | CokingTime) and _must_run_lower(owed, units[owed.subject]):
            lowered.setdefault(owed.subject, []).append(owed)
    for name, asked in lowered.items():
        windows = covered.get(name, [])
        for days in cut_apart([*windows, *(owed.window for owed in asked)]):
            asking = next((owed for owed in asked if owed.window.overlaps(days)), None)
            inside = days.overlaps(calendar) and not any(days.overlaps(window) for window in windows)
            if asking is not None and inside:
                yield one_load(asking.clause, units[name], days, asking.ground)


def _must_run_lower(owed: LoadCeiling | CokingTime, unit: Unit) -> bool:
    return unit.mode is Mode.LOAD and (isinstance(owed, CokingTime) or owed.ceiling < 1)


def _between_events(planned: Planned, works: Enterprise, stage: DayRange) -> Iterator[DayRange]:
    """The stage, cut where the grade or a mark of the works changes: what is owed may differ from then on."""
    changes = sorted(day for day in planned.register.event_days(works) if stage.first < day <= stage.last)
    first = stage.first
    for day in changes:
        yield DayRange(first=first, last=day - ONE_DAY)
        first = day
    yield DayRange(first=first, last=stage.last)


def _load_max(unit: Unit, window: DayRange) -> LoadCeiling:
    highest = percent(unit.load_max)
    return owe(
        LoadCeiling,
        clause=ROTATION,
        subject=unit.unit_id,
        window=window,
        ground=Text(zh=f"最高负荷{highest}", en=f"highest load {highest}"),
        units=[unit],
        ceiling=unit.load_max,
    )


def _load_clause(planned: Planned, unit: Unit) -> str:
    """The clause that has the unit reduce along with others (STL-11 for ovens); else the wish to rotate."""
    links = (m for policy in planned.scenario.policies for m in policy.of(LinkedReduction))
    return next((link.clause for link in links if unit.process in link.groups), ROTATION)


def _load_ground(unit: Unit) -> Text:
    normal, longest = unit.normal_coking_hours, unit.longest_coking_hours
    if normal is None or longest is None or normal / longest < unit.load_min:
        lowest = percent(unit.load_min)
        return Text(
            zh=f"最低负荷{lowest}，每阶段一个负荷", en=f"lowest load {lowest}, one load for each stage"
        )
    return Text(
        zh=f"结焦时间由{amount(normal)}小时最长延至{amount(longest)}小时，每阶段一个负荷",
        en=f"coking time {amount(normal)} h, at longest {amount(longest)} h, one load for each stage",
    )
