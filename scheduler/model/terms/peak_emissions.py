"""Highest daily weighted emission of each city, in yuan."""

from fractions import Fraction

from scheduler.domain.calendar import Span
from scheduler.domain.objective import PeakEmissions
from scheduler.domain.season import GRAMS_PER_KG
from scheduler.model.days import DayModel
from scheduler.model.expressions import average_emissions, daily_emissions
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel
from scheduler.model.totals import TotalsModel


def cost(model: DayModel, term: PeakEmissions) -> Linear:
    span = Span(0, model.season.calendar.days)
    return _priced(
        model,
        term,
        {city: daily_emissions(model, units, span) for city, units in model.season.units_in_city.items()},
    )


def relaxed_cost(model: TotalsModel, term: PeakEmissions) -> Linear:
    span = Span(0, model.season.calendar.days)
    return _priced(
        model,
        term,
        {city: average_emissions(model, units, span) for city, units in model.season.units_in_city.items()},
    )


def _priced(model: SeasonModel, term: PeakEmissions, emissions: dict[str, list[Linear]]) -> Linear:
    peaks = Linear()
    for city, grams in emissions.items():
        kilograms = [emission.scaled(Fraction(1, GRAMS_PER_KG)) for emission in grams]
        peaks.add(model.whole_max(kilograms, f"peak {city}"))
    return peaks.scaled(term.yuan_per_kg)
