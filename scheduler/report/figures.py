"""What a plan amounts to in a few numbers, by which it stands beside others."""

from fractions import Fraction
from math import ceil

from scheduler.domain.base import Amount, Text, Value
from scheduler.domain.objective import Unfairness
from scheduler.domain.plan import Plan, Verification, gap
from scheduler.domain.season import Season
from scheduler.files.daily import daily
from scheduler.report.reduction import avoided_t
from scheduler.verify.burden import lost_in_season_yuan
from scheduler.verify.costs import unfairness
from scheduler.verify.facts import Facts, tabulate

_EXCESS = Unfairness(yuan_per_permille_largest=0, yuan_per_permille_sum=1)
"""Fairness without a price: each thousandth of burden above what is owed counts one."""


class Figures(Value):
    """A plan's cost, bound, reduction, emissions and fairness."""

    cost_yuan: dict[str, int]
    """Term to yuan."""
    bound_yuan: int | None
    """No plan of its season costs less; ``None`` for a plan from another hand."""
    stopped_days: int
    """Days off, of all units together."""
    avoided_t: Amount
    """What units whose stops the notices count do not make: hot metal, under the steel notice."""
    pm_kg: Amount
    """Emitted by all units over the season, as the other three."""
    so2_kg: Amount
    nox_kg: Amount
    co2_t: Amount
    excess_burden_permille: int
    """Burden above the owed share, summed over works and their stages (FAIRNESS)."""
    obligations: int
    broken: int
    without_slack: int
    """Obligations that hold with nothing to spare."""
    works_yuan: dict[str, int]
    """Enterprise id to the margin and restarts that the plan costs it."""

    @property
    def total_yuan(self) -> int:
        return sum(self.cost_yuan.values())

    @property
    def gap(self) -> float | None:
        return gap(self.total_yuan, self.bound_yuan)

    @property
    def yuan_per_t(self) -> Fraction | None:
        """A plan that stops less costs less, so only this compares plans that stop unlike amounts."""
        return self.total_yuan / self.avoided_t if self.avoided_t else None


NUMBERS: dict[str, Text] = {
    "stopped_days": Text(zh="停产天数（台·日）", en="days off, all units"),
    "avoided_t": Text(zh="压减产量（吨）", en="output avoided (t)"),
    "yuan_per_t": Text(zh="每吨成本（元）", en="yuan a tonne avoided"),
    "pm_kg": Text(zh="颗粒物排放（千克）", en="PM emitted (kg)"),
    "so2_kg": Text(zh="二氧化硫排放（千克）", en="SO₂ emitted (kg)"),
    "nox_kg": Text(zh="氮氧化物排放（千克）", en="NOx emitted (kg)"),
    "co2_t": Text(zh="二氧化碳排放（吨）", en="CO₂ emitted (t)"),
    "excess_burden_permille": Text(zh="超额负担合计（‰）", en="burden above the owed, summed (‰)"),
    "obligations": Text(zh="义务（项）", en="obligations"),
    "broken": Text(zh="未满足（项）", en="broken"),
    "without_slack": Text(zh="无余量（项）", en="without slack"),
}
"""Figures beside the cost, and what people call them."""


def figures(season: Season, plan: Plan, verification: Verification, bound_yuan: int | None = None) -> Figures:
    """Count a plan.

    Raises:
        InputError: for a plan that cannot be read against this season.
    """
    facts = tabulate(season, plan)
    emitted = [(day.pm_kg, day.so2_kg, day.nox_kg, day.co2_t) for day in daily(season, plan)]
    pm, so2, nox, co2 = (sum(column, start=Fraction(0)) for column in zip(*emitted, strict=True))
    return Figures(
        cost_yuan=verification.cost_yuan,
        bound_yuan=bound_yuan,
        stopped_days=sum(sum(own.off) for own in facts.unit_days.values()),
        avoided_t=avoided_t(season, plan),
        pm_kg=pm,
        so2_kg=so2,
        nox_kg=nox,
        co2_t=co2,
        excess_burden_permille=unfairness(facts, _EXCESS),
        obligations=len(verification.measured),
        broken=len(verification.broken),
        without_slack=sum(found.met and found.slack == 0 for found in verification.measured),
        works_yuan={
            works.enterprise_id: sum(
                _unit_yuan(facts, unit.unit_id) for unit in season.units_of[works.enterprise_id]
            )
            for works in season.enterprises
        },
    )


def _unit_yuan(facts: Facts, unit_id: str) -> int:
    """Margin not made, and the restart of each stop that begins in the season."""
    own = facts[unit_id]
    begun = sum(stop.start >= 0 for stop in own.stops)
    return lost_in_season_yuan(facts, unit_id) + ceil(own.unit.restart_cost_yuan) * begun
