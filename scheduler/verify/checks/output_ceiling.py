"""Output over the window is at most ``tonnes`` (STL-4). Only units with a rate count."""

from scheduler.domain.obligation import OutputCeiling
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most


def check(facts: Facts, owed: OutputCeiling) -> Measured:
    """Add up each unit's rate on the days that it runs, and hold the sum against the ceiling."""
    days = facts.days(owed)
    output_t = sum(
        rate * sum(facts[unit_id].output[day] for day in days) for unit_id, rate in owed.t_per_day.items()
    )
    return at_most(owed, owed.tonnes, output_t)
