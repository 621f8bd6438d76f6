"""Output of the window is at most so many tonnes (STL-4).

Σ t per day(u) · (days − reduced days(u)) ≤ tonnes.
"""

from scheduler.domain.obligation import OutputCeiling
from scheduler.model.expressions import made
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: OutputCeiling) -> None:
    rated = ((model.season.unit_by_id[unit_id], rate) for unit_id, rate in owed.t_per_day.items())
    model.at_most(made(model, rated, owed.window), owed.tonnes)


relax = add
