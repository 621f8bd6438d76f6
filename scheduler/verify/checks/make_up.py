"""Each day that the unit runs in ``instead_of`` is made up by a day off in the window (CEM-4)."""

from scheduler.domain.obligation import MakeUp
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: MakeUp) -> Measured:
    """Hold the days off in the window against the days run and those owed besides."""
    relieved = facts.span(owed.instead_of)
    days_run = relieved.days - facts.days_off(owed.subject, relieved.indices())
    return at_least(owed, days_run + owed.besides_days, facts.days_off(owed.subject, facts.days(owed)))
