"""Places stops by turns: in each city and process the next unit stands when the fewest others do."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from scheduler.domain.calendar import Span
from scheduler.domain.unit import Process, Unit
from scheduler.generate.place import CALENDAR, WHOLE

Stops = tuple[Span, ...]
"""Of one unit, by day, none touching another."""
PHASES = 24
"""Places within a stage at which a turn may begin."""
CHANGEOVER_DAYS = 5
"""A changeover that shares its day with another weighs as so many shared days off."""


class Turn(NamedTuple):
    """So many days off within a window."""

    window: Span
    days: int


class Rota:
    """What stands on each day in one city and process, and how many stops begin or end."""

    def __init__(self) -> None:
        self.stopped_t = [0] * CALENDAR.days
        self.changeovers = [0] * CALENDAR.days

    def place(self, unit: Unit, turns: Sequence[Turn]) -> Stops:
        """Stops of a unit that holds to its own limits, at the phase where least stands so far."""
        turns = [_possible(unit, turn) for turn in turns if turn.days]
        windows = [turn.window for turn in turns]
        before = [0, *accumulate(self.stopped_t)]
        found = {phase: _at_phase(turns, phase) for phase in range(PHASES)}
        fitting = [phase for phase, stops in found.items() if legal(unit, stops, windows)]
        best = min(fitting, key=lambda phase: (self._crowding(unit, found[phase], before), phase), default=0)
        self.add(unit, found[best])
        return found[best]

    def add(self, unit: Unit, stops: Iterable[Span]) -> None:
        """Count stops that were placed for another reason."""
        for stop in stops:
            for day in stop.indices():
                self.stopped_t[day] += int(unit.capacity_t_per_day)
        for day in changeover_days(stops):
            self.changeovers[day] += 1

    def _crowding(self, unit: Unit, stops: Stops, before: Sequence[int]) -> int:
        """What stands beside the unit's stops, over their days; shared changeovers weigh likewise."""
        standing = sum(before[stop.end] - before[stop.start] for stop in stops)
        shared = sum(self.changeovers[day] for day in changeover_days(stops))
        return standing + CHANGEOVER_DAYS * shared * int(unit.capacity_t_per_day)


class Rotas:
    """A rota for each city and process."""

    def __init__(self, cities: Mapping[str, str]) -> None:
        """``cities``: enterprise id to city."""
        self._cities = cities
        self._rotas = defaultdict[tuple[Process, str], Rota](Rota)

    def of(self, unit: Unit) -> Rota:
        return self._rotas[unit.process, self._cities[unit.enterprise_id]]

    def by_city(self, process: Process) -> dict[str, Rota]:
        return {city: rota for (kind, city), rota in self._rotas.items() if kind is process}


def _possible(unit: Unit, turn: Turn) -> Turn:
    """At least the shortest stop; the whole window where no run would fit beside it."""
    days = max(turn.days, unit.shortest_stop_days)
    room = turn.window.days - days
    return Turn(turn.window, days if room >= unit.shortest_run_days else turn.window.days)


def _at_phase(turns: Sequence[Turn], phase: int) -> Stops:
    """Each turn from its phase on; what reaches beyond its window comes at the window's beginning."""
    days: set[int] = set()
    for (start, end), number in turns:
        length = end - start
        first = phase * length // PHASES
        days.update(start + (first + day) % length for day in range(number))
    return spans(days)


def spans(days: Collection[int]) -> Stops:
    """Days as stops."""
    ordered = sorted(days)
    cuts = [0, *(n for n, (one, next_) in enumerate(pairwise(ordered), 1) if next_ > one + 1), len(ordered)]
    return tuple(Span(ordered[a], ordered[b - 1] + 1) for a, b in pairwise(cuts) if a < b)


def legal(unit: Unit, stops: Stops, windows: Iterable[Span]) -> bool:
    """Whether the stops hold to the unit's shortest stop, shortest run and most stops in each window."""
    return (
        all(stop.days >= unit.shortest_stop_days for stop in stops)
        and all(two.start - one.end >= unit.shortest_run_days for one, two in pairwise(stops))
        and all(sum(stop.start in w for stop in stops) <= unit.most_stops_per_stage for w in windows)
    )


def changeover_days(stops: Iterable[Span]) -> Iterator[int]:
    """Days on whose morning the unit stops or starts; one that stands all along stood before the season."""
    for stop in stops:
        if stop != WHOLE:
            yield from (day for day in stop if day < CALENDAR.days)
