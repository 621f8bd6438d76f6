"""The burden of a works exceeds its owed share by at most ``most_excess`` (FAIRNESS, hard by wish)."""

from scheduler.domain.obligation import BurdenLimit
from scheduler.domain.plan import Measured
from scheduler.verify.burden import excess_permille
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most


def check(facts: Facts, owed: BurdenLimit) -> Measured:
    """Hold the excess, in thousandths of the works' margin, against the most allowed."""
    excess = excess_permille(facts, owed.units, facts.days(owed), owed.owed)
    return at_most(owed, 1000 * owed.most_excess, excess)
