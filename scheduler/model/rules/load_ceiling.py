"""Load at most ``ceiling`` on any day, also to catch up (STL-13): load(u, stage) ≤ ceiling.

A stop unit runs at its rated capacity or not at all.
"""

from scheduler.domain.obligation import LoadCeiling
from scheduler.domain.unit import LOAD_STEPS, Mode
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: LoadCeiling) -> None:
    unit = model.season.unit_by_id[owed.subject]
    if unit.mode is not Mode.LOAD:
        return
    for stage, load in zip(model.season.stages, model.loads(unit), strict=True):
        if stage.window.overlaps(owed.window):
            model.at_most(Linear.of(load), owed.ceiling * LOAD_STEPS)
    if _outside_stages(model, owed):
        model.at_most(Linear(constant=1), owed.ceiling)


def _outside_stages(model: SeasonModel, owed: LoadCeiling) -> bool:
    """Whether the window has days outside all stages, on which every unit runs at full load."""
    days = set(model.season.calendar.span(owed.window).indices())
    return not days <= {day for span in model.spans.values() for day in span.indices()}


relax = add
