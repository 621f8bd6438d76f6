"""Exact linear expressions over solver variables, and the rows made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from math import gcd, lcm
from operator import mul

Number = int | Fraction

LARGEST_ROW = 2**53
"""Sum of absolute coefficients beyond which a row is refused, not rounded."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the solver; what is known beforehand is an ``int`` in its place."""

    index: int


class Linear:
    """(Σ coefficient · variable + constant) ÷ scale, all of them whole: exact, without a fraction for each.

    A number with a new denominator scales up what is there; after that sums are sums of integers.
    """

    __slots__ = ("_constant", "coefficients", "scale", "variables")

    def __init__(self, constant: Number = 0) -> None:
        self.variables: list[int] = []
        """Indices."""
        self.coefficients: list[int] = []
        self.scale = constant.denominator
        self._constant = constant.numerator

    @classmethod
    def of(cls, value: Variable | Number) -> "Linear":
        return cls().plus(value)

    @classmethod
    def weighted(cls, values: Iterable[Variable | int], weights: Iterable[int], scale: int = 1) -> "Linear":
        """Σ weight ÷ scale · value."""
        result = cls()
        result.scale = scale
        for value, weight in zip(values, weights, strict=False):
            if isinstance(value, Variable):
                result.variables.append(value.index)
                result.coefficients.append(weight)
            else:
                result._constant += weight * value
        return result

    @property
    def is_constant(self) -> bool:
        return not self.variables

    @property
    def constant(self) -> Number:
        return _ratio(self._constant, self.scale)

    def add(self, other: "Linear", factor: Number = 1) -> "Linear":
        """Add ``factor · other`` in place; returns itself."""
        times = self._times(factor.numerator, factor.denominator * other.scale)
        self.variables += other.variables
        self.coefficients += other.coefficients if times == 1 else [times * c for c in other.coefficients]
        self._constant += times * other._constant
        return self

    def plus(self, value: Variable | Number, factor: Number = 1) -> "Linear":
        """Add ``factor · value`` in place; returns itself."""
        if isinstance(value, Variable):
            times = self._times(factor.numerator, factor.denominator)
            self.variables.append(value.index)
            self.coefficients.append(times)
        else:
            number = factor * value
            times = self._times(number.numerator, number.denominator)
            self._constant += times
        return self

    def scaled(self, factor: Number) -> "Linear":
        return Linear().add(self, factor)

    def raised(self, whole: int) -> "Linear":
        """The same and ``whole ÷ scale`` more."""
        result = Linear()
        result.scale, result._constant = self.scale, self._constant + whole
        result.variables, result.coefficients = self.variables[:], self.coefficients[:]
        return result

    def at(self, values: Sequence[int] | dict[int, int]) -> Number:
        """The expression's value, given its variables' values by index."""
        known = map(values.__getitem__, self.variables)
        return _ratio(sum(map(mul, self.coefficients, known), start=self._constant), self.scale)

    def at_most(self, bounds: Sequence[tuple[int, int]]) -> Number:
        """The largest value that the expression has within its variables' bounds, taken one by one."""
        ends = (bounds[v][c > 0] * c for v, c in zip(self.variables, self.coefficients, strict=True))
        return _ratio(sum(ends, start=self._constant), self.scale)

    def row(self, bound: Number = 0) -> tuple[list[int], list[int], int]:
        """Variables, whole coefficients with no common divisor, and the least their sum may be.

        The row says ``self ≥ bound``; each variable is there once.
        """
        variables, coefficients = self._each_once()
        divisor = gcd(*coefficients) or 1
        if divisor != 1:
            coefficients = [c // divisor for c in coefficients]
        over = bound.denominator
        least = -((self._constant * over - bound.numerator * self.scale) // (over * divisor))
        return variables, coefficients, least

    def whole_terms(self) -> tuple[list[int], list[int], int]:
        """Variables, each once, whole coefficients and constant of an expression in whole numbers."""
        variables, coefficients = self._each_once()
        return variables, [c // self.scale for c in coefficients], self._constant // self.scale

    def _each_once(self) -> tuple[list[int], list[int]]:
        if len(set(self.variables)) == len(self.variables):
            return self.variables, self.coefficients
        sums = dict.fromkeys(self.variables, 0)
        for variable, coefficient in zip(self.variables, self.coefficients, strict=True):
            sums[variable] += coefficient
        kept = {variable: c for variable, c in sums.items() if c}
        return list(kept), list(kept.values())

    def _times(self, numerator: int, denominator: int) -> int:
        """How often ``1 ÷ scale`` goes into a number, after scaling up where it does not."""
        if denominator == self.scale:
            return numerator
        common = lcm(self.scale, denominator)
        if common != self.scale:
            up = common // self.scale
            self.coefficients = list(map(mul, self.coefficients, repeat(up)))
            self._constant *= up
            self.scale = common
        return numerator * (common // denominator)


def _ratio(numerator: int, denominator: int) -> Number:
    """An ``int`` where it is one: exact fractions are slow."""
    whole, rest = divmod(numerator, denominator)
    return Fraction(numerator, denominator) if rest else whole


def total(parts: Iterable[Linear]) -> Linear:
    result = Linear()
    for part in parts:
        result.add(part)
    return result
