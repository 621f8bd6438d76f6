"""Own make, stock and purchases cover the need on each day (MATERIAL).

s(d) ≤ s(d − 1) + make(d) + purchases − need(d) and 0 ≤ s(d) ≤ store: what exceeds the store is not
made. Between two changes make and need stay the same, so the store moves one way and its ends are
enough. Loads above 0 of ovens make in proportion. The store counts grains, of which every amount is
a whole number, so that nothing is rounded.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor, lcm

from ortools.sat.python import cp_model

from scheduler.domain.obligation import MaterialBalance
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear


def add(model: DayModel, owed: MaterialBalance) -> None:
    feeders = [model.season.unit_by_id[unit_id] for unit_id in owed.feeders]
    consumers = [model.season.unit_by_id[unit_id] for unit_id in owed.consumers]
    span = model.season.calendar.span(owed.window)
    begins = model.distinct_days([*feeders, *consumers], span)
    ends = [*begins[1:], span.end]
    grains = _grains(owed, feeders, consumers)
    store = Linear(constant=owed.stock_t)
    for begin, end in zip(begins, ends, strict=True):
        change = Linear(constant=owed.purchases_t_per_day)
        for unit in feeders:
            change.add(_output(model, unit, begin))
        for unit in consumers:
            change.add(_output(model, unit, begin), -owed.t_per_t)
        balance = Linear().add(store).add(change, end - begin).scaled(grains)
        after = _grains_after(model, owed, balance, int(owed.stock_max_t * grains), end)
        store = Linear().plus(after, Fraction(1, grains))


def _grains(owed: MaterialBalance, feeders: Sequence[Unit], consumers: Sequence[Unit]) -> int:
    """Grains in a tonne."""
    made = [_rate(unit) for unit in feeders]
    needed = [owed.t_per_t * _rate(unit) for unit in consumers]
    kept = [owed.stock_t, owed.stock_max_t, owed.purchases_t_per_day]
    return lcm(*(amount.denominator for amount in (*made, *needed, *kept)))


def _rate(unit: Unit) -> Fraction:
    """Tonnes of a day running, or of a thousandth of load."""
    return unit.capacity_t_per_day / (1 if unit.mode is Mode.STOP else LOAD_STEPS)


def _grains_after(
    model: DayModel, owed: MaterialBalance, balance: Linear, most: int, day: int
) -> cp_model.IntVar:
    """Grains in store on the morning of ``day``, given what would be there in a store without end."""
    after = model.defined(
        0,
        most,
        f"{owed.product} {owed.subject} {day}",
        lambda values: max(0, min(most, floor(balance.at(values)))),
    )
    model.at_least(Linear().add(balance).plus(after, -1))
    return after


def _output(model: DayModel, unit: Unit, day: int) -> Linear:
    """Tonnes that the unit makes on the day."""
    if unit.mode is Mode.STOP:
        return Linear(constant=1).plus(model.off(unit, day), -1).scaled(_rate(unit))
    return Linear().plus(model.load_on(unit, day), _rate(unit))
