"""Maintenance jobs are done inside stops, at most ``crews`` at a time (CEM-7, SX-12).

begin(j, d) is 1 where job j begins on day d, from which on all its days lie in its window:
Σ begin(j, d) ≤ 1, or = 1 where the jobs are hard;
off(u, t) ≥ Σ begin(j, d) over t − days < d ≤ t, for the job's unit u; for days t on which it cannot
change, together;
Σ over the jobs of begin(j, d) over t − days < d ≤ t ≤ crews, on each day t.
On totals: a job finds a place only where its unit stands days enough in the segments of its window.
The term ``unplaced_maintenance`` prices the jobs without a place.
"""

from collections.abc import Iterable
from itertools import chain, pairwise, repeat

from scheduler.domain.obligation import Job, Maintenance
from scheduler.domain.unit import Mode
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear, Variable
from scheduler.model.season_model import shared
from scheduler.model.totals import TotalsModel


def add(model: DayModel, owed: Maintenance) -> None:
    for job in owed.jobs:
        begins = _begins(model, job)
        placed = _sum(begins.values())
        model.at_least(placed, int(owed.hard))
        with model.loosely(None):  # a job may be left out, or meet no crew; never done while its unit runs
            model.at_most(placed, 1)
            _hold_inside_stops(model, job, begins)
        model.job_begins[job.job_id], model.placed[job.job_id] = begins, placed
    if len(owed.jobs) > owed.crews:
        _share_crews(model, owed)


def _begins(model: DayModel, job: Job) -> dict[int, Variable]:
    """The days on which the job may begin: its unit can stand on all its days."""
    window = model.season.calendar.span(job.window)
    unit = model.season.unit_by_id[job.unit_id]
    runs = [isinstance(off := model.off(unit, day), int) and not off for day in window.indices()]
    return {
        day: model.new_bool()
        for day in range(window.start, window.end - job.days + 1)
        if not any(runs[day - window.start : day - window.start + job.days])
    }


def _hold_inside_stops(model: DayModel, job: Job, begins: dict[int, Variable]) -> None:
    """Between two days on which the unit may change it stands throughout, where the job has any of them."""
    unit, window = model.season.unit_by_id[job.unit_id], model.season.calendar.span(job.window)
    days = model.distinct_days([unit], window) if begins else []
    for day, end in pairwise([*days, window.end]):
        off = model.off(unit, day)
        if isinstance(off, Variable):
            touching = (begins[first] for first in range(day - job.days + 1, end) if first in begins)
            model.at_least(Linear.of(off).add(_sum(touching), -1))


def _share_crews(model: DayModel, owed: Maintenance) -> None:
    for day in range(model.season.calendar.days):
        at_once = [_under_way(job, model.job_begins[job.job_id], day) for job in owed.jobs]
        if sum(map(bool, at_once)) > owed.crews:
            model.at_most(_sum(chain.from_iterable(at_once)), owed.crews)


def _under_way(job: Job, begins: dict[int, Variable], day: int) -> list[Variable]:
    return [begins[first] for first in range(day - job.days + 1, day + 1) if first in begins]


def _sum(variables: Iterable[Variable]) -> Linear:
    return Linear.weighted(variables, repeat(1))


def relax(model: TotalsModel, owed: Maintenance) -> None:
    for job in owed.jobs:
        unit = model.season.unit_by_id[job.unit_id]
        window = model.season.calendar.span(job.window)
        placed = Linear.of(model.new_bool())
        stands = Linear()
        for segment in model.segments(unit) if unit.mode is Mode.STOP else ():
            if shared(segment, window).days:
                stands.add(model.stopped_in(unit, segment))
        with model.tying():  # what a job without a place costs belongs to no works
            model.at_least(stands.add(placed, -job.days))
            model.at_least(placed, int(owed.hard))
        model.placed[job.job_id] = placed
