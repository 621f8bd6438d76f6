"""The unit stands on every day of the window (CEM-1, SX-3, ZZ-2)."""

from scheduler.domain.obligation import StopWindow
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_least


def check(facts: Facts, owed: StopWindow) -> Measured:
    """Hold the days off against the days of the window; the detail names the first day run."""
    days = facts.days(owed)
    run = [day for day in days if not facts.off(owed.subject, day)]
    detail = f"runs on {facts.date_of(run[0])}" if run else ""
    return at_least(owed, len(days), len(days) - len(run), detail)
