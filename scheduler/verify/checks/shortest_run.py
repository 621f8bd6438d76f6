"""Between two stops the unit runs at least ``days``.

A run that goes on from before the season, or to its last day, is not between two stops; one that
begins on the first day is, for the unit stood on the eve.
"""

from itertools import pairwise

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import ShortestRun
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: ShortestRun) -> Measured:
    """Hold the shortest run between two stops, any day of it in the window, against the days required."""
    window = facts.span(owed.window)
    runs = [
        (Span(before.end, after.start), unit_id)
        for unit_id in owed.units
        for before, after in pairwise(facts[unit_id].stops)
        if max(before.end, window.start) < min(after.start, window.end)
    ]
    if not runs:
        return at_least(owed, owed.days, owed.days)
    shortest, unit_id = min(runs, key=lambda found: found[0].days)
    return at_least(owed, owed.days, shortest.days, f"{unit_id} runs {facts.dates(shortest)}")
