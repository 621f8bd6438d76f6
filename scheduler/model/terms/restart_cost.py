"""Restart cost of each stop that begins in the season, in yuan."""

from collections.abc import Iterable
from math import ceil

from scheduler.domain.objective import RestartCost
from scheduler.domain.unit import Mode, Unit
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear
from scheduler.model.totals import TotalsModel


def cost(model: DayModel, term: RestartCost) -> Linear:
    restarts = Linear()
    for unit in model.season.units:
        if unit.mode is Mode.STOP:
            restarts.add(model.starts(unit), ceil(unit.restart_cost_yuan))
    return restarts.scaled(term.weight)


def relaxed_cost(model: TotalsModel, term: RestartCost) -> Linear:
    return fewest_of(model, term, model.season.units)


def fewest_of(model: TotalsModel, term: RestartCost, units: Iterable[Unit]) -> Linear:
    restarts = Linear()
    for unit in units:
        if unit.mode is Mode.STOP:
            restarts.add(model.fewest_starts(unit), ceil(unit.restart_cost_yuan))
    return restarts.scaled(term.weight)
