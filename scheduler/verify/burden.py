"""Burden of a works: the margin it loses beside the margin it could make (FAIRNESS)."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from scheduler.domain.unit import Mode
from scheduler.verify.facts import Facts

THOUSAND_YUAN = 1000
"""Burdens are counted in whole thousands of yuan."""


def margin_yuan(facts: Facts, unit_id: str, days: range) -> int:
    """Margin of the days at full load."""
    return sum(facts[unit_id].margin_yuan[day] for day in days)


def lost_margin_yuan(facts: Facts, unit_id: str, days: range) -> int:
    """Margin of the days off; for a unit that runs lower, of what it makes less, rounded up once."""
    own = facts[unit_id]
    if own.unit.mode is Mode.STOP:
        return sum(own.margin_yuan[day] for day in days if own.off[day])
    return ceil(sum(((1 - own.load[day]) * own.margin_yuan[day] for day in days), Fraction(0)))


def excess_permille(facts: Facts, unit_ids: Sequence[str], days: range, owed: Fraction) -> int:
    """Burden above the owed share, in thousandths of the margin, rounded up; 0 where there is no margin."""
    margin = sum(margin_yuan(facts, unit_id, days) for unit_id in unit_ids) // THOUSAND_YUAN
    if not margin:
        return 0
    lost = ceil(Fraction(sum(lost_margin_yuan(facts, u, days) for u in unit_ids), THOUSAND_YUAN))
    return max(0, ceil((1000 * lost - 1000 * owed * margin) / margin))
