"""How much capacity may stand at once under limits: the arithmetic behind heat floors."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

NOTHING = Fraction(0)
MOST_EXACT = 15
"""Up to this many items every subset is looked at; beyond it an upper bound is given."""


class Item(NamedTuple):
    """What standing gains, and what it takes from each limit."""

    gain: Fraction
    takes: tuple[Fraction, ...]


def heaviest(items: Sequence[Item], limits: Sequence[Fraction]) -> Fraction:
    """The largest gain of items that together take no more than any limit; a limit below 0 counts as 0.

    Exact for up to ``MOST_EXACT`` items that take anything, never too small beyond.
    """
    limits = tuple(max(NOTHING, limit) for limit in limits)
    free = sum((item.gain for item in items if not any(item.takes)), NOTHING)
    bound = [item for item in items if any(item.takes)]
    if len(bound) <= MOST_EXACT:
        return free + _by_subsets(bound, limits)
    return free + min(_by_fractions(bound, place, limit) for place, limit in enumerate(limits))


def _by_subsets(items: Sequence[Item], limits: tuple[Fraction, ...]) -> Fraction:
    best = {tuple(NOTHING for _ in limits): NOTHING}
    """Most gained by what has been taken from each limit."""
    for item in items:
        for taken, gain in list(best.items()):
            more = tuple(a + b for a, b in zip(taken, item.takes, strict=True))
            if all(a <= limit for a, limit in zip(more, limits, strict=True)):
                best[more] = max(best.get(more, NOTHING), gain + item.gain)
    return max(best.values())


def _by_fractions(items: Sequence[Item], place: int, limit: Fraction) -> Fraction:
    """The gain under one limit alone, where a part of an item may be taken: never too small."""
    total = sum((item.gain for item in items if not item.takes[place]), NOTHING)
    taking = [item for item in items if item.takes[place]]
    for item in sorted(taking, key=lambda item: item.gain / item.takes[place], reverse=True):
        part = min(Fraction(1), limit / item.takes[place])
        total += part * item.gain
        limit -= part * item.takes[place]
    return total
