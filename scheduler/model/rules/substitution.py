"""What the relieved units make in the window, others make less on the extra days (CEM-3).

Σ cap(u) · (days − reduced days(u)) over the relieved, in the window, ≤ Σ cap(v) · reduced days(v) over
those standing in, on the days of ``extra``, − besides; a day in several of its ranges counts once.
"""

from scheduler.domain.obligation import Substitution
from scheduler.domain.season import cut_apart
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: Substitution) -> None:
    season = model.season
    days = season.calendar.span(owed.window).days
    stood = Linear()
    for unit in (season.unit_by_id[unit_id] for unit_id in owed.relieved):
        stood.plus(unit.capacity_t_per_day, -days)
        stood.add(model.reduced_days(unit, owed.window), unit.capacity_t_per_day)
    for window in cut_apart(owed.extra):
        for unit in (season.unit_by_id[unit_id] for unit_id in owed.standing_in):
            stood.add(model.reduced_days(unit, window), unit.capacity_t_per_day)
    model.at_least(stood, owed.besides_t)


relax = add
