"""A race worked out a second time: from values and points over duties, trade and money to what is left.

Written naively, from the rules, the scenario and the plans alone; it knows nothing of the room that runs the
race. Taken as they are: what notices ask of single units, how many days a unit can stand as far as no
forbidden day tells otherwise, and what a false declaration gains by the nucleolus.
"""

from collections.abc import Iterator, Set
from fractions import Fraction

from scheduler.domain.base import exact
from scheduler.domain.obligation import BurdenLimit, Obligation, StopShare
from scheduler.domain.plan import Measured
from scheduler.domain.race import FEN_PER_YUAN
from scheduler.verify.check import verify
from scheduler.verify.race_burdens import burden_faults
from scheduler.verify.race_claims import Claimed, differs, stood_t
from scheduler.verify.race_costs import own_cost_yuan
from scheduler.verify.race_duties import duty_faults
from scheduler.verify.race_money import money_faults, positions_by_region
from scheduler.verify.race_offers import deal_faults, offer_faults
from scheduler.verify.race_values import value_faults


def verify_race(claimed: Claimed) -> tuple[str, ...]:
    """Everything that does not come out the same, in sentences; nothing where all does."""
    return tuple(found for check in _CHECKS for found in check(claimed))


# ── trade ────────────────────────────────────────────────────────────────────────────────────────


def _stood(claimed: Claimed) -> Iterator[str]:
    """Without trade each works does its duty; with it the total holds, and what may not be traded."""
    kept = claimed.race.trade.kept if claimed.race.trade else Fraction(1)
    for target in claimed.targets:
        own = [d for d in claimed.duties if (d.region, d.stage) == (target.region, target.stage)]
        for duty in own:
            alone = stood_t(claimed, claimed.without, duty)
            traded = stood_t(claimed, claimed.with_trade, duty)
            part = 1 if duty.enterprise_id in claimed.barred else kept
            if alone < duty.tonnes or traded < part * duty.tonnes:
                yield (
                    f"{duty.enterprise_id}, {duty.stage}: stands {float(alone):,g} t without trade and "
                    f"{float(traded):,g} t with it, of {duty.tonnes:,} t owed"
                )
        pool = [duty for duty in own if duty.enterprise_id not in claimed.barred]
        if sum(stood_t(claimed, claimed.with_trade, d) for d in pool) < sum(d.tonnes for d in pool):
            yield f"{target.region}, {target.stage}: with trade less stands than is owed together"


def _notices(claimed: Claimed) -> Iterator[str]:
    """Both plans hold what the notices ask, but for shares that are traded: linked units follow (STL-11).

    Limits on burdens are left out: duties raise them, and payments even out the burdens of who trades.
    """
    clauses = claimed.race.trade.clauses if claimed.race.trade else frozenset()
    plans = {"without": (claimed.without, frozenset()), "with": (claimed.with_trade, clauses)}
    known = {owed.id: owed for owed in claimed.season.obligations}
    for how, (plan, traded) in plans.items():
        for broken in verify(claimed.season, plan).broken:
            owed = known[broken.obligation_id]
            if not isinstance(owed, BurdenLimit) and not _is_traded(claimed, owed, broken, traded):
                yield f"{owed.id}: {owed.clause} is broken {how} trade"


def _is_traded(claimed: Claimed, owed: Obligation, broken: Measured, traded: Set[str]) -> bool:
    """Whether others may bear what is missing, and no clause that allows no trade asks for it too."""
    if not isinstance(owed, StopShare) or owed.clause not in traded or owed.subject in claimed.barred:
        return False
    firm = (exact(lesser.required) for lesser in owed.overruled if lesser.clause not in traded)
    return broken.achieved >= max(firm, default=0)


def _positions(claimed: Claimed) -> Iterator[str]:
    duties = {(duty.enterprise_id, duty.stage): duty for duty in claimed.duties}
    for position in claimed.positions:
        works = position.enterprise_id
        costs = (position.cost_without_fen, position.cost_with_fen)
        for plan, cost in zip((claimed.without, claimed.with_trade), costs, strict=True):
            expected = own_cost_yuan(claimed.season, plan, works) * FEN_PER_YUAN
            if cost != expected:
                yield differs(f"{works}, cost in fen", cost, expected)
        for stage, tonnes in position.traded_t.items():
            beyond = stood_t(claimed, claimed.with_trade, duties[works, stage]) - duties[works, stage].tonnes
            if not (0 <= tonnes <= beyond or tonnes == beyond):
                yield f"{works}, {stage}: trades {float(tonnes):,g} t, but stands {float(beyond):,g} t beyond"
    for region, members in positions_by_region(claimed).items():
        for stage in {stage for position in members for stage in position.traded_t}:
            if sum(position.traded_t.get(stage, 0) for position in members):
                yield f"{region}, {stage}: tonnes sold are not tonnes bought"
        if sum(position.saved_fen for position in members) < 0:
            yield f"{region}: trading costs the works more than it saves them"


_CHECKS = (
    value_faults,
    duty_faults,
    _notices,
    _stood,
    _positions,
    offer_faults,
    deal_faults,
    money_faults,
    burden_faults,
)
