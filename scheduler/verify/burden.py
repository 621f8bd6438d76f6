"""Burden of a works: the margin it loses beside the margin it could make (FAIRNESS)."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from scheduler.domain.unit import Mode
from scheduler.verify.facts import Facts

THOUSAND_YUAN = 1000
"""Burdens are counted in whole thousands of yuan."""


def lost_margin_yuan(facts: Facts, unit_id: str, days: range) -> int:
    """Margin of one unit that is not made over the days: by lower load, rounded up once a load period."""
    lost_yuan = facts[unit_id].lost_yuan
    return sum(ceil(sum(lost_yuan[day] for day in part)) for part in _counted(facts, unit_id, days))


def lost_in_season_yuan(facts: Facts, unit_id: str) -> int:
    """Margin of one unit that is not made over the season, rounded as above."""
    return lost_margin_yuan(facts, unit_id, range(facts.season.calendar.days))


def _counted(facts: Facts, unit_id: str, days: range) -> list[range]:
    """All the days for a unit that stops; the parts in load periods for one that runs lower.

    Outside them such a unit is held to full load, and nothing is counted.
    """
    unit = facts[unit_id].unit
    if unit.mode is Mode.STOP:
        return [days]
    periods = map(facts.span, facts.season.load_periods(unit))
    return [range(max(days.start, period.start), min(days.stop, period.end)) for period in periods]


def excess_permille(facts: Facts, unit_ids: Sequence[str], days: range, owed: Fraction) -> int:
    """Burden above the owed share, in thousandths of the margin, rounded up; 0 where there is no margin."""
    margin = sum(facts[unit_id].margin_yuan[day] for unit_id in unit_ids for day in days) // THOUSAND_YUAN
    if not margin:
        return 0
    lost = ceil(Fraction(sum(lost_margin_yuan(facts, u, days) for u in unit_ids), THOUSAND_YUAN))
    return max(0, ceil((1000 * lost - 1000 * owed * margin) / margin))
