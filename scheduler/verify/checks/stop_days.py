"""The unit stands at least ``days`` days of the window, in one piece or several (SX-4, CEM-1)."""

from scheduler.domain.obligation import StopDays
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: StopDays) -> Measured:
    """Hold the days off in the window against the days owed."""
    days = facts.days(owed)
    return at_least(owed, owed.days, facts.days_off(owed.subject, days) if days else owed.days)
