"""Hold a finished plan, from whatever hand, against everything owed, and price it."""

from scheduler.domain.plan import Plan, Verification
from scheduler.domain.season import Season
from scheduler.verify.checks import CHECKS
from scheduler.verify.costs import COSTS
from scheduler.verify.facts import tabulate


def verify(season: Season, plan: Plan) -> Verification:
    """Measure every obligation, in the season's order, and recompute the objective by term in whole yuan.

    Raises:
        InputError: for a plan that cannot be read against this season; a plan that breaks rules is no error.
    """
    facts = tabulate(season, plan)
    return Verification(
        measured=tuple(CHECKS[owed.kind](facts, owed) for owed in season.obligations),
        cost_yuan={term.term: COSTS[term.term](facts, term) for term in season.objective},
    )
