"""What a plan says of each unit on each day: a plain table, read by every check and every cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.errors import InputError
from scheduler.verify.faults import plan_faults

NOTHING = Fraction(0)
FULL = Fraction(1)


@dataclass(frozen=True)
class UnitDays:
    """One unit from the first day of the season to the last; each table has one entry a day."""

    unit: Unit
    off: tuple[bool, ...]
    load_rows: tuple[Fraction | None, ...]
    """The load that a row of the plan gives; ``None`` where there is no row."""
    load: tuple[Fraction, ...]
    """Share of rated capacity: 0 while the unit stands, 1 where nothing else is said."""
    output: tuple[Fraction, ...]
    """The load that counts: lower load of a unit that runs or stands counts as full (STL-10)."""
    stops: tuple[Span, ...]
    """Maximal runs of days off; one that goes on from before the season has a negative start."""
    margin_yuan: tuple[int, ...]
    """At full load."""
    emission_g: int
    """Weighted, of a day at full load."""


@dataclass(frozen=True)
class Facts:
    """A season beside a plan. Days are indices, units are given by id."""

    season: Season
    unit_days: dict[str, UnitDays]

    def __getitem__(self, unit_id: str) -> UnitDays:
        return self.unit_days[unit_id]

    def span(self, window: DayRange) -> Span:
        """The days of a window inside the horizon."""
        return self.season.calendar.span(window)

    def days(self, obligation: Obligation) -> range:
        """The days of an obligation's window inside the horizon."""
        return self.span(obligation.window).indices()

    def off(self, unit_id: str, day: int) -> bool:
        """Whether the unit stands; day −1 is the eve of the season."""
        if day < 0:
            return self.season.stands_before(self[unit_id].unit) > 0
        return self[unit_id].off[day]

    def load(self, unit_id: str, day: int) -> Fraction:
        return self[unit_id].load[day]

    def output(self, unit_id: str, day: int) -> Fraction:
        return self[unit_id].output[day]

    def reduced_days(self, unit_id: str, days: range) -> Fraction:
        """Days off of a unit that stops, Σ (1 − load) of a unit that runs lower."""
        return len(days) - sum((self.output(unit_id, day) for day in days), NOTHING)

    def reduced_share(self, unit_ids: Iterable[str], days: range) -> Fraction:
        """The part of a group's capacity that is reduced; 0 over no days."""
        capacity = {unit_id: self[unit_id].unit.capacity_t_per_day for unit_id in unit_ids}
        whole = sum(capacity.values(), NOTHING) * len(days)
        reduced = sum((capacity[u] * self.reduced_days(u, days) for u in capacity), NOTHING)
        return reduced / whole if whole else NOTHING

    def stopped_t_per_day(self, unit_ids: Iterable[str], day: int) -> Fraction:
        """Capacity of the units that stand."""
        standing = (self[u].unit.capacity_t_per_day for u in unit_ids if self.off(u, day))
        return sum(standing, NOTHING)

    def made_t(self, unit_ids: Iterable[str], day: int) -> Fraction:
        """Output of the units together."""
        return sum((self[u].unit.capacity_t_per_day * self.output(u, day) for u in unit_ids), NOTHING)

    def emission_g(self, unit_ids: Iterable[str], day: int) -> Fraction:
        """Weighted emission of the units together."""
        return sum((self[u].emission_g * self.output(u, day) for u in unit_ids), NOTHING)

    def changes_over(self, unit_id: str, day: int) -> bool:
        """Whether a stop begins or ends on the morning of the day."""
        return self.off(unit_id, day) != self.off(unit_id, day - 1)

    def stops_in(self, unit_id: str, window: DayRange) -> list[Span]:
        """Stops that have a day in the window, or the morning after their last day."""
        days = self.span(window)
        own = self[unit_id].stops
        return [stop for stop in own if max(stop.start, days.start) <= min(stop.end, days.end - 1)]

    def date(self, day: int) -> date:
        return self.season.calendar.day(day)

    def dates(self, span: Span) -> DayRange:
        """The dates of a span that is not empty; it may begin before the season."""
        return self.season.calendar.range(span)


def tabulate(season: Season, plan: Plan) -> Facts:
    """Spread a plan over the days. What reaches beyond the horizon is cut off; stops that touch become one.

    Raises:
        InputError: for rows that fit no unit or no day of the season, or contradict each other.
    """
    if faults := plan_faults(season, plan):
        raise InputError(faults)
    off = {unit.unit_id: [False] * season.calendar.days for unit in season.units}
    for stop in plan.stops:
        for day in season.calendar.span(stop.window).indices():
            off[stop.unit_id][day] = True
    rows: dict[str, list[Fraction | None]] = {u.unit_id: [None] * season.calendar.days for u in season.units}
    for spell in plan.loads:
        for day in season.calendar.span(spell.window).indices():
            rows[spell.unit_id][day] = spell.load
    return Facts(
        season, {u.unit_id: _unit_days(season, u, off[u.unit_id], rows[u.unit_id]) for u in season.units}
    )


def _unit_days(season: Season, unit: Unit, off: list[bool], rows: list[Fraction | None]) -> UnitDays:
    running = tuple(NOTHING if stands else FULL for stands in off)
    load = tuple(
        NOTHING if stands else FULL if row is None else row for stands, row in zip(off, rows, strict=True)
    )
    return UnitDays(
        unit=unit,
        off=tuple(off),
        load_rows=tuple(rows),
        load=load,
        output=running if unit.mode is Mode.STOP else load,
        stops=_stops(off, season.stands_before(unit)),
        margin_yuan=tuple(season.daily_margin_yuan(unit, day) for day in season.calendar.dates()),
        emission_g=season.emission_g_per_day(unit),
    )


def _stops(off: list[bool], days_before: int) -> tuple[Span, ...]:
    """Maximal runs of days off, counting the days for which the unit stood before the season."""
    stops: list[Span] = []
    for day, stands in enumerate([True] * days_before + off, start=-days_before):
        if not stands:
            continue
        if stops and stops[-1].end == day:
            stops[-1] = Span(stops[-1].start, day + 1)
        else:
            stops.append(Span(day, day + 1))
    return tuple(stops)
