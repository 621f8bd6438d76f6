"""What a solve promises, whatever way it takes: plans that hold, bounds that hold, no wrong claims."""

from concurrent.futures import Future

import pytest
from hypothesis import given, seed, settings

import scheduler.solve.begin
import scheduler.solve.exact
from scheduler.domain.obligation import HeatFloor, LinkedUnits, OneLoad, RotationBand, ShortestStop, StopShare
from scheduler.domain.plan import Progress, Solution, Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.model.build import build_days
from scheduler.solve.begin import begin
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.verify.check import verify
from tests.helpers import oven, owed, season, unit
from tests.strategies import OBJECTIVE, drawn, seasons

BRIEF = Settings(time_limit_s=0.4, reproducible=True)
LONGER = Settings(time_limit_s=0.6, reproducible=True)
AMPLE = Settings(time_limit_s=20, reproducible=True)


@pytest.fixture
def as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Works in turn, repair, prices and polish, also where the exact model would do."""
    monkeypatch.setattr(scheduler.solve.exact, "SMALL_UNIT_DAYS", 0)


def exactly(whole: Season) -> Outcome:
    return run(build_days(whole, daily(whole, whole.units)), AMPLE, Clock(AMPLE), Effort(20))


def assert_holds(whole: Season, found: Solution) -> None:
    """What is true of every solution that has a plan."""
    assert found.plan is not None
    assert found.objective_yuan is not None
    assert found.bound_yuan is not None
    checked = verify(whole, found.plan)
    assert not checked.broken
    assert checked.cost_yuan == found.cost_yuan
    assert checked.total_yuan == found.objective_yuan >= found.bound_yuan
    assert (found.status is Status.OPTIMAL) == (found.objective_yuan == found.bound_yuan)


def steelworks(count: int, share: str = "0.4", days: int = 30) -> Season:
    """Works of two furnaces, a sinter machine and an oven each, in one city under a priced band."""
    units, obligations, furnaces = [], [], []
    rates = {"nox_kg_per_t": "0.35", "pm_kg_per_t": "0.021"}
    for number in range(count):
        works_id = f"W{number}"
        ids = [f"{works_id}-F1", f"{works_id}-F2"]
        furnaces += ids
        priced = {"margin_yuan_per_day": 90_000 + 20_000 * number, "restart_cost_yuan": 25_000, **rates}
        units += [unit(name, works_id, capacity_t_per_day=1000 + 500 * number, **priced) for name in ids]
        units.append(
            unit(f"{works_id}-S", works_id, process=Process.SINTER, capacity_t_per_day=3000, **rates)
        )
        units.append(oven(f"{works_id}-C", works_id, **rates))
        obligations.append(owed(OneLoad, [f"{works_id}-C"], 0, days - 1, lowest_load="0.5"))
        fields = {"subject": works_id, "first": 0, "last": days - 1}
        obligations += [owed(ShortestStop, [name], 0, days - 1, days=5) for name in ids]
        obligations.append(owed(StopShare, ids, share=share, process="blast_furnace", **fields))
        obligations += [
            owed(
                LinkedUnits,
                [follower, *ids],
                process=process,
                group=(follower,),
                drivers=tuple(ids),
                **fields,
            )
            for follower, process in ((f"{works_id}-S", "sinter"), (f"{works_id}-C", "coke_oven"))
        ]
    band = {"process": "blast_furnace", "width_t_per_day": 1000, "hard": False, "subject": "邯郸市"}
    obligations.append(owed(RotationBand, furnaces, 0, days - 1, **band))
    unique = [o.model_copy(update={"id": f"{o.id}/{index}"}) for index, o in enumerate(obligations)]
    return season(units, unique, days=days, objective=OBJECTIVE)


# ── the way of large seasons, on small ones ──────────────────────────────────────────────────────


@seed(20211115)
@settings(drawn, max_examples=12)
@given(whole=seasons())
def test_plans_hold_and_the_optimum_lies_between_bound_and_objective(
    as_if_large: None, whole: Season
) -> None:
    best, found = exactly(whole), solve(whole, BRIEF)
    if best.status is Status.INFEASIBLE:
        assert found.status in (Status.INFEASIBLE, Status.UNKNOWN)
        assert found.plan is None
        return
    assert best.status is Status.OPTIMAL
    assert best.objective is not None
    assert found.status is not Status.INFEASIBLE
    assert found.bound_yuan is not None
    assert found.bound_yuan <= best.objective
    if found.plan is None:
        assert found.status is Status.UNKNOWN
        return
    assert_holds(whole, found)
    assert best.objective <= (found.objective_yuan or 0)


@pytest.fixture(scope="module")
def two_works() -> Season:
    return steelworks(2, days=20)


def test_a_season_planned_works_by_works_improves_step_by_step(as_if_large: None, two_works: Season) -> None:
    heard: list[Progress] = []
    found = solve(two_works, LONGER, heard.append)
    assert_holds(two_works, found)
    assert tuple(heard) == found.history
    objectives = [now.objective_yuan for now in heard if now.objective_yuan is not None]
    bounds = [now.bound_yuan or 0 for now in heard]
    assert objectives == sorted(objectives, reverse=True)
    assert bounds == sorted(bounds)
    assert objectives[-1] >= (found.objective_yuan or 0)
    assert found.settings["time_limit_s"] == LONGER.time_limit_s


def test_the_same_season_is_planned_the_same_twice(as_if_large: None, two_works: Season) -> None:
    one, other = solve(two_works, LONGER), solve(two_works, LONGER)
    assert one.plan == other.plan
    assert (one.objective_yuan, one.bound_yuan) == (other.objective_yuan, other.bound_yuan)
    assert one.history == other.history


def test_a_season_in_which_nothing_need_stand_ends(as_if_large: None) -> None:
    """Nothing is owed but a shortest stop, and standing costs: the best plan is no stop."""
    idle = season([unit()], [owed(ShortestStop, ["F1"], days=4)], objective=OBJECTIVE)
    found = solve(idle, BRIEF)
    assert_holds(idle, found)
    assert found.objective_yuan == 0
    assert found.plan is not None
    assert not found.plan.stops


def test_a_small_season_is_told_plans_and_bounds_before_the_proof() -> None:
    """The exact model alone: who waits for its proof sees what it has so far."""
    wide = steelworks(2, days=14)
    found = solve(wide, Settings(time_limit_s=60, workers=1))
    assert_holds(wide, found)
    assert {now.phase for now in found.history} == {"first plan"}
    costs = [now.objective_yuan for now in found.history if now.objective_yuan is not None]
    assert len(costs) > 1
    assert costs == sorted(costs, reverse=True)
    bounds = [now.bound_yuan or 0 for now in found.history]
    assert bounds == sorted(bounds)


def test_no_model_is_built_when_the_time_is_over(two_works: Season) -> None:
    built: list[object] = []
    search = Search(two_works, AMPLE, Clock(AMPLE), build=lambda *asked: built.append(asked))  # type: ignore[arg-type,func-returns-value]
    search.clock.interrupted = True
    begin(search, None, 1.0, whole=True)
    assert not built


# ── no wrong claims ──────────────────────────────────────────────────────────────────────────────


def too_much_heat() -> Season:
    """The furnace owes a third of the days but may miss none, by demand of heat."""
    owes = owed(StopShare, ["F1"], share="0.3", process="blast_furnace")
    heats = owed(HeatFloor, ["F1"], demand_m2=1000)
    return season([unit(heat_area_m2=1000)], [owes, heats], objective=OBJECTIVE)


@pytest.mark.parametrize("large", [False, True])
def test_what_cannot_be_is_infeasible_by_either_way(monkeypatch: pytest.MonkeyPatch, large: bool) -> None:
    monkeypatch.setattr(scheduler.solve.exact, "SMALL_UNIT_DAYS", 0 if large else 10**6)
    found = solve(too_much_heat(), AMPLE)
    assert found.status is Status.INFEASIBLE
    assert found.plan is None
    assert found.objective_yuan is None


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("reproducible", [False, True])
@pytest.mark.parametrize("impossible", [False, True])
def test_no_time_makes_no_wrong_claim(
    monkeypatch: pytest.MonkeyPatch, two_works: Season, large: bool, reproducible: bool, impossible: bool
) -> None:
    monkeypatch.setattr(scheduler.solve.exact, "SMALL_UNIT_DAYS", 0 if large else 10**6)
    whole = too_much_heat() if impossible else two_works
    found = solve(whole, Settings(time_limit_s=1e-6, reproducible=reproducible))
    if found.plan is not None:
        assert not impossible
        assert_holds(whole, found)
    else:
        assert found.status is Status.UNKNOWN or (impossible and found.status is Status.INFEASIBLE)
        assert found.objective_yuan is None


@pytest.mark.parametrize("limit", [0.001, 0.01, 0.03, 0.1])
def test_a_short_time_gives_a_plan_with_its_price_or_none(
    as_if_large: None, two_works: Season, limit: float
) -> None:
    found = solve(two_works, Settings(time_limit_s=limit, reproducible=True))
    if found.plan is None:
        assert found.status is Status.UNKNOWN
    else:
        assert_holds(two_works, found)


# ── Ctrl-C ───────────────────────────────────────────────────────────────────────────────────────


def test_ctrl_c_between_two_solves_ends_with_the_best_plan_so_far(
    as_if_large: None, two_works: Season
) -> None:
    def stop_at_the_first_plan(now: Progress) -> None:
        if now.objective_yuan is not None:
            raise KeyboardInterrupt

    found = solve(two_works, LONGER, stop_at_the_first_plan)
    assert found.interrupted
    assert_holds(two_works, found)


def test_ctrl_c_before_a_plan_ends_without_one(
    monkeypatch: pytest.MonkeyPatch, as_if_large: None, two_works: Season
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scheduler.solve.begin, "plan_first", interrupt)
    found = solve(two_works, LONGER)
    assert found.interrupted
    assert found.status is Status.UNKNOWN
    assert found.plan is None


def test_ctrl_c_within_a_solve_begins_no_other_search(
    monkeypatch: pytest.MonkeyPatch, as_if_large: None, two_works: Season
) -> None:
    interrupt_waits(monkeypatch, 1)
    found = solve(two_works, AMPLE)
    assert found.interrupted
    assert found.status is not Status.INFEASIBLE
    if found.plan is not None:
        assert_holds(two_works, found)


def interrupt_waits(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let Ctrl-C reach the main thread the so-manieth time it waits for the solver."""
    waits: list[bool] = []
    result = Future.result

    def interrupted(self: Future[object], timeout: float | None = None) -> object:
        waits.append(True)
        if len(waits) == number:
            raise KeyboardInterrupt
        return result(self, timeout)

    monkeypatch.setattr(Future, "result", interrupted)
