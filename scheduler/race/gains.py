"""Dividing a gain: the Shapley value and the nucleolus of a game."""

from collections.abc import Iterator
from fractions import Fraction
from math import factorial, sqrt
from random import Random
from typing import NamedTuple, Protocol

from scheduler.domain.race import MOST_WORKS_OF_EXACT_GAME, SAMPLED_ORDERS
from scheduler.solve.linear_program import LinearProgram

_CLOSE = 1e-7
"""Of the whole gain: differences below are the solver's."""
_ROUNDED = 10**9
"""Parts of the whole gain in which a computed division is written."""


class CanBeValued(Protocol):
    """A game: players by bit, and what each group of them is worth."""

    works: tuple[str, ...]

    @property
    def everyone(self) -> int: ...
    def value(self, group: int) -> int: ...


class Division(NamedTuple):
    """Each works' part of the gain, and the largest standard error where it was sampled."""

    parts: dict[str, Fraction]
    error: Fraction = Fraction(0)


# ── Shapley ──────────────────────────────────────────────────────────────────────────────────────


def shapley(game: CanBeValued) -> Division:
    """What each adds to those who came before, on average over all orders (Shapley 1953).

    Exact up to ``MOST_WORKS_OF_EXACT_GAME`` works, beyond from ``SAMPLED_ORDERS`` random orders, always the
    same ones, each with its reverse.
    """
    if len(game.works) > MOST_WORKS_OF_EXACT_GAME:
        return _sampled(game)
    players = len(game.works)
    weights = [factorial(size) * factorial(players - size - 1) for size in range(players)]
    totals = [0] * players
    for group in range(game.everyone):
        weight, worth = weights[group.bit_count()], game.value(group)
        for bit in range(players):
            if not group >> bit & 1:
                totals[bit] += weight * (game.value(group | 1 << bit) - worth)
    orders = factorial(players)
    return Division({w: Fraction(t, orders) for w, t in zip(game.works, totals, strict=True)})


def _sampled(game: CanBeValued) -> Division:
    """Means over pairs of an order and its reverse; the error is that of the means."""
    players, pairs = len(game.works), SAMPLED_ORDERS // 2
    sums, squares = [Fraction(0)] * players, [0.0] * players
    for order in _orders(players, pairs):
        forth, back = _added(game, order), _added(game, order[::-1])
        for bit in range(players):
            mean = Fraction(forth[bit] + back[bit], 2)
            sums[bit] += mean
            squares[bit] += float(mean) ** 2
    means = [total / pairs for total in sums]
    variances = [max(0.0, s / pairs - float(m) ** 2) for s, m in zip(squares, means, strict=True)]
    error = sqrt(max(variances) / (pairs - 1))
    return Division(dict(zip(game.works, means, strict=True)), Fraction(round(error)))


def _orders(players: int, number: int) -> Iterator[list[int]]:
    random = Random(0)
    for _ in range(number):
        order = list(range(players))
        random.shuffle(order)
        yield order


def _added(game: CanBeValued, order: list[int]) -> list[int]:
    added, group, worth = [0] * len(order), 0, 0
    for bit in order:
        group |= 1 << bit
        now = game.value(group)
        added[bit], worth = now - worth, now
    return added


# ── nucleolus ────────────────────────────────────────────────────────────────────────────────────


def nucleolus(game: CanBeValued) -> Division:
    """The division under which the group that gets least beyond its own worth gets most, then the next …
    (Schmeidler 1969).

    By linear programs (Maschler, Peleg and Shapley 1979): each settles the groups that hold the least excess
    down; groups whose part follows from settled ones are settled too. Rows are added when they are broken.

    Raises:
        ValueError: for more works than ``MOST_WORKS_OF_EXACT_GAME``: it has to look at every group.
    """
    players, gain = len(game.works), game.value(game.everyone)
    if players > MOST_WORKS_OF_EXACT_GAME:
        raise ValueError(f"the nucleolus is computed for up to {MOST_WORKS_OF_EXACT_GAME} works")
    if not gain:
        return Division(dict.fromkeys(game.works, Fraction(0)))
    search = _Nucleolus(players, [game.value(group) / gain for group in range(game.everyone + 1)])
    parts = [Fraction(max(0, round(part * _ROUNDED)), _ROUNDED) for part in search.parts()]
    whole = sum(parts)
    return Division({works: part / whole * gain for works, part in zip(game.works, parts, strict=True)})


class _Nucleolus:
    """The search over a game whose whole worth is 1."""

    def __init__(self, players: int, worth: list[float]) -> None:
        self._players, self._worth = players, worth
        self._everyone = len(worth) - 1
        self._settled: dict[int, float] = {self._everyone: worth[self._everyone]}
        """Groups to what they get."""
        self._basis = _Basis(players)
        self._basis.add(self._everyone)
        self._rows: set[int] = {1 << bit for bit in range(players)}
        """Groups that the linear program knows of."""

    def parts(self) -> list[float]:
        parts = [1.0] * self._players
        while self._basis.size < self._players:
            parts, tight = self._least_excess()
            for group in tight:
                if self._basis.add(group):
                    self._settled[group] = self._sum(parts, group)
        return parts

    def _least_excess(self) -> tuple[list[float], list[int]]:
        """Parts with the largest least excess, and the groups that hold it down, the strongest first."""
        while True:
            program, rows = self._program()
            *parts, excess = program.solve()
            broken = self._broken(parts, excess)
            if not broken:
                prices = {group: program.price(row) for group, row in rows.items()}
                strongest = max(prices.values())
                return parts, [group for group, price in prices.items() if price > _CLOSE * strongest]
            self._rows.update(broken)

    def _program(self) -> tuple[LinearProgram, dict[int, int]]:
        program = LinearProgram(self._players + 1, maximise=self._players)
        for group, part in self._settled.items():
            program.add(dict.fromkeys(self._bits(group), 1.0), part, part)
        rows = {
            group: program.add(
                {**dict.fromkeys(self._bits(group), 1.0), self._players: -1.0}, self._worth[group]
            )
            for group in sorted(self._rows)
            if not self._basis.spans(group)
        }
        return program, rows

    def _broken(self, parts: list[float], excess: float) -> list[int]:
        """The groups that fare worst below the excess and are not settled."""
        sums = [0.0]
        for part in parts:
            sums += [total + part for total in sums]
        open_groups = (
            (sums[group] - self._worth[group], group)
            for group in range(1, self._everyone)
            if sums[group] - self._worth[group] < excess - _CLOSE
        )
        worst = sorted(open_groups)
        return [group for _, group in worst if group not in self._rows and not self._basis.spans(group)][
            : self._players
        ]

    def _sum(self, parts: list[float], group: int) -> float:
        return sum(parts[bit] for bit in self._bits(group))

    def _bits(self, group: int) -> list[int]:
        return [bit for bit in range(self._players) if group >> bit & 1]


class _Basis:
    """Groups whose parts decide those of others: exact, by elimination modulo a prime.

    Determinants of groups of up to twelve are far below the prime, so nothing is lost by it.
    """

    _PRIME = 2**31 - 1

    def __init__(self, players: int) -> None:
        self._players = players
        self._rows: dict[int, list[int]] = {}
        """Place of the leading 1 to the row."""

    @property
    def size(self) -> int:
        return len(self._rows)

    def spans(self, group: int) -> bool:
        """Whether what the group gets follows from the settled groups."""
        return not any(self._reduced(group))

    def add(self, group: int) -> bool:
        """Settle a group; tells whether that says anything new."""
        row = self._reduced(group)
        lead = next((place for place, entry in enumerate(row) if entry), None)
        if lead is None:
            return False
        inverse = pow(row[lead], -1, self._PRIME)
        self._rows[lead] = [entry * inverse % self._PRIME for entry in row]
        return True

    def _reduced(self, group: int) -> list[int]:
        row = [group >> bit & 1 for bit in range(self._players)]
        for lead in sorted(self._rows):
            if row[lead]:
                times, known = row[lead], self._rows[lead]
                row = [(entry - times * other) % self._PRIME for entry, other in zip(row, known, strict=True)]
        return row
