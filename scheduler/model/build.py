"""From a season to a model: every rule that leaves something to decide, every term."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from math import ceil

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.errors import Fault, InputError
from scheduler.model.breach import one_breach
from scheduler.model.days import DayModel, Grid
from scheduler.model.rules import RULES
from scheduler.model.schedule import Schedule
from scheduler.model.terms import TERMS
from scheduler.model.totals import TotalsModel

DAYS_PER_BREACH = 6
"""Days of the season's dearest unit: what it costs to break a loose row by what one unit does in a day."""


def build_days(
    season: Season, grid: Grid, base: Schedule | None = None, loose: Collection[str] = ()
) -> DayModel:
    """The season by day, where the units in ``grid`` are free and all others stand as in ``base``.

    Rows of the obligations whose ids are ``loose`` may be broken, at a price far above what a plan saves.
    """
    model = DayModel(season, grid, base)
    for owed in season.obligations:
        if model.is_open(owed):
            with _numbers_of(owed), model.loosely(one_breach(season, owed) if owed.id in loose else None):
                RULES[owed.kind].add(model, owed)
    for term in season.objective:
        model.costs[term.term] = TERMS[term.term].cost(model, term)
    if loose:
        dearest = max(unit.margin_yuan_per_day for unit in season.units)
        model.costs["breach"] = model.breach.scaled(max(1, ceil(DAYS_PER_BREACH * dearest)))
    model.minimise()
    return model


def build_totals(season: Season) -> TotalsModel:
    """The relaxation of the season to days off in each segment."""
    model = TotalsModel(season)
    for owed in season.obligations:
        rule = RULES[owed.kind]
        if hasattr(rule, "relax"):
            with _numbers_of(owed), model.tying(owed.units):
                rule.relax(model, owed)
    for term in season.objective:
        model.costs[term.term] = TERMS[term.term].relaxed_cost(model, term)
    model.minimise()
    return model


@contextmanager
def _numbers_of(owed: Obligation) -> Iterator[None]:
    """Numbers too fine for exact integers are the input's fault: say whose they are."""
    try:
        yield
    except OverflowError as fault:
        units = ", ".join(owed.units[:5]) + (", …" if len(owed.units) > 5 else "")
        said = f"{owed.clause}, {owed.subject}: the numbers of {units} have too many decimals to be exact"
        raise InputError(
            [Fault(said, maybe="round capacities, areas and tonnes to whole numbers")]
        ) from fault
