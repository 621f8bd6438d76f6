"""Stopped capacity stays in a corridor whose level the solver chooses (ROTATION).

level ≤ Σ cap(u) · off(u, d) ≤ level + width on each day of the window. A band that is not hard is
priced by the objective's ``band_excess`` instead.
"""

from scheduler.domain.obligation import RotationBand
from scheduler.model.days import DayModel
from scheduler.model.expressions import stopped_by_day
from scheduler.model.linear import Linear


def add(model: DayModel, owed: RotationBand) -> None:
    if not owed.hard:
        return
    level = model.cp.new_int_var(0, model.whole_capacity(owed.units), f"level {owed.id}")
    for stopped, _ in stopped_by_day(model, owed):
        above = Linear().add(stopped).plus(level, -1)
        model.at_least(above)
        model.at_most(above, owed.width_t_per_day)
