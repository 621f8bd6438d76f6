"""Margin of the days stopped and loads lowered, in yuan."""

from scheduler.domain.objective import LostMargin
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def cost(model: SeasonModel, term: LostMargin) -> Linear:
    season = model.season
    lost = Linear()
    for unit in season.units:
        lost.add(model.lost_margin(unit, season.calendar))
    return lost.scaled(term.weight)


relaxed_cost = cost
