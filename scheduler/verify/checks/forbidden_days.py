"""The unit stands on no day of the window."""

from scheduler.domain.obligation import ForbiddenDays
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most


def check(facts: Facts, owed: ForbiddenDays) -> Measured:
    """Count the days off in the window."""
    days_off = [
        (unit_id, day) for unit_id in owed.units for day in facts.days(owed) if facts.off(unit_id, day)
    ]
    detail = f"{days_off[0][0]} stands on {facts.date_of(days_off[0][1])}" if days_off else ""
    return at_most(owed, 0, len(days_off), detail)
