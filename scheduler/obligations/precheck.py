"""What arithmetic alone rules out, before any solver runs. Says 'impossible' only where it is proven.

Each check takes what the season's units can do at best, by one clause at a time, and compares it with
what is owed. A season that passes may still have no plan.
"""

from collections.abc import Callable, Iterator

from scheduler.domain.finding import Finding, Severity
from scheduler.domain.season import Season
from scheduler.obligations import (
    precheck_changeovers,
    precheck_days,
    precheck_supply,
    precheck_totals,
    precheck_units,
)
from scheduler.obligations.reach import Reach

CHECKS: tuple[Callable[[Reach], Iterator[Finding]], ...] = (
    precheck_totals.stop_shares,
    precheck_totals.shares_in_one_network,
    precheck_totals.linked_units,
    precheck_totals.output_ceilings,
    precheck_changeovers.changeover_limits,
    precheck_changeovers.first_stops,
    precheck_units.standing_units,
    precheck_units.stop_windows,
    precheck_units.short_runs,
    precheck_units.stop_days,
    precheck_units.make_up,
    precheck_units.lowest_loads,
    precheck_units.maintenance,
    precheck_supply.substitutions,
    precheck_supply.supply_floors,
    precheck_days.lines_off,
    precheck_days.heat_floors,
    precheck_days.material_balances,
    precheck_days.emission_ceilings,
)


def precheck(season: Season) -> tuple[Finding, ...]:
    """Everything that makes a plan impossible, as findings that name clause, subject and numbers.

    Begins with what was found impossible when the season was derived.
    """
    reach = Reach(season)
    known = (finding for finding in season.findings if finding.severity is Severity.IMPOSSIBLE)
    return (*known, *(finding for check in CHECKS for finding in check(reach)))
