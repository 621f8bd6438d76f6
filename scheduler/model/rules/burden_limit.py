"""Burden of a works at most so much above its owed share (FAIRNESS, hard by wish)."""

from scheduler.domain.obligation import BurdenLimit
from scheduler.model.expressions import excess
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: BurdenLimit) -> None:
    model.at_most(excess(model, owed.subject, owed.window, owed.owed), 1000 * owed.most_excess)


relax = add
