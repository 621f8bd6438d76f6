"""Each stop lasts at least ``days``.

A stop that goes on from before the season counts all its days; one that ends with the eve of the
season counts too, and one that lasts to the last day must be long enough by then.
"""

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import ShortestStop
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: ShortestStop) -> Measured:
    """Hold the shortest stop in the window against the days required."""
    stops = [(stop, unit_id) for unit_id in owed.units for stop in _stops_in(facts, unit_id, owed.window)]
    if not stops:
        return at_least(owed, owed.days, owed.days)
    shortest, unit_id = min(stops, key=lambda found: found[0].days)
    return at_least(owed, owed.days, shortest.days, f"{unit_id} stands {facts.dates(shortest)}")


def _stops_in(facts: Facts, unit_id: str, window: DayRange) -> list[Span]:
    """Stops that have a day in the window, or the morning after their last day."""
    days = facts.span(window)
    return [s for s in facts[unit_id].stops if max(s.start, days.start) <= min(s.end, days.end - 1)]
