"""The works stops at least a share of a group's capacity (STL-5, STL-6, STL-8).

Σ cap(u) · reduced days(u) ≥ share · Σ cap(u) · days of the window.
"""

from scheduler.domain.obligation import StopShare
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: StopShare) -> None:
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    days = model.season.calendar.span(owed.window).days
    reduced = Linear()
    for unit in units:
        reduced.add(model.reduced_days(unit, owed.window), unit.capacity_t_per_day)
    model.at_least(reduced, owed.share * days * sum(unit.capacity_t_per_day for unit in units))


relax = add
