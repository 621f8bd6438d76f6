"""The objective, recomputed term by term in whole yuan."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from scheduler.domain.objective import (
    BandExcess,
    LostMargin,
    PeakEmissions,
    RestartCost,
    Unfairness,
    UnplacedMaintenance,
)
from scheduler.domain.obligation import Maintenance, RotationBand
from scheduler.domain.season import GRAMS_PER_KG
from scheduler.verify.burden import excess_permille, lost_in_season_yuan
from scheduler.verify.facts import Facts, Number
from scheduler.verify.jobs import validly_placed

Cost = Callable[[Facts, Any], int]
"""Takes a term of its own name only."""


def lost_margin(facts: Facts, term: LostMargin) -> int:
    """Margin of the days stopped, and of the loads lowered in each load period."""
    return term.weight * sum(lost_in_season_yuan(facts, unit_id) for unit_id in facts.unit_days)


def restart_cost(facts: Facts, term: RestartCost) -> int:
    """Restart cost of each stop that begins in the season."""
    return term.weight * sum(
        ceil(own.unit.restart_cost_yuan)
        for own in facts.unit_days.values()
        for stop in own.stops
        if stop.start >= 0
    )


def peak_emissions(facts: Facts, term: PeakEmissions) -> int:
    """Each city's highest weighted emission of a day, rounded up to whole kilograms."""
    days = range(facts.season.calendar.days)
    return sum(
        term.yuan_per_kg * ceil(Fraction(max(facts.emission_g(unit_ids, day) for day in days), GRAMS_PER_KG))
        for unit_ids in ([u.unit_id for u in units] for units in facts.season.units_in_city.values())
    )


def unfairness(facts: Facts, term: Unfairness) -> int:
    """Burden of each works and stage of its own above its owed share: each city's largest, and the sum."""
    excess_sum = 0
    largest: dict[str, int] = {}
    for works in facts.season.enterprises:
        unit_ids = [unit.unit_id for unit in facts.season.units_of[works.enterprise_id]]
        for stage in facts.season.burden_stages_of(works.enterprise_id):
            owed = facts.season.owed_share(works.enterprise_id, stage)
            excess = excess_permille(facts, unit_ids, facts.span(stage.window).indices(), owed)
            excess_sum += excess
            largest[works.city] = max(excess, largest.get(works.city, 0))
    return term.yuan_per_permille_sum * excess_sum + term.yuan_per_permille_largest * sum(largest.values())


def band_excess(facts: Facts, term: BandExcess) -> int:
    """What leaves each priced rotation band, at the level that leaves least outside."""
    return term.yuan_per_t * sum(
        _least_outside_t(
            [facts.stopped_t_per_day(owed.units, day) for day in facts.days(owed)], owed.width_t_per_day
        )
        for owed in facts.season.obligations
        if isinstance(owed, RotationBand) and not owed.hard
    )


def _least_outside_t(stopped: Sequence[Number], width: int) -> int:
    """Least Σ ⌈max(0, stopped − (level + width), level − stopped)⌉ over whole levels.

    The sum is convex in the level: each day pulls it up to ⌈stopped⌉ − width and holds it down to
    ⌊stopped⌋, so it is least at the median of all these.
    """
    bends = sorted([*(ceil(t) - width for t in stopped), *(floor(t) for t in stopped)])
    if not bends:
        return 0
    level = bends[len(stopped)]
    return sum(ceil(max(0, t - (level + width), level - t)) for t in stopped)


def unplaced_maintenance(facts: Facts, term: UnplacedMaintenance) -> int:
    """Jobs without a valid place, where a plan need not place them all."""
    return term.yuan_per_job * sum(
        len(owed.jobs) - len(validly_placed(facts, owed))
        for owed in facts.season.obligations
        if isinstance(owed, Maintenance) and not owed.hard
    )


COSTS: dict[str, Cost] = {
    "lost_margin": lost_margin,
    "restart_cost": restart_cost,
    "peak_emissions": peak_emissions,
    "unfairness": unfairness,
    "band_excess": band_excess,
    "unplaced_maintenance": unplaced_maintenance,
}
