"""What arithmetic rules out for one unit: days that it must and may not stand, lowest loads, jobs."""

from collections.abc import Iterator
from itertools import pairwise

from scheduler.domain.finding import Finding
from scheduler.domain.obligation import (
    ForbiddenDays,
    Job,
    Maintenance,
    MakeUp,
    ShortestRun,
    ShortestStop,
    StopDays,
    StopWindow,
)
from scheduler.domain.unit import Mode
from scheduler.obligations.outcome import amount, impossible, percent
from scheduler.obligations.reach import Reach

# ── standing ─────────────────────────────────────────────────────────────────────────────────────


def standing_units(reach: Reach) -> Iterator[Finding]:
    """A unit that stands already, must stand on by its shortest stop, and may not on one of those days."""
    calendar = reach.season.calendar
    for owed in reach.all(ShortestStop):
        carried = reach.carried(reach.season.unit_by_id[owed.subject])
        barred = (o for o in reach.all(ForbiddenDays) if o.subject == owed.subject)
        for forbidden in barred:
            both = [day for day in reach.days(forbidden.window) if day in carried]
            if both:
                yield impossible(
                    forbidden.clause,
                    owed.subject,
                    f"{calendar.day(both[0])}不得停产，但最短停产{owed.days}天，此前已开始的停产到该日尚未满",
                    f"may not stand on {calendar.day(both[0])}, but the stop that goes on from before the "
                    f"season is then shorter than {owed.days} days",
                )
                break


def stop_windows(reach: Reach) -> Iterator[Finding]:
    """A day on which a unit must stand, and which no stop can hold that is long enough."""
    calendar = reach.season.calendar
    for owed in reach.all(StopWindow):
        unit = reach.season.unit_by_id[owed.subject]
        cannot = [day for day in reach.days(owed.window) if not reach.may_stand(unit, day)]
        if cannot:
            yield impossible(
                owed.clause,
                owed.subject,
                f"{owed.window}须全部停产，但{calendar.day(cannot[0])}不能停产（ROTATION：最短停产和不得停产的日期）",
                f"must stand on every day of {owed.window}, but cannot on {calendar.day(cannot[0])} "
                "(ROTATION: shortest stops and forbidden days)",
            )


def short_runs(reach: Reach) -> Iterator[Finding]:
    """A unit that must stand, run and stand again, in too few days for its shortest run."""
    calendar = reach.season.calendar
    for owed in reach.all(ShortestRun):
        unit = reach.season.unit_by_id[owed.subject]
        for before, after in pairwise(sorted(reach.must_stand(unit))):
            runs = [day for day in range(before + 1, after) if day in reach.barred(unit)]
            between = after - before - 1
            if runs and between < owed.days:
                yield impossible(
                    owed.clause,
                    owed.subject,
                    f"{calendar.day(before)}和{calendar.day(after)}须停产，其间{calendar.day(runs[0])}须运行，"
                    f"但只有{between}天，少于最短运行{owed.days}天",
                    f"must stand on {calendar.day(before)} and {calendar.day(after)} and run on "
                    f"{calendar.day(runs[0])}, {between} days between them, fewer than the {owed.days} of "
                    "its shortest run",
                )
                break


def stop_days(reach: Reach) -> Iterator[Finding]:
    """More days off than shortest stops, forbidden days, most stops and heating leave."""
    for owed in reach.all(StopDays):
        if not reach.days(owed.window):
            continue
        most = reach.most_days_off(reach.season.unit_by_id[owed.subject], owed.window)
        if most < owed.days:
            yield impossible(
                owed.clause,
                owed.subject,
                f"{owed.window}须停产{owed.days}天，至多只能停产{amount(most)}天",
                f"owes {owed.days} days off in {owed.window}, can stand on at most {amount(most)}",
            )


def make_up(reach: Reach) -> Iterator[Finding]:
    """More days that must be run in a stage than can be made up after it."""
    for owed in reach.all(MakeUp):
        unit = reach.season.unit_by_id[owed.subject]
        least = len(reach.days(owed.instead_of)) - reach.most_days_off(unit, owed.instead_of)
        most = reach.most_days_off(unit, owed.window) - owed.besides_days
        if least > most:
            yield impossible(
                owed.clause,
                owed.subject,
                f"{owed.instead_of}至少运行{amount(least)}天，而{owed.window}至多补停{amount(most)}天",
                f"runs on at least {amount(least)} days of {owed.instead_of}, "
                f"can make up at most {amount(most)} in {owed.window}",
            )


# ── loads ────────────────────────────────────────────────────────────────────────────────────────


def lowest_loads(reach: Reach) -> Iterator[Finding]:
    """A ceiling on load, given or by coking time, below the lowest load of the unit."""
    for owed, most in reach.ceilings():
        unit = reach.season.unit_by_id[owed.subject]
        if unit.mode is not Mode.LOAD:
            continue
        least = max((reach.lowest_load(unit, day) for day in reach.days(owed.window)), default=most)
        if least > most:
            yield impossible(
                owed.clause,
                owed.subject,
                f"{owed.window}负荷不高于{percent(most)}，但其最低负荷为{percent(least)}",
                f"load at most {percent(most)} in {owed.window}, but its lowest is {percent(least)}",
            )


# ── maintenance ──────────────────────────────────────────────────────────────────────────────────


def maintenance(reach: Reach) -> Iterator[Finding]:
    """A job that must be done and fits into no stop; more days of work than its crews have."""
    for owed in reach.all(Maintenance):
        if not owed.hard:
            continue
        for job in owed.jobs:
            if _longest_stop(reach, job) < job.days:
                yield impossible(
                    owed.clause,
                    job.unit_id,
                    f"检修{job.job_id}需{job.days}天，但在{job.window}内没有可停产的连续{job.days}天",
                    f"job {job.job_id} takes {job.days} days, but there are never as many in {job.window} "
                    "on which the unit can stand",
                )
        days = {day for job in owed.jobs for day in reach.days(job.window)}
        work = sum(job.days for job in owed.jobs)
        if work > owed.crews * len(days):
            yield impossible(
                owed.clause,
                owed.subject,
                f"检修共需{work}天，但只有{len(days)}天可安排，每天至多{owed.crews}项",
                f"its jobs take {work} days in all, but there are only {len(days)} for at most "
                f"{owed.crews} jobs a day",
            )


def _longest_stop(reach: Reach, job: Job) -> int:
    """Most days one after the other, in the job's window, on which its unit may stand."""
    unit, longest, length = reach.season.unit_by_id[job.unit_id], 0, 0
    for day in reach.days(job.window) if unit.mode is Mode.STOP else ():
        length = length + 1 if reach.may_stand(unit, day) else 0
        longest = max(longest, length)
    return longest
