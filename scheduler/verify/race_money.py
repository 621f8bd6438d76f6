"""Payments worked out a second time: by each scheme, to zero, who is worse off, what a false word gains."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor

from scheduler.domain.race import FALSE_FACTORS, LEAST_FALSE_GAIN_FEN, MOST_WORKS_OF_EXACT_GAME, Scheme
from scheduler.domain.race_results import Misreport, Offer, Position, Settlement
from scheduler.verify.race_claims import Claimed, differs
from scheduler.verify.race_division import is_nucleolus, shapley_fen
from scheduler.verify.race_market import Offers, by_stage, cleared, marginal_fen, standing_so, works_of

Positions = Sequence[Position]
Money = dict[str, Fraction]
"""Works to fen received, before rounding."""
ROUNDED_FEN = 4
"""Of a difference between two payments in whole fen, with costs beside them."""


def money_faults(claimed: Claimed) -> Iterator[str]:
    """Every settlement and false declaration that does not come out the same."""
    by_region = positions_by_region(claimed)
    if claimed.settlements or claimed.positions:
        for region, positions in by_region.items():
            offers = [offer for offer in claimed.offers if offer.region == region]
            settled = [found for found in claimed.settlements if found.region == region]
            yield from _schemes(region, positions, settled)
            for settlement in settled:
                yield from _settlement(settlement, positions, offers)
            told = [found for found in claimed.misreports if found.region == region]
            yield from _misreports(region, offers, told)


def positions_by_region(claimed: Claimed) -> dict[str, list[Position]]:
    regions = {duty.enterprise_id: duty.region for duty in claimed.duties}
    found: dict[str, list[Position]] = {}
    for position in claimed.positions:
        found.setdefault(regions[position.enterprise_id], []).append(position)
    return found


def _schemes(region: str, positions: Positions, settled: Sequence[Settlement]) -> Iterator[str]:
    """Each is offered, once; the nucleolus only to as many as it can be computed for."""
    exact = len(positions) <= MOST_WORKS_OF_EXACT_GAME
    expected = [scheme for scheme in Scheme if exact or scheme is not Scheme.NUCLEOLUS]
    if sorted(found.scheme for found in settled) != sorted(expected):
        yield differs(f"{region}, schemes", [found.scheme.value for found in settled], expected)


def _settlement(settlement: Settlement, positions: Positions, offers: Offers) -> Iterator[str]:
    where = f"{settlement.region}, {settlement.scheme}"
    saved = {position.enterprise_id: position.saved_fen for position in positions}
    paid = {payment.enterprise_id: payment.fen for payment in settlement.payments}
    if paid.keys() != saved.keys():
        yield f"{where}: pays {sorted(paid)}, but {sorted(saved)} trade"
        return
    if sum(paid.values()):
        yield f"{where}: the payments do not add up to zero"
    losers = {works for works, fen in paid.items() if fen + saved[works] < 0}
    if losers != set(settlement.worse_off):
        yield f"{where}: worse off are {sorted(losers)}, not {sorted(settlement.worse_off)}"
    if settlement.scheme is Scheme.CLEARING and settlement.price_fen_per_t != prices_fen(offers, positions):
        yield differs(f"{where}, prices", settlement.price_fen_per_t, prices_fen(offers, positions))
    if settlement.scheme is Scheme.NUCLEOLUS:
        yield from _nucleolus(where, offers, positions, paid)
        return
    for works, fen in PAYMENTS[settlement.scheme](offers, positions).items():
        if abs(paid[works] - fen) >= 1:
            yield differs(f"{where}: {works}, payment in fen", paid[works], float(fen))
    if settlement.scheme is Scheme.SHAPLEY:
        yield from _error(where, settlement, offers, sum(saved.values()))


# ── each scheme ──────────────────────────────────────────────────────────────────────────────────


def prices_fen(offers: Offers, positions: Positions) -> dict[str, Fraction]:
    """The marginal cost of each stage's target, all of them times as little as leaves nobody worse off.

    Unchanged where no factor does.
    """
    marginal = {stage: Fraction(marginal_fen(own)) for stage, own in by_stage(offers).items()}
    low, high = Fraction(0), None
    for position in positions:
        money = _at_prices(marginal, position)
        if money > 0:
            low = max(low, -position.saved_fen / money)
        elif money < 0:
            most = position.saved_fen / -money
            high = most if high is None else min(high, most)
        elif position.saved_fen < 0:
            return marginal
    if high is not None and low > high:
        return marginal
    factor = max(low, Fraction(1)) if high is None else max(low, min(high, Fraction(1)))
    return {stage: price * factor for stage, price in marginal.items()}


def _at_prices(prices: Mapping[str, Fraction], position: Position) -> Fraction:
    return sum((prices[stage] * t for stage, t in position.traded_t.items()), Fraction(0))


def _clearing(offers: Offers, positions: Positions) -> Money:
    prices = prices_fen(offers, positions)
    return {position.enterprise_id: _at_prices(prices, position) for position in positions}


def _as_bid(_: Offers, positions: Positions) -> Money:
    """Who bears more than it owes gets what that costs it; the others pay by what they are relieved of."""
    bids = {p.enterprise_id: Fraction(max(0, -p.saved_fen)) for p in positions if p.net_t > 0}
    bought = sum(p.net_t for p in positions if p.net_t < 0)
    shared = {p.enterprise_id: -sum(bids.values()) * p.net_t / bought for p in positions if p.net_t < 0}
    return dict.fromkeys((p.enterprise_id for p in positions), Fraction(0)) | bids | shared


def _by_shapley(offers: Offers, positions: Positions) -> Money:
    """The gain of the plans in the proportion of the value; in equal parts where the model sees no gain."""
    parts, _ = shapley_fen(offers)
    gain, whole = sum(p.saved_fen for p in positions), sum(parts.values())
    equal = Fraction(1, len(positions))
    return {
        p.enterprise_id: gain * (parts[p.enterprise_id] / whole if whole else equal) - p.saved_fen
        for p in positions
    }


PAYMENTS: Mapping[Scheme, Callable[[Offers, Positions], Money]] = {
    Scheme.CLEARING: _clearing,
    Scheme.PAY_AS_BID: _as_bid,
    Scheme.SHAPLEY: _by_shapley,
}


def _nucleolus(where: str, offers: Offers, positions: Positions, paid: Mapping[str, int]) -> Iterator[str]:
    """What each works gains is its part of the whole gain; where there is none nobody gains or loses."""
    gains = {p.enterprise_id: paid[p.enterprise_id] + p.saved_fen for p in positions}
    whole = sum(gains.values())
    if not whole or not sum(shapley_fen(offers)[0].values()):
        if max(gains.values()) - min(gains.values()) > 1:
            yield f"{where}: there is no gain to divide but in equal parts"
    elif len(gains) <= MOST_WORKS_OF_EXACT_GAME and not is_nucleolus(
        offers, [gains[works] / whole for works in works_of(offers)], len(gains) / whole
    ):
        yield f"{where}: some group that fares worst could fare better (Kohlberg)"


def _error(where: str, settlement: Settlement, offers: Offers, gain: int) -> Iterator[str]:
    """The largest standard error, in fen of the gain that is divided; none where nothing was sampled."""
    parts, error = shapley_fen(offers)
    times = float(gain / sum(parts.values())) if sum(parts.values()) else 0.0
    rounding = 1 + times if error else 0  # the race rounds the error before and after
    if abs(settlement.error_fen - times * error) > rounding:
        yield differs(f"{where}, sampling error in fen", settlement.error_fen, times * error)


# ── false declarations ───────────────────────────────────────────────────────────────────────────


def _misreports(region: str, offers: Offers, told: Sequence[Misreport]) -> Iterator[str]:
    """Each works' best false factor under each scheme but the nucleolus, which is taken as it is."""
    found = {(report.enterprise_id, report.scheme): report for report in told}
    for scheme, payments in PAYMENTS.items() if told else ():
        honest = _better_off(offers, offers, payments)
        for works in works_of(offers):
            gains = {
                factor: _better_off(offers, _declaring(offers, works, factor), payments)[works]
                - honest[works]
                for factor in FALSE_FACTORS
            }
            yield from _misreport(f"{region}, {scheme}, {works}", found.get((works, scheme)), gains)


def _misreport(where: str, told: Misreport | None, gains: Mapping[Fraction, Fraction]) -> Iterator[str]:
    most = max(gains.values())
    if told is None:
        yield f"{where}: what a false declaration gains is not said"
    elif told.factor == 1:
        if told.gain_fen or most > LEAST_FALSE_GAIN_FEN + ROUNDED_FEN:
            yield differs(f"{where}, false gain in fen", told.gain_fen, float(most))
    elif (
        abs(told.gain_fen - gains.get(told.factor, Fraction(0))) > ROUNDED_FEN
        or most > told.gain_fen + ROUNDED_FEN
    ):
        yield differs(f"{where}, false gain in fen", told.gain_fen, float(most))


def _declaring(offers: Offers, works: str, factor: Fraction) -> list[Offer]:
    return [_dearer(offer, factor) if offer.enterprise_id == works else offer for offer in offers]


def _dearer(offer: Offer, factor: Fraction) -> Offer:
    steps = (step._replace(fen_per_t=floor(step.fen_per_t * factor)) for step in offer.steps)
    return offer.model_copy(update={"steps": tuple(steps)})


def _better_off(true: Offers, declared: Offers, payments: Callable[[Offers, Positions], Money]) -> Money:
    """What each works gains at its true costs by the market as it was declared."""
    positions = cleared(declared)
    duties = {(offer.enterprise_id, offer.stage): offer.duty_t for offer in declared}
    stands = {
        (stage, p.enterprise_id): int(duties[p.enterprise_id, stage] + t)
        for p in positions
        for stage, t in p.traded_t.items()
    }
    received = payments(declared, positions)
    return {p.enterprise_id: p.saved_fen + received[p.enterprise_id] for p in standing_so(true, stands)}
