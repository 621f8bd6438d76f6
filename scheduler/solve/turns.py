"""Works in turn: what those planned so far take of what all share, so that the later find a place too."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil
from typing import Any

from scheduler.domain.calendar import Stage
from scheduler.domain.obligation import (
    ChangeoverLimit,
    EmissionCeiling,
    HeatFloor,
    Maintenance,
    Obligation,
    OutputCeiling,
    RegionSupply,
    RotationBand,
    Substitution,
    SupplyFloor,
)
from scheduler.domain.season import Season
from scheduler.solve.decompose import restrict


def ties(season: Season, owed: Obligation) -> bool:
    """Whether the obligation is owed by units of several works."""
    units = season.unit_by_id
    return any(units[unit_id].enterprise_id != units[owed.units[0]].enterprise_id for unit_id in owed.units)


def so_far(season: Season, unit_ids: Iterable[str]) -> Season:
    """The season of some works' units, with their part of what they share with others.

    What can't be shared out is left to the whole.
    """
    kept = frozenset(unit_ids)
    part = restrict(season, kept)
    narrowed = tuple(
        owed.model_copy(update=update)
        for owed in season.obligations
        if not kept.issuperset(owed.units) and not kept.isdisjoint(owed.units)
        if (update := _part(season, owed, kept))
    )
    return part.model_copy(update={"obligations": part.obligations + narrowed}).part_of(season)


def _part(season: Season, owed: Obligation, kept: frozenset[str]) -> dict[str, Any]:
    """What changes of an obligation that only some of its units meet; empty where it asks nothing of them."""
    units = tuple(unit_id for unit_id in owed.units if unit_id in kept)
    share = Fraction(len(units), len(owed.units))
    by_id = season.unit_by_id
    update: dict[str, Any] = {}
    match owed:
        case ChangeoverLimit():
            update = {"most": None if owed.most is None else ceil(share * owed.most)}
        case RotationBand():
            update = {"width_t_per_day": ceil(share * owed.width_t_per_day)}
        case EmissionCeiling():
            grams = {unit_id: season.emission_g_per_day(by_id[unit_id]) for unit_id in owed.units}
            update = {"kg_per_day": _weighed(grams, kept) * owed.kg_per_day}
        case HeatFloor():
            areas = {unit_id: by_id[unit_id].heat_area_m2 for unit_id in owed.units}
            update = {"demand_m2": _weighed(areas, kept) * owed.demand_m2}
        case OutputCeiling() if not kept.isdisjoint(owed.t_per_day):
            tonnes = _weighed(_left_by_duty(season, owed), kept) * owed.tonnes
            update = {"t_per_day": _only(owed.t_per_day, kept), "tonnes": tonnes}
        case SupplyFloor():
            update = {"regions": tuple(_part_of(region, kept) for region in owed.regions)}
        case Maintenance() if any(job.unit_id in kept for job in owed.jobs):
            update = {"jobs": tuple(job for job in owed.jobs if job.unit_id in kept)}
        case Substitution() if not kept.isdisjoint(owed.relieved):
            capacities = {unit_id: by_id[unit_id].capacity_t_per_day for unit_id in owed.standing_in}
            update = {
                "relieved": tuple(unit_id for unit_id in owed.relieved if unit_id in kept),
                "standing_in": tuple(_only(capacities, kept)),
                "besides_t": _weighed(capacities, kept) * owed.besides_t,
            }
    return {"units": units, **update} if update else {}


def _left_by_duty(season: Season, owed: OutputCeiling) -> dict[str, Fraction]:
    """Output a day that each unit's own works is free to make: above it all give up the same share."""
    stage = Stage(id="", window=owed.window)
    return {
        unit_id: rate * (1 - season.owed_share(season.unit_by_id[unit_id].enterprise_id, stage))
        for unit_id, rate in owed.t_per_day.items()
    }


def _weighed(weights: Mapping[str, Fraction | int], kept: frozenset[str]) -> Fraction:
    """The part of the kept units by weight; all where nothing weighs."""
    everything = Fraction(sum(weights.values()))
    return sum(_only(weights, kept).values()) / everything if everything else Fraction(1)


def _only(values: Mapping[str, Any], kept: frozenset[str]) -> dict[str, Any]:
    return {unit_id: value for unit_id, value in values.items() if unit_id in kept}


def _part_of(region: RegionSupply, kept: frozenset[str]) -> RegionSupply:
    """What the kept units make of what is needed and held, by what they can make at most."""
    part = _weighed(region.t_per_day, kept)
    return region.model_copy(
        update={
            "t_per_day": _only(region.t_per_day, kept),
            "floors_t": tuple((week, part * floor_t) for week, floor_t in region.floors_t),
            "stock_t": part * region.stock_t,
            "stock_max_t": part * region.stock_max_t,
        }
    )
