"""How far units can reduce at all: an upper bound from their own limits and the heat floors."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import ForbiddenDays, HeatFloor, MostStops, ShortestStop
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.obligations.heat import HeatRoom
from scheduler.obligations.outcome import Owed

NOTHING = Fraction(0)


class Reach:
    """What a season's units can reduce; never less than what some plan does."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self._shortest = {owed.subject: owed.days for owed in self.all(ShortestStop)}
        self._most_stops = {(o.subject, str(o.window)): o.stops for o in self.all(MostStops)}
        self._barred: dict[str, set[int]] = {}
        for owed in self.all(ForbiddenDays):
            self._barred.setdefault(owed.subject, set()).update(self.days(owed.window))
        self._cold = HeatRoom([], season.unit_by_id, season.calendar)
        self._warm = HeatRoom(self.all(HeatFloor), season.unit_by_id, season.calendar)
        self._stretches = {
            u.unit_id: tuple(self._long_enough(u)) for u in season.units if u.mode is Mode.STOP
        }

    def all(self, kind: type[Owed]) -> list[Owed]:
        """The season's obligations of a kind, those derived from it included."""
        return [owed for owed in self.season.obligations if isinstance(owed, kind)]

    def units(self, names: Collection[str]) -> list[Unit]:
        return [self.season.unit_by_id[name] for name in names]

    def days(self, window: DayRange) -> range:
        return self.season.calendar.span(window).indices()

    def may_stand(self, unit: Unit, day: int) -> bool:
        """Whether any stop that is long enough and free of forbidden days holds the day."""
        return any(day in stretch for stretch in self._stretches[unit.unit_id])

    def must_stand(self, unit: Unit) -> Span:
        """The first days on which a unit that stands already must stand on, by its shortest stop."""
        stood = self.season.stands_before(unit)
        left = self._shortest.get(unit.unit_id, 1) - stood if stood else 0
        return Span(0, max(0, left))

    def lowest_load(self, unit: Unit, day: int) -> Fraction:
        """The least that a unit can run on a day."""
        if unit.mode is Mode.LOAD:
            return unit.lowest_load
        return Fraction(0 if self.may_stand(unit, day) else 1)

    def highest_load(self, unit: Unit, day: int) -> Fraction:
        """The most that a unit can run on a day."""
        return Fraction(0 if day in self.must_stand(unit) else 1)

    def days_off(self, unit: Unit, window: DayRange) -> int:
        """Most days in a window on which a stopping unit stands: its own limits and stops only."""
        span = self.season.calendar.span(window)
        inside = [_meet(stretch, span) for stretch in self._stretches[unit.unit_id]]
        carried = sum(s.days for s in inside if s.start == span.start and s.days)
        begun = sorted((s.days for s in inside if s.start > span.start), reverse=True)
        return carried + sum(begun[: self._most_stops.get((unit.unit_id, str(window)))])

    def capacity(self, names: Collection[str]) -> dict[str, Fraction]:
        return {unit.unit_id: unit.capacity_t_per_day for unit in self.units(names)}

    def unit_days(self, names: Collection[str], window: DayRange) -> Fraction:
        """Σ capacity · days of a group over a window."""
        return sum(self.capacity(names).values(), NOTHING) * len(self.days(window))

    def most(
        self, names: Collection[str], gain: Mapping[str, Fraction], window: DayRange, *, warm: bool = True
    ) -> Fraction:
        """The largest Σ gain · reduced days over a window; ``warm`` holds the heat floors."""
        units, days = self.units(names), self.days(window)
        room = self._warm if warm else self._cold
        by_day = room.most_reduced(units, gain, days, self.may_stand)
        lower = sum((gain[u.unit_id] * (1 - u.lowest_load) for u in units if u.mode is Mode.LOAD), NOTHING)
        stopping = [u for u in units if u.mode is Mode.STOP]
        by_unit = sum((gain[u.unit_id] * self.days_off(u, window) for u in stopping), NOTHING)
        return min(by_day, by_unit + lower * len(days))

    def most_of_day(self, names: Collection[str], gain: Mapping[str, Fraction], day: int) -> Fraction:
        """The largest Σ gain · reduction on one day."""
        return self._warm.most_reduced(self.units(names), gain, [day], self.may_stand)

    def share(self, names: Collection[str], window: DayRange, *, warm: bool = True) -> Fraction:
        """The largest share of a group's capacity that can be reduced over a window."""
        whole = self.unit_days(names, window)
        return self.most(names, self.capacity(names), window, warm=warm) / whole if whole else Fraction(1)

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
