"""Maintenance jobs, placed inside stops by crews that do one at a time (CEM-7, SX-12)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange, hull
from scheduler.domain.obligation import Job, Maintenance
from scheduler.domain.scenario import MaintenanceJob
from scheduler.domain.unit import Mode, Unit
from scheduler.errors import Fault
from scheduler.obligations.outcome import Outcome, note, owe
from scheduler.obligations.prepare import calendar_of
from scheduler.obligations.select import Planned, Scope
from scheduler.obligations.tables import clause_of

MAINTENANCE = "MAINTENANCE"


class _Named(NamedTuple):
    """A job of the table, and the name that a plan places it under."""

    job_id: str
    row: MaintenanceJob

    @property
    def crew(self) -> str:
        """A job without a crew has one of its own."""
        return self.row.crew or self.job_id


def maintenance(planned: Planned, scopes: Sequence[Scope]) -> Iterator[Outcome]:
    """One obligation for each crew, which does one job at a time.

    Where one job of a crew must find a place all of them must: an obligation is hard as a whole, and
    two for one crew would let it do two jobs at once.
    """
    units = {unit.unit_id: unit for unit in planned.units}
    crews: dict[str, list[_Named]] = {}
    for job in _named(planned.scenario.maintenance):
        if job.row.unit_id not in units:
            yield _unplanned(job)
        elif fault := _fault(planned, job, units[job.row.unit_id]):
            yield fault
        else:
            crews.setdefault(job.crew, []).append(job)
    for jobs in crews.values():
        yield from _of_crew(scopes, jobs, units)


def _named(rows: Sequence[MaintenanceJob]) -> Iterator[_Named]:
    """``unit/earliest day``, and a number where this is there again; whatever the table's order."""
    seen: Counter[str] = Counter()
    for row in sorted(rows, key=lambda row: (row.unit_id, row.earliest, row.latest, row.days, row.crew)):
        name = f"{row.unit_id}/{row.earliest}"
        seen[name] += 1
        yield _Named(name if seen[name] == 1 else f"{name}/{seen[name]}", row)


def _of_crew(scopes: Sequence[Scope], jobs: Sequence[_Named], units: dict[str, Unit]) -> Iterator[Outcome]:
    wanted = list(dict.fromkeys(job.row.unit_id for job in jobs))
    clause = clause_of("maintenance", wanted, scopes, MAINTENANCE)
    subject = jobs[0].row.crew or jobs[0].row.unit_id
    hard = any(job.row.must for job in jobs)
    if hard and not all(job.row.must for job in jobs):
        yield note(
            clause,
            subject,
            f"{subject}有必须安排的检修，其全部{len(jobs)}项均按必须安排计",
            f"one job of {subject} must be done, so all its {len(jobs)} jobs must",
        )
    yield owe(
        Maintenance,
        clause=clause,
        subject=subject,
        window=hull(_window(job) for job in jobs),
        ground=_ground(jobs),
        units=[units[name] for name in wanted],
        apart="" if jobs[0].row.crew else jobs[0].job_id,
        jobs=tuple(
            Job(job_id=job.job_id, unit_id=job.row.unit_id, days=job.row.days, window=_window(job))
            for job in jobs
        ),
        crews=1,
        hard=hard,
    )


def _window(job: _Named) -> DayRange:
    return DayRange(first=job.row.earliest, last=job.row.latest)


def _ground(jobs: Sequence[_Named]) -> Text:
    days = sum(job.row.days for job in jobs)
    return Text(
        zh=f"检修{len(jobs)}项，共{days}天，在停产期内安排",
        en=f"{len(jobs)} jobs of {days} days in all, inside stops",
    )


# ── jobs that cannot be placed ───────────────────────────────────────────────────────────────────


def _unplanned(job: _Named) -> Outcome:
    return note(
        MAINTENANCE,
        job.row.unit_id,
        f"{job.row.unit_id}不在通知适用范围内，其检修不作安排",
        f"no notice meets {job.row.unit_id}: its maintenance is not planned",
    )


def _fault(planned: Planned, job: _Named, unit: Unit) -> Fault | None:
    row, horizon = job.row, planned.scenario.horizon
    if unit.mode is Mode.LOAD:
        return Fault(
            f"maintenance of {row.unit_id} wants it to stand, but it reduces by load",
            sheet="maintenance",
            column="unit_id",
            value=row.unit_id,
            maybe="write mode stop for the unit, or leave the job out",
        )
    held = calendar_of(planned.scenario).span(_window(job)).days if row.earliest <= row.latest else 0
    if held < row.days:
        return Fault(
            f"{row.earliest} to {row.latest} has {held} days inside the horizon, the job takes {row.days}",
            sheet="maintenance",
            column="latest",
            value=str(row.latest),
            maybe=f"check the years; the horizon is {horizon}",
        )
    return None
