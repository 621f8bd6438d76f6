"""On each day the running units can heat ``demand_m2`` (HEAT). Lower load heats as much as full load."""

from scheduler.domain.obligation import HeatFloor
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts
from scheduler.verify.measure import lowest_day_at_least


def check(facts: Facts, owed: HeatFloor) -> Measured:
    """Hold the area that can be heated on the worst day against the demand."""
    heated_m2 = {
        day: sum(facts[unit_id].unit.heat_area_m2 for unit_id in owed.units if not facts.off(unit_id, day))
        for day in facts.days(owed)
    }
    return lowest_day_at_least(facts, owed, owed.demand_m2, heated_m2)
