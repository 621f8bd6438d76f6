"""Stopped capacity varies from day to day by no more than the width of the band (ROTATION).

A band that is not hard is priced instead (``band_excess``) and always met.
"""

from scheduler.domain.obligation import RotationBand
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most, on_days, priced


def check(facts: Facts, owed: RotationBand) -> Measured:
    """Hold the difference between the highest and the lowest day against the width."""
    stopped = {day: facts.stopped_t_per_day(owed.units, day) for day in facts.days(owed)}
    if not stopped:
        return at_most(owed, owed.width_t_per_day, 0)
    highest, lowest = max(stopped, key=stopped.__getitem__), min(stopped, key=stopped.__getitem__)
    detail = f"most on {facts.date_of(highest)}, least on {facts.date_of(lowest)}"
    found = at_most(owed, owed.width_t_per_day, stopped[highest] - stopped[lowest], detail)
    return on_days(facts, found, () if found.met else (highest, lowest)) if owed.hard else priced(found)
