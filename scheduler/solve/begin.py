"""The first step of a search: the exact model where a cell is small, else works in turn."""

from scheduler.model.schedule import Schedule
from scheduler.solve.exact import is_small, solve_exactly
from scheduler.solve.first import plan_first
from scheduler.solve.search import Search


def begin(search: Search, start: Schedule | None, seconds: float, *, whole: bool = False) -> None:
    """A first plan; of a small cell the best, with its proof, as far as the seconds go.

    ``whole`` is for a cell in which works in turn found no place: the exact model, for all the time left.
    """
    if search.clock.left <= 0:  # a model of a large cell takes long to build
        return
    if whole:
        solve_exactly(search, search.clock.left)
    elif is_small(search):
        solve_exactly(search, seconds)
    elif search.schedule is None:
        plan_first(search, start)
