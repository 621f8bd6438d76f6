"""On each day at least ``required`` of the lines are off: by lines, pots or capacity (ZZ-3, ZC-4).

A line at a lower load is off by the part that it gives up.
"""

from scheduler.domain.obligation import LinesOff
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import lowest_day_at_least


def check(facts: Facts, owed: LinesOff) -> Measured:
    """Hold what is off on the worst day against what is required."""
    off = {
        day: sum(weight * (1 - facts[unit_id].output[day]) for unit_id, weight in owed.weights.items())
        for day in facts.days(owed)
    }
    return lowest_day_at_least(facts, owed, owed.required, off)
