"""On each day at least ``required`` of the lines are off: by lines, pots or capacity (ZZ-3, ZC-4).

Σ weight(u) · (off(u, d), or 1 − load) ≥ required on each day. On totals: on each day some cover, a
smallest set of lines that is enough, is off; the days of each cover add up to the segment's days. For
many lines: the same summed over the window, with the least that whole lines can be.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import LinesOff
from scheduler.domain.unit import Mode, Unit
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear
from scheduler.model.totals import TotalsModel

MOST_LINES = 9
"""Up to this many lines every cover is looked at; nine of one size have at most 126."""
MOST_SUMS = 10_000
"""Lines of many different weights add up to more sums than are worth looking at."""


def add(model: DayModel, owed: LinesOff) -> None:
    units = model.units(tuple(owed.weights))
    for day in model.distinct_days(units, model.season.calendar.span(owed.window)):
        off = Linear()
        for unit in units:
            off.add(model.reduced_on(unit, day), owed.weights[unit.unit_id])
        model.at_least(off, owed.required)


def relax(model: TotalsModel, owed: LinesOff) -> None:
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.weights]
    if len(units) <= MOST_LINES and all(unit.mode is Mode.STOP for unit in units):
        span = model.season.calendar.span(owed.window)
        covers = tuple(smallest_covers(owed.weights, owed.required))
        for segment in model.common_segments(units, span):
            _cover_each_day(model, owed, units, segment, covers)
    else:
        _cover_in_sum(model, owed, units)


def _cover_each_day(
    model: TotalsModel,
    owed: LinesOff,
    units: Sequence[Unit],
    segment: Span,
    covers: Sequence[frozenset[str]],
) -> None:
    days = {cover: model.new_int(0, segment.days) for cover in covers}
    every = Linear(-segment.days)
    for count in days.values():
        every.plus(count)
    model.equal(every)
    for unit in units:
        off = model.days_off(unit, segment).scaled(1)
        for cover, count in days.items():
            if unit.unit_id in cover:
                off.plus(count, -1)
        model.at_least(off)


def _cover_in_sum(model: TotalsModel, owed: LinesOff, units: Sequence[Unit]) -> None:
    off = Linear()
    for unit in units:
        off.add(model.reduced_days(unit, owed.window), owed.weights[unit.unit_id])
    whole = all(unit.mode is Mode.STOP for unit in units)
    least = least_enough(owed.weights.values(), owed.required) if whole else owed.required
    model.at_least(off, least * model.season.calendar.span(owed.window).days)


def smallest_covers(weights: Mapping[str, Fraction], required: Fraction) -> Iterator[frozenset[str]]:
    """Sets of lines that together weigh enough, and would not without any one of them."""
    for number in range(len(weights) + 1):
        for lines in combinations(weights, number):
            total = sum((weights[line] for line in lines), Fraction(0))
            lightest = min((weights[line] for line in lines), default=Fraction(0))
            if total >= required and (not lines or total - lightest < required):
                yield frozenset(lines)


def least_enough(weights: Iterable[Fraction], required: Fraction) -> Fraction:
    """The smallest sum of whole lines that is enough; what is required where there are none, or too many."""
    sums = {Fraction(0)}
    for weight in weights:
        sums |= {reached + weight for reached in sums if reached < required}
        if len(sums) > MOST_SUMS:
            return required
    return min((reached for reached in sums if reached >= required), default=required)
