"""The unit stands on no day of the window: off(u, d) = 0."""

from scheduler.domain.obligation import ForbiddenDays
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear


def add(model: DayModel, owed: ForbiddenDays) -> None:
    unit = model.season.unit_by_id[owed.subject]
    standing = Linear()
    for day in model.season.calendar.span(owed.window).indices():
        standing.plus(model.off(unit, day))
    model.at_most(standing)
