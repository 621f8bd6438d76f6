"""Works in turn: what those that are planned so far take of what all share, so that the later find a place too."""

from collections.abc import Iterable
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
    match owed:
        case ChangeoverLimit():
            return {"units": units, "most": None if owed.most is None else ceil(share * owed.most)}
        case RotationBand():
            return {"units": units, "width_t_per_day": ceil(share * owed.width_t_per_day)}
        case EmissionCeiling():
            share = _weighed(
                owed.units, units, {u: season.emission_g_per_day(season.unit_by_id[u]) for u in owed.units}
            )
            return {"units": units, "kg_per_day": share * owed.kg_per_day}
        case HeatFloor():
            share = _weighed(owed.units, units, {u: season.unit_by_id[u].heat_area_m2 for u in owed.units})
            return {"units": units, "demand_m2": share * owed.demand_m2}
        case OutputCeiling():
            rates = {unit_id: rate for unit_id, rate in owed.t_per_day.items() if unit_id in kept}
            share = _weighed(owed.t_per_day, rates, _left_by_duty(season, owed))
            return {"units": units, "t_per_day": rates, "tonnes": share * owed.tonnes} if rates else {}
        case SupplyFloor():
            return {"units": units, "regions": tuple(_part_of(region, kept) for region in owed.regions)}
        case Maintenance():
            jobs = tuple(job for job in owed.jobs if job.unit_id in kept)
            return {"units": units, "jobs": jobs} if jobs else {}
        case Substitution():
            relieved, standing_in = (
                tuple(unit_id for unit_id in side if unit_id in kept)
                for side in (owed.relieved, owed.standing_in)
            )
            return {"units": units, "relieved": relieved, "standing_in": standing_in} if relieved else {}
        case _:
            return {}


def _left_by_duty(season: Season, owed: OutputCeiling) -> dict[str, Fraction]:
    """Output a day that each unit's own works is free to make: above it all give up the same share."""
    stage = Stage(id="", window=owed.window)
    return {
        unit_id: rate * (1 - season.owed_share(season.unit_by_id[unit_id].enterprise_id, stage))
        for unit_id, rate in owed.t_per_day.items()
    }


def _weighed(whole: Iterable[str], kept: Iterable[str], weights: dict[str, Any]) -> Fraction:
    """The part of the kept units by weight; all where nothing weighs."""
    everything = sum((weights[unit_id] for unit_id in whole), start=Fraction(0))
    return (
        sum((weights[unit_id] for unit_id in kept), start=Fraction(0)) / everything
        if everything
        else Fraction(1)
    )


def _part_of(region: RegionSupply, kept: frozenset[str]) -> RegionSupply:
    """What the kept units make of what is needed and held, by what they can make at most."""
    rates = {unit_id: rate for unit_id, rate in region.t_per_day.items() if unit_id in kept}
    part = _weighed(region.t_per_day, rates, region.t_per_day)
    return region.model_copy(
        update={
            "t_per_day": rates,
            "floors_t": tuple((week, part * floor_t) for week, floor_t in region.floors_t),
            "stock_t": part * region.stock_t,
            "stock_max_t": part * region.stock_max_t,
        }
    )
