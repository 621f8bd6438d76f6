"""The unit stands on every day of the window (CEM-1, SX-3, ZZ-2): Σ off(u, d) = days of the window."""

from scheduler.domain.obligation import StopWindow
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: StopWindow) -> None:
    unit = model.season.unit_by_id[owed.subject]
    model.at_least(model.reduced_days(unit, owed.window), model.season.calendar.span(owed.window).days)


relax = add
