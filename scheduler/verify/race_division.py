"""Divisions of a gain held against what defines them: the Shapley value, and the nucleolus by Kohlberg."""

from collections.abc import Sequence
from fractions import Fraction
from math import comb, lcm, sqrt
from random import Random
from statistics import stdev

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.race import MOST_WORKS_OF_EXACT_GAME, SAMPLED_ORDERS
from scheduler.verify.race_market import Offers, all_groups, works_of, worths_fen

NOTHING = Fraction(0)
SAME_EXCESS = 1e-5
"""Of the whole gain: excesses closer than this count as one, as linear programs do not find them closer."""


def shapley_fen(offers: Offers) -> tuple[dict[str, Fraction], float]:
    """What each works adds on average, and the largest standard error where that is sampled."""
    works = works_of(offers)
    if len(works) > MOST_WORKS_OF_EXACT_GAME:
        return _sampled(offers, works)
    members = all_groups(len(works))
    worth = worths_fen(offers, members)
    return {name: _mean_added(members, worth, place) for place, name in enumerate(works)}, 0.0


def _mean_added(members: NDArray[np.bool_], worth: NDArray[np.int64], place: int) -> Fraction:
    """The mean over sizes of the mean over all groups of that size that the works is not in."""
    players = members.shape[1]
    outside = np.flatnonzero(~members[:, place])
    added, sizes = worth[outside + (1 << place)] - worth[outside], members[outside].sum(axis=1)
    means = (Fraction(int(added[sizes == s].sum()), comb(players - 1, s)) for s in range(players))
    return Fraction(sum(means, Fraction(0)), players)


def _sampled(offers: Offers, works: Sequence[str]) -> tuple[dict[str, Fraction], float]:
    """Over the same orders as are stated: shuffled one after the other from seed 0, each with its reverse."""
    random, players, pairs = Random(0), len(works), SAMPLED_ORDERS // 2
    added = np.zeros((pairs, players), dtype=np.int64)
    for row in added:
        order = list(range(players))
        random.shuffle(order)
        for one_way in (order, order[::-1]):
            coming = np.argsort(one_way)
            joined = coming[None, :] < np.arange(players + 1)[:, None]
            row[one_way] += np.diff(worths_fen(offers, joined))
    means = {name: Fraction(int(added[:, place].sum()), 2 * pairs) for place, name in enumerate(works)}
    errors = [stdev(map(float, added[:, place] / 2)) / sqrt(pairs) for place in range(players)]
    return means, max(errors)


# ── nucleolus ────────────────────────────────────────────────────────────────────────────────────


def is_nucleolus(offers: Offers, parts: Sequence[float], rounding: float) -> bool:
    """Whether every set of the groups that get least beyond their worth is balanced (Kohlberg 1971).

    From the least excess up, until the groups decide every part. Balanced: no shift of money between works
    leaves none of them worse off and one better off. ``parts`` and ``rounding`` are shares of the gain.
    """
    players = len(parts)
    members = all_groups(players)
    worth = worths_fen(offers, members)
    excess = (members @ np.array(parts) - worth / worth[-1])[1:-1]
    order = np.argsort(excess) + 1
    jumps = np.flatnonzero(np.diff(np.sort(excess)) > SAME_EXCESS + rounding) + 1
    rank = 1
    for end in [*jumps, len(order)]:
        lowest = members[order[:end]].astype(np.int64)
        more = int(np.linalg.matrix_rank(np.vstack([lowest, np.ones(players, dtype=np.int64)])))
        if more > rank and not is_balanced(lowest):
            return False
        if more == players:
            return True
        rank = more
    return True


def is_balanced(groups: NDArray[np.int64]) -> bool:
    """Whether weights above zero exist under which the groups count every works alike.

    With a weight of 1 and more for each: common · everyone = Σ more · group + what the groups count at 1.
    """
    columns = np.vstack([np.ones(groups.shape[1], dtype=np.int64), -groups])
    return _has_solution(columns, groups.sum(axis=0).tolist())


def _has_solution(columns: NDArray[np.int64], right: Sequence[int]) -> bool:
    """Whether Σ x · column = ``right`` for any x of zero and more, with a right side of zero and more.

    Exact: phase 1 of the revised simplex method, with Bland's rule. A row of ``table`` holds the inverse of
    the basis and the value of the column that is in it; columns below zero are what a row still misses.
    """
    size = len(right)
    table = [[Fraction(int(row == c)) for c in range(size)] + [Fraction(right[row])] for row in range(size)]
    basis = [-1 - row for row in range(size)]
    while any(table[row][-1] for row in range(size) if basis[row] < 0):
        missed = [sum((table[row][c] for row in range(size) if basis[row] < 0), NOTHING) for c in range(size)]
        whole = lcm(*(price.denominator for price in missed))
        better = np.flatnonzero(columns @ [int(price * whole) for price in missed] > 0)
        if not len(better):
            return False
        entering = columns[better[0]].tolist()
        turned = [sum((a * b for a, b in zip(row, entering, strict=False)), NOTHING) for row in table]
        leaving = min(
            (table[row][-1] / turned[row], basis[row], row) for row in range(size) if turned[row] > 0
        )[2]
        _pivot(table, turned, leaving)
        basis[leaving] = int(better[0])
    return True


def _pivot(table: list[list[Fraction]], turned: Sequence[Fraction], leaving: int) -> None:
    """Bring the column into the basis that comes to ``turned`` in terms of it."""
    table[leaving] = [entry / turned[leaving] for entry in table[leaving]]
    for place, times in enumerate(turned):
        if place != leaving and times:
            table[place] = [own - times * o for own, o in zip(table[place], table[leaving], strict=True)]
