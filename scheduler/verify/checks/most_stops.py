"""At most ``stops`` stops begin in the window.

A stop counts where it begins, also when it crosses the window's end; one from before the season
counts nowhere. With ``counts_carried`` one that runs on into the window's first day counts as well,
so that the days off in the window are in as many pieces (ZC-4).
"""

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import MostStops
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most


def check(facts: Facts, owed: MostStops) -> Measured:
    """Count the stops that begin in the window, and those carried into it where they count."""
    window = facts.span(owed.window)
    starts = [
        facts.date_of(stop.start)
        for unit_id in owed.units
        for stop in facts[unit_id].stops
        if stop.start in window or (owed.counts_carried and _carried_into(window, stop))
    ]
    detail = f"begun {', '.join(map(str, starts))}" if starts else ""
    return at_most(owed, owed.stops, len(starts), detail)


def _carried_into(window: Span, stop: Span) -> bool:
    return window.days > 0 and stop.start < window.start < stop.end
