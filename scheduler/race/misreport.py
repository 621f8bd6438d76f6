"""What a works would gain by declaring other costs than its own, scheme by scheme, in the market's model.

No scheme that balances and leaves nobody worse off is free of it (Myerson and Satterthwaite 1983); the table
says how much there is to gain, so that a planner can choose with open eyes.
"""

from collections.abc import Iterator
from fractions import Fraction

from scheduler.domain.race import FALSE_FACTORS, LEAST_FALSE_GAIN_FEN, Scheme
from scheduler.domain.race_results import Misreport, Position
from scheduler.race.market import Market
from scheduler.race.settle import schemes_for, settle


def misreports(market: Market) -> Iterator[Misreport]:
    """For each works that has any cost to declare, and each scheme."""
    schemes = schemes_for(market)
    honest = {scheme: _better_off(market, market, scheme) for scheme in schemes}
    for works in market.works:
        declared = [(factor, market.declaring(works, factor)) for factor in FALSE_FACTORS]
        for scheme in schemes:
            best, at = LEAST_FALSE_GAIN_FEN, Fraction(1)
            for factor, falsely in declared:
                gain = _better_off(market, falsely, scheme)[works] - honest[scheme][works]
                if gain > best:
                    best, at = gain, factor
            yield Misreport(
                enterprise_id=works,
                region=market.region,
                scheme=scheme,
                factor=at,
                gain_fen=best if at != 1 else 0,
            )


def _better_off(true: Market, declared: Market, scheme: Scheme) -> dict[str, int]:
    """What each works gains by the market as it was declared, at its true costs."""
    cleared = declared.cleared()
    settlement = settle(scheme, declared, positions_in(declared, cleared))
    truly = {p.enterprise_id: p.saved_fen for p in positions_in(true, cleared)}
    return {paid.enterprise_id: truly[paid.enterprise_id] + paid.fen for paid in settlement.payments}


def positions_in(market: Market, cleared: dict[str, dict[str, int]]) -> tuple[Position, ...]:
    """The works' positions where they stand these tonnes and the market's curves are their costs."""
    return tuple(
        Position(
            enterprise_id=works,
            traded_t={
                stage: Fraction(cleared[stage][works] - stalls[works].duty_t)
                for stage, stalls in market.stages.items()
                if works in stalls
            },
            cost_without_fen=sum(
                stalls[works].curve.cost_fen(stalls[works].duty_t)
                for stalls in market.stages.values()
                if works in stalls
            ),
            cost_with_fen=sum(
                stalls[works].curve.cost_fen(cleared[stage][works])
                for stage, stalls in market.stages.items()
                if works in stalls
            ),
        )
        for works in market.works
    )
