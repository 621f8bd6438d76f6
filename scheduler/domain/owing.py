"""How much of its capacity a works must give up at least: one measure for every way of owing it.

A kiln owes days, an oven a load, furnaces a share, pots a number on every day. To stand side by side each
becomes a demand: full days that some units must give up within a window.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from scheduler.domain.calendar import Calendar, DayRange, Span, hull
from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LoadCeiling,
    MakeUp,
    Obligation,
    OneLoad,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.unit import Unit

ROTATION = "ROTATION"
"""The clause of what units can do at all, which is no duty to reduce, and of the wish to take turns."""

NOTHING = Fraction(0)
FULL = Fraction(1)


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
        return _lies_in(self.window, span)

    def within(self, span: Span) -> "Demand":
        """What is left for the span, however much of it is met on other days of the window."""
        if self.lies_in(span):
            return self
        start, end = max(span.start, self.window.start), min(span.end, self.window.end)
        part = Span(start, max(start, end))
        if self.daily:
            return self._replace(window=part, days=self.days * part.days / self.window.days)
        return self._replace(window=part, days=max(NOTHING, self.days - (self.window.days - part.days)))

    def of(self, unit_ids: Collection[str]) -> "Demand":
        """What is left for some of the units, however much the others give up."""
        own = tuple(unit for unit in self.units if unit.unit_id in unit_ids)
        capacity = sum((unit.capacity_t_per_day for unit in own), start=NOTHING)
        others_t = (self.capacity_t_per_day - capacity) * self.window.days
        left_t = max(NOTHING, self.days * self.capacity_t_per_day - others_t)
        return self._replace(units=own, days=left_t / capacity if capacity else NOTHING)


def demands(
    obligations: Iterable[Obligation], units: Mapping[str, Unit], calendar: Calendar
) -> Iterator[Demand]:
    """What obligations ask units to give up; one that leaves it to the plan which units do is none."""
    known = list(obligations)
    lowered = _loads_asked(known)
    for owed in known:
        if isinstance(owed, OneLoad):
            yield from _carried(owed, lowered.get(owed.subject, ()), units, calendar)
            continue
        share = _share_each_day(owed, units)
        window = calendar.span(_counted_days(owed))
        days = _days_in_all(owed, window, calendar) if share is None else share * window.days
        if days:
            daily = share is not None and not isinstance(owed, StopShare)
            yield Demand(owed, tuple(units[unit_id] for unit_id in owed.units), window, days, daily)


def _carried(
    one: OneLoad, asked: Iterable[LoadCeiling | CokingTime], units: Mapping[str, Unit], calendar: Calendar
) -> Iterator[Demand]:
    """The strictest limit on the load on any of its days holds on all of them."""
    window = calendar.span(one.window)
    strictest = max((o for o in asked if o.window.overlaps(one.window)), key=_given_up, default=None)
    if strictest is not None and not _lies_in(window, calendar.span(strictest.window)):
        days = _given_up(strictest) * window.days
        yield Demand(strictest, (units[one.subject],), window, days, daily=True)


def _counted_days(owed: Obligation) -> DayRange:
    """The days on which it can be met: for days made up, also those on which the unit need not stand."""
    if isinstance(owed, MakeUp):
        return hull((owed.instead_of, owed.window))
    return owed.window


def _days_in_all(owed: Obligation, window: Span, calendar: Calendar) -> Fraction:
    """Days asked for in the window; 0 where none are."""
    match owed:
        case StopDays() if window.days:
            return Fraction(owed.days)
        case MakeUp():
            return Fraction(calendar.span(owed.instead_of).days + owed.besides_days)
    return NOTHING


def _share_each_day(owed: Obligation, units: Mapping[str, Unit]) -> Fraction | None:
    """The part of the units' capacity asked for, of each day or of all together; ``None`` where days are."""
    match owed:
        case StopWindow():
            return FULL
        case StopShare():
            return owed.share
        case LoadCeiling() | CokingTime():
            return _given_up(owed)
        case LinesOff():
            return _least_share(owed, [units[unit_id] for unit_id in owed.units])
    return None


def _loads_asked(obligations: Iterable[Obligation]) -> dict[str, list[LoadCeiling | CokingTime]]:
    """What limits the load of each unit."""
    lowered: dict[str, list[LoadCeiling | CokingTime]] = {}
    for owed in obligations:
        if isinstance(owed, LoadCeiling | CokingTime) and _given_up(owed):
            lowered.setdefault(owed.subject, []).append(owed)
    return lowered


def _given_up(owed: LoadCeiling | CokingTime) -> Fraction:
    if isinstance(owed, CokingTime):
        return max(NOTHING, 1 - owed.normal_hours / owed.hours)
    return NOTHING if owed.clause == ROTATION else 1 - owed.ceiling


def _least_share(owed: LinesOff, units: Collection[Unit]) -> Fraction:
    """The smallest share of capacity with which so many lines, or pots, are off."""
    counted = [(u.capacity_t_per_day, owed.weights[u.unit_id]) for u in units if owed.weights[u.unit_id]]
    missing, given_up = owed.required, NOTHING
    for capacity, weight in sorted(counted, key=lambda unit: unit[0] / unit[1]):
        part = min(FULL, missing / weight)
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
    least = {ids: own[0].capacity_t_per_day * fewest_days(own) for ids, own in groups.items()}
    alone = {ids[0]: t for ids, t in least.items() if len(ids) == 1}
    together, taken = NOTHING, set[str]()
    for ids in sorted((ids for ids in least if len(ids) > 1), key=least.__getitem__, reverse=True):
        more = least[ids] > sum((alone.get(unit, NOTHING) for unit in ids), start=NOTHING)
        if more and taken.isdisjoint(ids):
            together += least[ids]
            taken.update(ids)
    return together + sum((t for unit, t in alone.items() if unit not in taken), start=NOTHING)


def fewest_days(found: Iterable[Demand]) -> Fraction:
    """Fewest days with which each window has its own, for demands of the same units.

    What is asked of each day is given first; then whichever window ends first is filled up from its end.
    """
    known = list(found)
    edges = sorted({edge for demand in known for edge in demand.window})
    parts = [Span(start, end) for start, end in pairwise(edges)]
    given = dict.fromkeys(parts, NOTHING)
    for demand in known:
        for part in _inside(demand, parts) if demand.daily else ():
            given[part] = max(given[part], demand.days * part.days / demand.window.days)
    for demand in sorted(known, key=lambda demand: demand.window.end):
        inside = _inside(demand, parts)
        missing = demand.days - sum((given[part] for part in inside), start=NOTHING)
        for part in reversed(inside):
            more = max(NOTHING, min(missing, part.days - given[part]))
            given[part] += more
            missing -= more
    return sum(given.values(), start=NOTHING)


def _inside(demand: Demand, parts: Iterable[Span]) -> list[Span]:
    return [part for part in parts if _lies_in(part, demand.window)]


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
