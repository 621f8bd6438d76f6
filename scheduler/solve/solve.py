"""From a season to the best plan found in the time given, with a bound that holds."""

import logging
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from scheduler.domain.plan import Plan, Progress, Solution, Status
from scheduler.domain.season import Season
from scheduler.errors import PlanRejected
from scheduler.model.build import build_days
from scheduler.model.schedule import Schedule, from_plan, to_plan
from scheduler.solve.at_once import at_once
from scheduler.solve.bounds import bound_by_prices
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import parts
from scheduler.solve.exact import is_small, solve_exactly
from scheduler.solve.first import plan_first
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.solve.together import improve
from scheduler.verify.check import verify

log = logging.getLogger(__name__)

PRICING = Settings(reproducible=True)
"""With every state fixed little is left to decide."""


def solve(
    season: Season,
    settings: Settings | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    start: Plan | None = None,
) -> Solution:
    """Plan a season: bound, first plan, better plans, until the gap or the time is reached.

    ``on_progress`` is told of each better plan or bound of the whole season. Ctrl-C ends the search
    with the best plan so far. The status is optimal only when the bound equals the objective.

    ``start`` is a plan to begin with: none is given that costs more. It is passed over where it breaks the
    season.
    """
    settings = settings or Settings()
    clock = Clock(settings)
    course = _Course(settings, clock, on_progress)
    course.searches = [Search(part, settings, clock, course.report) for part in parts(season)]
    try:
        with clock.hearing():
            if start is not None and not verify(season, start).broken:
                _begin_with(course, from_plan(season, start))
            for step in (_begin, _proofs, _polish):
                step(course)
                if any(search.infeasible for search in course.searches):
                    _no_contradiction(course)
                    return _ended(course, settings, Status.INFEASIBLE)
    except KeyboardInterrupt:  # a second Ctrl-C: what is found must do
        clock.interrupted = True
    return _found(season, course, settings)


def _begin_with(course: "_Course", schedule: Schedule) -> None:
    course.phase = "start"
    for search in course.searches:
        own = schedule.only({unit.unit_id for unit in search.season.units})
        search.keep(priced(search.season, own), own)


def _no_contradiction(course: "_Course") -> None:
    """A part that has a plan is not impossible, whatever a relaxation says."""
    for search in course.searches:
        if search.infeasible and search.schedule is not None:
            raise PlanRejected(None, ["a plan was found for what was then proved impossible: one is wrong"])


def _begin(course: "_Course") -> None:
    """A first plan of every part and its bound, both at a time; of a small part the best, with its proof."""
    course.phase = "first plan"
    for search in course.searches:
        if is_small(search):
            solve_exactly(search, course.fair_seconds(search))
        else:
            at_once(course.settings, lambda step: step(search), (plan_first, bound_by_prices))


def _proofs(course: "_Course") -> None:
    """Parts without a plan are tried whole: a plan, or the proof that there is none."""
    course.phase = "exact"
    for search in course.open:
        if search.schedule is None:
            solve_exactly(search, course.clock.left)


class _Course:
    """What has been reached over all parts."""

    def __init__(self, settings: Settings, clock: Clock, tell: Callable[[Progress], None] | None) -> None:
        self.settings = settings
        self.clock = clock
        self.searches: list[Search] = []
        self.history: list[Progress] = []
        self.phase = ""
        self._tell = tell

    @property
    def open(self) -> list[Search]:
        """Parts whose best plan is not proved."""
        return [search for search in self.searches if search.objective is None or search.gap_yuan > 0]

    def fair_seconds(self, search: Search) -> float:
        """The part's share of the time limit, by its units."""
        units = sum(len(each.season.units) for each in self.searches)
        return search.settings.time_limit_s * len(search.season.units) / units

    @property
    def objective(self) -> int | None:
        found = [search.objective for search in self.searches if search.objective is not None]
        return sum(found) if len(found) == len(self.searches) else None

    @property
    def bound(self) -> int:
        return sum(search.bound for search in self.searches)

    def goes_on(self) -> bool:
        """Whether there is a plan that may still get better."""
        return self.objective is not None and not self.is_close

    @property
    def is_close(self) -> bool:
        objective = self.objective
        return objective is not None and objective - self.bound <= self.settings.gap * objective

    def report(self) -> None:
        now = Progress(
            seconds=round(self.clock.seconds, 3),
            objective_yuan=self.objective,
            bound_yuan=self.bound,
            phase=self.phase,
        )
        self.history.append(now)
        if self._tell:
            self._tell(now)

    @property
    def seconds_to_first_plan(self) -> float | None:
        return next((p.seconds for p in self.history if p.objective_yuan is not None), None)


def _polish(course: "_Course") -> None:
    """Improve the parts until the whole gap is small."""
    course.phase = "polish"
    improve(course.searches, course.settings, course.clock, course.goes_on)


def _found(season: Season, course: _Course, settings: Settings) -> Solution:
    if course.objective is None:
        return _ended(course, settings, Status.UNKNOWN)
    schedule = Schedule()
    for search in course.searches:
        schedule = schedule.with_changes(search.schedule or Schedule())
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


def _ended(course: _Course, settings: Settings, status: Status) -> Solution:
    return Solution(
        status=status,
        bound_yuan=course.bound,
        history=tuple(course.history),
        settings=_described(settings),
        seconds_to_build=round(course.clock.building_seconds, 3),
        seconds_to_first_plan=course.seconds_to_first_plan,
        seconds=round(course.clock.wall_seconds, 3),
        interrupted=course.clock.interrupted,
        out_of_memory=course.clock.memory.is_out,
    )


def _described(settings: Settings) -> dict[str, Any]:
    return {**settings.model_dump(), "solver": "ortools CP-SAT", "ortools": version("ortools")}
