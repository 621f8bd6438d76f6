"""Expressions that both a rule and an objective term read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import RotationBand
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear, Number
from scheduler.model.season_model import SeasonModel
from scheduler.model.totals import TotalsModel

THOUSAND_YUAN = 1000
PERMILLE = 1000


def made(model: SeasonModel, t_per_day: Iterable[tuple[Unit, Number]], window: DayRange) -> Linear:
    """Tonnes that units make in a window, by what each makes in a day."""
    days, tonnes = model.season.calendar.span(window).days, Linear()
    for unit, rate in t_per_day:
        tonnes.plus(rate, days).add(model.reduced_days(unit, window), -rate)
    return tonnes


def excess(model: SeasonModel, enterprise_id: str, window: DayRange, owed: Fraction) -> Linear:
    """max(0, lost margin ÷ margin − owed) of a works over a window, in thousandths, rounded up.

    Margins are taken in thousands of yuan, which keeps the row's numbers small.
    """
    key = (enterprise_id, window, owed)
    if key not in model.excesses:
        model.excesses[key] = _excess(model, *key)
    return model.excesses[key]


def _excess(model: SeasonModel, enterprise_id: str, window: DayRange, owed: Fraction) -> Linear:
    units = model.season.units_of[enterprise_id]
    margin = sum(model.season.margin_yuan(unit, window) for unit in units) // THOUSAND_YUAN
    if margin == 0:
        return Linear()
    lost = model.lost_margin(units, window)
    thousands = model.whole_max([lost.scaled(Fraction(1, THOUSAND_YUAN))])
    above = thousands.scaled(Fraction(PERMILLE, margin))
    return model.whole_max([above.plus(owed, -PERMILLE)])


def stopped_by_day(model: DayModel, owed: RotationBand) -> list[tuple[Linear, int]]:
    """Stopped capacity of the group in t/d, with the number of days that share the expression."""
    rated = [(unit, unit.capacity_t_per_day) for unit in model.units(owed.units) if unit.mode is Mode.STOP]
    alike: list[tuple[Linear, int]] = []
    for body, constants in model.off_by_stretch(rated, model.season.calendar.span(owed.window)):
        for constant, days in Counter(constants).items():
            alike.append((body.raised(constant), days))
    return alike


def stopped_by_segment(model: TotalsModel, owed: RotationBand) -> list[tuple[Linear, int]]:
    """Stopped capacity of the group in t/d on the average day of each segment, with its days."""
    units = [model.season.unit_by_id[unit_id] for unit_id in owed.units]
    span = model.season.calendar.span(owed.window)
    averages = []
    for segment in model.common_segments(units, span):
        stopped = Linear()
        for unit in units:
            stopped.add(model.days_off(unit, segment), unit.capacity_t_per_day / segment.days)
        averages.append((stopped, segment.days))
    return averages


def daily_emissions(model: DayModel, units: Sequence[Unit], span: Span) -> list[Linear]:
    """Weighted emission in grams of each day that no other day exceeds for sure."""
    grams = [(unit, model.season.emission_g_per_day(unit)) for unit in units]
    stopping = [(unit, -rate) for unit, rate in grams if unit.mode is Mode.STOP]
    running = sum(-rate for _, rate in stopping)
    days = []
    for inside in model.load_parts(units, span):
        by_load = Linear(running)
        for unit, rate in grams:
            if unit.mode is Mode.LOAD:
                by_load.plus(model.load_on(unit, inside.start), Fraction(rate, LOAD_STEPS))
        for body, constants in model.off_by_stretch(stopping, inside):
            days.append(body.raised(max(constants)).add(by_load))
    return days


def average_emissions(model: TotalsModel, units: Sequence[Unit], span: Span) -> list[Linear]:
    """Weighted emission in grams of the average day of each segment in the span: at most its highest."""
    averages = []
    for segment in model.common_segments(units, span):
        window = model.season.calendar.range(segment)
        emission = Linear()
        for unit in units:
            rate = model.season.emission_g_per_day(unit)
            emission.plus(rate).add(model.reduced_days(unit, window), Fraction(-rate, segment.days))
        averages.append(emission)
    return averages
