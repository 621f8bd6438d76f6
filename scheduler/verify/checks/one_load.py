"""One load in the window, not below ``lowest_load``: ovens and lines that cannot stop (STL-11, SX-8).

Two loads break it, however high they are. A day off is a load of 0.
"""

from fractions import Fraction

from scheduler.domain.obligation import OneLoad
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least

ONE_STEP = Fraction(1, 1000)


def check(facts: Facts, owed: OneLoad) -> Measured:
    """Hold the lowest load of a day, less what the loads differ by, against the lowest allowed."""
    if not facts.days(owed):
        return at_least(owed, owed.lowest_load, owed.lowest_load)
    return min((_measure(facts, owed, unit_id) for unit_id in owed.units), key=lambda found: found.slack)


def _measure(facts: Facts, owed: OneLoad, unit_id: str) -> Measured:
    loads = {day: facts.load(unit_id, day) for day in facts.days(owed)}
    lowest_day, highest_day = min(loads, key=loads.__getitem__), max(loads, key=loads.__getitem__)
    lowest, highest = loads[lowest_day], loads[highest_day]
    if lowest == highest:
        return at_least(owed, owed.lowest_load, lowest)
    achieved = min(lowest - (highest - lowest), owed.lowest_load - ONE_STEP)
    detail = f"{unit_id} has two loads, on {facts.date_of(lowest_day)} and {facts.date_of(highest_day)}"
    return at_least(owed, owed.lowest_load, achieved, detail)
