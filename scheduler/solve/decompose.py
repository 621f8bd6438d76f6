"""Taking a season apart: parts that nothing couples, and works on their own."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil

import networkx as nx

from scheduler.domain.obligation import ChangeoverLimit, Obligation, RotationBand
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit

_TYING = frozenset(
    {
        "stop_share",
        "output_ceiling",
        "region_output_ceiling",
        "heat_floor",
        "substitution",
        "supply_floor",
        "maintenance",
        "rotation_band",
        "changeover_limit",
    }
)
"""Kinds whose units lead. ``lines_off`` ties lines of one works and process, which are planned together."""


def restrict(season: Season, unit_ids: Iterable[str]) -> Season:
    """The season of some units only: obligations that read any other unit are left out."""
    kept = frozenset(unit_ids)
    units = tuple(unit for unit in season.units if unit.unit_id in kept)
    works = {unit.enterprise_id for unit in units}
    return season.model_copy(
        update={
            "units": units,
            "enterprises": tuple(e for e in season.enterprises if e.enterprise_id in works),
            "obligations": tuple(owed for owed in season.obligations if kept.issuperset(owed.units)),
        }
    )


def parts(season: Season) -> tuple[Season, ...]:
    """Seasons that share no obligation and no term: their costs and bounds add up to the whole's.

    Units hang together in an obligation, in a works (its burden) and in a city (its peak).
    """
    together: nx.Graph[str] = nx.Graph()
    together.add_nodes_from(unit.unit_id for unit in season.units)
    for owed in season.obligations:
        nx.add_path(together, owed.units)
    for units in season.units_in_city.values():
        nx.add_path(together, [unit.unit_id for unit in units])
    return tuple(restrict(season, unit_ids) for unit_ids in nx.connected_components(together))


def batches(season: Season, least: int) -> Iterator[list[Unit]]:
    """Units in groups of at least so many (the last of fewer) that can be planned one after the other.

    What is owed of one total, or on one day, keeps its units in one group. A priced band and a limit on
    changeovers do not: the later groups find a place beside the earlier ones.
    """
    together: nx.Graph[str] = nx.Graph()
    together.add_nodes_from(unit.unit_id for unit in season.units)
    for owed in season.obligations:
        if not _in_turn(owed):
            nx.add_path(together, owed.units)
    batch: list[str] = []
    for component in nx.connected_components(together):
        batch += component
        if len(batch) >= least:
            yield [unit for unit in season.units if unit.unit_id in batch]
            batch = []
    if batch:
        yield [unit for unit in season.units if unit.unit_id in batch]


def so_far(season: Season, unit_ids: Iterable[str]) -> Season:
    """The season of some units, with their part of bands and limits on changeovers."""
    kept = frozenset(unit_ids)
    part = restrict(season, kept)
    shared = [o for o in season.obligations if _in_turn(o) and not kept.issuperset(o.units)]
    narrowed = tuple(_narrowed(o, kept) for o in shared if not kept.isdisjoint(o.units))
    return part.model_copy(update={"obligations": part.obligations + narrowed})


def _narrowed(owed: Obligation, kept: frozenset[str]) -> Obligation:
    """A band or limit for some of its units: they may change only so often that the others can as well."""
    units = tuple(unit_id for unit_id in owed.units if unit_id in kept)
    update: dict[str, object] = {"units": units}
    part = Fraction(len(units), len(owed.units))
    if isinstance(owed, ChangeoverLimit) and owed.most is not None:
        update["most"] = ceil(part * owed.most)
    if isinstance(owed, RotationBand):
        update["width_t_per_day"] = ceil(part * owed.width_t_per_day)
    return owed.model_copy(update=update)


def _in_turn(owed: Obligation) -> bool:
    """Whether its units may be planned one after the other."""
    return owed.kind == "changeover_limit" or (owed.kind == "rotation_band" and not owed.hard)


def followers(season: Season) -> frozenset[str]:
    """Stop units that owe nothing with units of other works: given the drivers, works by works will do.

    They serve others of their works, or owe what each owes for itself; little but the peak couples them.
    Load units are no followers: they have few states, and what they can give limits their drivers.
    """
    tied = {unit_id for owed in season.obligations for unit_id in _drivers(owed)}
    return frozenset(u.unit_id for u in season.units if u.mode is Mode.STOP and u.unit_id not in tied)


def _drivers(owed: Obligation) -> tuple[str, ...]:
    match owed.kind:
        case "linked_units":
            return owed.drivers
        case "material_balance":
            return owed.consumers
        case "maintenance" if not owed.hard:
            return ()
        case kind if kind in _TYING:
            return owed.units
        case _:
            return ()
