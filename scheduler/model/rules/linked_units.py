"""Units that serve others reduce by no smaller share than those (STL-11).

cap(drivers) · Σ cap(u) · reduced days(u) over the group ≥ cap(group) · Σ cap(v) · reduced days(v)
over the drivers: the two shares, cleared of their denominators.
"""

from scheduler.domain.obligation import LinkedUnits
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: LinkedUnits) -> None:
    group = [model.season.unit_by_id[unit_id] for unit_id in owed.group]
    drivers = [model.season.unit_by_id[unit_id] for unit_id in owed.drivers]
    capacity = sum(unit.capacity_t_per_day for unit in group)
    driver_capacity = sum(unit.capacity_t_per_day for unit in drivers)
    difference = Linear()
    for unit in group:
        weight = unit.capacity_t_per_day / capacity
        difference.add(model.reduced_days(unit, owed.window), weight)
    for unit in drivers:
        weight = unit.capacity_t_per_day / driver_capacity
        difference.add(model.reduced_days(unit, owed.window), -weight)
    model.at_least(difference)


relax = add
