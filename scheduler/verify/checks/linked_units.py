"""The group reduces by no smaller share than the drivers it serves (STL-11). Equality meets it."""

from scheduler.domain.obligation import LinkedUnits
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: LinkedUnits) -> Measured:
    """Hold the group's reduced share over the window against the drivers'."""
    days = facts.days(owed)
    return at_least(owed, facts.reduced_share(owed.drivers, days), facts.reduced_share(owed.group, days))
