"""Units a few at a time: what each group takes of what all share, so that the later ones find a place too."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil
from typing import Any

import networkx as nx

from scheduler.domain.obligation import (
    ChangeoverLimit,
    Obligation,
    RegionSupply,
    RotationBand,
    Substitution,
    SupplyFloor,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.solve.decompose import restrict

Shared = ChangeoverLimit | RotationBand | Substitution | SupplyFloor
"""What units may meet one after the other, each group its part."""


def batches(season: Season, least: int) -> Iterator[list[Unit]]:
    """Units in groups of at least so many (the last of fewer) that can be planned one after the other.

    What is owed of one total, or on one day, keeps its units in one group, unless it is ``Shared``.
    """
    together: nx.Graph[str] = nx.Graph()
    together.add_nodes_from(unit.unit_id for unit in season.units)
    for owed in season.obligations:
        if not _is_shared(owed):
            nx.add_path(together, owed.units)
    batch: set[str] = set()
    for component in nx.connected_components(together):
        batch |= component
        if len(batch) >= least:
            yield [unit for unit in season.units if unit.unit_id in batch]
            batch = set()
    if batch:
        yield [unit for unit in season.units if unit.unit_id in batch]


def so_far(season: Season, unit_ids: Iterable[str]) -> Season:
    """The season of some units, with their part of what they share with others."""
    kept = frozenset(unit_ids)
    part = restrict(season, kept)
    narrowed = tuple(
        owed.model_copy(update=update)
        for owed in season.obligations
        if _is_shared(owed) and not kept.issuperset(owed.units)
        if (update := _part(owed, kept))
    )
    return part.model_copy(update={"obligations": part.obligations + narrowed})


def _is_shared(owed: Obligation) -> bool:
    return isinstance(owed, Shared) and not (isinstance(owed, RotationBand) and owed.hard)


def _part(owed: Obligation, kept: frozenset[str]) -> dict[str, Any]:
    """What changes of an obligation that only some of its units meet; empty where it asks nothing of them."""
    units = tuple(unit_id for unit_id in owed.units if unit_id in kept)
    part = Fraction(len(units), len(owed.units))
    match owed:
        case _ if not units:
            return {}
        case ChangeoverLimit():
            return {"units": units, "most": None if owed.most is None else ceil(part * owed.most)}
        case RotationBand():
            return {"units": units, "width_t_per_day": ceil(part * owed.width_t_per_day)}
        case SupplyFloor():
            return {"units": units, "regions": tuple(_part_of(region, kept) for region in owed.regions)}
        case Substitution():
            relieved, standing_in = (
                tuple(unit_id for unit_id in side if unit_id in kept)
                for side in (owed.relieved, owed.standing_in)
            )
            return {"units": units, "relieved": relieved, "standing_in": standing_in} if relieved else {}
        case _:
            raise ValueError(f"{owed.kind} is not met in parts")


def _part_of(region: RegionSupply, kept: frozenset[str]) -> RegionSupply:
    """What the kept units make of what is needed and held, by what they can make at most."""
    rates = {unit_id: rate for unit_id, rate in region.t_per_day.items() if unit_id in kept}
    all_rates = sum(region.t_per_day.values())
    part = sum(rates.values(), start=Fraction(0)) / all_rates if all_rates else Fraction(1)
    return region.model_copy(
        update={
            "t_per_day": rates,
            "floors_t": tuple((week, part * floor_t) for week, floor_t in region.floors_t),
            "stock_t": part * region.stock_t,
            "stock_max_t": part * region.stock_max_t,
        }
    )
