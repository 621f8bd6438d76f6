"""Load at most ``ceiling`` on any day, also to catch up (STL-13): load(u, p) ≤ ceiling.

The days under a ceiling below 1 are days of load periods. A stop unit runs at its rated capacity or
not at all.
"""

from scheduler.domain.obligation import LoadCeiling
from scheduler.domain.unit import LOAD_STEPS, Mode
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: LoadCeiling) -> None:
    unit = model.season.unit_by_id[owed.subject]
    if unit.mode is Mode.LOAD:
        for load in model.loads_in(unit, owed.window):
            model.at_most(Linear.of(load), owed.ceiling * LOAD_STEPS)


relax = add
