"""At most ``stops`` stops begin in the window.

A stop counts where it begins, also when it crosses the window's end; one from before the season
counts nowhere.
"""

from scheduler.domain.obligation import MostStops
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most


def check(facts: Facts, owed: MostStops) -> Measured:
    """Count the stops that begin in the window."""
    window = facts.span(owed.window)
    starts = [
        facts.date_of(s.start) for unit_id in owed.units for s in facts[unit_id].stops if s.start in window
    ]
    detail = f"begun {', '.join(map(str, starts))}" if starts else ""
    return at_most(owed, owed.stops, len(starts), detail)
