"""Expressions that both a rule and an objective term read."""

from collections.abc import Sequence
from fractions import Fraction

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import RotationBand
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel
from scheduler.model.totals import TotalsModel

THOUSAND_YUAN = 1000
PERMILLE = 1000


def excess(model: SeasonModel, enterprise_id: str, window: DayRange, owed: Fraction) -> Linear:
    """max(0, lost margin ÷ margin − owed) of a works over a window, in thousandths, rounded up.

    Margins are taken in thousands of yuan, which keeps the row's numbers small.
    """
    units = model.season.units_of[enterprise_id]
    margin = sum(model.season.margin_yuan(unit, window) for unit in units) // THOUSAND_YUAN
    if margin == 0:
        return Linear()
    lost = Linear()
    for unit in units:
        lost.add(model.lost_margin(unit, window), Fraction(1, THOUSAND_YUAN))
    thousands = model.whole_max([lost], f"lost {enterprise_id} {window.first}")
    above = thousands.scaled(Fraction(PERMILLE, margin))
    above.constant -= PERMILLE * owed
    return model.whole_max([above], f"excess {enterprise_id} {window.first}")


def stopped_by_day(model: DayModel, owed: RotationBand) -> list[tuple[Linear, int]]:
    """Stopped capacity of the group in t/d, with the number of days that share the expression."""
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    days: dict[object, tuple[Linear, int]] = {}
    for day in model.season.calendar.span(owed.window).indices():
        stopped = Linear()
        for unit in units:
            stopped.plus(model.off(unit, day), unit.capacity_t_per_day)
        key = stopped.key()
        days[key] = (stopped, days[key][1] + 1 if key in days else 1)
    return list(days.values())


def stopped_by_segment(model: TotalsModel, owed: RotationBand) -> list[tuple[Linear, int]]:
    """Stopped capacity of the group in t/d on the average day of each segment, with its days."""
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    span = model.season.calendar.span(owed.window)
    averages = []
    for segment in model.segments:
        if span.start <= segment.start and segment.end <= span.end:
            stopped = Linear()
            for unit in units:
                if unit.mode is Mode.STOP:
                    stopped.add(model.stopped_in(unit, segment), unit.capacity_t_per_day / segment.days)
            averages.append((stopped, segment.days))
    return averages


def daily_emissions(model: DayModel, units: Sequence[Unit], span: Span) -> list[Linear]:
    """Weighted emission in grams of each day that no other day exceeds for sure."""
    grams = {unit.unit_id: model.season.emission_g_per_day(unit) for unit in units}
    days: dict[object, Linear] = {}
    for day in span.indices():
        emission = Linear()
        for unit in units:
            rate = grams[unit.unit_id]
            if unit.mode is Mode.STOP:
                emission.constant += rate
                emission.plus(model.off(unit, day), -rate)
            else:
                emission.plus(model.load_on(unit, day), Fraction(rate, LOAD_STEPS))
        key = emission.body_key()
        if key not in days or days[key].constant < emission.constant:
            days[key] = emission
    return list(days.values())


def average_emissions(model: TotalsModel, units: Sequence[Unit]) -> list[Linear]:
    """Weighted emission in grams of each segment's average day: no more than that of its highest."""
    averages = []
    for segment in model.segments:
        window = model.season.calendar.range(segment)
        emission = Linear()
        for unit in units:
            rate = model.season.emission_g_per_day(unit)
            emission.constant += rate
            emission.add(model.reduced_days(unit, window), Fraction(-rate, segment.days))
        averages.append(emission)
    return averages
