"""Bounds that hold whatever the time limit: each works at its best, what ties works priced."""

from collections.abc import Sequence

from scheduler.domain.plan import Status
from scheduler.solve.at_once import at_once
from scheduler.solve.known import Known
from scheduler.solve.prices import Prices, TiedTotals, WorksTotals
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search

WORKS_S = 0.5
"""Longest time for the least cost of one works at some prices."""
ASK_S = 30.0
"""Longest time for the proof that the totals can't be met."""


def bound_by_prices(search: Search) -> None:
    """Raise the bound by the relaxation to days off in each segment; infeasible there is infeasible."""
    if search.clock.left <= 0:
        return
    season = search.alone or search.season
    with search.clock.building():
        works = [WorksTotals(season, name) for name, units in season.units_of.items() if units]
        totals = TiedTotals(season, sum(each.constant for each in works))
    if totals.relaxation.solve(None if search.settings.reproducible else search.clock.left) is None:
        _ask_whether_possible(search, totals)
        return
    prices = totals.prices()
    least = _least(search, works, prices)
    if least is not None:
        search.known = Known(prices.worth, least)
        search.raise_bound(prices.bound(least))


def _least(search: Search, works: Sequence[WorksTotals], prices: Prices) -> dict[str, int] | None:
    """What each works pays at least at some prices; nothing where one can't do what it owes."""

    def alone(each: WorksTotals) -> Outcome:
        with search.clock.building():
            each.price(prices.worth[each.works])
        return run(each.model, search.settings, search.clock, Effort(WORKS_S, workers=1, for_bound=True))

    found = at_once(search.settings, alone, works)
    for each, outcome in zip(works, found, strict=True):
        if outcome.status is Status.INFEASIBLE and not search.infeasible:
            search.confirm_infeasible(each.model)
    if search.infeasible:
        return None
    return {each.works: _proved(each, outcome) for each, outcome in zip(works, found, strict=True)}


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
