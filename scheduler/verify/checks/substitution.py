"""What the relieved units make in the window, others make less on the extra days (CEM-3)."""

from scheduler.domain.obligation import Substitution
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: Substitution) -> Measured:
    """Hold the capacity × days that stand on the extra days against those that run and are owed besides."""
    made_t = sum(facts.made_t(owed.relieved, day) for day in facts.days(owed))
    extra = {day for window in owed.extra for day in facts.span(window).indices()}
    return at_least(
        owed, made_t + owed.besides_t, sum(facts.given_up_t(owed.standing_in, day) for day in extra)
    )
