"""Burden of a works: the margin it loses beside the margin it could make (FAIRNESS)."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from scheduler.verify.facts import Facts

THOUSAND_YUAN = 1000
"""Burdens are counted in whole thousands of yuan."""


def lost_margin_yuan(facts: Facts, unit_id: str, days: range) -> int:
    """Margin of one unit that is not made over the days, rounded up once."""
    return ceil(sum(facts[unit_id].lost_yuan[day] for day in days))


def excess_permille(facts: Facts, unit_ids: Sequence[str], days: range, owed: Fraction) -> int:
    """Burden above the owed share, in thousandths of the margin, rounded up; 0 where there is no margin."""
    margin = sum(facts[unit_id].margin_yuan[day] for unit_id in unit_ids for day in days) // THOUSAND_YUAN
    if not margin:
        return 0
    lost = ceil(Fraction(sum(lost_margin_yuan(facts, u, days) for u in unit_ids), THOUSAND_YUAN))
    return max(0, ceil((1000 * lost - 1000 * owed * margin) / margin))
