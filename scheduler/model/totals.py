"""The totals model: how many days each unit stands in each segment, and nothing of when.

A relaxation: every plan that holds the season gives a solution of no higher cost. It finds the lost
margin, the burdens and the fewest restarts without timing, so its bound is close and quick.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import ForbiddenDays, MostStops, ShortestStop, StopDays, StopWindow
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.model.linear import Linear, Variable, total
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import SeasonModel, Values, shared

Quantity = tuple[str, str, Span]
"""What it counts, of whom, over which days: ``days`` off or ``load`` of a unit, ``burden`` of a works."""


def burden_above(owed: Fraction, works: str, span: Span) -> Quantity:
    """What a works bears above an owed share of its margin, in thousandths."""
    return f"burden above {owed}", works, span


class TotalsModel(SeasonModel):
    """All units free."""

    def __init__(self, season: Season) -> None:
        super().__init__(season, Schedule())
        self._days: dict[tuple[str, Span], Variable] = {}
        self._starts: dict[str, list[Variable]] = {}
        self._crosses: dict[tuple[str, int], Variable] = {}
        """Unit and first day of a segment to 1 where a stop runs on into it."""
        self._forbidden = self._forbidden_days()
        for unit in season.units:
            if unit.mode is Mode.STOP:
                self._add_unit(unit)
            else:
                self.loads(unit)
        self._limit_stops()

    def is_free(self, unit: Unit) -> bool:
        return True

    def stopped_in(self, unit: Unit, segment: Span) -> Linear:
        return Linear.of(self._days[unit.unit_id, segment])

    def days_off(self, unit: Unit, span: Span) -> Linear:
        """Days off over whole segments; none of a load unit."""
        parts = self.segments_in(unit, span) if unit.mode is Mode.STOP else ()
        return total(self.stopped_in(unit, part) for part in parts)

    def quantities(self) -> Iterator[tuple[Quantity, str, int]]:
        """What rows that tie works read of each: the quantity, its works, its variable's index."""
        for (unit_id, segment), days in self._days.items():
            yield ("days", unit_id, segment), self.season.unit_by_id[unit_id].enterprise_id, days.index
        for unit_id, loads in self._loads.items():
            for period, load in loads.items():
                if isinstance(load, Variable):
                    yield ("load", unit_id, period), self.season.unit_by_id[unit_id].enterprise_id, load.index
        for (works, window, owed), above in self.excesses.items():
            for index in above.variables:
                yield burden_above(owed, works, self.season.calendar.span(window)), works, index

    def _highest(self, parts: Sequence[Linear]) -> int:
        return max(0, *(ceil(part.at_most(self.bounds)) for part in parts))

    def _states(self, schedule: Schedule) -> Values:
        values: Values = {}
        for (unit_id, segment), days in self._days.items():
            values[days.index] = schedule.off[unit_id].count(1, segment.start, segment.end)
        for (unit_id, day), crosses in self._crosses.items():
            values[crosses.index] = schedule.off[unit_id][day - 1] & schedule.off[unit_id][day]
        for unit_id, starts in self._starts.items():
            unit = self.season.unit_by_id[unit_id]
            changes = [day for day in schedule.changes_of(unit, self.season) if schedule.off[unit_id][day]]
            for segment, begun in zip(self.segments(unit), starts, strict=True):
                values[begun.index] = sum(day in segment for day in changes)
        return values

    def fewest_starts(self, unit: Unit) -> Linear:
        """Stops that begin, as few as the days off in the segments need."""
        starts = Linear()
        for count in self._starts[unit.unit_id]:
            starts.plus(count)
        return starts

    def _forbidden_days(self) -> dict[str, set[int]]:
        days: dict[str, set[int]] = {}
        for owed in self.season.obligations:
            if isinstance(owed, ForbiddenDays):
                days.setdefault(owed.subject, set()).update(self.season.calendar.span(owed.window).indices())
        return days

    def _add_unit(self, unit: Unit) -> None:
        """Days off, stops begun, and whether a stop crosses from one segment into the next.

        Days off in a segment are explained by a stop begun in it or one that crosses into it; a
        segment crossed at both ends with none begun in it is off throughout.
        """
        forbidden = self._forbidden.get(unit.unit_id, set())
        name = unit.unit_id
        crosses: Variable | int = int(self.season.stands_before(unit) > 0)
        starts = []
        for segment in self.segments(unit):
            most = sum(day not in forbidden for day in segment.indices())
            days = self.new_int(0, most)
            begun = self.new_int(0, segment.days)
            crosses_on: Variable | int = 0
            if segment.end < self.season.calendar.days:
                crosses_on = self.new_bool()
                self._crosses[name, segment.end] = crosses_on
            most = segment.days
            self.at_least(Linear.weighted((days, begun, crosses), (-1, most, most)))
            self.at_least(Linear.weighted((days, begun), (1, -1)))
            self.at_least(Linear.weighted((days, crosses_on), (1, -1)))
            self.at_least(Linear.weighted((begun, crosses, crosses_on), (1, 1, -1)))
            self.at_least(Linear.weighted((days, begun, crosses, crosses_on), (1, most, -most, -most)), -most)
            self._days[name, segment] = days
            starts.append(begun)
            crosses = crosses_on
        self._starts[name] = starts

    def _limit_stops(self) -> None:
        for owed in self.season.obligations:
            if isinstance(owed, ShortestStop):
                self._limit_by_length(self.season.unit_by_id[owed.subject], owed.days)
            elif isinstance(owed, MostStops):
                self._limit_by_number(owed)
            elif isinstance(owed, StopWindow) or (isinstance(owed, StopDays) and owed.days):
                self._ask_for_a_stop(owed)

    def _limit_by_length(self, unit: Unit, shortest: int) -> None:
        """Each stop begun takes its shortest length in days off; a stop that runs on, what is left."""
        days = Linear()
        for segment in self.segments(unit):
            days.plus(self._days[unit.unit_id, segment])
        before = self.season.stands_before(unit)
        still_owed = max(0, shortest - before) if before else 0
        self.at_least(days.add(self.fewest_starts(unit), -shortest), still_owed)

    def _ask_for_a_stop(self, owed: StopWindow | StopDays) -> None:
        """Days off are owed: a stop begins in the window or runs on into it, which fractions would blur."""
        span = self.season.calendar.span(owed.window)
        if span.days:
            before = int(self.season.stands_before(self.season.unit_by_id[owed.subject]) > 0)
            carried = self._crosses.get((owed.subject, span.start), before)
            self.at_least(self._stops_in(owed.subject, span).plus(carried), 1)

    def _stops_in(self, unit_id: str, span: Span) -> Linear:
        """Stops that begin in the segments of a span."""
        segments = self.segments(self.season.unit_by_id[unit_id])
        counts = zip(segments, self._starts[unit_id], strict=True)
        return total(Linear.of(begun) for segment, begun in counts if shared(segment, span) == segment)

    def _limit_by_number(self, owed: MostStops) -> None:
        span = self.season.calendar.span(owed.window)
        begun = self._stops_in(owed.subject, span)
        if owed.counts_carried:
            begun.plus(self._crosses.get((owed.subject, span.start), 0))
        self.at_most(begun, owed.stops)
