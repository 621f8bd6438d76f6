"""What a plan costs a works itself, counted day by day from its stops and loads."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from scheduler.domain.calendar import DayRange
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit


def own_cost_yuan(season: Season, plan: Plan, works: str) -> int:
    """Margins of days stopped and of loads lowered, and restarts, as the objective counts them."""
    units = {unit.unit_id: unit for unit in season.units_of[works]}
    cost = lost_yuan(season, plan, works, season.calendar)
    for stop in plan.stops:
        if stop.unit_id in units:
            unit = units[stop.unit_id]
            goes_on = stop.window.first <= season.calendar.first and season.stands_before(unit) > 0
            cost += 0 if goes_on else ceil(unit.restart_cost_yuan)
    return cost


def lost_yuan(season: Season, plan: Plan, works: str, window: DayRange) -> int:
    """Margins that the units of a works do not make within some days; of lower loads by load period."""
    lost = 0
    for unit in season.units_of[works]:
        if unit.mode is Mode.STOP:
            stood = (stop.window for stop in plan.stops if stop.unit_id == unit.unit_id)
            days = (day for stop in stood for day in _days(season, stop, window))
            lost += sum(season.daily_margin_yuan(unit, day) for day in days)
        else:
            lost += sum(ceil(part) for part in _lowered_yuan(season, plan, unit, window))
    return lost


def _lowered_yuan(season: Season, plan: Plan, unit: Unit, window: DayRange) -> Iterator[Fraction]:
    """In each load period, what lower loads of a unit give up."""
    spells = [spell for spell in plan.loads if spell.unit_id == unit.unit_id]
    for period in season.load_periods(unit):
        yield sum(
            (
                (1 - spell.load) * season.daily_margin_yuan(unit, day)
                for spell in spells
                for day in _days(season, spell.window, window)
                if day in period
            ),
            Fraction(0),
        )


def _days(season: Season, one: DayRange, other: DayRange) -> list[date]:
    return [day for day in season.calendar.dates() if day in one and day in other]
