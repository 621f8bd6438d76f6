"""Stopped capacity outside the rotation bands that are not hard, in yuan."""

from scheduler.domain.objective import BandExcess
from scheduler.domain.obligation import RotationBand
from scheduler.model.days import DayModel
from scheduler.model.expressions import stopped_by_day
from scheduler.model.linear import Linear
from scheduler.model.totals import TotalsModel


def cost(model: DayModel, term: BandExcess) -> Linear:
    outside = Linear()
    for owed in model.season.obligations:
        if isinstance(owed, RotationBand) and not owed.hard:
            outside.add(_outside(model, owed))
    return outside.scaled(term.yuan_per_t)


def _outside(model: DayModel, owed: RotationBand) -> Linear:
    level = model.cp.new_int_var(0, model.whole_capacity(owed.units), f"level {owed.id}")
    outside = Linear()
    for index, (stopped, days) in enumerate(stopped_by_day(model, owed)):
        above = Linear(constant=-owed.width_t_per_day).add(stopped).plus(level, -1)
        below = Linear().plus(level).add(stopped, -1)
        outside.add(model.whole_max([above, below], f"outside {owed.id} {index}"), days)
    return outside


def relaxed_cost(model: TotalsModel, term: BandExcess) -> Linear:
    """Stopped days can be spread evenly as far as totals tell, so nothing leaves the band for sure."""
    return Linear()
