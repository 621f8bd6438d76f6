"""Ovens take at least ``hours`` to coke in the window (ZZ-3e): load(u, p) ≤ normal hours ÷ hours."""

from scheduler.domain.obligation import CokingTime
from scheduler.domain.unit import LOAD_STEPS
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: CokingTime) -> None:
    for load in model.loads_in(model.season.unit_by_id[owed.subject], owed.window):
        model.at_most(Linear.of(load), owed.normal_hours / owed.hours * LOAD_STEPS)


relax = add
