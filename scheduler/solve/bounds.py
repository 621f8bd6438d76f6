"""Bounds that hold whatever the time limit: from the totals relaxation."""

from scheduler.domain.plan import Status
from scheduler.model.build import build_totals
from scheduler.solve.run import Effort, run
from scheduler.solve.search import Search


def bound_by_totals(search: Search, seconds: float) -> None:
    """Raise the bound by the relaxation to days off in each segment; infeasible there is infeasible."""
    with search.clock.building():
        model = build_totals(search.season)
    effort = Effort(seconds, gap=1e-4, for_bound=True)
    outcome = run(model, search.settings, search.clock, effort)
    search.raise_bound(outcome.bound)
    if outcome.status is Status.INFEASIBLE:
        search.confirm_infeasible(model)
