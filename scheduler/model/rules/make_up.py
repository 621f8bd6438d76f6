"""Each day run in ``instead_of`` is made up by a day off in the window (CEM-4).

Σ off(u, d) over the window ≥ Σ (1 − off(u, d)) over ``instead_of`` + besides, all inside the horizon.
"""

from scheduler.domain.obligation import MakeUp
from scheduler.model.season_model import SeasonModel


def add(model: SeasonModel, owed: MakeUp) -> None:
    unit = model.season.unit_by_id[owed.subject]
    stood = model.reduced_days(unit, owed.window).scaled(1)
    stood.add(model.reduced_days(unit, owed.instead_of))
    model.at_least(stood, model.season.calendar.span(owed.instead_of).days + owed.besides_days)


relax = add
