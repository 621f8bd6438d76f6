"""Stopped capacity stays in a corridor whose level the solver chooses (ROTATION).

level ≤ Σ cap(u) · off(u, d) ≤ level + width on each day of the window; on totals: on the average day
of each segment. The level counts grains, of which every capacity is a whole number, so that any day
may be the lowest. A band that is not hard is priced by the objective's ``band_excess`` instead.
"""

from fractions import Fraction
from math import floor, lcm

from scheduler.domain.obligation import RotationBand
from scheduler.model.days import DayModel
from scheduler.model.expressions import stopped_by_day, stopped_by_segment
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel, Values
from scheduler.model.totals import TotalsModel


def add(model: DayModel, owed: RotationBand) -> None:
    if owed.hard:
        _hold(model, owed, stopped_by_day(model, owed))


def relax(model: TotalsModel, owed: RotationBand) -> None:
    if owed.hard:
        _hold(model, owed, stopped_by_segment(model, owed))


def _hold(model: SeasonModel, owed: RotationBand, stretches: list[tuple[Linear, int]]) -> None:
    capacities = [model.season.unit_by_id[unit_id].capacity_t_per_day for unit_id in owed.units]
    grains = lcm(*(capacity.denominator for capacity in capacities))

    def lowest(values: Values) -> int:
        return min((floor(stopped.at(values) * grains) for stopped, _ in stretches), default=0)

    level = model.defined(0, int(sum(capacities) * grains), lowest)
    for stopped, _ in stretches:
        above = Linear().add(stopped).plus(level, Fraction(-1, grains))
        model.at_least(above)
        model.at_most(above, owed.width_t_per_day)
