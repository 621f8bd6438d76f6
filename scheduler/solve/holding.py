"""Which obligations a schedule breaks, as the checker sees it: the model is not asked whether it is right."""

from collections.abc import Iterable
from dataclasses import replace

from scheduler.domain.obligation import Maintenance, Obligation
from scheduler.domain.season import Season
from scheduler.model.schedule import Schedule, to_plan
from scheduler.verify.check import verify


def broken(season: Season, schedule: Schedule) -> frozenset[str]:
    """Ids of all obligations that the schedule breaks."""
    return frozenset(each.obligation_id for each in verify(season, to_plan(season, schedule)).broken)


def broken_of(
    season: Season, obligations: Iterable[Obligation], schedule: Schedule
) -> dict[str, tuple[int, ...]]:
    """Ids of those obligations that the schedule breaks, and the days on which it does, where days tell.

    Nothing else of the season is looked at.
    """
    asked = tuple(obligations)
    read = {unit_id for owed in asked for unit_id in owed.units}
    units = tuple(unit for unit in season.units if unit.unit_id in read)
    works = {unit.enterprise_id for unit in units}
    theirs = season.model_copy(
        update={
            "units": units,
            "enterprises": tuple(each for each in season.enterprises if each.enterprise_id in works),
            "objective": (),
        }
    )
    plan = to_plan(theirs, replace(schedule.only(read), jobs=schedule.jobs))
    jobs = {job.job_id for owed in asked if isinstance(owed, Maintenance) for job in owed.jobs}
    plan = plan.model_copy(update={"jobs": tuple(job for job in plan.jobs if job.job_id in jobs)})
    held = verify(theirs.model_copy(update={"obligations": asked}), plan)
    return {each.obligation_id: tuple(map(season.calendar.index, each.broken_on)) for each in held.broken}
