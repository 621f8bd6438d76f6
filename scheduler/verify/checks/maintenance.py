"""Maintenance jobs are done inside stops, at most ``crews`` at a time (CEM-7, SX-12).

A job without a place breaks only what is hard; else it is priced (``unplaced_maintenance``).
"""

from scheduler.domain.obligation import Maintenance
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.jobs import validly_placed
from scheduler.verify.measure import at_least, priced


def check(facts: Facts, owed: Maintenance) -> Measured:
    """Hold the jobs that are validly placed against all jobs; the detail names the others."""
    placed = validly_placed(facts, owed)
    without = [job.job_id for job in owed.jobs if job not in placed]
    detail = f"no place for {', '.join(without)}" if without else ""
    found = at_least(owed, len(owed.jobs), len(placed), detail)
    return found if owed.hard else priced(found)
