"""What a works pays in a schedule above the least that it alone must: where a search had better look."""

from collections.abc import Sequence

from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.build import build_totals
from scheduler.model.linear import Linear
from scheduler.model.schedule import Schedule
from scheduler.model.terms.restart_cost import fewest_of
from scheduler.model.totals import TotalsModel
from scheduler.solve.at_once import at_once
from scheduler.solve.decompose import by_terms, restrict
from scheduler.solve.run import Effort, run
from scheduler.solve.search import Search

OWN_TERMS = (LostMargin, RestartCost)
"""What a works pays whatever the others do."""
LEAST_S = 0.5
"""Longest time for the least cost of one works."""


def find_least_costs(search: Search) -> None:
    """For each works, what it must pay at least by margin and restarts: its own totals relaxation."""
    works = [(name, units) for name, units in search.season.units_of.items() if units]

    def least(named: tuple[str, Sequence[Unit]]) -> tuple[str, int]:
        season = by_terms(restrict(search.season, {unit.unit_id for unit in named[1]}), *OWN_TERMS)
        with search.clock.building():
            model = build_totals(season)
        effort = Effort(LEAST_S, workers=1, for_bound=True)
        return named[0], run(model, search.settings, search.clock, effort).bound or 0

    search.least_yuan = dict(at_once(search.settings, least, works))


def own_cost(model: TotalsModel, units: Sequence[Unit]) -> Linear:
    """What the units of one works pay by margin and restarts, in the relaxation."""
    paid = Linear()
    for term in model.season.objective:
        if isinstance(term, LostMargin):
            paid.add(model.lost_margin(units, model.season.calendar), term.weight)
        elif isinstance(term, RestartCost):
            paid.add(fewest_of(model, term, units))
    return paid


def excess_yuan(search: Search, units: Sequence[Unit]) -> float:
    """What the units of one works pay in the best schedule above the least cost; it only guides."""
    paid = sum(_paid_yuan(search.season, search.best, unit) for unit in units)
    return max(0.0, paid - search.least_yuan.get(units[0].enterprise_id, 0))


def _paid_yuan(season: Season, schedule: Schedule, unit: Unit) -> float:
    """Margin lost and restarts of a unit."""
    if unit.mode is Mode.STOP:
        stops = list(schedule.stops(unit.unit_id))
        lost = sum(season.margin_of_days_yuan(unit, stop) for stop in stops)
        return lost + len(stops) * float(unit.restart_cost_yuan)
    steps = zip(season.load_periods(unit), schedule.steps[unit.unit_id], strict=True)
    return sum((1 - step / LOAD_STEPS) * season.margin_yuan(unit, period) for period, step in steps)
