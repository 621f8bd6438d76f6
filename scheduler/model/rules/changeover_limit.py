"""At most ``most`` stops and restarts of a region fall on one day, on allowed days only (ROTATION).

Σ start(u, d) + restart(u, d) ≤ most; 0 on a day that is not allowed. With ``xun`` the 1st, 11th and
21st and the first day of each stage of the works are allowed.
"""

from collections import Counter

from scheduler.domain.obligation import ChangeoverDays, ChangeoverLimit
from scheduler.domain.season import Season
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear


def add(model: DayModel, owed: ChangeoverLimit) -> None:
    units = model.units(owed.units)
    free = [unit for unit in units if model.is_free(unit)]
    fixed = Counter(
        day for unit in units if not model.is_free(unit) for day in model.base.changes_of(unit, model.season)
    )
    allowed = allowed_days(model.season, owed)
    for day in model.season.calendar.span(owed.window).indices():
        most = owed.most if day in allowed else 0
        changes = Linear(fixed[day])
        for unit in free:
            changes.plus(model.start(unit, day)).plus(model.restart(unit, day))
        if most is not None and not changes.is_constant:
            model.at_most(changes, most)


def allowed_days(season: Season, owed: ChangeoverLimit) -> frozenset[int]:
    """Days on which units of the region may change state."""
    span = season.calendar.span(owed.window)
    if owed.days is ChangeoverDays.ANY:
        return frozenset(span.indices())
    works = {season.unit_by_id[unit_id].enterprise_id for unit_id in owed.units}
    first_days = {stage.window.first for works_id in works for stage in season.stages_of(works_id)}
    dates = {index: season.calendar.day(index) for index in span.indices()}
    return frozenset(i for i, day in dates.items() if day.day in (1, 11, 21) or day in first_days)
