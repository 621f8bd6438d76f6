"""Bounds that hold whatever the time limit: from the totals relaxation."""

from scheduler.domain.plan import Status
from scheduler.model.build import build_totals
from scheduler.solve.excess import find_least_costs, own_cost
from scheduler.solve.run import Effort, run
from scheduler.solve.search import Search


def bound_by_totals(search: Search, seconds: float) -> None:
    """Raise the bound by the relaxation to days off in each segment; infeasible there is infeasible.

    What each works must pay at least is known from its own relaxation, and said to the whole.
    """
    find_least_costs(search)
    with search.clock.building():
        model = build_totals(search.season)
        for works, least in search.least_yuan.items():
            model.at_least(own_cost(model, search.season.units_of[works]), least)
    effort = Effort(seconds, gap=1e-4, for_bound=True)
    outcome = run(model, search.settings, search.clock, effort)
    search.raise_bound(outcome.bound)
    if outcome.status is Status.INFEASIBLE:
        search.confirm_infeasible(model)
