"""Maintenance jobs and the days that a plan gives them (CEM-7, SX-12)."""

from collections.abc import Iterator
from typing import NamedTuple

from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.obligation import Job, Maintenance
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit


class Wanted(NamedTuple):
    """A job that the season asks for."""

    works: Enterprise
    unit: Unit
    crew: str
    """Empty where the job has no crew that does others too."""
    job: Job
    placed: DayRange | None
    """``None`` where the plan finds no place for it."""


def wanted_jobs(season: Season, plan: Plan) -> Iterator[Wanted]:
    """Every job, placed or not, by unit in the inventory's order."""
    placed = {job.job_id: job.window for job in plan.jobs}
    order = {unit.unit_id: place for place, unit in enumerate(season.units)}
    owed = [owed for owed in season.obligations if isinstance(owed, Maintenance)]
    jobs = [(job, _crew(season, each)) for each in owed for job in each.jobs]
    for job, crew in sorted(jobs, key=lambda pair: (order[pair[0].unit_id], pair[0].window.first)):
        unit = season.unit_by_id[job.unit_id]
        works = season.enterprise_by_id[unit.enterprise_id]
        yield Wanted(works, unit, crew, job, placed.get(job.job_id))


def _crew(season: Season, owed: Maintenance) -> str:
    """Jobs without a crew stand under the name of their unit."""
    return "" if owed.subject in season.unit_by_id else owed.subject
