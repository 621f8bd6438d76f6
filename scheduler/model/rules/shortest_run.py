"""Between two stops the unit runs at least ``days``.

1 − off(u, d) ≥ Σ restart(u, c) over d − days < c ≤ d. A run that touches the last day of the
season, or its first where the unit ran before, is not between two stops and may be shorter.
"""

from bisect import bisect_right

from scheduler.domain.obligation import ShortestRun
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear


def add(model: DayModel, owed: ShortestRun) -> None:
    unit = model.season.unit_by_id[owed.subject]
    restarts = model.change_days(unit)
    for day in model.block_begins(unit):
        recent = restarts[bisect_right(restarts, day - owed.days) : bisect_right(restarts, day)]
        running = Linear(1).plus(model.off(unit, day), -1)
        for c in recent:
            running.plus(model.restart(unit, c), -1)
        if recent:
            model.at_least(running)
