"""How much of its capacity a works must give up at least: one measure for every way of owing it.

A kiln owes days, an oven a load, furnaces a share, pots a number on every day. To stand side by side each
becomes a demand: full days that some units must give up within a window.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from scheduler.domain.calendar import DayRange, Span, hull
from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LoadCeiling,
    MakeUp,
    Obligation,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.obligations.physics import ROTATION

NOTHING = Fraction(0)


class Demand(NamedTuple):
    """Units that give up ``days`` days of their whole capacity in a window, at least."""

    owed: Obligation
    units: tuple[Unit, ...]
    window: Span
    days: Fraction
    daily: bool
    """As much on each day; otherwise on whichever days."""

    @property
    def capacity_t_per_day(self) -> Fraction:
        return sum((unit.capacity_t_per_day for unit in self.units), start=NOTHING)

    def lies_in(self, span: Span) -> bool:
        return span.start <= self.window.start and self.window.end <= span.end

    def within(self, span: Span) -> "Demand":
        """What is left for the span, however much of it is met on other days of the window."""
        start, end = max(span.start, self.window.start), min(span.end, self.window.end)
        part = Span(start, max(start, end))
        if self.daily:
            return self._replace(window=part, days=self.days * part.days / self.window.days)
        return self._replace(window=part, days=max(NOTHING, self.days - (self.window.days - part.days)))


def demands(season: Season) -> Iterator[Demand]:
    """What obligations ask units to give up; one that leaves it to the plan which units do is none."""
    for owed in season.obligations:
        units = tuple(season.unit_by_id[unit_id] for unit_id in owed.units)
        window = season.calendar.span(_counted_days(owed))
        if days := _days_given_up(owed, units, window.days, season):
            daily = isinstance(owed, StopWindow | LoadCeiling | CokingTime | LinesOff)
            yield Demand(owed, units, window, days, daily)


def _counted_days(owed: Obligation) -> DayRange:
    """The days on which it can be met: for days made up, also those on which the unit need not stand."""
    if isinstance(owed, MakeUp):
        return hull((owed.instead_of, owed.window))
    return owed.window


def _days_given_up(owed: Obligation, units: tuple[Unit, ...], days: int, season: Season) -> Fraction:
    """0 where it asks for nothing."""
    share = NOTHING
    match owed:
        case StopDays():
            return Fraction(owed.days if days else 0)
        case MakeUp():
            return Fraction(season.calendar.span(owed.instead_of).days)
        case StopWindow():
            share = Fraction(1)
        case StopShare():
            share = owed.share
        case LoadCeiling() if owed.clause != ROTATION:  # the most that a unit can do is no duty
            share = 1 - owed.ceiling
        case CokingTime():
            share = max(NOTHING, 1 - owed.normal_hours / owed.hours)
        case LinesOff():
            share = _least_share(owed, units)
    return share * days


def _least_share(owed: LinesOff, units: tuple[Unit, ...]) -> Fraction:
    """The smallest share of capacity with which so many lines, or pots, are off."""
    counted = [(u.capacity_t_per_day, owed.weights[u.unit_id]) for u in units if owed.weights[u.unit_id]]
    missing, given_up = owed.required, NOTHING
    for capacity, weight in sorted(counted, key=lambda unit: unit[0] / unit[1]):
        part = min(Fraction(1), missing / weight)
        missing -= part * weight
        given_up += part * capacity
    return given_up / sum(unit.capacity_t_per_day for unit in units)


def least_t(found: Iterable[Demand]) -> Fraction:
    """Tonnes that every plan which meets the demands gives up, at least.

    What units owe each for itself adds up; what several owe together counts where it is more.
    """
    groups: dict[tuple[str, ...], list[Demand]] = {}
    for demand in found:
        groups.setdefault(tuple(unit.unit_id for unit in demand.units), []).append(demand)
    least = {ids: own[0].capacity_t_per_day * _fewest_days(own) for ids, own in groups.items()}
    alone = sum((t for ids, t in least.items() if len(ids) == 1), start=NOTHING)
    return max([alone, *(t for ids, t in least.items() if len(ids) > 1)])


def _fewest_days(found: Iterable[Demand]) -> Fraction:
    """Fewest days with which each window has its own: whichever ends first is filled up from its end."""
    ordered = sorted(found, key=lambda demand: demand.window.end)
    if all(one.window.end <= next_one.window.start for one, next_one in pairwise(ordered)):
        return sum((demand.days for demand in ordered), start=NOTHING)
    given_up: dict[int, Fraction] = {}
    for demand in ordered:
        missing = demand.days - sum(given_up.get(day, NOTHING) for day in demand.window.indices())
        for day in reversed(demand.window.indices()):
            more = max(NOTHING, min(missing, 1 - given_up.get(day, NOTHING)))
            given_up[day] = given_up.get(day, NOTHING) + more
            missing -= more
    return sum(given_up.values(), start=NOTHING)
