"""The unit stands at least ``days`` days of the window, in one piece or several (SX-4, CEM-1).

Σ off(u, d) ≥ days. A window wholly outside the horizon asks for nothing.
"""

from scheduler.domain.obligation import StopDays
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: StopDays) -> None:
    if model.season.calendar.span(owed.window).days:
        unit = model.season.unit_by_id[owed.subject]
        model.at_least(model.reduced_days(unit, owed.window), owed.days)


relax = add
