"""Each stop lasts at least ``days``.

off(u, d) ≥ Σ start(u, c) over d − days < c ≤ d (Rajan and Takriti 2005): whatever began less than
``days`` ago still stands. A stop that cannot last so long before the season ends does not begin; one
that runs on from before the season counts its days from then.
"""

from bisect import bisect_right
from itertools import chain, repeat

from scheduler.domain.obligation import ShortestStop
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear


def add(model: DayModel, owed: ShortestStop) -> None:
    unit = model.season.unit_by_id[owed.subject]
    last_start = model.season.calendar.days - owed.days
    starts = model.change_days(unit)
    for day in starts:
        if day > last_start:
            model.equal(Linear.of(model.start(unit, day)))
    for day in model.block_begins(unit):
        recent = starts[bisect_right(starts, day - owed.days) : bisect_right(starts, day)]
        if recent:
            started = (model.start(unit, c) for c in recent)
            model.at_least(Linear.weighted((model.off(unit, day), *started), chain((1,), repeat(-1))))
    still_owed = owed.days - model.season.stands_before(unit)
    if model.off(unit, -1):
        model.at_most(Linear(still_owed), model.season.calendar.days)
        for day in model.block_begins(unit):
            if day < still_owed:
                model.at_least(Linear.of(model.off(unit, day)), 1)
