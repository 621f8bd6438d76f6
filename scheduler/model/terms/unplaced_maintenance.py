"""Maintenance jobs that need not, and do not, find a place inside a stop, in yuan (CEM-7)."""

from scheduler.domain.objective import UnplacedMaintenance
from scheduler.domain.obligation import Maintenance
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def cost(model: SeasonModel, term: UnplacedMaintenance) -> Linear:
    unplaced = Linear()
    for owed in model.season.obligations:
        for job in owed.jobs if isinstance(owed, Maintenance) and not owed.hard else ():
            unplaced.plus(1).add(model.placed[job.job_id], -1)
    return unplaced.scaled(term.yuan_per_job)


relaxed_cost = cost
