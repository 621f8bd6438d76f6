"""Load at most ``ceiling`` on any day (STL-13)."""

from scheduler.domain.obligation import LoadCeiling
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most


def check(facts: Facts, owed: LoadCeiling) -> Measured:
    """Hold the highest load of a day against the ceiling."""
    loads = {(unit_id, day): facts.load(unit_id, day) for unit_id in owed.units for day in facts.days(owed)}
    if not loads:
        return at_most(owed, owed.ceiling, owed.ceiling)
    unit_id, day = max(loads, key=loads.__getitem__)
    return at_most(owed, owed.ceiling, loads[unit_id, day], f"{unit_id} on {facts.date_of(day)}")
