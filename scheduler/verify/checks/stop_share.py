"""At least ``share`` of the group's capacity stops (STL-5, STL-6, STL-8). Equality meets it."""

from scheduler.domain.obligation import StopShare
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: StopShare) -> Measured:
    """Hold the reduced share of the group's capacity over the window against the share owed."""
    days = facts.days(owed)
    return at_least(owed, owed.share, facts.reduced_share(owed.units, days) if days else owed.share)
