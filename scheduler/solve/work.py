"""Work on one cell, for any executor: takes and gives values that travel between processes."""

from dataclasses import dataclass

from scheduler.domain.season import Season
from scheduler.model.schedule import Schedule
from scheduler.solve.begin import begin
from scheduler.solve.bounds import bound_by_prices
from scheduler.solve.cells import Cell
from scheduler.solve.clock import Clock
from scheduler.solve.known import Known
from scheduler.solve.search import Search
from scheduler.solve.second import plan_near_totals
from scheduler.solve.settings import Settings
from scheduler.solve.together import improve


@dataclass(frozen=True)
class Reached:
    """How far the search of a cell has come."""

    schedule: Schedule | None = None
    objective: int | None = None
    bound: int = 0
    known: Known | None = None
    infeasible: bool = False
    seconds_to_build: float = 0.0

    def is_better_than(self, objective: int | None) -> bool:
        return self.objective is not None and (objective is None or self.objective < objective)


def first(cell: Cell, settings: Settings, start: Schedule | None, seconds: float, whole: bool) -> Reached:
    """As ``begin``, which see."""
    search = Search(cell.season, settings, Clock(settings), alone=cell.alone)
    with search.clock.hearing():
        begin(search, start, seconds, whole=whole)
    return reached(search)


def bound(season: Season, settings: Settings) -> Reached:
    """A bound of a cell, and what it leaves behind."""
    search = Search(season, settings, Clock(settings))
    with search.clock.hearing():
        bound_by_prices(search)
    return reached(search)


def near(cell: Cell, settings: Settings, so_far: Reached, rounds_s: float) -> Reached:
    """A closer bound of a cell that has a plan, and a plan near to what it aims at."""
    search = _search(cell, settings, so_far)
    with search.clock.hearing():
        bound_by_prices(search, rounds_s)
        plan_near_totals(search)
    return reached(search)


def better(season: Season, settings: Settings, so_far: Reached) -> Reached:
    """Better plans of a cell that has one, for the time set or until none can be better."""
    search = _search(Cell(season), settings, so_far)
    with search.clock.hearing():
        improve([search], settings, search.clock, lambda: True)
    return reached(search)


def _search(cell: Cell, settings: Settings, so_far: Reached) -> Search:
    search = Search(cell.season, settings, Clock(settings), alone=cell.alone)
    search.schedule, search.objective = so_far.schedule, so_far.objective
    search.bound, search.known = so_far.bound, so_far.known
    return search


def reached(search: Search) -> Reached:
    return Reached(
        search.schedule,
        search.objective,
        search.bound,
        search.known,
        search.infeasible,
        search.clock.building_seconds,
    )
