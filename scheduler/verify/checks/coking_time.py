"""An oven takes at least ``hours`` to coke on each day of the window (ZZ-3e): normal hours ÷ load."""

from fractions import Fraction

from scheduler.domain.obligation import CokingTime
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: CokingTime) -> Measured:
    """Hold the coking time of the day with the highest load against the hours; one that stands meets it."""
    loads = {day: facts.load(owed.subject, day) for day in facts.days(owed)}
    if not any(loads.values()):
        return at_least(owed, owed.hours, owed.hours)
    fastest = max(loads, key=loads.__getitem__)
    achieved = owed.normal_hours / Fraction(loads[fastest])
    return at_least(owed, owed.hours, achieved, f"shortest on {facts.date_of(fastest)}")
