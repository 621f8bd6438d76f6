"""The witness: a plan that meets everything a generated season asks. No solver sees it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from scheduler.domain.calendar import Span
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Stop
from scheduler.domain.unit import LOAD_STEPS, Unit
from scheduler.generate.place import CALENDAR
from scheduler.generate.rota import Rota, Stops


@dataclass
class Witness:
    """Stops and loads as they are placed, works by works."""

    stops: dict[str, Stops] = field(default_factory=dict)
    """By unit id; a unit that is not named runs."""
    loads: dict[str, tuple[tuple[Span, Fraction], ...]] = field(default_factory=dict)
    """By unit id, by day, none overlapping; full load on all other days."""

    def stand(self, unit: Unit, stops: Stops, rota: Rota | None = None) -> None:
        """Note the stops of a unit; ``rota`` counts stops that it has not placed itself."""
        self.stops[unit.unit_id] = stops
        if rota is not None:
            rota.add(unit, stops)

    def run_at(self, unit: Unit, load: Fraction, *windows: Span) -> None:
        """Run a unit at a load, in whole thousandths, over each window."""
        steps = Fraction(floor(load * LOAD_STEPS), LOAD_STEPS)
        self.loads[unit.unit_id] = (
            *self.loads.get(unit.unit_id, ()),
            *((window, steps) for window in windows),
        )

    def output(self, unit: Unit) -> list[Fraction]:
        """Load of each day; 0 while the unit stands."""
        days = [Fraction(1)] * CALENDAR.days
        for span, load in self.reduced(unit):
            days[span.start : span.end] = [load] * span.days
        return days

    def made(self, unit: Unit, window: Span) -> Fraction:
        """Days of full output that the unit makes in a window."""
        lost = sum(
            ((1 - load) * _shared(span, window) for span, load in self.reduced(unit)), start=Fraction(0)
        )
        return window.days - lost

    def runs_through(self, unit: Unit, window: Span) -> bool:
        return not any(_shared(stop, window) for stop in self.stops.get(unit.unit_id, ()))

    def reduced(self, unit: Unit) -> Iterator[tuple[Span, Fraction]]:
        """Days on which the unit does not run at full load, and its load on them."""
        yield from ((stop, Fraction(0)) for stop in self.stops.get(unit.unit_id, ()))
        yield from self.loads.get(unit.unit_id, ())

    def plan(self, jobs: Iterable[PlacedJob]) -> Plan:
        return Plan(
            stops=tuple(
                Stop(unit_id=unit_id, window=CALENDAR.range(stop))
                for unit_id in sorted(self.stops)
                for stop in self.stops[unit_id]
            ),
            loads=tuple(
                LoadSpell(unit_id=unit_id, window=CALENDAR.range(span), load=load)
                for unit_id in sorted(self.loads)
                for span, load in self.loads[unit_id]
            ),
            jobs=tuple(jobs),
        )


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
