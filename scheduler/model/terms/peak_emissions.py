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
    cities = model.season.units_in_city.values()
    return _priced(model, term, [daily_emissions(model, units, span) for units in cities])


def relaxed_cost(model: TotalsModel, term: PeakEmissions) -> Linear:
    span = Span(0, model.season.calendar.days)
    cities = model.season.units_in_city.values()
    return _priced(model, term, [average_emissions(model, units, span) for units in cities])


def _priced(model: SeasonModel, term: PeakEmissions, emissions: list[list[Linear]]) -> Linear:
    """The emissions are those of each city, in grams."""
    peaks = Linear()
    for grams in emissions:
        kilograms = [emission.scaled(Fraction(1, GRAMS_PER_KG)) for emission in grams]
        with model.tying():
            peaks.add(model.whole_max(kilograms))
    return peaks.scaled(term.yuan_per_kg)
