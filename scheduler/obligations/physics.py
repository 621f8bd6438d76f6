"""What units can do at all: shortest stops and runs, most stops, forbidden days, one load over a stage."""

from collections.abc import Iterator
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import (
    CokingTime,
    ForbiddenDays,
    LoadCeiling,
    MostStops,
    ShortestRun,
    ShortestStop,
)
from scheduler.domain.policy import LinkedReduction
from scheduler.domain.unit import Mode, Unit
from scheduler.obligations.outcome import Outcome, Owed, amount, owe, percent
from scheduler.obligations.select import Planned

ROTATION = "ROTATION"
INVENTORY = Text(zh="清单所列设备参数", en="the unit's figure in the inventory")


def physics(planned: Planned) -> Iterator[Outcome]:
    """Stops and runs of units that stop; the one load of units that run lower."""
    for unit in planned.units:
        yield from _stops(planned, unit) if unit.mode is Mode.STOP else _one_load(planned, unit)


def _stops(planned: Planned, unit: Unit) -> Iterator[Outcome]:
    horizon = planned.scenario.horizon
    yield _by_inventory(ShortestStop, unit, horizon, days=unit.shortest_stop_days)
    yield _by_inventory(ShortestRun, unit, horizon, days=unit.shortest_run_days)
    for stage in planned.stages:
        yield _by_inventory(MostStops, unit, stage.window, stops=unit.most_stops_per_stage)
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


def _one_load(planned: Planned, unit: Unit) -> Iterator[Outcome]:
    for stage in planned.stages:
        yield owe(
            CokingTime,
            clause=_load_clause(planned, unit),
            subject=unit.unit_id,
            window=stage.window,
            ground=_load_ground(unit),
            units=[unit],
            lowest_load=unit.lowest_load,
        )
        if unit.load_max < 1:
            yield owe(
                LoadCeiling,
                clause=ROTATION,
                subject=unit.unit_id,
                window=stage.window,
                ground=Text(
                    zh=f"最高负荷{percent(unit.load_max)}", en=f"highest load {percent(unit.load_max)}"
                ),
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
