"""Own make, stock and purchases cover the need on each day (MATERIAL).

s(d) ≤ s(d − 1) + make(d) + purchases − need(d) and 0 ≤ s(d) ≤ store: what exceeds the store is not
made. Between two changes make and need stay the same, so the store moves one way and its ends are
enough. Loads above 0 of ovens make in proportion.
"""

from fractions import Fraction
from math import floor

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
    store = Linear(constant=owed.stock_t)
    for begin, end in zip(begins, ends, strict=True):
        change = Linear(constant=owed.purchases_t_per_day)
        for unit in feeders:
            change.add(_output(model, unit, begin))
        for unit in consumers:
            change.add(_output(model, unit, begin), -owed.t_per_t)
        store = _store_after(model, owed, Linear().add(store).add(change, end - begin), end)


def _store_after(model: DayModel, owed: MaterialBalance, balance: Linear, day: int) -> Linear:
    """Tonnes in store on the morning of ``day``, given what would be there in a store without end."""
    most = floor(owed.stock_max_t)
    after = model.defined(
        0,
        most,
        f"{owed.product} {owed.subject} {day}",
        lambda values: max(0, min(most, floor(balance.at(values)))),
    )
    model.at_least(Linear().add(balance).plus(after, -1))
    return Linear.of(after)


def _output(model: DayModel, unit: Unit, day: int) -> Linear:
    """Tonnes that the unit makes on the day."""
    if unit.mode is Mode.STOP:
        running = Linear(constant=1).plus(model.off(unit, day), -1)
        return running.scaled(unit.capacity_t_per_day)
    load = model.load_on(unit, day)
    return Linear().plus(load, unit.capacity_t_per_day * Fraction(1, LOAD_STEPS))
