"""The market's offers held against the inventory and the duties, and the deals against what is traded."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from scheduler.domain.obligation import LinkedUnits
from scheduler.domain.race import FEN_PER_YUAN, Duty
from scheduler.domain.race_results import Deal, Offer
from scheduler.domain.unit import Unit
from scheduler.verify.race_claims import Claimed, days_of, differs, rate_of, units_of
from scheduler.verify.race_duties import asked_t, free_days


def offer_faults(claimed: Claimed) -> Iterator[str]:
    """One offer for each duty that may be traded, at the prices that the inventory's margins give."""
    trading = [duty for duty in claimed.duties if duty.enterprise_id not in claimed.barred]
    duties = {(duty.enterprise_id, duty.stage): duty for duty in trading if claimed.positions}
    offers = {(offer.enterprise_id, offer.stage): offer for offer in claimed.offers}
    if duties.keys() != offers.keys():
        yield f"offers of {sorted(offers)} do not fit duties of {sorted(duties)}"
    for key in duties.keys() & offers.keys():
        yield from _offer(claimed, duties[key], offers[key])


def _offer(claimed: Claimed, duty: Duty, offer: Offer) -> Iterator[str]:
    where = f"{offer.enterprise_id}, {offer.stage}, offer"
    if offer.duty_t != duty.tonnes or offer.region != duty.region:
        yield differs(where, (offer.region, offer.duty_t), (duty.region, duty.tonnes))
    if not _firm_t(claimed, duty) <= offer.least_t <= duty.tonnes:
        yield f"{where}: {offer.least_t} t are said to be kept of {duty.tonnes} t"
    if sum(step.tonnes for step in offer.steps) != duty.most_t:
        yield differs(f"{where}, tonnes", sum(step.tonnes for step in offer.steps), duty.most_t)
    if [step.fen_per_t for step in offer.steps] != sorted(step.fen_per_t for step in offer.steps):
        yield f"{where}: a dearer step comes before a cheaper one"
    if len({step.unit_id for step in offer.steps}) < len(offer.steps):
        yield f"{where}: a unit is offered twice"
    units = {unit.unit_id: unit for unit in units_of(claimed, duty.enterprise_id)}
    for step in offer.steps:
        unit = units.get(step.unit_id)
        least_t = step.tonnes - len(offer.steps)  # the last step takes what the others lost by rounding
        if unit is None or step.fen_per_t not in _prices_fen(claimed, duty, unit, least_t):
            yield f"{where}: {step.unit_id} does not cost {step.fen_per_t} fen a tonne"


def _firm_t(claimed: Claimed, duty: Duty) -> int:
    """What may not be traded at least: the part that is kept, and what clauses ask that allow no trade."""
    trade = claimed.race.trade
    kept = trade.kept if trade else Fraction(1)
    firm = (t for clause, t in asked_t(claimed, duty) if not trade or clause not in trade.clauses)
    return min(duty.tonnes, ceil(max([kept * duty.tonnes, *firm])))


def _prices_fen(claimed: Claimed, duty: Duty, unit: Unit, least_t: int) -> set[int]:
    """What a tonne of the unit costs, by how many days it can stand: as many as these tonnes need, or more.

    Its mean margin in the stage, its restart spread over these days, and linked units that follow.
    """
    season, rate = claimed.season, rate_of(claimed.season, unit)
    margin = Fraction(season.margin_yuan(unit, duty.window), days_of(season, duty.window))
    linked = {
        name
        for owed in season.obligations
        if isinstance(owed, LinkedUnits) and (owed.subject, owed.window) == (duty.enterprise_id, duty.window)
        for name in owed.group
    }
    follow = sum(season.margin_yuan(season.unit_by_id[name], duty.window) for name in linked) / duty.full_t
    return {
        round(((margin + unit.restart_cost_yuan / days) / rate + follow) * FEN_PER_YUAN)
        for days in range(1, len(free_days(claimed, duty, unit)) + 1)
        if rate * days >= least_t
    }


# ── deals ────────────────────────────────────────────────────────────────────────────────────────


def deal_faults(claimed: Claimed) -> Iterator[str]:
    """What each works sells and buys in a stage is what it bears for others and others for it."""
    regions = {duty.enterprise_id: duty.region for duty in claimed.duties}
    dealt: dict[tuple[str, str, str], Fraction] = {}
    for deal in claimed.deals:
        yield from _impossible(claimed, deal, regions)
        for works, tonnes in ((deal.seller, deal.tonnes), (deal.buyer, -deal.tonnes)):
            key = (deal.region, deal.stage, works)
            dealt[key] = dealt.get(key, Fraction(0)) + tonnes
    traded = {
        (regions[position.enterprise_id], stage, position.enterprise_id): tonnes
        for position in claimed.positions
        for stage, tonnes in position.traded_t.items()
        if tonnes
    }
    for key in sorted(dealt.keys() | traded.keys()):
        if dealt.get(key, 0) != traded.get(key, 0):
            yield differs(f"{', '.join(key)}, tonnes dealt", dealt.get(key, 0), traded.get(key, 0))


def _impossible(claimed: Claimed, deal: Deal, regions: dict[str, str]) -> Iterator[str]:
    for works in (deal.seller, deal.buyer):
        if works in claimed.barred:
            yield f"{works} is barred from the market, but deals in {deal.stage}"
        elif regions.get(works) != deal.region:
            yield f"{works} deals in {deal.region}, where it has no duty"
    if deal.tonnes <= 0 or deal.seller == deal.buyer:
        yield f"{deal.seller} stands {float(deal.tonnes):,g} t for {deal.buyer} in {deal.stage}"
