"""Own make, stock and purchases cover the need on each day (MATERIAL).

s(d) ≤ s(d − 1) + make(d) + purchases − need(d) and 0 ≤ s(d) ≤ store: what exceeds the store is not
made. Between two changes make and need stay the same, so the store moves one way and its ends are
enough. Loads above 0 of ovens make in proportion. The store counts grains, of which every amount is
a whole number, so that nothing is rounded. On totals: over any run of segments no more is missing than
the store may hold at its begin.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor, lcm

from scheduler.domain.obligation import MaterialBalance
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.days import DayModel
from scheduler.model.expressions import made
from scheduler.model.linear import Linear, Variable, total
from scheduler.model.totals import TotalsModel


def add(model: DayModel, owed: MaterialBalance) -> None:
    feeders = [model.season.unit_by_id[unit_id] for unit_id in owed.feeders]
    consumers = [model.season.unit_by_id[unit_id] for unit_id in owed.consumers]
    span = model.season.calendar.span(owed.window)
    begins = model.distinct_days([*feeders, *consumers], span)
    ends = [*begins[1:], span.end]
    grains = _grains(owed, feeders, consumers)
    rates = [(unit, _rate(unit) * grains) for unit in feeders]
    rates += [(unit, -owed.t_per_t * _rate(unit) * grains) for unit in consumers]
    most, store = int(owed.stock_max_t * grains), Linear(owed.stock_t * grains)
    for begin, end in zip(begins, ends, strict=True):
        change = Linear(owed.purchases_t_per_day * grains)
        for unit, rate in rates:
            _add_output(model, unit, begin, int(rate), change)
        store = Linear.of(_grains_after(model, store.add(change, end - begin), most))


def relax(model: TotalsModel, owed: MaterialBalance) -> None:
    by_id = model.season.unit_by_id
    rated = [(by_id[unit_id], by_id[unit_id].capacity_t_per_day) for unit_id in owed.feeders]
    rated += [
        (by_id[unit_id], -owed.t_per_t * by_id[unit_id].capacity_t_per_day) for unit_id in owed.consumers
    ]
    span = model.season.calendar.span(owed.window)
    segments = model.common_segments([unit for unit, _ in rated], span)
    changes = [
        made(model, rated, model.season.calendar.range(segment)).plus(owed.purchases_t_per_day * segment.days)
        for segment in segments
    ]
    for first, begin in enumerate(segments):
        held = owed.stock_t if begin.start == span.start else owed.stock_max_t
        for last in range(first, len(segments)):
            model.at_least(total(changes[first : last + 1]), -held)


def _grains(owed: MaterialBalance, feeders: Sequence[Unit], consumers: Sequence[Unit]) -> int:
    """Grains in a tonne."""
    made = [_rate(unit) for unit in feeders]
    needed = [owed.t_per_t * _rate(unit) for unit in consumers]
    kept = [owed.stock_t, owed.stock_max_t, owed.purchases_t_per_day]
    return lcm(*(amount.denominator for amount in (*made, *needed, *kept)))


def _rate(unit: Unit) -> Fraction:
    """Tonnes of a day running, or of a thousandth of load."""
    return unit.capacity_t_per_day / (1 if unit.mode is Mode.STOP else LOAD_STEPS)


def _grains_after(model: DayModel, balance: Linear, most: int) -> Variable:
    """Grains in store in the end, given what would be there in a store without end."""
    after = model.defined(0, most, lambda values: max(0, min(most, floor(balance.at(values)))))
    model.at_least(balance.scaled(1).plus(after, -1))
    return after


def _add_output(model: DayModel, unit: Unit, day: int, rate: int, made: Linear) -> None:
    """Add the grains that the unit makes on the day."""
    if unit.mode is Mode.STOP:
        made.plus(rate).plus(model.off(unit, day), -rate)
    else:
        made.plus(model.load_on(unit, day), rate)
