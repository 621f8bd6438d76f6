"""From a season to the best plan found in the time given, with a bound that holds."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from scheduler.domain.plan import Plan, Progress, Solution, Status
from scheduler.domain.season import Season
from scheduler.errors import PlanRejected
from scheduler.model.build import build_days
from scheduler.model.schedule import Schedule, from_plan, to_plan, within
from scheduler.solve.begin import begin
from scheduler.solve.bounds import bound_by_prices
from scheduler.solve.cells import cells
from scheduler.solve.clock import Clock
from scheduler.solve.course import Course
from scheduler.solve.exact import is_small
from scheduler.solve.executors import Place, opened, places
from scheduler.solve.holding import broken
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.second import plan_near_totals
from scheduler.solve.settings import Settings
from scheduler.solve.spread import Spread
from scheduler.solve.together import improve

PRICING = Settings(reproducible=True)
"""With every state fixed little is left to decide."""
SPREAD_UNITS = 250
"""Units of several cells for which beginning processes is worth while."""


def solve(
    season: Season,
    settings: Settings | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    start: Plan | None = None,
    place: Place = None,
) -> Solution:
    """Plan a season: bound, first plan, better plans, until the gap or the time is reached.

    ``on_progress`` is told of each better plan or bound of the whole season. Ctrl-C ends the search
    with the best plan so far. The status is optimal only when the bound equals the objective.

    ``start`` is a plan to begin with, also one of another version of the season: works whose duties it holds
    keep it, the others are planned anew, what they break together is repaired. None is given that costs more
    than a start that holds everything.

    ``place`` is where cells are worked on: processes of this machine, an executor, a Dask cluster's address.
    """
    settings = settings or Settings()
    clock = Clock(settings)
    course = Course(cells(season), settings, clock, on_progress)
    begun = from_plan(season, start) if start is not None else None
    try:
        with clock.hearing():
            if begun is not None:
                _keep(course, season, begun)
            if _is_spread(course, place):
                _spread(course, begun, place)
            else:
                _here(course, begun)
    except KeyboardInterrupt:  # a second Ctrl-C: what is found must do
        clock.interrupted = True
    if course.is_impossible:
        _no_contradiction(course)
        return _ended(course, settings, Status.INFEASIBLE)
    return _found(season, course, settings)


def _keep(course: Course, season: Season, start: Schedule) -> None:
    """Take a start where it holds all that a cell owes; whole, where it holds the season, not each part."""
    course.phase = "start"
    for search in course.searches:
        own = within(search.season, start)
        if not broken(search.season, own):
            search.keep(priced(search.season, own), own)
    if any(search.schedule is None for search in course.searches) and not broken(season, start):
        course.know(start, sum(priced(season, start).costs.values()))


def _no_contradiction(course: Course) -> None:
    """A cell that has a plan is not impossible, whatever a relaxation says."""
    for search in course.searches:
        if search.infeasible and search.schedule is not None:
            raise PlanRejected(None, ["a plan was found for what was then proved impossible: one is wrong"])


def _is_spread(course: Course, place: Place) -> bool:
    """Whether cells are worked on in processes: where it was asked, or worth beginning them."""
    large = [search for search in course.searches if not is_small(search)]
    units = sum(len(search.season.units) for search in large)
    worth = len(large) > 1 and units >= SPREAD_UNITS and course.settings.workers > 1
    return not course.settings.reproducible and (place is not None or worth)


def _spread(course: Course, start: Schedule | None, place: Place) -> None:
    with opened(place, course.settings.workers) as pool:
        Spread(course, start).run(pool, places(place, course.settings.workers))


def _here(course: Course, start: Schedule | None) -> None:
    """All cells in this process."""
    for search in course.searches:
        course.phase = "first plan"
        begin(search, start, course.fair_seconds(search))
        if not is_small(search) or search.alone is not None:  # else the exact model has proved its bound
            bound_by_prices(search, course.rounds_s(search))
            plan_near_totals(search)
    for search in course.open:
        if search.schedule is None and not course.is_impossible:
            course.phase = "exact"
            begin(search, start, course.clock.left, whole=True)
    if not course.is_impossible:
        course.phase = "polish"
        improve(course.searches, course.settings, course.clock, course.goes_on)


def _found(season: Season, course: Course, settings: Settings) -> Solution:
    if course.objective is None:
        return _ended(course, settings, Status.UNKNOWN)
    schedule = course.schedule
    final = priced(season, schedule)
    objective = sum(final.costs.values())
    bound = course.bound
    if bound > objective:
        raise PlanRejected(None, [f"the bound of {bound} yuan is above the plan's {objective}: one is wrong"])
    status = Status.OPTIMAL if bound == objective else Status.FEASIBLE
    return _ended(course, settings, status).model_copy(
        update={
            "plan": to_plan(season, schedule.with_changes(final.schedule or Schedule())),
            "objective_yuan": objective,
            "bound_yuan": bound,
            "cost_yuan": final.costs,
        }
    )


def priced(season: Season, schedule: Schedule) -> Outcome:
    """What a schedule costs, as the model counts it, and when maintenance is done: every state fixed.

    However little time a search had, its plan is priced; Ctrl-C meanwhile begins the pricing anew.

    Whether it holds the season is the checker's to say.
    """
    model = build_days(season, {}, schedule)
    clock = Clock(PRICING)
    outcome = run(model, PRICING, clock, Effort(PRICING.time_limit_s))
    if clock.interrupted:
        return priced(season, schedule)
    if outcome.objective is None:
        raise RuntimeError(f"the best plan has no price: {outcome.status}")
    return outcome


def _ended(course: Course, settings: Settings, status: Status) -> Solution:
    return Solution(
        status=status,
        bound_yuan=course.bound,
        history=tuple(course.history),
        settings=_described(settings),
        seconds_to_build=round(course.clock.building_seconds, 3),
        seconds_to_first_plan=course.seconds_to_first_plan,
        seconds=round(course.clock.wall_seconds, 3),
        spent_s=round(course.clock.seconds, 3),
        interrupted=course.clock.interrupted,
        out_of_memory=course.clock.memory.is_out,
    )


def _described(settings: Settings) -> dict[str, Any]:
    return {**settings.model_dump(), "solver": "ortools CP-SAT", "ortools": version("ortools")}
