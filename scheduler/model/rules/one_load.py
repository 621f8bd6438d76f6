"""One load in the window, not below the lowest (STL-11, SX-4): load(u, p) = load(u, q) ≥ lowest.

p and q are the load periods in the window: a duty on some of its days only cuts it, and its own load
holds in each piece.
"""

from itertools import pairwise

from scheduler.domain.obligation import OneLoad
from scheduler.domain.unit import LOAD_STEPS
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: OneLoad) -> None:
    loads = model.loads_in(model.season.unit_by_id[owed.subject], owed.window)
    for load in loads:
        model.at_least(Linear.of(load), owed.lowest_load * LOAD_STEPS)
    for load, after in pairwise(loads):
        model.equal(Linear.of(load).plus(after, -1))


relax = add
