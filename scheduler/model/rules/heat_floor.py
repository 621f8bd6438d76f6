"""On each day the running units can heat the demand (HEAT).

Σ heat area(u) · (1 − off(u, d)) ≥ demand on each day. On totals: on the average day of each segment; and
few enough units stand on it, which fractions of days would blur: where the m smallest may stand together
and one more leaves at least x m² cold, x · Σ off(u, d) ≤ x · m.
"""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from scheduler.domain.obligation import HeatFloor
from scheduler.domain.unit import Mode, Unit
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear
from scheduler.model.totals import TotalsModel


def add(model: DayModel, owed: HeatFloor) -> None:
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    span = model.season.calendar.span(owed.window)
    for day in model.distinct_days(units, span):
        heated = Linear()
        for unit in units:
            heated.plus(unit.heat_area_m2).plus(model.off(unit, day), -unit.heat_area_m2)
        model.at_least(heated, owed.demand_m2)


def relax(model: TotalsModel, owed: HeatFloor) -> None:
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    most, cold_m2 = _most_standing(units, owed)
    for segment in model.common_segments(units, model.season.calendar.span(owed.window)):
        heated, few = Linear(), Linear(most * cold_m2)
        for unit in units:
            off = model.days_off(unit, segment).scaled(Fraction(1, segment.days))
            heated.plus(unit.heat_area_m2).add(off, -unit.heat_area_m2)
            few.add(off, -cold_m2)
        model.at_least(heated, owed.demand_m2)
        model.at_least(few)


def _most_standing(units: Sequence[Unit], owed: HeatFloor) -> tuple[int, Fraction]:
    """How many units may stand together at most, the smallest; and what one more leaves cold in m²."""
    spare = max(Fraction(0), sum(unit.heat_area_m2 for unit in units) - owed.demand_m2)
    taken = list(accumulate(sorted(unit.heat_area_m2 for unit in units if unit.mode is Mode.STOP)))
    most = bisect_right(taken, spare)
    return most, taken[most] - spare if most < len(taken) else Fraction(0)
