"""The exact model of a whole part: proves the optimum of small ones, and that a part has no plan."""

from scheduler.domain.plan import Status
from scheduler.model.build import build_days
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, Outcome
from scheduler.solve.search import Search

SMALL_UNIT_DAYS = 600


def is_small(search: Search) -> bool:
    """Whether the exact model is worth solving whole."""
    return len(search.season.units) * search.season.calendar.days <= SMALL_UNIT_DAYS


def solve_exactly(search: Search, seconds: float) -> None:
    """Free every unit on every day: the bound then holds for the part, and infeasible is infeasible."""
    grid = daily(search.season, search.season.units)

    def take(found: Outcome) -> None:
        search.keep(found)
        if search.alone is None:  # else other parts of what cells share may hold a better plan, or any
            search.raise_bound(found.bound)

    outcome = search.try_grid(grid, Effort(seconds), on_better=take)
    take(outcome)
    if search.alone is None and outcome.status is Status.INFEASIBLE:
        search.confirm_infeasible(build_days(search.season, grid))
