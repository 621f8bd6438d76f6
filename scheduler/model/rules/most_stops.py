"""At most ``stops`` stops of a unit begin in the window: Σ start(u, d) ≤ stops."""

from scheduler.domain.obligation import MostStops
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear


def add(model: DayModel, owed: MostStops) -> None:
    unit = model.season.unit_by_id[owed.subject]
    begun = Linear()
    for day in model.season.calendar.span(owed.window).indices():
        begun.plus(model.start(unit, day))
    model.at_most(begun, owed.stops)
