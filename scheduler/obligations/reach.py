"""How far units can reduce at all: an upper bound from their own limits and the heat floors."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import (
    CokingTime,
    ForbiddenDays,
    HeatFloor,
    LoadCeiling,
    MostStops,
    OneLoad,
    ShortestRun,
    ShortestStop,
    StopDays,
    StopWindow,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.obligations.heat import HeatRoom
from scheduler.obligations.outcome import Owed

NOTHING = Fraction(0)
FULL = Fraction(1)


class Reach:
    """What a season's units can reduce; never less than what some plan does."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self._by_kind: dict[type, list[Any]] = {}
        self._shortest = {owed.subject: owed.days for owed in self.all(ShortestStop)}
        self.shortest_run = {owed.subject: owed.days for owed in self.all(ShortestRun)}
        self._barred: dict[str, set[int]] = {}
        for owed in self.all(ForbiddenDays):
            self._barred.setdefault(owed.subject, set()).update(self.days(owed.window))
        self._most_stops: dict[tuple[str, Span], list[MostStops]] = {}
        for limit in self.all(MostStops):
            self._most_stops.setdefault((limit.subject, season.calendar.span(limit.window)), []).append(limit)
        self._cold = HeatRoom([], season.unit_by_id, season.calendar)
        self._warm = HeatRoom(self.all(HeatFloor), season.unit_by_id, season.calendar)
        self._stretches = {
            u.unit_id: tuple(self._long_enough(u)) for u in season.units if u.mode is Mode.STOP
        }
        self._edges_of: dict[str, frozenset[int]] = {}

    def all(self, kind: type[Owed]) -> list[Owed]:
        """The season's obligations of a kind, those derived from it included."""
        if kind not in self._by_kind:
            self._by_kind[kind] = [owed for owed in self.season.obligations if isinstance(owed, kind)]
        return self._by_kind[kind]

    def units(self, names: Collection[str]) -> list[Unit]:
        return [self.season.unit_by_id[name] for name in names]

    def days(self, window: DayRange) -> range:
        return self.season.calendar.span(window).indices()

    # ── on a day ─────────────────────────────────────────────────────────────────────────────────

    def may_stand(self, unit: Unit, day: int) -> bool:
        """Whether any stop that is long enough and free of forbidden days holds the day."""
        return any(start <= day < end for start, end in self._stretches[unit.unit_id])

    def barred(self, unit: Unit) -> Collection[int]:
        """The days on which a unit may not stand."""
        return self._barred.get(unit.unit_id, ())

    def carried(self, unit: Unit) -> Span:
        """The first days on which a unit that stands already must stand on, by its shortest stop."""
        stood = self.season.stands_before(unit)
        left = self._shortest.get(unit.unit_id, 1) - stood if stood else 0
        return Span(0, max(0, left))

    def must_stand(self, unit: Unit) -> Collection[int]:
        """The days on which it must stand: those of its stop windows, and the first if it stands already."""
        return self._standing.get(unit.unit_id, ())

    @cached_property
    def _standing(self) -> dict[str, set[int]]:
        standing = {u.unit_id: set(self.carried(u).indices()) for u in self.season.units}
        for owed in self.all(StopWindow):
            standing[owed.subject].update(self.days(owed.window))
        return standing

    @cached_property
    def stopping(self) -> frozenset[str]:
        """The units that owe a day off themselves, inside the horizon."""
        days = {owed.subject for owed in self.all(StopDays) if owed.days and self.days(owed.window)}
        return frozenset(days | {owed.subject for owed in self.all(StopWindow) if self.days(owed.window)})

    def lowest_load(self, unit: Unit, day: int) -> Fraction:
        """The least that a unit can run on a day."""
        if unit.mode is Mode.LOAD:
            bounds = self._lowest.get(unit.unit_id, ())
            return max((least for (start, end), least in bounds if start <= day < end), default=NOTHING)
        return NOTHING if self.may_stand(unit, day) else FULL

    @cached_property
    def _lowest(self) -> dict[str, list[tuple[Span, Fraction]]]:
        lowest: dict[str, list[tuple[Span, Fraction]]] = {}
        for owed in self.all(OneLoad):
            bound = self.season.calendar.span(owed.window), owed.lowest_load
            lowest.setdefault(owed.subject, []).append(bound)
        return lowest

    def highest_load(self, unit: Unit, day: int) -> Fraction:
        """The most that a unit can run on a day."""
        if day in self.must_stand(unit):
            return NOTHING
        bounds = self._highest.get(unit.unit_id, ())
        return min((most for (start, end), most in bounds if start <= day < end), default=FULL)

    @cached_property
    def _highest(self) -> dict[str, list[tuple[Span, Fraction]]]:
        highest: dict[str, list[tuple[Span, Fraction]]] = {}
        for owed, most in self.ceilings():
            if most < 1 and self.season.unit_by_id[owed.subject].mode is Mode.LOAD:
                highest.setdefault(owed.subject, []).append((self.season.calendar.span(owed.window), most))
        return highest

    def ceilings(self) -> Iterator[tuple[LoadCeiling | CokingTime, Fraction]]:
        """Each ceiling on a load, given as one or by coking time."""
        yield from ((owed, owed.ceiling) for owed in self.all(LoadCeiling))
        yield from ((owed, owed.normal_hours / owed.hours) for owed in self.all(CokingTime))

    def alike(self, names: Iterable[str], window: DayRange) -> Iterator[range]:
        """The days of a window in stretches on each of which the units can do the same."""
        span = self.season.calendar.span(window)
        turns = {turn for name in names for turn in self._edges(name) if turn in span}
        for start, end in pairwise(sorted({*span, *turns})):
            yield range(start, end)

    def _edges(self, name: str) -> frozenset[int]:
        """Days on which what a unit can do, or what a floor asks of it, may begin to differ."""
        if name not in self._edges_of:
            spans = [*self._stretches.get(name, ()), *self._floors.get(name, ())]
            spans += [span for bounds in (self._lowest, self._highest) for span, _ in bounds.get(name, ())]
            standing = self.must_stand(self.season.unit_by_id[name])
            turns = {day for day in standing if day - 1 not in standing}
            turns |= {day + 1 for day in standing if day + 1 not in standing}
            self._edges_of[name] = frozenset(turns.union(*spans))
        return self._edges_of[name]

    @cached_property
    def _floors(self) -> dict[str, list[Span]]:
        floors: dict[str, list[Span]] = {}
        for owed in self.all(HeatFloor):
            for name in owed.units:
                floors.setdefault(name, []).append(self.season.calendar.span(owed.window))
        return floors

    # ── over a window ────────────────────────────────────────────────────────────────────────────

    def days_off(self, unit: Unit, window: DayRange) -> int:
        """Most days in a window on which a stopping unit stands: its own limits and stops only."""
        span = self.season.calendar.span(window)
        pieces = [_meet(stretch, span) for stretch in self._stretches[unit.unit_id]]
        limits = self._most_stops.get((unit.unit_id, span), ())
        most = min((limit.stops for limit in limits), default=len(pieces))
        days = _longest([piece for piece in pieces if piece.start > span.start], most)
        days += sum(piece.days for piece in pieces if piece.start == span.start)
        in_pieces = (limit.stops for limit in limits if limit.counts_carried)
        return min([days, *(_longest(pieces, stops) for stops in in_pieces)])

    def most_days_off(self, unit: Unit, window: DayRange) -> Fraction:
        """Most days off in a window, with homes heated."""
        return self.most([unit.unit_id], {unit.unit_id: FULL}, window)

    def capacity(self, names: Collection[str]) -> dict[str, Fraction]:
        return {unit.unit_id: unit.capacity_t_per_day for unit in self.units(names)}

    def unit_days(self, names: Collection[str], window: DayRange) -> Fraction:
        """Σ capacity · days of a group over a window."""
        return sum(self.capacity(names).values(), NOTHING) * len(self.days(window))

    def most(
        self, names: Collection[str], gain: Mapping[str, Fraction], window: DayRange, *, warm: bool = True
    ) -> Fraction:
        """The largest Σ gain · reduced days over a window; ``warm`` holds the heat floors."""
        stopping, lower = (
            [unit for unit in self.units(names) if unit.mode is mode] for mode in (Mode.STOP, Mode.LOAD)
        )
        room = self._warm if warm else self._cold
        by_day = room.most_reduced(stopping, gain, self.days(window), self.may_stand)
        by_unit = sum((gain[unit.unit_id] * self.days_off(unit, window) for unit in stopping), NOTHING)
        given_up = sum((gain[unit.unit_id] * self._most_given_up(unit, window) for unit in lower), NOTHING)
        return min(by_day, by_unit) + given_up

    def _most_given_up(self, unit: Unit, window: DayRange) -> Fraction:
        """Most days' work that a unit gives up by lower load."""
        stretches = self.alike([unit.unit_id], window)
        return sum((len(days) * (1 - self.lowest_load(unit, days.start)) for days in stretches), NOTHING)

    def most_of_day(self, names: Collection[str], gain: Mapping[str, Fraction], day: int) -> Fraction:
        """The largest Σ gain · reduction on one day."""
        return self._warm.most_reduced(self.units(names), gain, [day], self.may_stand, self.lowest_load)

    def share(self, names: Collection[str], window: DayRange, *, warm: bool = True) -> Fraction:
        """The largest share of a group's capacity that can be reduced over a window."""
        whole = self.unit_days(names, window)
        return self.most(names, self.capacity(names), window, warm=warm) / whole if whole else FULL

    def _long_enough(self, unit: Unit) -> Iterator[Span]:
        """Stretches without a forbidden day in which a shortest stop fits, one from before included."""
        stood, shortest = self.season.stands_before(unit), self._shortest.get(unit.unit_id, 1)
        for stretch in self._allowed(unit):
            if stretch.days + (stood if stretch.start == 0 else 0) >= shortest:
                yield stretch

    def _allowed(self, unit: Unit) -> Iterator[Span]:
        """Longest runs of days that are not forbidden."""
        barred, start = self._barred.get(unit.unit_id, set()), 0
        for day in range(self.season.calendar.days + 1):
            if day == self.season.calendar.days or day in barred:
                if day > start:
                    yield Span(start, day)
                start = day + 1


def _meet(a: Span, b: Span) -> Span:
    start = max(a.start, b.start)
    return Span(start, max(start, min(a.end, b.end)))


def _longest(pieces: Collection[Span], number: int) -> int:
    """Days of so many pieces, the longest first."""
    return sum(sorted((piece.days for piece in pieces), reverse=True)[:number])
