"""Taking a season apart: parts that nothing couples, and works on their own."""

from collections.abc import Iterable

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode


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
    leader = {unit.unit_id: unit.unit_id for unit in season.units}

    def find(unit_id: str) -> str:
        while leader[unit_id] != unit_id:
            leader[unit_id] = leader[leader[unit_id]]
            unit_id = leader[unit_id]
        return unit_id

    groups: list[Iterable[str]] = [owed.units for owed in season.obligations]
    groups += [[unit.unit_id for unit in units] for units in season.units_in_city.values()]
    for group in groups:
        first, *others = group
        for other in others:
            leader[find(other)] = find(first)
    members: dict[str, list[str]] = {}
    for unit in season.units:
        members.setdefault(find(unit.unit_id), []).append(unit.unit_id)
    return tuple(restrict(season, unit_ids) for unit_ids in members.values())


def followers(season: Season) -> frozenset[str]:
    """Stop units that only serve others of their works: given those, little but the peak couples works.

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
        case "stop_share" | "output_ceiling" | "region_output_ceiling" | "heat_floor":
            return owed.units
        case "rotation_band" | "changeover_limit":
            return owed.units
        case _:
            return ()
