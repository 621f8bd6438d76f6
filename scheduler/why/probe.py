"""Asking whether obligations can hold together: one question, one answer, nothing presumed.

Questions have no objective, one worker and no hints. 'Possible' is said only of a plan that the checker
found nothing broken in, 'impossible' only of what a solver proved.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scheduler.domain.base import Text
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.errors import PlanRejected
from scheduler.model.build import build_days, build_totals
from scheduler.model.schedule import to_plan
from scheduler.model.season_model import SeasonModel
from scheduler.obligations.precheck import precheck
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import restrict
from scheduler.solve.exact import SMALL_UNIT_DAYS
from scheduler.solve.grids import coarse, daily
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.verify.check import verify
from scheduler.why.values import Answer, Ask, Proof, unheard

PROBE_S = 8.0
"""Longest time for one question."""
CONFIRM_S = 20.0
"""Longest time for a second proof."""
COARSE_STEPS = (30, 10, 3)
"""A plan on a coarse grid is a plan, and quickly found."""


def alone(season: Season, obligations: Iterable[Obligation]) -> Season:
    """The season of some obligations, without a price, and of the units that they read."""
    kept = tuple(obligations)
    bare = season.model_copy(update={"obligations": kept, "objective": (), "findings": ()})
    return restrict(bare, {unit_id for owed in kept for unit_id in owed.units})


def arithmetic_rules_out(season: Season) -> bool:
    """Whether sums alone show that the obligations of a season collide, whatever was found before."""
    return bool(precheck(season.model_copy(update={"findings": ()})))


@dataclass
class Probe:
    """Asks within what the clock has left."""

    settings: Settings
    clock: Clock
    undecided: int = 0
    """Questions that the time did not answer: who counts on 'no' must look here."""
    ask: Ask = unheard

    def say(self, zh: str, en: str) -> None:
        """Tell what is being asked."""
        self.ask(self.clock.seconds, Text(zh=zh, en=en))

    def totals_rule_out(self, season: Season) -> bool:
        """Whether it is proved that days off and loads do not add up."""
        status = self._status_of_totals(season, PROBE_S)
        self.undecided += status is Status.UNKNOWN
        return status is Status.INFEASIBLE

    def days_rule_out(self, season: Season) -> bool:
        """Whether no choice of days holds the season, or the time did not suffice to find one."""
        return self.by_day(season) is Answer.IMPOSSIBLE

    def by_day(self, season: Season, seconds: float = PROBE_S) -> Answer:
        """A plan, or the proof that there is none."""
        search = Search(season, self.settings, self.clock)
        steps = COARSE_STEPS if len(season.units) * season.calendar.days > SMALL_UNIT_DAYS else ()
        grids = (*(coarse(season, season.units, step) for step in steps), daily(season, season.units))
        outcome = Outcome(Status.UNKNOWN)
        for grid in grids if self.clock.left > 0 else ():
            outcome = search.try_grid(grid, Effort(seconds, workers=1))
            if outcome.schedule is not None:
                broken = verify(season, to_plan(season, outcome.schedule)).broken
                return Answer.OPEN if broken else Answer.POSSIBLE
        return Answer.IMPOSSIBLE if outcome.status is Status.INFEASIBLE else Answer.OPEN

    def by_search(self, season: Season, seconds: float) -> Answer:
        """A plan of a season of any size, as ``plan`` would find it, or the proof that there is none."""
        left = min(seconds, self.clock.left)
        if left <= 0:
            return Answer.OPEN
        found = solve(season, self.settings.model_copy(update={"time_limit_s": left}))
        # Deterministic effort is told with each better plan only: without one, as long as a question.
        self.clock.spend(found.history[-1].seconds if found.history else min(left, PROBE_S))
        self.clock.interrupted |= found.interrupted
        if found.plan is None:
            return Answer.IMPOSSIBLE if found.status is Status.INFEASIBLE else Answer.OPEN
        return Answer.OPEN if verify(season, found.plan).broken else Answer.POSSIBLE

    def proofs(self, season: Season) -> tuple[Proof, ...]:
        """Prove again that a season has no plan: by sums, and without presolve on totals and by day.

        Raises:
            PlanRejected: where days are found for what was ruled out: nothing may be said of it then.
        """
        found = [Proof.ARITHMETIC] if arithmetic_rules_out(season) else []
        if self._status_of_totals(season, CONFIRM_S) is Status.INFEASIBLE:
            found.append(Proof.TOTALS)
        by_day = self._status(lambda: build_days(season, daily(season, season.units)), CONFIRM_S)
        if by_day in (Status.OPTIMAL, Status.FEASIBLE):
            raise PlanRejected(None, ["days were found for what had been ruled out: one is wrong"])
        if by_day is Status.INFEASIBLE:
            found.append(Proof.DAYS)
        return tuple(found)

    def _status_of_totals(self, season: Season, seconds: float) -> Status:
        return self._status(lambda: build_totals(season), seconds)

    def _status(self, build: Callable[[], SeasonModel], seconds: float) -> Status:
        """No model is built once the time is over: there may be hundreds of questions left."""
        if self.clock.left <= 0:
            return Status.UNKNOWN
        effort = Effort(seconds, workers=1, presolve=False)
        return run(build(), self.settings, self.clock, effort).status
