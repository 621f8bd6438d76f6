"""Drivers first: a season of the furnaces alone that carry the margin and emission of what serves them."""

from collections.abc import Iterator
from fractions import Fraction

from scheduler.domain.obligation import BurdenLimit, EmissionCeiling, Maintenance, Obligation
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Pollutant, Unit
from scheduler.solve.decompose import followers, restrict


def driver_season(season: Season) -> Season:
    """The season without its followers, whose margin and emissions their drivers carry by capacity.

    A follower reduces by at least its drivers' share (STL-11), so a driver's day off costs at least
    its own margin and its part of theirs.
    """
    serving = followers(season)
    alone = restrict(season, {unit.unit_id for unit in season.units} - serving)
    carried = _carried(season, serving)
    return alone.model_copy(
        update={
            "units": tuple(_loaded(unit, carried.get(unit.unit_id, [])) for unit in alone.units),
            "obligations": alone.obligations + tuple(_narrowed(season, serving)),
        }
    )


def _narrowed(season: Season, serving: frozenset[str]) -> Iterator[Obligation]:
    """Hard peaks and burdens, held by the drivers with what they carry; their own maintenance."""
    for owed in season.obligations:
        if isinstance(owed, Maintenance) and not serving.isdisjoint(owed.units):
            jobs = tuple(job for job in owed.jobs if job.unit_id not in serving)
            if jobs:
                yield owed.model_copy(update={"jobs": jobs, "units": tuple(job.unit_id for job in jobs)})
        if isinstance(owed, EmissionCeiling | BurdenLimit) and not serving.isdisjoint(owed.units):
            drivers = tuple(unit_id for unit_id in owed.units if unit_id not in serving)
            if drivers:
                yield owed.model_copy(update={"units": drivers})


def _carried(season: Season, serving: frozenset[str]) -> dict[str, list[tuple[Unit, Fraction]]]:
    """Driver to the followers it carries, each with the driver's part of the drivers' capacity."""
    carried: dict[str, list[tuple[Unit, Fraction]]] = {}
    seen: set[str] = set()
    for owed in season.obligations:
        if owed.kind != "linked_units":
            continue
        drivers = [season.unit_by_id[unit_id] for unit_id in owed.drivers]
        capacity = sum(unit.capacity_t_per_day for unit in drivers)
        for unit_id in set(owed.group) & serving - seen:
            for driver in drivers:
                part = driver.capacity_t_per_day / capacity
                carried.setdefault(driver.unit_id, []).append((season.unit_by_id[unit_id], part))
        seen |= set(owed.group)
    return carried


def _loaded(driver: Unit, carried: list[tuple[Unit, Fraction]]) -> Unit:
    if not carried or driver.mode is not Mode.STOP:
        return driver
    margin = sum((part * unit.margin_yuan_per_day for unit, part in carried), start=Fraction(0))
    update: dict[str, Fraction] = {"margin_yuan_per_day": driver.margin_yuan_per_day + margin}
    for pollutant in Pollutant:
        emitted = sum(
            (part * unit.emission_kg_per_day(pollutant) for unit, part in carried), start=Fraction(0)
        )
        field = f"{pollutant.value}_kg_per_t"
        update[field] = getattr(driver, field) + emitted / driver.capacity_t_per_day
    return driver.model_copy(update=update)
