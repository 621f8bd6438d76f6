"""On each day the running units can heat the demand (HEAT).

Σ heat area(u) · (1 − off(u, d)) ≥ demand on each day. On totals: the same summed over a window,
which every plan that holds it by day holds too.
"""

from scheduler.domain.obligation import HeatFloor
from scheduler.domain.unit import Mode
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: DayModel, owed: HeatFloor) -> None:
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    span = model.season.calendar.span(owed.window)
    for day in model.distinct_days(units, span):
        heated = Linear()
        for unit in units:
            heated.plus(unit.heat_area_m2).plus(model.off(unit, day), -unit.heat_area_m2)
        model.at_least(heated, owed.demand_m2)


def relax(model: SeasonModel, owed: HeatFloor) -> None:
    days = model.season.calendar.span(owed.window).days
    heated = Linear()
    for unit_id in owed.units:
        unit = model.season.unit_by_id[unit_id]
        heated.plus(unit.heat_area_m2, days)
        if unit.mode is Mode.STOP:
            heated.add(model.reduced_days(unit, owed.window), -unit.heat_area_m2)
    model.at_least(heated, owed.demand_m2 * days)
