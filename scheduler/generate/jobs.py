"""Maintenance placed in the witness's stops, crew by crew, with some room around (CEM-7, SX-12)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from scheduler.domain.calendar import Span
from scheduler.domain.plan import PlacedJob
from scheduler.domain.scenario import MaintenanceJob
from scheduler.generate.inventory import Works
from scheduler.generate.place import CALENDAR
from scheduler.generate.rota import Stops
from scheduler.generate.witness import Witness

UNITS_A_JOB, JOBS_A_CREW = 15, 6
JOB_DAYS = (5, 12)
ROOM_DAYS = 8
"""Days before and after its place in the witness within which a job may be done."""
STRICT = 3
"""Each third crew's jobs must find a place."""

Placed = tuple[MaintenanceJob, PlacedJob]


def maintenance(
    random: Random, works: Sequence[Works], witness: Witness
) -> tuple[list[MaintenanceJob], list[PlacedJob]]:
    """Jobs of each city's crews, each with its place in the witness."""
    cities: dict[str, dict[str, Stops]] = {}
    for each in works:
        own = cities.setdefault(each.enterprise.city, {})
        own.update({u.unit_id: witness.stops[u.unit_id] for u in each.units if u.unit_id in witness.stops})
    placed = [job for city, stops in cities.items() for job in _of_city(random, city, stops)]
    return [job for job, _ in placed], [place for _, place in placed]


def _of_city(random: Random, city: str, stops: Mapping[str, Stops]) -> Iterator[Placed]:
    wanted = random.sample(sorted(stops), -(-len(stops) // UNITS_A_JOB))
    for crew, start in enumerate(range(0, len(wanted), JOBS_A_CREW), start=1):
        busy: list[Span] = []
        for unit_id in wanted[start : start + JOBS_A_CREW]:
            place = _free_place(random.randint(*JOB_DAYS), stops[unit_id], busy)
            if place is not None:
                busy.append(place)
                yield _job(unit_id, place, f"{city}检修{crew:02}队", must=crew % STRICT == 0)


def _free_place(days: int, stops: Stops, busy: Iterable[Span]) -> Span | None:
    """The first days of a stop on which the crew is free."""
    for stop in stops:
        for start in range(stop.start, stop.end - days + 1):
            if all(start + days <= other.start or other.end <= start for other in busy):
                return Span(start, start + days)
    return None


def _job(unit_id: str, place: Span, crew: str, *, must: bool) -> Placed:
    window = CALENDAR.range(Span(max(0, place.start - ROOM_DAYS), min(CALENDAR.days, place.end + ROOM_DAYS)))
    job = MaintenanceJob(
        unit_id=unit_id, days=place.days, earliest=window.first, latest=window.last, crew=crew, must=must
    )
    name = f"{unit_id}/{window.first}"
    return job, PlacedJob(job_id=name, unit_id=unit_id, window=CALENDAR.range(place))
