"""Bounds that hold whatever the time limit: each works at its best, what ties works priced.

The first prices are those of the linear relaxation. What works do at them is mixed, by columns, for better
prices: round by round, while that seems worth its time.
"""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.domain.plan import Status
from scheduler.solve.at_once import at_once
from scheduler.solve.columns import Master
from scheduler.solve.known import Known
from scheduler.solve.prices import PriceOf, Prices, TiedTotals, WorksTotals
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search

UNIT_S, LEAST_S = 0.015, 0.05
"""Longest time for the least cost of one works at some prices, for each unit; and for the smallest."""
LONGER = 4
"""Times as long at the best prices, once rounds have ended: what works pay is rarely proved in a round."""
ASK_S = 30.0
"""Longest time for the proof that the totals can't be met."""
ROUNDS = 30
"""Most of them."""
STEP = 0.3
"""Of the way from the best prices so far to those of the mix."""
CLOSE = 5e-4
"""Of the cost of the best mix, that prices may still gain when the rounds end."""
PICK_S = 3.0
WORTH_WHILE = 0.003
"""Of the plan's cost, that a pick must save on totals: days cost something too."""


def bound_by_prices(search: Search, rounds_s: float = 0.0) -> None:
    """Raise the bound by the relaxation to days off in each segment; infeasible there is infeasible.

    For so many seconds more prices are sought that raise it further, and totals that promise a better plan.
    """
    if search.clock.left <= 0:
        return
    season = search.alone or search.season
    with search.clock.building():
        works = [WorksTotals(season, name) for name, units in season.units_of.items() if units]
        totals = TiedTotals(season, sum(each.constant for each in works))
    if totals.relaxation.solve(None if search.settings.reproducible else search.clock.left) is None:
        _ask_whether_possible(search, totals)
        return
    if search.schedule is not None:
        for each in works:
            each.know(each.model.values(search.schedule))
    if _raised(search, works, totals.prices()) is not None:
        _better_prices(search, works, totals, rounds_s)


def _raised(search: Search, works: Sequence[WorksTotals], prices: Prices, longer: float = 1) -> int | None:
    """Raise the bound to what prices say; nothing where a works can't do what it owes."""
    least = _least(search, works, prices, longer)
    if least is None:
        return None
    bound = prices.bound(least)
    if search.known is None or bound > search.bound:
        search.known = Known(prices.worth, least)
    search.raise_bound(bound)
    return bound


def _better_prices(search: Search, works: Sequence[WorksTotals], totals: TiedTotals, seconds: float) -> None:
    """Rounds of prices, more time at the best of them, then a pick."""
    if seconds <= 0 or search.objective is None or search.is_close:
        return
    best_price = _best_price(search, works, totals, search.clock.seconds + seconds)
    if best_price is None or _raised(search, works, totals.prices(best_price), LONGER) is None:
        return
    if not search.is_close:
        _pick(search, works, totals)


def _best_price(
    search: Search, works: Sequence[WorksTotals], totals: TiedTotals, until: float
) -> PriceOf | None:
    """By rounds of prices between the best so far and those of the cheapest mix; none where all is told."""
    best_price: PriceOf = totals.relaxation.price
    for _ in range(ROUNDS):
        mix = Master(totals, works).mixed()
        if mix is None or search.is_close:
            return None
        if search.clock.seconds >= until or mix.yuan - search.bound <= CLOSE * mix.yuan:
            break
        price_of = _between(totals, best_price, mix.price_of)
        bound = search.bound
        reached = _raised(search, works, totals.prices(price_of))
        if reached is None:
            return None
        if reached > bound:
            best_price = price_of
    return best_price


def _between(totals: TiedTotals, best: PriceOf, other: PriceOf) -> PriceOf:
    """Prices some of the way from the best so far: those of a mix of few columns lie far off."""
    prices = {
        number: (1 - STEP) * max(0.0, best(number)) + STEP * max(0.0, other(number)) for number in totals.rows
    }
    return prices.__getitem__


def _pick(search: Search, works: Sequence[WorksTotals], totals: TiedTotals) -> None:
    """Leave totals to plan near to, where they promise a better plan.

    Not where the bound is of less than the season holds: its totals may be cut at other days, and ask less.
    """
    if search.known is None or search.objective is None or search.alone is not None or search.clock.left <= 0:
        return
    pick = Master(totals, works).picked(search.settings, search.clock, PICK_S)
    if pick is not None and pick.yuan <= (1 - WORTH_WHILE) * search.objective:
        search.known = replace(search.known, aim=pick.aim)


def _least(
    search: Search, works: Sequence[WorksTotals], prices: Prices, longer: float
) -> dict[str, int] | None:
    """What each works pays at least at some prices; nothing where one can't do what it owes."""

    def alone(each: WorksTotals) -> tuple[WorksTotals, Outcome]:
        with search.clock.building():
            each.price(prices.worth[each.works])
        seconds = longer * max(LEAST_S, UNIT_S * len(search.season.units_of[each.works]))
        # without presolve a whole hint holds, and the first bound comes sooner
        effort = Effort(seconds, workers=1, for_bound=True, presolve=False)
        return each, run(each.model, search.settings, search.clock, effort)

    found = list(at_once(search.settings, alone, works))
    for each, outcome in found:
        if outcome.values:
            each.know(outcome.values)
        # totals that are known to hold prove the solver wrong
        if outcome.status is Status.INFEASIBLE and not each.columns and not search.infeasible:
            search.confirm_infeasible(each.model, presolve=True)
    if search.infeasible:
        return None
    return {each.works: _proved(each, outcome) for each, outcome in found}


def _proved(works: WorksTotals, outcome: Outcome) -> int:
    """The solver's bound; of a works that it was stopped at before it could tell, what variables allow."""
    if outcome.status is Status.UNKNOWN or outcome.bound is None:
        return works.least_at_all()
    return outcome.bound


def _ask_whether_possible(search: Search, totals: TiedTotals) -> None:
    outcome = run(totals.model, search.settings, search.clock, Effort(ASK_S, for_bound=True))
    search.raise_bound(outcome.bound)
    if outcome.status is Status.INFEASIBLE:
        search.confirm_infeasible(totals.model)
