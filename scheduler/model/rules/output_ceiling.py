"""Output of the window is at most so many tonnes (STL-4).

Σ t per day(u) · (days − reduced days(u)) ≤ tonnes.
"""

from scheduler.domain.obligation import OutputCeiling
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: OutputCeiling) -> None:
    days = model.season.calendar.span(owed.window).days
    output = Linear()
    for unit_id, rate in owed.t_per_day.items():
        unit = model.season.unit_by_id[unit_id]
        output.plus(rate, days)
        output.add(model.reduced_days(unit, owed.window), -rate)
    model.at_most(output, owed.tonnes)


relax = add
