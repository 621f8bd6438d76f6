"""Stopped capacity outside the rotation bands that are not hard, in yuan."""

from collections.abc import Callable, Iterable

from scheduler.domain.objective import BandExcess
from scheduler.domain.obligation import RotationBand
from scheduler.model.days import DayModel
from scheduler.model.expressions import stopped_by_day, stopped_by_segment
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel
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
        outside.add(_outside(model, owed, stopped_by_segment(model, owed), _in_sum))
    return outside.scaled(term.yuan_per_t)


def _priced(model: SeasonModel) -> Iterable[RotationBand]:
    return (o for o in model.season.obligations if isinstance(o, RotationBand) and not o.hard)


def _outside(
    model: SeasonModel,
    owed: RotationBand,
    stretches: list[tuple[Linear, int]],
    outside: Callable[[SeasonModel, list[Linear], int, str], Linear],
) -> Linear:
    """Tonnes outside the corridor, summed over days that are alike in stopped capacity."""
    level = model.level(owed, stretches)
    total = Linear()
    for index, (stopped, days) in enumerate(stretches):
        above = Linear(constant=-owed.width_t_per_day).add(stopped).plus(level, -1)
        below = Linear().plus(level).add(stopped, -1)
        total.add(outside(model, [above, below], days, f"outside {owed.id} {index}"))
    return total


def _each_day(model: SeasonModel, parts: list[Linear], days: int, name: str) -> Linear:
    return model.whole_max(parts, name).scaled(days)


def _in_sum(model: SeasonModel, parts: list[Linear], days: int, name: str) -> Linear:
    return model.whole_max([part.scaled(days) for part in parts], name)
