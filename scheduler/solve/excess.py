"""What a works pays in a schedule above the least that it could: where a search had better look."""

from collections.abc import Sequence

from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.schedule import Schedule
from scheduler.model.totals import Quantity
from scheduler.solve.known import Known


def excess_yuan(season: Season, schedule: Schedule, units: Sequence[Unit], known: Known) -> float:
    """What the units of one works pay, ties priced, above the least at these prices; it only guides."""
    works = units[0].enterprise_id
    weights = {
        term.term: term.weight for term in season.objective if isinstance(term, LostMargin | RestartCost)
    }
    lost, restarts = (weights.get(name, 0) for name in ("lost_margin", "restart_cost"))
    paid = sum(
        lost * _lost_margin_yuan(season, schedule, unit) + restarts * _restarts_yuan(schedule, unit)
        for unit in units
    )
    priced = sum(yuan * _amount(season, schedule, what) for what, yuan in known.worth[works].items())
    return max(0.0, paid + priced - known.least_yuan[works])


def _lost_margin_yuan(season: Season, schedule: Schedule, unit: Unit) -> float:
    if unit.mode is Mode.STOP:
        return season.margin_while_off_yuan(unit, season.calendar, schedule.off[unit.unit_id])
    steps = zip(season.load_periods(unit), schedule.steps[unit.unit_id], strict=True)
    return sum((1 - step / LOAD_STEPS) * season.margin_yuan(unit, period) for period, step in steps)


def _restarts_yuan(schedule: Schedule, unit: Unit) -> float:
    stops = schedule.stops(unit.unit_id) if unit.mode is Mode.STOP else ()
    return len(stops) * float(unit.restart_cost_yuan)


def _amount(season: Season, schedule: Schedule, quantity: Quantity) -> int:
    """Days off or load; burdens are left out."""
    what, name, span = quantity
    if what == "days":
        return schedule.off[name].count(1, span.start, span.end)
    if what == "load":
        periods = season.load_periods(season.unit_by_id[name])
        return schedule.steps[name][periods.index(season.calendar.range(span))]
    return 0
