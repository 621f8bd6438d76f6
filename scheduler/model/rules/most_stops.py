"""At most ``stops`` stops of a unit begin in the window: Σ start(u, d) ≤ stops.

Where those carried into it count too, the first day counts when it is off, however the stop began:
off(u, first) + Σ start(u, d) over the days after it ≤ stops. ``TotalsModel`` knows the rule of itself.
"""

from scheduler.domain.obligation import MostStops
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear


def add(model: DayModel, owed: MostStops) -> None:
    unit = model.season.unit_by_id[owed.subject]
    span = model.season.calendar.span(owed.window)
    begun = Linear()
    for day in model.change_days(unit):
        if day in span:
            begun.plus(model.start(unit, day))
    if owed.counts_carried and span.days:
        begun.plus(model.off(unit, span.start)).plus(model.start(unit, span.start), -1)
    model.at_most(begun, owed.stops)
