"""What makes a plan unreadable for a season: rows that fit no unit, day or job, or contradict each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import combinations

from scheduler.domain.base import decimal_text
from scheduler.domain.obligation import Job, Maintenance
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Stop
from scheduler.domain.season import Season
from scheduler.errors import Fault


def plan_faults(season: Season, plan: Plan) -> list[Fault]:
    """Every fault of a plan, stops first. What breaks a rule but can be measured is no fault."""
    return [
        *_row_faults(season, plan.stops, "stops.csv"),
        *_row_faults(season, plan.loads, "loads.csv"),
        *(
            Fault(
                message=f"load of {spell.unit_id} over {spell.window} is below zero",
                file="loads.csv",
                column="load",
                value=decimal_text(spell.load),
                maybe="it is meant as a reduction: give what is left, 0.7 for a cut of 30 %.",
            )
            for spell in plan.loads
            if spell.load < 0
        ),
        *_job_faults(season, plan.jobs),
    ]


def _row_faults(season: Season, rows: Iterable[Stop | LoadSpell], file: str) -> list[Fault]:
    by_unit: defaultdict[str, list[Stop | LoadSpell]] = defaultdict(list)
    for row in rows:
        by_unit[row.unit_id].append(row)
    faults = [_unknown(season, unit_id, file) for unit_id in by_unit if unit_id not in season.unit_by_id]
    for own in by_unit.values():
        faults += [_outside(season, row, file) for row in own if not row.window.overlaps(season.calendar)]
        faults += [_overlap(a, b, file) for a, b in combinations(own, 2) if a.window.overlaps(b.window)]
    return faults


def _job_faults(season: Season, rows: Sequence[PlacedJob]) -> list[Fault]:
    jobs = {
        job.job_id: job for owed in season.obligations if isinstance(owed, Maintenance) for job in owed.jobs
    }
    times = Counter(row.job_id for row in rows)
    return [
        *(_unknown_job(jobs, job_id) for job_id in times if job_id not in jobs),
        *(_placed_twice(job_id) for job_id, count in times.items() if count > 1),
        *(
            _at_another_unit(jobs[row.job_id], row)
            for row in rows
            if row.job_id in jobs and row.unit_id != jobs[row.job_id].unit_id
        ),
    ]


def _unknown_job(jobs: Iterable[str], job_id: str) -> Fault:
    return Fault(
        message="the season has no such job",
        file="jobs.csv",
        column="job_id",
        value=job_id,
        maybe=_meant(job_id, jobs),
    )


def _placed_twice(job_id: str) -> Fault:
    return Fault(
        message=f"job {job_id} is placed more than once",
        file="jobs.csv",
        column="job_id",
        value=job_id,
        maybe="a row of an older plan was left behind.",
    )


def _at_another_unit(job: Job, row: PlacedJob) -> Fault:
    return Fault(
        message=f"job {job.job_id} is work on another unit",
        file="jobs.csv",
        column="unit_id",
        value=row.unit_id,
        maybe=f"{job.unit_id} is meant.",
    )


def _unknown(season: Season, unit_id: str, file: str) -> Fault:
    return Fault(
        message="the season has no such unit",
        file=file,
        column="unit_id",
        value=unit_id,
        maybe=_meant(unit_id, season.unit_by_id),
    )


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"{near[0]} is meant." if near else "the plan belongs to another scenario."


def _outside(season: Season, row: Stop | LoadSpell, file: str) -> Fault:
    return Fault(
        message=f"{row.unit_id} has a row wholly outside the season {season.calendar}",
        file=file,
        column="first_day",
        value=str(row.window),
        maybe="the year is wrong, or the plan belongs to another season.",
    )


def _overlap(before: Stop | LoadSpell, after: Stop | LoadSpell, file: str) -> Fault:
    return Fault(
        message=f"two rows of {after.unit_id} share days: {before.window} and {after.window}",
        file=file,
        column="first_day",
        value=str(after.window.first),
        maybe="one row is there twice, or a last day is wrong.",
    )
