"""Margin of the days stopped and loads lowered, in yuan."""

from scheduler.domain.objective import LostMargin
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def cost(model: SeasonModel, term: LostMargin) -> Linear:
    return model.lost_margin(model.season.units, model.season.calendar).scaled(term.weight)


relaxed_cost = cost
