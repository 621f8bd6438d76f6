"""What a plan says of each unit on each day: a plain table, read by every check and every cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import PlacedJob, Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.errors import InputError
from scheduler.verify.faults import plan_faults

Number = Fraction | int
"""Exact; whole numbers are kept as ``int``, with which Python counts ten times faster."""


@dataclass(frozen=True)
class UnitDays:
    """One unit from the first day of the season to the last; each table has one entry a day."""

    unit: Unit
    off: tuple[bool, ...]
    stops: tuple[Span, ...]
    """Maximal runs of days off; one that goes on from before the season has a negative start."""
    load_rows: tuple[Number | None, ...]
    """The load that a row of the plan gives; ``None`` where there is no row."""
    load: tuple[Number, ...]
    """Share of rated capacity: 0 while the unit stands, 1 where nothing else is said."""
    output: tuple[Number, ...]
    """The load that counts: lower load of a unit that runs or stands counts as full (STL-10)."""
    made_t: tuple[Number, ...]
    emission_g: tuple[Number, ...]
    """Weighted as in the objective."""
    margin_yuan: tuple[int, ...]
    """What the day is worth at full load."""
    lost_yuan: tuple[Number, ...]
    """The part of the margin that is not made, not rounded."""


@dataclass(frozen=True)
class Facts:
    """A season beside a plan. Days are indices, units are given by id."""

    season: Season
    unit_days: dict[str, UnitDays]
    jobs: dict[str, PlacedJob]
    """Maintenance jobs by id, where the plan puts them."""

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

    def days_off(self, unit_id: str, days: range) -> int:
        """On how many of the days the unit stands."""
        return sum(self.off(unit_id, day) for day in days)

    def load(self, unit_id: str, day: int) -> Number:
        """Share of rated capacity at which the unit runs; 0 while it stands."""
        return self[unit_id].load[day]

    def reduced_share(self, unit_ids: Iterable[str], days: range) -> Fraction:
        """The part of a group's capacity that stands, or that is given up by lower load; 0 over no days."""
        whole_t = reduced_t = Fraction(0)
        for own in map(self.__getitem__, unit_ids):
            whole_t += own.unit.capacity_t_per_day * len(days)
            reduced_t += own.unit.capacity_t_per_day * sum(1 - own.output[day] for day in days)
        return reduced_t / whole_t if whole_t else Fraction(0)

    def stopped_t_per_day(self, unit_ids: Iterable[str], day: int) -> Number:
        """Capacity of the units that stand."""
        return sum(self[u].unit.capacity_t_per_day for u in unit_ids if self.off(u, day))

    def made_t(self, unit_ids: Iterable[str], day: int) -> Number:
        """Output of the units together."""
        return sum(self[unit_id].made_t[day] for unit_id in unit_ids)

    def given_up_t(self, unit_ids: Iterable[str], day: int) -> Number:
        """What the units together make less than at full load."""
        return sum(self[u].unit.capacity_t_per_day * (1 - self[u].output[day]) for u in unit_ids)

    def emission_g(self, unit_ids: Iterable[str], day: int) -> Number:
        """Weighted emission of the units together."""
        return sum(self[unit_id].emission_g[day] for unit_id in unit_ids)

    def changes_over(self, unit_id: str, day: int) -> bool:
        """Whether a stop begins or ends on the morning of the day."""
        return self.off(unit_id, day) != self.off(unit_id, day - 1)

    def date_of(self, day: int) -> date:
        """The date of a day index, which may lie before the season."""
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
    days = season.calendar.days
    off = {unit.unit_id: [False] * days for unit in season.units}
    for stop in plan.stops:
        for day in season.calendar.span(stop.window).indices():
            off[stop.unit_id][day] = True
    rows: dict[str, list[Number | None]] = {unit.unit_id: [None] * days for unit in season.units}
    for spell in plan.loads:
        for day in season.calendar.span(spell.window).indices():
            rows[spell.unit_id][day] = _plain(spell.load)
    return Facts(
        season,
        {u.unit_id: _unit_days(season, u, off[u.unit_id], rows[u.unit_id]) for u in season.units},
        {job.job_id: job for job in plan.jobs},
    )


def _unit_days(season: Season, unit: Unit, off: list[bool], rows: list[Number | None]) -> UnitDays:
    load = tuple(_load(stands, row) for stands, row in zip(off, rows, strict=True))
    output = load if unit.mode is Mode.LOAD else tuple(_load(stands, None) for stands in off)
    margin = tuple(season.daily_margin_yuan(unit, day) for day in season.calendar.dates())
    capacity, emission_g = _plain(unit.capacity_t_per_day), season.emission_g_per_day(unit)
    return UnitDays(
        unit=unit,
        off=tuple(off),
        stops=_stops(off, season.stands_before(unit)),
        load_rows=tuple(rows),
        load=load,
        output=output,
        made_t=tuple(capacity * share for share in output),
        emission_g=tuple(emission_g * share for share in output),
        margin_yuan=margin,
        lost_yuan=tuple((1 - share) * yuan for share, yuan in zip(output, margin, strict=True)),
    )


def _load(stands: bool, row: Number | None) -> Number:
    if stands:
        return 0
    return 1 if row is None else row


def _plain(number: Fraction) -> Number:
    return number.numerator if number.denominator == 1 else number


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
