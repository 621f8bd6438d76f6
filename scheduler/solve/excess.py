"""What a works pays in a schedule above the least that it could: where a search had better look."""

from collections.abc import Iterator, Mapping

from scheduler.domain.calendar import Span
from scheduler.domain.objective import LostMargin, RestartCost, Term, Unfairness
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import shared
from scheduler.model.totals import Quantity, burden_above
from scheduler.solve.known import Known


def excess_yuan(season: Season, schedule: Schedule, known: Known) -> dict[str, float]:
    """By works: what it pays, ties priced, above the least at these prices; it only guides.

    The works that bears most of its city pays as well what all save once it bears no more than the next.
    """
    burdens = {works: dict(_burdens(season, schedule, works)) for works in season.units_of}
    excess = {works: _excess_yuan(season, schedule, works, known, burdens[works]) for works in burdens}
    borne = {works: max(above.values(), default=0.0) for works, above in burdens.items()}
    dearest = _weight(season, Unfairness, "yuan_per_permille_largest")
    for units in season.units_in_city.values():
        most, *others = sorted({unit.enterprise_id for unit in units}, key=borne.__getitem__, reverse=True)
        next_most = borne[others[0]] if others else 0.0
        excess[most] += dearest * (borne[most] - next_most)
    return excess


def _excess_yuan(
    season: Season, schedule: Schedule, works: str, known: Known, burdens: Mapping[Quantity, float]
) -> float:
    lost, restarts = (_weight(season, term) for term in (LostMargin, RestartCost))
    whole = Span(0, season.calendar.days)
    paid = _weight(season, Unfairness, "yuan_per_permille_sum") * sum(burdens.values())
    for unit in season.units_of[works]:
        paid += lost * _lost_margin_yuan(season, schedule, unit, whole)
        paid += restarts * _restarts_yuan(schedule, unit)
    priced = sum(
        yuan * (burdens[what] if what in burdens else _amount(season, schedule, what))
        for what, yuan in known.worth[works].items()
    )
    return max(0.0, paid + priced - known.least_yuan[works])


def _weight(season: Season, of: type[Term], price: str = "weight") -> int:
    """The price of a term of the objective; 0 where it is not one."""
    return next((getattr(term, price) for term in season.objective if isinstance(term, of)), 0)


def _lost_margin_yuan(season: Season, schedule: Schedule, unit: Unit, span: Span) -> float:
    if unit.mode is Mode.STOP:
        window = season.calendar.range(span)
        return season.margin_while_off_yuan(unit, window, schedule.off[unit.unit_id])
    periods = (shared(season.calendar.span(period), span) for period in season.load_periods(unit))
    return sum(
        (1 - step / LOAD_STEPS) * season.margin_of_days_yuan(unit, days)
        for days, step in zip(periods, schedule.steps[unit.unit_id], strict=True)
    )


def _restarts_yuan(schedule: Schedule, unit: Unit) -> float:
    stops = schedule.stops(unit.unit_id) if unit.mode is Mode.STOP else ()
    return len(stops) * float(unit.restart_cost_yuan)


def _burdens(season: Season, schedule: Schedule, works: str) -> Iterator[tuple[Quantity, float]]:
    """What a works bears above its owed share in each of its stages, in thousandths."""
    units = season.units_of[works]
    for stage in season.burden_stages_of(works):
        span, owed = season.calendar.span(stage.window), season.owed_share(works, stage)
        margin = sum(season.margin_of_days_yuan(unit, span) for unit in units)
        lost = sum(_lost_margin_yuan(season, schedule, unit, span) for unit in units)
        yield burden_above(owed, works, span), max(0.0, 1000 * (lost / margin - owed)) if margin else 0.0


def _amount(season: Season, schedule: Schedule, quantity: Quantity) -> int:
    """Days off or load; a limit on a burden is left out."""
    what, name, span = quantity
    if what == "days":
        return schedule.off[name].count(1, span.start, span.end)
    if what == "load":
        periods = season.load_periods(season.unit_by_id[name])
        return schedule.steps[name][periods.index(season.calendar.range(span))]
    return 0
