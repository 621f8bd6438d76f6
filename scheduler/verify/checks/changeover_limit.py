"""At most ``most`` stops begin or end on a day, and only on allowed days (ROTATION).

With days = xun these are the 1st, 11th and 21st and the first day of each stage of the works.
"""

from datetime import date

from scheduler.domain.obligation import ChangeoverDays, ChangeoverLimit
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import at_most, on_days

XUN = (1, 11, 21)


def check(facts: Facts, owed: ChangeoverLimit) -> Measured:
    """Hold the day with most changeovers against the limit; any on a day not allowed breaks it."""
    changeovers = {day: sum(facts.changes_over(u, day) for u in owed.units) for day in facts.days(owed)}
    misplaced = {day: count for day, count in changeovers.items() if count and not _allowed(facts, owed, day)}
    detail = f"not allowed on {facts.date_of(min(misplaced))}" if misplaced else ""
    if owed.most is None:
        return on_days(facts, at_most(owed, 0, sum(misplaced.values()), detail), misplaced)
    highest = max(changeovers.values(), default=0)
    if misplaced:
        found = at_most(owed, owed.most, max(highest, owed.most + 1), detail)
        return on_days(facts, found, misplaced)
    if highest:
        detail = f"most on {facts.date_of(max(changeovers, key=changeovers.__getitem__))}"
    found = at_most(owed, owed.most, highest, detail)
    return on_days(facts, found, (day for day, count in changeovers.items() if count > owed.most))


def _allowed(facts: Facts, owed: ChangeoverLimit, day: int) -> bool:
    when = facts.date_of(day)
    return owed.days is ChangeoverDays.ANY or when.day in XUN or _a_stage_begins(facts, owed, when)


def _a_stage_begins(facts: Facts, owed: ChangeoverLimit, day: date) -> bool:
    works = {facts[unit_id].unit.enterprise_id for unit_id in owed.units}
    stages = (stage for works_id in works for stage in facts.season.stages_of(works_id))
    return any(stage.window.first == day for stage in stages)
