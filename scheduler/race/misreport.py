"""What a works would gain by declaring other costs than its own, scheme by scheme, in the market's model.

No scheme that balances and leaves nobody worse off is free of it (Myerson and Satterthwaite 1983); the table
says how much there is to gain, so that a planner can choose with open eyes.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from scheduler.domain.race import FEN_PER_YUAN, Position, Scheme
from scheduler.race.market import Market
from scheduler.race.settle import schemes_for, settle

FACTORS = (Fraction(3, 4), Fraction(19, 20), Fraction(21, 20), Fraction(5, 4))
"""What a works multiplies its costs by when it declares them."""

LEAST_FEN = FEN_PER_YUAN
"""A gain up to a yuan is the linear programs' rounding."""


class Misreport(NamedTuple):
    """The best that a works can do under a scheme by one of ``FACTORS``, all others saying the truth."""

    enterprise_id: str
    scheme: Scheme
    factor: Fraction
    """1 where the truth is best."""
    gain_fen: int
    """Beyond what the truth gives it."""


def misreports(market: Market) -> Iterator[Misreport]:
    """For each works that has any cost to declare, and each scheme."""
    schemes = schemes_for(market)
    honest = {scheme: _better_off(market, market, scheme) for scheme in schemes}
    for works in market.works:
        declared = [(factor, market.declaring(works, factor)) for factor in FACTORS]
        for scheme in schemes:
            best, at = LEAST_FEN, Fraction(1)
            for factor, falsely in declared:
                gain = _better_off(market, falsely, scheme)[works] - honest[scheme][works]
                if gain > best:
                    best, at = gain, factor
            yield Misreport(works, scheme, at, best if at != 1 else 0)


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
