"""Taking a season apart: parts that nothing couples, and works on their own."""

from collections.abc import Iterable

import networkx as nx

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode

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
