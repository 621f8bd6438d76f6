"""A second plan, near to totals: the days off that were picked for each works, and all that it owes."""

from collections.abc import Mapping

import pytest

from scheduler.domain.calendar import Span
from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.obligation import (
    ChangeoverLimit,
    ForbiddenDays,
    Obligation,
    RegionOutputCeiling,
    ShortestStop,
    StopDays,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS
from scheduler.model.aim import hold_near
from scheduler.model.build import build_days
from scheduler.model.schedule import Schedule, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.known import Aim, Known
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search
from scheduler.solve.second import plan_near_totals
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from tests.helpers import one_load_by_stage, oven, owed, season, stage, unit

SETTINGS = Settings(time_limit_s=20, reproducible=True)
KILNS = ["K1", "K2", "K3"]
MARGINS = {"K1": 10_000, "K2": 15_000, "K3": 30_000}
RATES = dict.fromkeys(KILNS, 1000)
HALVES = (stage("stage1", 0, 4), stage("stage2", 5, 9))
CEILING = owed(RegionOutputCeiling, KILNS, tonnes=24_000, t_per_day=RATES)
"""Six days of thirty must stand."""
Days = Mapping[str, tuple[int, int]]
"""Days off of kilns in each half."""


def three_works(*duties: Obligation) -> Season:
    """A kiln each, that stands for 10,000, 15,000 or 30,000 yuan a day and 1,000 to start again."""
    kilns = [
        unit(name, f"W-{name}", margin_yuan_per_day=yuan, restart_cost_yuan=1000)
        for name, yuan in MARGINS.items()
    ]
    return season(kilns, [CEILING, *duties], stages=HALVES, objective=[LostMargin(), RestartCost()])


def standing(whole: Season, **days: str) -> Schedule:
    """One letter a day, ``X`` for a day off; kilns that are not named run."""
    rows = {name: days.get(name, "." * whole.calendar.days) for name in KILNS}
    return Schedule({name: bytes(day == "X" for day in row) for name, row in rows.items()})


DEAR, CHEAP = {"K3": "XXXXXX...."}, {"K1": "XXXXXX...."}
"""For 181,000 and for 61,000 yuan."""


def searched(whole: Season, best: Mapping[str, str], aim: Days) -> Search:
    """A search that has a plan, and totals to plan near to."""
    search = Search(whole, SETTINGS, Clock(SETTINGS))
    search.schedule = standing(whole, **best)
    search.objective = verify(whole, to_plan(whole, search.best)).total_yuan
    search.known = Known({}, {}, aim_of(whole, aim))
    return search


def aim_of(whole: Season, days: Days) -> Aim:
    halves = [whole.calendar.span(each.window) for each in HALVES]
    return {
        ("days", name, half): amount
        for name in KILNS
        for half, amount in zip(halves, days.get(name, (0, 0)), strict=True)
    }


def days_of(schedule: Schedule) -> dict[str, tuple[int, int]]:
    """Days off in each half, of kilns that have any."""
    days = {name: (sum(row[:5]), sum(row[5:])) for name, row in schedule.off.items()}
    return {name: both for name, both in days.items() if any(both)}


def planned_near(whole: Season, aim: Days) -> dict[str, tuple[int, int]]:
    """Days off of the plan that was kept for a dear one; it breaks nothing and costs what was said."""
    search = searched(whole, DEAR, aim)
    plan_near_totals(search)
    found = verify(whole, to_plan(whole, search.best))
    assert not found.broken
    assert found.total_yuan == search.objective
    return days_of(search.best)


# ── plans near to totals ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "aim",
    [{"K1": (1, 5)}, {"K1": (3, 0), "K2": (0, 3)}, {"K1": (2, 1), "K2": (1, 2)}, {"K2": (5, 2)}],
)
def test_each_works_stands_the_days_aimed_at_in_each_half(aim: Days) -> None:
    assert planned_near(three_works(), aim) == aim


def test_what_works_owe_alone_and_together_is_held_beside_the_days_aimed_at() -> None:
    """Stops of three days, which may cross from one half into the other, and one changeover a day."""
    lengths = [owed(ShortestStop, [name], days=3) for name in KILNS]
    changes = owed(ChangeoverLimit, KILNS, most=1, days="any")
    aim = {"K1": (3, 0), "K2": (2, 1)}
    assert planned_near(three_works(*lengths, changes), aim) == aim


def test_a_dearer_plan_near_to_totals_is_not_kept() -> None:
    search = searched(three_works(), CHEAP, {"K2": (3, 3)})
    best, objective = search.best, search.objective
    plan_near_totals(search)
    assert (search.best, search.objective) == (best, objective)


@pytest.mark.parametrize("aim", [None, {}])
def test_without_totals_to_aim_at_the_plan_stays(aim: Aim | None) -> None:
    """Those of no unit are none that hold: only what a bound has left is asked for."""
    search = searched(three_works(), CHEAP, {})
    best = search.best
    search.known = None if aim is None else Known({}, {})
    plan_near_totals(search)
    assert search.best == best


def test_no_time_is_taken_where_none_is_left() -> None:
    search = searched(three_works(), DEAR, {"K1": (1, 5)})
    search.clock.interrupted = True
    plan_near_totals(search)
    assert days_of(search.best) == {"K3": (5, 1)}


def test_days_that_no_stop_is_short_enough_for_are_missed_by_as_few_as_can_be() -> None:
    """K2 owes a stop in the first half, which takes three days: one day is missed by two, not by more."""
    duties = [
        owed(ShortestStop, ["K2"], days=3),
        owed(StopDays, ["K2"], 0, 4, days=1),
        owed(ForbiddenDays, ["K2"], 5, 9),
    ]
    assert planned_near(three_works(*duties), {"K1": (3, 0), "K2": (1, 0)}) == {"K1": (3, 0), "K2": (3, 0)}


def test_days_too_few_for_a_stop_are_not_stood_at_all_where_none_is_owed() -> None:
    """A day less is nearer than two more: K1 holds the ceiling by itself."""
    length = owed(ShortestStop, ["K2"], days=3)
    assert planned_near(three_works(length), {"K1": (5, 1), "K2": (1, 0)}) == {"K1": (5, 1)}


def test_totals_that_break_what_works_owe_together_are_mended() -> None:
    """Five days are aimed at where six are owed, as a pick that misses a tie by a little does."""
    days = planned_near(three_works(), {"K1": (5, 0)})
    assert sum(map(sum, days.values())) >= 6
    assert "K3" not in days


# ── the price of being away ──────────────────────────────────────────────────────────────────────


def near(whole: Season, aim: Aim, most_days: int) -> Outcome:
    model = build_days(whole, daily(whole, whole.units))
    hold_near(model, whole.units, aim, most_days)
    return run(model, SETTINGS, Clock(SETTINGS), Effort(20))


@pytest.mark.parametrize(("most_days", "away"), [(1, None), (2, 2), (8, 2)])
def test_a_day_more_than_aimed_at_costs_three_days_margin_and_so_many_are_allowed(
    most_days: int, away: int | None
) -> None:
    """The stop that is owed takes three days where one is aimed at: 30,000 yuan and two times 30,000 more."""
    duties = [owed(ShortestStop, ["F1"], days=3), owed(StopDays, ["F1"], days=1)]
    whole = season([unit()], duties, objective=[LostMargin()])
    found = near(whole, {("days", "F1", Span(0, 10)): 1}, most_days)
    assert found.costs.get("away") == (None if away is None else away * 30_000)


@pytest.mark.parametrize("aimed", [500, 625, 1000])
def test_an_oven_keeps_the_load_aimed_at_though_a_higher_one_costs_less(aimed: int) -> None:
    """A tenth of a day's margin is gained by a load a tenth higher, and three times as much paid."""
    stages = (stage("stage1", 0, 9),)
    whole = season([oven()], one_load_by_stage([oven()], stages), objective=[LostMargin()])
    (period,) = [whole.calendar.span(each) for each in whole.load_periods(whole.units[0])]
    found = near(whole, {("load", "C1", period): aimed}, 0)
    assert found.schedule is not None
    assert found.schedule.steps["C1"] == (aimed,)
    assert found.costs["away"] == 0
    assert found.costs["lost_margin"] == 10 * 10_000 * (LOAD_STEPS - aimed) // LOAD_STEPS
