"""The market's model worked out a second time from the offers that are recorded.

What standing costs, who stands at least cost, the marginal cost of the target, and what any groups of works
could save by trading among themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.race_results import Offer, Position, Step

Offers = Sequence[Offer]
"""Of one region, stage by stage, always in the same order of the works."""


def works_of(offers: Offers) -> list[str]:
    return list(dict.fromkeys(offer.enterprise_id for offer in offers))


def by_stage(offers: Offers) -> dict[str, list[Offer]]:
    stages: dict[str, list[Offer]] = {}
    for offer in offers:
        stages.setdefault(offer.stage, []).append(offer)
    return stages


def cost_fen(steps: Sequence[Step], tonnes: int) -> int:
    """Of standing so many tonnes, the cheapest first."""
    cost, before = 0, 0
    for step in steps:
        cost += step.fen_per_t * max(0, min(step.tonnes, tonnes - before))
        before += step.tonnes
    return cost


def _tradable(offer: Offer) -> Iterator[tuple[int, int]]:
    """Price and tonnes of each step, as far as it lies beyond what may not be traded."""
    before = 0
    for step in offer.steps:
        before += step.tonnes
        if (tonnes := min(step.tonnes, before - offer.least_t)) > 0:
            yield step.fen_per_t, tonnes


def _merit_order(stage: Offers) -> list[tuple[int, str, int]]:
    """Price, works and tonnes, the cheapest first; at one price in the order of the works."""
    steps = [(price, offer.enterprise_id, t) for offer in stage for price, t in _tradable(offer)]
    return sorted(steps, key=lambda step: step[0])


def marginal_fen(stage: Offers) -> int:
    """The lowest price at which enough is offered to do all duties of a stage; 0 where nothing is offered."""
    steps, needed = _merit_order(stage), sum(offer.duty_t - offer.least_t for offer in stage)
    enough = (p for p, _, _ in steps if sum(t for price, _, t in steps if price <= p) >= needed)
    return next(enough, 0)


def cleared(offers: Offers) -> tuple[Position, ...]:
    """What each works trades and pays where the target is met at least cost."""
    stands: dict[tuple[str, str], int] = {}
    for name, stage in by_stage(offers).items():
        needed = sum(offer.duty_t - offer.least_t for offer in stage)
        stands |= {(name, offer.enterprise_id): offer.least_t for offer in stage}
        for _, works, tonnes in _merit_order(stage):
            stands[name, works] += min(tonnes, needed)
            needed -= min(tonnes, needed)
    return standing_so(offers, stands)


def standing_so(offers: Offers, stands: Mapping[tuple[str, str], int]) -> tuple[Position, ...]:
    """The positions of works that stand these tonnes by stage, at the costs of the offers."""
    return tuple(
        Position(
            enterprise_id=works,
            traded_t={o.stage: Fraction(stands[o.stage, works] - o.duty_t) for o in own},
            cost_without_fen=sum(cost_fen(o.steps, o.duty_t) for o in own),
            cost_with_fen=sum(cost_fen(o.steps, stands[o.stage, works]) for o in own),
        )
        for works in works_of(offers)
        if (own := [offer for offer in offers if offer.enterprise_id == works])
    )


def worths_fen(offers: Offers, members: NDArray[np.bool_]) -> NDArray[np.int64]:
    """What groups save by trading among themselves; a row of ``members`` says of each works if it is in.

    All groups at once, step by step down the merit order.
    """
    place = {works: column for column, works in enumerate(works_of(offers))}
    worth = np.zeros(len(members), dtype=np.int64)
    for stage in by_stage(offers).values():
        missing = np.zeros(len(members), dtype=np.int64)
        for offer in stage:
            inside = members[:, place[offer.enterprise_id]]
            worth += inside * (cost_fen(offer.steps, offer.duty_t) - cost_fen(offer.steps, offer.least_t))
            missing += inside * (offer.duty_t - offer.least_t)
        for price, works, tonnes in _merit_order(stage):
            taken = np.minimum(missing, tonnes * members[:, place[works]])
            worth -= price * taken
            missing -= taken
    return worth


def all_groups(players: int) -> NDArray[np.bool_]:
    """Every group of so many works, the empty one first and the whole last."""
    bits = np.arange(2**players)[:, None] >> np.arange(players)
    return (bits % 2).astype(np.bool_)
