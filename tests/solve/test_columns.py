"""Columns of works: mixed they price what ties works, picked whole they are totals to plan near to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, seed, settings

from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.obligation import ForbiddenDays, Obligation, RegionOutputCeiling
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import SeasonModel
from scheduler.solve import bounds
from scheduler.solve import search as searching
from scheduler.solve.bounds import bound_by_prices
from scheduler.solve.clock import Clock
from scheduler.solve.columns import Master, Mix, Pick
from scheduler.solve.known import Aim
from scheduler.solve.prices import Prices, TiedTotals, WorksTotals
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from tests.helpers import owed, season, standing, unit
from tests.solve.test_prices import TIES, exactly, three_works
from tests.strategies import drawn, seasons

SETTINGS = Settings(time_limit_s=20, reproducible=True)
quick = settings(drawn, max_examples=12)
KILNS = ["K1", "K2"]
MARGINS = {"K1": 10_000, "K2": 15_000}
RESTART = 5_000


def two_works(days_owed: int) -> Season:
    """A kiln each of 1,000 t a day, which may stand the first half; they owe so many days together."""
    kilns = [
        unit(name, f"W-{name}", margin_yuan_per_day=margin, restart_cost_yuan=RESTART)
        for name, margin in MARGINS.items()
    ]
    rates = dict.fromkeys(KILNS, 1000)
    ceiling = owed(RegionOutputCeiling, KILNS, tonnes=1000 * (20 - days_owed), t_per_day=rates)
    runs = [owed(ForbiddenDays, [name], 5, 9) for name in KILNS]
    return season(kilns, [ceiling, *runs], objective=[LostMargin(), RestartCost()])


def tied(whole: Season) -> tuple[TiedTotals, list[WorksTotals]]:
    works = [WorksTotals(whole, name) for name in whole.units_of]
    return TiedTotals(whole, sum(each.constant for each in works)), works


def known(whole: Season, columns: Mapping[str, Sequence[int]]) -> tuple[TiedTotals, list[WorksTotals]]:
    """The works of the season, which know of columns by their kilns' days off."""
    totals, works = tied(whole)
    for each in works:
        kiln = each.works.removeprefix("W-")
        for days in columns[kiln]:
            each.know(each.model.values(standing(**{kiln: days})))
    return totals, works


def days_of(aim: Aim) -> dict[str, int]:
    """What the aim asks of each kiln, over all segments."""
    days = dict.fromkeys(KILNS, 0)
    for (kind, name, _), amount in aim.items():
        days[name] += amount if kind == "days" else 0
    return days


def yuan_of(k1: int, k2: int) -> int:
    return k1 * MARGINS["K1"] + k2 * MARGINS["K2"] + RESTART * (bool(k1) + bool(k2))


def mixed(days_owed: int, columns: Mapping[str, Sequence[int]]) -> Mix:
    mix = Master(*known(two_works(days_owed), columns)).mixed()
    assert mix is not None
    return mix


def picked(days_owed: int, columns: Mapping[str, Sequence[int]]) -> tuple[int, dict[str, int]]:
    master = Master(*known(two_works(days_owed), columns))
    pick = master.picked(SETTINGS, Clock(SETTINGS), 5.0)
    assert pick is not None
    return pick.yuan, days_of(pick.aim)


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────

COLUMNS = {"K1": (0, 2, 4), "K2": (0, 3, 5)}


@pytest.mark.parametrize("days_owed", range(10))
def test_a_mix_costs_no_more_than_any_pair_that_holds(days_owed: int) -> None:
    mix = mixed(days_owed, COLUMNS)
    pairs = [(k1, k2) for k1, k2 in product(*COLUMNS.values()) if k1 + k2 >= days_owed]
    assert mix.yuan <= min(yuan_of(*pair) for pair in pairs) + 1e-6


def test_a_mix_takes_parts_of_columns() -> None:
    """Four days of K1 cost 45,000 yuan; the fifth is one of K2's five for 80,000."""
    assert mixed(5, COLUMNS).yuan == pytest.approx(45_000 + 16_000)


def test_no_mix_holds_what_no_columns_give() -> None:
    assert Master(*known(two_works(10), COLUMNS)).mixed() is None


@pytest.mark.parametrize(
    ("days_owed", "k1", "k2"),
    [(0, 0, 0), (4, 4, 0), (5, 2, 3), (6, 4, 3), (7, 4, 3), (8, 4, 5), (9, 4, 5)],
)
def test_the_cheapest_pair_that_holds_the_ceiling_is_picked_whole(days_owed: int, k1: int, k2: int) -> None:
    """For eight days 4 and 5 cost 125,000; 4 and 3 with one day short at 2 · 16,000 are no cheaper."""
    assert picked(days_owed, COLUMNS) == (yuan_of(k1, k2), {"K1": k1, "K2": k2})


def test_a_pick_misses_a_tie_by_a_little_where_columns_that_meet_it_are_dear() -> None:
    """Four days for 45,000 and one short at twice the mix's 16,000 are less than five of K2 for 80,000.

    A plan near to them finds the fifth day.
    """
    few = {"K1": (0, 4), "K2": (0, 5)}
    yuan, days = picked(5, few)
    assert yuan == pytest.approx(45_000 + 32_000, abs=2)  # prices are rounded up
    assert days == {"K1": 4, "K2": 0}


def test_a_works_remembers_totals_once_and_none_that_are_dearer() -> None:
    _, (first, _) = known(two_works(5), {"K1": (0, 3, 3), "K2": (0,)})
    assert len(first.columns) == 2
    first.know(first.model.values(Schedule({"K1": b"\1\0\1\0\1" + b"\0" * 5})))  # three stops for one
    assert sorted(column.own_yuan for column in first.columns) == [0, 35_000]


# ── random seasons ───────────────────────────────────────────────────────────────────────────────


def least(each: WorksTotals, prices: Prices) -> Outcome:
    each.price(prices.worth[each.works])
    return run(each.model, SETTINGS, Clock(SETTINGS), Effort(20))


@seed(20211115)
@quick
@given(whole=seasons(most_works=3, most_days=12))
def test_a_mix_costs_no_more_than_a_plan_whose_columns_it_knows_and_its_prices_give_a_bound(
    whole: Season,
) -> None:
    exact = exactly(whole)
    if exact.schedule is None or exact.objective is None:
        return
    totals, works = tied(whole)
    assert totals.relaxation.solve() is not None
    prices = totals.prices()
    for each in works:
        each.know(each.model.values(exact.schedule))
        each.know(least(each, prices).values)
    mix = Master(totals, works).mixed()
    assert mix is not None
    assert mix.yuan <= exact.objective * (1 + 1e-6) + 1
    prices = totals.prices(mix.price_of)
    bound = prices.bound({each.works: least(each, prices).bound or 0 for each in works})
    assert bound <= exact.objective


def searched(whole: Season, best: Outcome | None, rounds_s: float) -> Search:
    """A search that was given the best plan, and a bound with rounds of prices."""
    search = Search(whole, SETTINGS, Clock(SETTINGS))
    if best is not None:
        search.schedule, search.objective = best.schedule, best.objective
    bound_by_prices(search, rounds_s)
    return search


@seed(20211115)
@quick
@given(whole=seasons(most_works=3, most_days=12))
def test_rounds_of_prices_raise_the_bound_and_not_above_a_plan(whole: Season) -> None:
    exact = exactly(whole)
    if exact.objective is None:
        assert exact.status is Status.INFEASIBLE
        return
    plain, rounds = searched(whole, exact, 0.0), searched(whole, exact, 5.0)
    assert not rounds.infeasible
    assert plain.bound <= rounds.bound <= exact.objective


@pytest.mark.parametrize("ties", TIES.values(), ids=TIES)
def test_whatever_ties_works_rounds_of_prices_raise_the_bound_and_not_above_a_plan(
    ties: list[Obligation],
) -> None:
    whole = three_works(*ties)
    exact = exactly(whole)
    assert exact.objective is not None
    plain, rounds = searched(whole, exact, 0.0), searched(whole, exact, 5.0)
    assert plain.bound <= rounds.bound <= exact.objective


def test_rounds_of_prices_come_close_to_what_the_cheapest_mix_costs() -> None:
    """Two days are two fifths of K1's five for 55,000 yuan; fractions of a stop made them 10,500 each.

    The best plan, of two whole days, costs 25,000.
    """
    best = Outcome(Status.FEASIBLE, standing(K1=2, K2=0), yuan_of(2, 0))
    assert searched(two_works(2), best, 0.0).bound == 21_000
    assert 21_900 <= searched(two_works(2), best, 5.0).bound <= 22_000


def test_what_a_round_had_no_time_to_prove_is_proved_once_rounds_have_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a round each works is proved to pay a thousand less than it does; longer, what it does."""

    def hasty(model: SeasonModel, settings: Settings, clock: Clock, effort: Effort) -> Outcome:
        outcome = run(model, settings, clock, effort)
        late = effort.seconds > bounds.LEAST_S or outcome.bound is None
        return outcome if late else replace(outcome, bound=outcome.bound - 1_000)

    monkeypatch.setattr(bounds, "run", hasty)
    best = Outcome(Status.FEASIBLE, standing(K1=2, K2=0), yuan_of(2, 0))
    assert searched(two_works(2), best, 0.0).bound == 19_000
    assert 21_900 <= searched(two_works(2), best, 5.0).bound <= 22_000


def test_a_solver_that_calls_a_works_impossible_is_not_believed_where_a_plan_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor when it says so twice."""
    for module in (bounds, searching):
        monkeypatch.setattr(module, "run", lambda *_: Outcome(Status.INFEASIBLE))
    search = bounded(3, 2)
    assert not search.infeasible
    assert search.bound <= yuan_of(3, 2)


# ── what a bound leaves to aim at ────────────────────────────────────────────────────────────────


def bounded(k1: int, k2: int, rounds_s: float = 5.0) -> Search:
    """Five days are owed, and stood so."""
    return searched(two_works(5), Outcome(Status.FEASIBLE, standing(K1=k1, K2=k2), yuan_of(k1, k2)), rounds_s)


def aim_of(search: Search) -> dict[str, int] | None:
    assert search.known is not None
    return None if search.known.aim is None else days_of(search.known.aim)


def test_a_dear_plan_leaves_the_cheapest_totals_to_aim_at() -> None:
    """Five days of K2 cost 80,000 yuan; of K1 55,000, which is the bound too."""
    search = bounded(0, 5)
    assert aim_of(search) == {"K1": 5, "K2": 0}
    assert search.bound <= 55_000


def test_the_best_plan_leaves_nothing_to_aim_at() -> None:
    assert aim_of(bounded(5, 0)) is None


def test_without_rounds_nothing_is_left_to_aim_at() -> None:
    assert aim_of(bounded(0, 5, rounds_s=0.0)) is None


def test_nothing_is_left_to_aim_at_where_the_bound_is_of_less_than_the_season_holds() -> None:
    """What a city shares with others cuts its segments; alone it has fewer."""
    search = bounded(0, 5, rounds_s=0.0)
    search.alone = search.season
    bound_by_prices(search, 5.0)
    assert aim_of(search) is None


@pytest.mark.parametrize(("yuan", "worth_it"), [(79_760, True), (79_761, False)])
def test_totals_are_aimed_at_only_where_they_save_three_in_a_thousand(
    yuan: int, worth_it: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days cost something too."""
    assert bounds.WORTH_WHILE == 0.003
    monkeypatch.setattr(Master, "picked", lambda *_: Pick(yuan, {}))
    assert (aim_of(bounded(0, 5)) is not None) is worth_it
