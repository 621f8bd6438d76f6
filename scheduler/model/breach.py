"""What loose rows are broken by, counted so that every neighbourhood of a season counts alike."""

from collections.abc import Iterable
from fractions import Fraction

from scheduler.domain.obligation import (
    ChangeoverLimit,
    EmissionCeiling,
    HeatFloor,
    Maintenance,
    Obligation,
    OutputCeiling,
    SupplyFloor,
)
from scheduler.domain.season import Season
from scheduler.model.linear import Number


def one_breach(season: Season, owed: Obligation) -> Fraction:
    """What the largest unit does in a day for a row of the obligation, as the row measures it.

    Of jobs, a part: a job without a place must not be cheaper than the days that it takes.
    """
    if isinstance(owed, Maintenance):
        return Fraction(1, max((job.days for job in owed.jobs), default=1))
    return Fraction(max(_done_in_a_day(season, owed))) or Fraction(1)


def _done_in_a_day(season: Season, owed: Obligation) -> Iterable[Number]:
    units = [season.unit_by_id[unit_id] for unit_id in owed.units]
    match owed:
        case ChangeoverLimit():
            return [1]
        case SupplyFloor():
            return [rate for region in owed.regions for rate in region.t_per_day.values()]
        case OutputCeiling():
            return owed.t_per_day.values()
        case HeatFloor():
            return [unit.heat_area_m2 for unit in units]
        case EmissionCeiling():
            return [season.emission_g_per_day(unit) for unit in units]
        case _:
            return [unit.capacity_t_per_day for unit in units]
