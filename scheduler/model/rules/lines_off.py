"""On each day at least ``required`` of the lines are off: by lines, pots or capacity (ZZ-3, ZC-4).

Σ weight(u) · (off(u, d), or 1 − load) ≥ required on each day. On totals: the same summed over the
window.
"""

from scheduler.domain.obligation import LinesOff
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: DayModel, owed: LinesOff) -> None:
    units = model.units(tuple(owed.weights))
    for day in model.distinct_days(units, model.season.calendar.span(owed.window)):
        off = Linear()
        for unit in units:
            off.add(model.reduced_on(unit, day), owed.weights[unit.unit_id])
        model.at_least(off, owed.required)


def relax(model: SeasonModel, owed: LinesOff) -> None:
    off = Linear()
    for unit_id, weight in owed.weights.items():
        off.add(model.reduced_days(model.season.unit_by_id[unit_id], owed.window), weight)
    model.at_least(off, owed.required * model.season.calendar.span(owed.window).days)
