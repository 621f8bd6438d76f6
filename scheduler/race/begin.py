"""A plan with trade to begin with: the market's model says who is to stand for whom, the solver when.

A search that begins with the plan without trade moves tonnes between works day by day, which takes long.
Here each works is given most of what it would sell or buy by the model at once. Such duties still add up to
the target, and none falls below what may not be traded, so that every plan for them is one with trade.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil

from scheduler.domain.plan import Progress, Solution, Status
from scheduler.domain.race import Duty
from scheduler.obligations.precheck import precheck
from scheduler.race.outcome import markets
from scheduler.race.prepare import Prepared
from scheduler.race.seasons import shared_season
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve

PART_TRADED = Fraction(3, 4)
"""Of what the model trades: it knows no days, so that all of it may leave no plan."""
PART_OF_TIME = 1 / 2
"""Of the search with trade, at most."""
PHASE = "first plan with trade"
"""As it is told."""


def traded_duties(prepared: Prepared) -> Iterator[Duty]:
    """Every works' duty, and for who may trade it the part way to what the market's model has it stand."""
    stands = {region: market.cleared() for region, market in markets(prepared)}
    for duty in prepared.duties:
        own = stands.get(duty.region, {}).get(duty.stage, {})
        moved = PART_TRADED * (own.get(duty.enterprise_id, duty.tonnes) - duty.tonnes)
        yield duty.model_copy(update={"tonnes": ceil(duty.tonnes + moved)})


def plan_to_begin_with(prepared: Prepared, settings: Settings, tell: Callable[[Progress], None]) -> Solution:
    """A plan with trade, in a part of the time; none where these duties have none or it was too short.

    Status, bound and costs are of these duties alone, not of all plans with trade.
    """
    season = shared_season(prepared.racing, tuple(traded_duties(prepared)), prepared.turns, prepared.barred)
    if precheck(season):
        return Solution(status=Status.INFEASIBLE)
    limited = settings.model_copy(update={"time_limit_s": PART_OF_TIME * settings.time_limit_s})
    return solve(season, limited, lambda now: tell(without_bound(now)))


def without_bound(now: Progress) -> Progress:
    """Its bound is not one of all plans with trade."""
    return now.model_copy(update={"bound_yuan": None, "phase": PHASE})
