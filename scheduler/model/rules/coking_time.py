"""One load in the window, not below normal ÷ longest coking time: load(u, stage) ≥ lowest.

One load for a stage holds by construction: the model has one variable for each stage.
"""

from scheduler.domain.obligation import CokingTime
from scheduler.domain.unit import LOAD_STEPS
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: CokingTime) -> None:
    unit = model.season.unit_by_id[owed.subject]
    for stage, load in zip(model.season.stages, model.loads(unit), strict=True):
        if stage.window.overlaps(owed.window):
            model.at_least(Linear.of(load), owed.lowest_load * LOAD_STEPS)


relax = add
