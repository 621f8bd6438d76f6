"""Seasons small enough to try every schedule: the exact model finds the cheapest that the checker takes.

First every pattern of one unit is held against what it owes alone; the rest are combined and held
against everything.
"""

from collections.abc import Iterator
from itertools import product

import pytest

from scheduler.domain.obligation import (
    ChangeoverLimit,
    ForbiddenDays,
    HeatFloor,
    LinkedUnits,
    MaterialBalance,
    MostStops,
    Obligation,
    OneLoad,
    OutputCeiling,
    RotationBand,
    ShortestRun,
    ShortestStop,
    StopShare,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Process, Unit
from scheduler.model.schedule import Schedule, to_plan
from scheduler.solve.decompose import restrict
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.verify.check import verify
from tests.helpers import on, oven, owed, season, stage, unit
from tests.strategies import OBJECTIVE

DAYS = 8
STAGES = (stage("stage1", 0, 3), stage("stage2", 4, 7))


def least_cost(whole: Season) -> int | None:
    """Cost of the cheapest schedule of all that the checker accepts; ``None`` where there is none."""
    ways = [list(_ways_alone(restrict(whole, [unit.unit_id]), unit)) for unit in whole.units]
    costs = []
    for chosen in product(*ways):
        schedule = Schedule()
        for way in chosen:
            schedule = schedule.with_changes(way)
        found = verify(whole, to_plan(whole, schedule))
        if not found.broken:
            costs.append(found.total_yuan)
    return min(costs, default=None)


def _ways_alone(alone: Season, unit: Unit) -> Iterator[Schedule]:
    for way in _every_way(alone, unit):
        if not verify(alone, to_plan(alone, way)).broken:
            yield way


def _every_way(alone: Season, unit: Unit) -> Iterator[Schedule]:
    if unit.mode is Mode.STOP:
        for days in product((0, 1), repeat=alone.calendar.days):
            yield Schedule({unit.unit_id: bytes(days)})
    else:
        for steps in product(
            range(unit.lowest_load_step, int(unit.load_max * LOAD_STEPS) + 1),
            repeat=len(alone.load_periods(unit)),
        ):
            yield Schedule({}, {unit.unit_id: steps})


def of_furnace(unit_id: str, stop: int = 3, run: int = 2, stops: int = 1) -> list[Obligation]:
    one = [unit_id]
    return [
        owed(ShortestStop, one, 0, DAYS - 1, days=stop),
        owed(ShortestRun, one, 0, DAYS - 1, days=run),
        owed(MostStops, one, 0, 3, stops=stops),
        owed(MostStops, one, 4, DAYS - 1, stops=stops),
    ]


def smoking(unit_id: str, **fields: object) -> Unit:
    rates = {"margin_yuan_per_day": 120_000, "restart_cost_yuan": 30_000, "nox_kg_per_t": "0.35"}
    return unit(unit_id, **(rates | fields))


def share(units: list[str], share: str, first: int = 0, last: int = DAYS - 1) -> StopShare:
    return owed(StopShare, units, first, last, share=share, subject="W1", process="blast_furnace")


def two_furnaces(most: int, width: int, demand_m2: int = 500) -> Season:
    """Two furnaces that owe a share of each stage, under a band that is priced, with few changeovers."""
    both = ["F1", "F2"]
    units = [
        smoking("F1", heat_area_m2=500, off_since=on(-2)),
        smoking("F2", capacity_t_per_day="1500.5", margin_yuan_per_day="210000.5", heat_area_m2=500),
    ]
    band = {"process": "blast_furnace", "width_t_per_day": width, "hard": False}
    obligations = [
        *of_furnace("F1"),
        *of_furnace("F2"),
        share(both, "0.2", 0, 3),
        share(both, "0.3", 4, 7),
        owed(RotationBand, both, 1, DAYS - 1, **band),
        owed(ChangeoverLimit, both, 0, DAYS - 1, most=most, days="any"),
        owed(HeatFloor, both, 0, DAYS - 1, demand_m2=demand_m2, subject="W1"),
        owed(ForbiddenDays, ["F2"], 2, 2),
    ]
    return season(units, obligations, days=DAYS, stages=STAGES, objective=OBJECTIVE)


def furnace_and_sinter(stock_t: int) -> Season:
    """A furnace held by an output ceiling, a sinter machine that follows it and must feed it."""
    sinter = smoking("S1", process=Process.SINTER, capacity_t_per_day=2000, margin_yuan_per_day=20_000)
    balance = {"product": "sinter", "feeders": ["S1"], "consumers": ["F1"], "t_per_t": "1.6"}
    stocks = {"stock_t": stock_t, "stock_max_t": 4000, "purchases_t_per_day": 100}
    linked = {"process": "sinter", "group": ["S1"], "drivers": ["F1"], "subject": "W1"}
    obligations = [
        *of_furnace("F1"),
        *of_furnace("S1", stop=2, run=1, stops=2),
        owed(OutputCeiling, ["F1"], 0, 7, tonnes=4500, t_per_day={"F1": 1000}, subject="W1"),
        *(owed(LinkedUnits, ["S1", "F1"], first, first + 3, **linked) for first in (0, 4)),
        owed(MaterialBalance, ["S1", "F1"], 0, DAYS - 1, **balance, **stocks),
    ]
    return season([smoking("F1"), sinter], obligations, days=DAYS, stages=STAGES, objective=OBJECTIVE)


def furnace_and_oven() -> Season:
    """A furnace that stands three days at least, and an oven that follows it: at a load of 0.625 or less."""
    coking = oven(load_min="0.6", load_max="0.65", margin_yuan_per_day="33333.3", nox_kg_per_t="0.35")
    linked = {"process": "coke_oven", "group": ["C1"], "drivers": ["F1"], "subject": "W1"}
    obligations = [
        *of_furnace("F1"),
        share(["F1"], "0.3"),
        owed(OneLoad, ["C1"], 0, DAYS - 1, lowest_load="0.6"),
        owed(LinkedUnits, ["C1", "F1"], 0, DAYS - 1, **linked),
    ]
    return season([smoking("F1"), coking], obligations, days=DAYS, objective=OBJECTIVE)


SEASONS = {
    "two furnaces": two_furnaces(most=2, width=300),
    "two furnaces, a changeover a day": two_furnaces(most=1, width=0),
    "furnace and sinter": furnace_and_sinter(stock_t=2500),
    "furnace and sinter, little in store": furnace_and_sinter(stock_t=700),
    "furnace and oven": furnace_and_oven(),
}


@pytest.mark.parametrize("name", SEASONS)
def test_the_optimum_is_the_cheapest_of_all_schedules(name: str) -> None:
    cheapest = least_cost(SEASONS[name])
    found = solve(SEASONS[name], Settings(reproducible=True, gap=0))
    assert cheapest is not None
    assert found.status is Status.OPTIMAL
    assert found.objective_yuan == found.bound_yuan == cheapest


def test_where_no_schedule_is_accepted_none_exists() -> None:
    """The stop that F1 is in must last one day more, on which F2 cannot heat what both can."""
    cold = two_furnaces(most=2, width=300, demand_m2=501)
    assert least_cost(cold) is None
    found = solve(cold, Settings(reproducible=True))
    assert found.status is Status.INFEASIBLE
    assert found.plan is None
