"""Own make, stock and purchases cover the consumers' need on each day (MATERIAL)."""

from scheduler.domain.obligation import MaterialBalance
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts, Number
from scheduler.verify.measure import lowest_day_at_least


def check(facts: Facts, owed: MaterialBalance) -> Measured:
    """Hold the balance of the worst day against 0."""
    return lowest_day_at_least(facts, owed, 0, _balances_t(facts, owed))


def _balances_t(facts: Facts, owed: MaterialBalance) -> dict[int, Number]:
    """Balance of each evening: what the store cannot hold is not made, what is missing is not carried on."""
    balances: dict[int, Number] = {}
    stored: Number = owed.stock_t
    for day in facts.days(owed):
        supply = stored + facts.made_t(owed.feeders, day) + owed.purchases_t_per_day
        balances[day] = min(owed.stock_max_t, supply - owed.t_per_t * facts.made_t(owed.consumers, day))
        stored = max(0, balances[day])
    return balances
