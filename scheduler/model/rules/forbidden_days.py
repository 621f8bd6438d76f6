"""The unit stands on no day of the window: off(u, d) = 0."""

from scheduler.domain.obligation import ForbiddenDays
from scheduler.model.days import DayModel


def add(model: DayModel, owed: ForbiddenDays) -> None:
    unit = model.season.unit_by_id[owed.subject]
    model.at_most(model.days_off(unit, model.season.calendar.span(owed.window)))
