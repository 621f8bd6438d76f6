"""A plan with trade to begin with: the market's model says who is to stand for whom, the solver when.

A search that begins with the plan without trade moves tonnes between works day by day, which takes long.
Here each works is given most of what it would sell or buy by the model at once. Such duties still add up to
the target, and none falls below what may not be traded, so that every plan for them is one with trade.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil

from scheduler.domain.plan import Plan, Progress
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
"""Of the search with trade."""


def traded_duties(prepared: Prepared) -> Iterator[Duty]:
    """Every works' duty, and for who may trade it the part way to what the market's model has it stand."""
    stands = {region: market.cleared() for region, market in markets(prepared)}
    for duty in prepared.duties:
        own = stands.get(duty.region, {}).get(duty.stage, {})
        moved = PART_TRADED * (own.get(duty.enterprise_id, duty.tonnes) - duty.tonnes)
        yield duty.model_copy(update={"tonnes": ceil(duty.tonnes + moved)})


def plan_to_begin_with(
    prepared: Prepared, settings: Settings, tell: Callable[[Progress], None]
) -> Plan | None:
    """A plan with trade, in a part of the time; ``None`` where these duties have none or it was too short."""
    season = shared_season(prepared.racing, tuple(traded_duties(prepared)), prepared.turns, prepared.barred)
    if precheck(season):
        return None
    limited = settings.model_copy(update={"time_limit_s": PART_OF_TIME * settings.time_limit_s})
    return solve(season, limited, lambda now: tell(_of_start(now))).plan


def _of_start(now: Progress) -> Progress:
    """Its bound is not one of all plans with trade."""
    return now.model_copy(update={"bound_yuan": None, "phase": "start"})
