"""Exact linear expressions over solver variables, and the rows made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from ortools.sat.python import cp_model

Number = int | Fraction

LARGEST_ROW = 2**53
"""Sum of absolute coefficients beyond which a row is refused, not rounded."""


@dataclass
class Linear:
    """Σ coefficient · variable + constant, with exact coefficients."""

    variables: list[cp_model.IntVar] = field(default_factory=list)
    coefficients: list[Number] = field(default_factory=list)
    constant: Number = 0

    @classmethod
    def of(cls, value: "cp_model.IntVar | int") -> "Linear":
        return cls(constant=value) if isinstance(value, int) else cls([value], [1])

    @property
    def is_constant(self) -> bool:
        return not self.variables

    def add(self, other: "Linear", factor: Number = 1) -> "Linear":
        """Add ``factor · other`` in place; returns itself."""
        self.variables += other.variables
        factor = whole(factor)
        self.coefficients += (
            other.coefficients
            if factor == 1
            else [factor * coefficient for coefficient in other.coefficients]
        )
        self.constant += factor * other.constant
        return self

    def plus(self, value: "cp_model.IntVar | int", factor: Number = 1) -> "Linear":
        """Add ``factor · value`` in place; returns itself."""
        if isinstance(value, int):
            self.constant += factor * value
        else:
            self.variables.append(value)
            self.coefficients.append(factor)
        return self

    def scaled(self, factor: Number) -> "Linear":
        return Linear().add(self, factor)

    def at(self, values: Mapping[int, int]) -> Number:
        """The expression's value, given its variables' values by index."""
        terms = zip(self.variables, self.coefficients, strict=True)
        return sum((c * values[v.index] for v, c in terms), start=self.constant)


def whole(number: Number) -> Number:
    """The same number as an ``int`` where it is one: exact fractions are slow."""
    return int(number) if number.denominator == 1 else number


def total(parts: Iterable[Linear]) -> Linear:
    result = Linear()
    for part in parts:
        result.add(part)
    return result


def whole_row(linear: Linear) -> tuple[list[int], Fraction]:
    """Whole coefficients of ``linear ≥ 0`` with no common divisor, and the exact right-hand side.

    Returns ``(coefficients, bound)`` such that the row reads ``Σ coefficient · variable ≥ bound``.
    """
    scale = lcm(*(c.denominator for c in linear.coefficients)) if linear.coefficients else 1
    coefficients = [int(c * scale) for c in linear.coefficients]
    divisor = gcd(*coefficients) or 1
    return [c // divisor for c in coefficients], Fraction(-linear.constant * scale) / divisor
