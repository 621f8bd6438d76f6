"""How much more than it owes a works bears in a schedule: where a search had better look."""

from collections.abc import Sequence

from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.model.schedule import Schedule


def burden_above_owed(season: Season, schedule: Schedule, units: Sequence[Unit]) -> float:
    """Largest over the stages of the stopped share of margin less the owed share; 0 where it is less.

    The units are those of one works. Loads and monthly prices are left out: this only guides.
    """
    margins = {u.unit_id: float(u.margin_yuan_per_day) for u in units if u.mode is Mode.STOP}
    total = sum(margins.values())
    if not total:
        return 0.0
    largest = 0.0
    for stage in season.stages_of(units[0].enterprise_id):
        span = season.calendar.span(stage.window)
        lost = sum(margin * sum(schedule.off[u][span.start : span.end]) for u, margin in margins.items())
        owed = season.owed_share(units[0].enterprise_id, stage)
        largest = max(largest, lost / (total * span.days) - float(owed))
    return largest
