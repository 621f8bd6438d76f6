"""Weighted emission of a region at most so much on each day.

Σ g(u) · (1 − off(u, d)), and g(u) · load for load units, ≤ ceiling. On totals: on the average day of
each segment of the window.
"""

from scheduler.domain.obligation import EmissionCeiling
from scheduler.domain.season import GRAMS_PER_KG
from scheduler.model.days import DayModel
from scheduler.model.expressions import average_emissions, daily_emissions
from scheduler.model.totals import TotalsModel


def add(model: DayModel, owed: EmissionCeiling) -> None:
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    for emission in daily_emissions(model, units, model.season.calendar.span(owed.window)):
        model.at_most(emission, owed.kg_per_day * GRAMS_PER_KG)


def relax(model: TotalsModel, owed: EmissionCeiling) -> None:
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    for emission in average_emissions(model, units, model.season.calendar.span(owed.window)):
        model.at_most(emission, owed.kg_per_day * GRAMS_PER_KG)
