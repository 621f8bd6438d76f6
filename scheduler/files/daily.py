"""``daily.csv``: what stands, runs and emits on each day, by city and process, counted unit by unit."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Pollutant, Process, Unit

DAILY = (
    "day",
    "city",
    "process",
    "capacity_t",
    "stopped_t",
    "stopped_share",
    "running_units",
    "changeovers",
    "pm_kg",
    "so2_kg",
    "nox_kg",
    "co2_t",
)

FULL = Fraction(1)
STANDS = Fraction(0)

Loads = Mapping[str, Sequence[Fraction]]
"""Unit id to the load of each day; 0 where the unit stands."""


class Day(NamedTuple):
    """One city and process on one day."""

    day: date
    city: str
    process: Process
    capacity_t: Fraction
    stopped_t: Fraction
    stopped_share: Fraction
    running_units: int
    changeovers: int
    pm_kg: Fraction
    so2_kg: Fraction
    nox_kg: Fraction
    co2_t: Fraction


def daily(season: Season, plan: Plan) -> Iterator[Day]:
    """Every day of the season, by city and process."""
    loads = daily_loads(season, plan)
    groups = [_Group(season, city, process, loads) for city, process in _groups(season)]
    for index, day in enumerate(season.calendar.dates()):
        for group in groups:
            yield group.on(index, day)


def daily_loads(season: Season, plan: Plan) -> dict[str, list[Fraction]]:
    """The load of each unit on each day of the season: 1 where the plan says nothing, 0 in a stop."""
    loads = {unit.unit_id: [FULL] * season.calendar.days for unit in season.units}
    for spell in plan.loads:
        for index in season.calendar.span(spell.window).indices():
            loads[spell.unit_id][index] = spell.load
    for stop in plan.stops:
        for index in season.calendar.span(stop.window).indices():
            loads[stop.unit_id][index] = STANDS
    return loads


def _groups(season: Season) -> list[tuple[str, Process]]:
    order = list(Process)
    found = {(season.city_of(unit), unit.process) for unit in season.units}
    return sorted(found, key=lambda group: (group[0], order.index(group[1])))


class _Group:
    """The units of one process in one city."""

    def __init__(self, season: Season, city: str, process: Process, loads: Loads) -> None:
        self.city, self.process, self.loads = city, process, loads
        self.units = [unit for unit in season.units_in_city[city] if unit.process is process]
        self.capacity = sum((unit.capacity_t_per_day for unit in self.units), start=Fraction(0))
        self.stood_before = [season.stands_before(unit) > 0 for unit in self.units]
        # most days are like the day before
        self.totals = cache(self._totals)

    def on(self, index: int, day: date) -> Day:
        loads = tuple(self.loads[unit.unit_id][index] for unit in self.units)
        stopped, *emitted = self.totals(loads)
        stands = [load == STANDS for load in loads]
        before = (
            [self.loads[u.unit_id][index - 1] == STANDS for u in self.units] if index else self.stood_before
        )
        return Day(
            day,
            self.city,
            self.process,
            self.capacity,
            stopped,
            stopped / self.capacity,
            stands.count(False),
            sum(now != then for now, then in zip(stands, before, strict=True)),
            *emitted,
        )

    def _totals(self, loads: tuple[Fraction, ...]) -> tuple[Fraction, Fraction, Fraction, Fraction, Fraction]:
        """Capacity stopped in t, emissions of PM, SO₂ and NOx in kg, of CO₂ in t."""
        pairs = list(zip(self.units, loads, strict=True))
        pm, so2, nox = (
            sum((unit.emission_kg_per_day(p) * load for unit, load in pairs), start=Fraction(0))
            for p in Pollutant
        )
        co2 = sum(
            (unit.co2_t_per_t * unit.capacity_t_per_day * load for unit, load in pairs), start=Fraction(0)
        )
        return sum((stopped_t(unit, load) for unit, load in pairs), start=Fraction(0)), pm, so2, nox, co2


def stopped_t(unit: Unit, load: Fraction) -> Fraction:
    """Capacity given up on a day: all or none by a unit that runs or stands (STL-10), else by its load."""
    if unit.mode is Mode.STOP and load != STANDS:
        return Fraction(0)
    return unit.capacity_t_per_day * max(Fraction(0), FULL - load)
