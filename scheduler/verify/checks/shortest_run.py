"""Between two stops the unit runs at least ``days``.

A run that touches the first or the last day of the season is not between two stops.
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
        (run, unit_id)
        for unit_id in owed.units
        for run in _runs_between(facts[unit_id].stops)
        if max(run.start, window.start) < min(run.end, window.end)
    ]
    if not runs:
        return at_least(owed, owed.days, owed.days)
    shortest, unit_id = min(runs, key=lambda found: found[0].days)
    return at_least(owed, owed.days, shortest.days, f"{unit_id} runs {facts.dates(shortest)}")


def _runs_between(stops: tuple[Span, ...]) -> list[Span]:
    return [Span(before.end, after.start) for before, after in pairwise(stops) if before.end > 0]
