"""From a season to a model: every rule that reads a free unit, every term."""

from scheduler.domain.season import Season
from scheduler.model.days import DayModel, Grid
from scheduler.model.rules import RULES
from scheduler.model.schedule import Schedule
from scheduler.model.terms import TERMS
from scheduler.model.totals import TotalsModel


def build_days(season: Season, grid: Grid, base: Schedule | None = None) -> DayModel:
    """The season by day, where the units in ``grid`` are free and all others stand as in ``base``."""
    model = DayModel(season, grid, base)
    for owed in season.obligations:
        if model.reads_free(owed.units):
            RULES[owed.kind].add(model, owed)
    for term in season.objective:
        model.costs[term.term] = TERMS[term.term].cost(model, term)
    model.minimise()
    return model


def build_totals(season: Season) -> TotalsModel:
    """The relaxation of the season to days off in each segment."""
    model = TotalsModel(season)
    for owed in season.obligations:
        rule = RULES[owed.kind]
        if hasattr(rule, "relax"):
            rule.relax(model, owed)
    for term in season.objective:
        model.costs[term.term] = TERMS[term.term].relaxed_cost(model, term)
    model.minimise()
    return model
