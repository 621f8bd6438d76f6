"""A model by day held near to totals: days off in each segment, load in each period."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil

from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear, Variable
from scheduler.model.totals import Quantity

DEARER = 3
"""Times a unit's margin of a day: what a day more or less than aimed at costs."""


def hold_near(model: DayModel, units: Iterable[Unit], aim: Mapping[Quantity, int], most_days: int) -> None:
    """Let units stand, in each segment, at most so many days more or less than aimed at; each at a price.

    Load the same, by what it makes in days.
    """
    away = Linear()
    for unit in (model.season.unit_by_id[unit.unit_id] for unit in units):
        dearer = DEARER * unit.margin_yuan_per_day
        if unit.mode is Mode.STOP:
            for segment in model.segments(unit):
                days = model.stopped_in(unit, segment)
                by = _within(model, days, aim["days", unit.unit_id, segment], min(most_days, segment.days))
                away.plus(by, ceil(dearer))
        else:
            for period, load in model.loads(unit).items():
                if ("load", unit.unit_id, period) in aim:
                    most = min(LOAD_STEPS, ceil(Fraction(most_days * LOAD_STEPS, period.days)))
                    by = _within(model, Linear.of(load), aim["load", unit.unit_id, period], most)
                    away.plus(by, ceil(dearer * period.days / LOAD_STEPS))
    model.costs["away"] = away
    model.minimise()


def _within(model: DayModel, amount: Linear, aimed: int, most: int) -> Variable:
    """How far an amount is from what is aimed at, at most so much."""
    by = model.defined(0, most, lambda values: abs(int(amount.at(values)) - aimed))
    model.at_least(Linear.of(by).add(amount).plus(-aimed))
    model.at_least(Linear.of(by).add(amount, -1).plus(aimed))
    return by
