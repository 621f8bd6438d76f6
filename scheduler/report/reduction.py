"""How much less is made under a plan."""

from fractions import Fraction

from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.report.duty import Owing
from scheduler.verify.facts import tabulate


def avoided_t(season: Season, plan: Plan) -> Fraction:
    """Tonnes that the driving units (furnaces, of hot metal, under the steel notice) do not make.

    Raises:
        InputError: for a plan that cannot be read against this season.
    """
    facts = tabulate(season, plan)
    return sum(
        (
            unit.capacity_t_per_day - made
            for unit in Owing(season).driving(season.units)
            for made in facts[unit.unit_id].made_t
        ),
        start=Fraction(0),
    )
