"""Between two stops the unit runs at least ``days``.

1 − off(u, d) ≥ Σ restart(u, c) over d − days < c ≤ d. A run that touches the last day of the
season, or its first where the unit ran before, is not between two stops and may be shorter.
"""

from bisect import bisect_right
from itertools import chain, repeat

from scheduler.domain.obligation import ShortestRun
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear


def add(model: DayModel, owed: ShortestRun) -> None:
    unit = model.season.unit_by_id[owed.subject]
    restarts = model.change_days(unit)
    for day in model.block_begins(unit):
        recent = restarts[bisect_right(restarts, day - owed.days) : bisect_right(restarts, day)]
        if recent:
            restarted = (model.restart(unit, c) for c in recent)
            model.at_least(Linear.weighted((1, model.off(unit, day), *restarted), chain((1,), repeat(-1))))
