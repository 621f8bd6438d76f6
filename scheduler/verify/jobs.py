"""Maintenance jobs of a plan that count: inside a stop, in their days, and with a crew to do them (CEM-7)."""

from collections import Counter

from scheduler.domain.obligation import Job, Maintenance
from scheduler.verify.facts import Facts


def validly_placed(facts: Facts, owed: Maintenance) -> list[Job]:
    """The jobs that count, by day. Where more are under way than there are crews the earlier ones count."""
    inside = [(days, job) for job in owed.jobs if (days := _days_inside_a_stop(facts, job))]
    under_way: Counter[int] = Counter()
    placed: list[Job] = []
    for days, job in sorted(inside, key=lambda pair: pair[0].start):
        if all(under_way[day] < owed.crews for day in days):
            under_way.update(days)
            placed.append(job)
    return placed


def _days_inside_a_stop(facts: Facts, job: Job) -> range | None:
    """The days of a placed job; ``None`` where it has no place, or one that is no good."""
    if job.job_id not in facts.jobs:
        return None
    window = facts.jobs[job.job_id].window
    days = facts.span(window).indices()
    fits = window.first >= job.window.first and window.last <= job.window.last
    whole = window.days == len(days) == job.days
    return days if fits and whole and facts.days_off(job.unit_id, days) == job.days else None
