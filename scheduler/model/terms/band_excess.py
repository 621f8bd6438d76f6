"""Stopped capacity outside the rotation bands that are not hard, in yuan."""

from collections.abc import Callable, Iterable
from itertools import accumulate
from math import ceil, floor

from scheduler.domain.objective import BandExcess
from scheduler.domain.obligation import RotationBand
from scheduler.model.days import DayModel
from scheduler.model.expressions import stopped_by_day, stopped_by_segment
from scheduler.model.linear import Linear, Variable
from scheduler.model.season_model import SeasonModel, Values
from scheduler.model.totals import TotalsModel


def cost(model: DayModel, term: BandExcess) -> Linear:
    outside = Linear()
    for owed in _priced(model):
        outside.add(_outside(model, owed, stopped_by_day(model, owed), _each_day))
    return outside.scaled(term.yuan_per_t)


def relaxed_cost(model: TotalsModel, term: BandExcess) -> Linear:
    """What leaves the band on the average day of a segment leaves it on its days in sum."""
    outside = Linear()
    for owed in _priced(model):
        with model.tying():
            outside.add(_outside(model, owed, stopped_by_segment(model, owed), _in_sum))
    return outside.scaled(term.yuan_per_t)


def _priced(model: SeasonModel) -> Iterable[RotationBand]:
    return (o for o in model.season.obligations if isinstance(o, RotationBand) and not o.hard)


def _outside(
    model: SeasonModel,
    owed: RotationBand,
    stretches: list[tuple[Linear, int]],
    outside: Callable[[SeasonModel, list[Linear], int], Linear],
) -> Linear:
    """Tonnes outside the corridor, summed over days that are alike in stopped capacity."""
    level = _level(model, owed, stretches)
    total = Linear()
    for stopped, days in stretches:
        above = Linear(-owed.width_t_per_day).add(stopped).plus(level, -1)
        below = Linear().plus(level).add(stopped, -1)
        total.add(outside(model, [above, below], days))
    return total


def _level(model: SeasonModel, owed: RotationBand, stretches: list[tuple[Linear, int]]) -> Variable | int:
    """The corridor's lower edge in whole t/d, which the solver chooses where anything is free."""
    width = owed.width_t_per_day

    def best(values: Values) -> int:
        """What lies outside is convex in the level: least at the median of where a day enters or leaves."""
        stopped = [(linear.at(values), days) for linear, days in stretches]
        bends = sorted(
            (bend, days) for tonnes, days in stopped for bend in (ceil(tonnes) - width, floor(tonnes))
        )
        passed = accumulate(days for _, days in bends)
        half = sum(days for _, days in stopped)
        levels = (bend for (bend, _), days in zip(bends, passed, strict=True) if days > half)
        return max(0, next(levels, 0))

    if all(stopped.is_constant for stopped, _ in stretches):
        return best({})
    capacity = sum(model.season.unit_by_id[unit_id].capacity_t_per_day for unit_id in owed.units)
    return model.defined(0, ceil(capacity), best)


def _each_day(model: SeasonModel, parts: list[Linear], days: int) -> Linear:
    return model.whole_max(parts).scaled(days)


def _in_sum(model: SeasonModel, parts: list[Linear], days: int) -> Linear:
    return model.whole_max([part.scaled(days) for part in parts])
