"""A search that begins with a plan."""

from collections.abc import Iterator

import pytest

from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.obligation import Maintenance, RegionSupply, StopShare, SupplyFloor, SupplyRoute
from scheduler.domain.plan import Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.solve import cells
from scheduler.solve.executors import LocalProcesses, Place
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.verify.check import verify
from tests.helpers import job, owed, placed, plan, season, stop, unit, window, works
from tests.solve.cities import cities, dear_plan

NO_TIME = Settings(time_limit_s=1e-9)
LITTLE = Settings(time_limit_s=0.3, gap=0)
ANY = Settings(gap=1, time_limit_s=600)
"""Ends with the first plan."""


def two_furnaces() -> Season:
    """Half of two furnaces' capacity stops over ten days; the second costs twice as much a day."""
    furnaces = [unit("F1"), unit("F2", margin_yuan_per_day=20_000)]
    share = owed(StopShare, ["F1", "F2"], process=Process.BLAST_FURNACE, share="0.5", subject="W1")
    return season(furnaces, [share], objective=(LostMargin(), RestartCost()))


def standing(unit_id: str, last: int = 9) -> Plan:
    return Plan(stops=(Stop(unit_id=unit_id, window=window(0, last)),))


def test_the_start_is_kept_where_there_is_no_time_for_better() -> None:
    assert solve(two_furnaces(), NO_TIME).plan is None
    found = solve(two_furnaces(), NO_TIME, start=standing("F2"))
    assert (found.plan, found.objective_yuan) == (standing("F2"), 200_000)


def test_a_better_plan_replaces_the_start() -> None:
    assert solve(two_furnaces(), start=standing("F2")).objective_yuan == 100_000


def test_a_start_that_breaks_the_season_is_passed_over() -> None:
    assert solve(two_furnaces(), NO_TIME, start=standing("F1", last=3)).plan is None
    assert solve(two_furnaces(), start=standing("F1", last=3)).objective_yuan == 100_000


# ── never worse than what holds ──────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def processes() -> Iterator[LocalProcesses]:
    with LocalProcesses(2) as pool:
        yield pool


@pytest.mark.parametrize("works_ids", [("W1",), ("W1", "W2", "W3")])
@pytest.mark.parametrize("settings", [NO_TIME, LITTLE, LITTLE.model_copy(update={"reproducible": True})])
@pytest.mark.parametrize("spread", [False, True])
def test_a_start_that_holds_is_kept_or_bettered(
    works_ids: tuple[str, ...], settings: Settings, spread: bool, processes: LocalProcesses
) -> None:
    whole, start = cities(*works_ids), dear_plan(*works_ids)
    place: Place = processes if spread else None
    found = solve(whole, settings, start=start, place=place)
    assert found.plan is not None
    verification = verify(whole, found.plan)
    assert not verification.broken
    assert verification.total_yuan == found.objective_yuan
    assert verification.total_yuan <= verify(whole, start).total_yuan


def supply_between_cities() -> Season:
    """South needs 3,000 t of clinker in ten days, north 5,000 t; either kiln can make all, or half each."""
    kilns = [unit("N", "W1", margin_yuan_per_day=10_000), unit("S", "W2", margin_yuan_per_day=20_000)]
    regions = tuple(
        RegionSupply(
            region=region,
            floors_t=((window(0, 9), tonnes),),
            t_per_day={kiln: 1000},
            stock_t=0,
            stock_max_t=0,
        )
        for region, kiln, tonnes in (("北", "N", 5000), ("南", "S", 3000))
    )
    route = SupplyRoute(origin="北", destination="南", t_by_week=(9000,))
    supply = owed(SupplyFloor, ["N", "S"], product="clinker_kiln", regions=regions, routes=(route,))
    share = owed(StopShare, ["S"], process=Process.BLAST_FURNACE, share="0.2", subject="W2")
    enterprises = [works("W1"), works("W2", city="邢台市")]
    return season(kilns, [supply, share], enterprises=enterprises, objective=(LostMargin(), RestartCost()))


def test_a_start_is_kept_whose_cities_share_their_duty_otherwise_than_cells_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cells, "MOST_UNITS", 1)
    whole, start = supply_between_cities(), plan(stop("N", 0, 1), stop("S", 0, 9))
    assert not verify(whole, start).broken
    found = solve(whole, NO_TIME, start=start)
    assert (found.plan, found.objective_yuan) == (start, 220_000)
    assert solve(whole, start=start).objective_yuan == 40_000  # S stands two days, as it must


def test_maintenance_in_several_cities_may_move_in_each() -> None:
    """The jobs of one city are not those of the start because another city kept its own."""
    kilns = [unit("A", "W1", margin_yuan_per_day=1), unit("B", "W2", margin_yuan_per_day=1)]
    shares = [
        owed(StopShare, [u], process=Process.BLAST_FURNACE, share="0.3", subject=w, id=u)
        for u, w in (("A", "W1"), ("B", "W2"))
    ]
    jobs = [
        owed(Maintenance, [u], jobs=(job(f"J{u}", u),), crews=1, hard=True, id=f"jobs {u}")
        for u in ("A", "B")
    ]
    enterprises = [works("W1"), works("W2", city="邢台市")]
    objective = (LostMargin(), RestartCost())
    whole = season(kilns, [*shares, *jobs], enterprises=enterprises, objective=objective)
    start = plan(stop("A", 0, 7), stop("B", 3, 9), placed("JA", "A", 6, 7), placed("JB", "B", 3, 4))
    assert not verify(whole, start).broken
    found = solve(whole, start=start)
    assert found.objective_yuan == 6
    assert found.plan is not None
    assert not verify(whole, found.plan).broken


# ── mended where it no longer holds ──────────────────────────────────────────────────────────────


def test_works_whose_duties_hold_keep_their_stops_and_the_broken_one_is_planned_anew() -> None:
    one_city = cities("W1", "W2", "W3").model_copy(
        update={"enterprises": tuple(works(works_id) for works_id in ("W1", "W2", "W3"))}
    )
    whole = season(
        one_city.units,
        one_city.obligations,
        days=100,
        enterprises=one_city.enterprises,
        objective=one_city.objective,
    )
    start = dear_plan("W1", "W2", "W3")
    short = start.model_copy(update={"stops": tuple(s for s in start.stops if s.unit_id != "W2-F4")})
    assert {each.obligation_id for each in verify(whole, short).broken} >= {"share/W2"}
    found = solve(whole, ANY, start=short)
    assert found.plan is not None
    assert not verify(whole, found.plan).broken
    kept = {s for s in start.stops if not s.unit_id.startswith("W2")}
    assert kept <= set(found.plan.stops)


def test_a_unit_that_the_start_did_not_know_is_placed() -> None:
    whole, start = cities("W1", "W2"), dear_plan("W1")
    found = solve(whole, ANY, start=start)
    assert found.plan is not None
    assert not verify(whole, found.plan).broken
    assert set(start.stops) <= set(found.plan.stops)
