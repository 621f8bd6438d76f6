"""The unit runs or stands (STL-10): no row of the plan gives it a load other than 1.

Such rows are reported, not repaired: every share counts the days as run at full capacity.
"""

from scheduler.domain.obligation import TwoStates
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most


def check(facts: Facts, owed: TwoStates) -> Measured:
    """Count the days of the window for which the plan gives another load than 1."""
    lowered = [
        (unit_id, day)
        for unit_id in owed.units
        for day in facts.days(owed)
        if facts[unit_id].load_rows[day] not in (None, 1)
    ]
    detail = f"{lowered[0][0]} has a load on {facts.date_of(lowered[0][1])}" if lowered else ""
    return at_most(owed, 0, len(lowered), detail)
