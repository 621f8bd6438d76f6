"""Seasons of several cities that owe nothing together: each is searched by itself."""

from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.obligation import (
    LinkedUnits,
    Obligation,
    ShortestRun,
    ShortestStop,
    StopShare,
)
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit
from tests.helpers import owed, season, stop, unit, works

CITIES = ("邯郸市", "邢台市", "石家庄市")
DAYS = 100
FURNACES = ("F1", "F2", "F3", "F4")


def city_units(works_id: str, margin: int) -> list[Unit]:
    """Four furnaces, each dearer than the one before, and the sinter machines that serve them."""
    furnaces = [
        unit(f"{works_id}-{name}", works_id, margin_yuan_per_day=margin * number, restart_cost_yuan=50_000)
        for number, name in enumerate(FURNACES, start=10)
    ]
    sinter = {"process": Process.SINTER, "margin_yuan_per_day": 100, "restart_cost_yuan": 1000}
    return [*furnaces, *(unit(f"{works_id}-S{n}", works_id, **sinter) for n in (1, 2, 3))]


def city_owes(works_id: str, days: int = DAYS) -> list[Obligation]:
    """Three tenths of the furnaces stand, sinter machines with them; each stop and run lasts a week."""
    last = days - 1
    furnaces = [f"{works_id}-{name}" for name in FURNACES]
    group = tuple(f"{works_id}-S{n}" for n in (1, 2, 3))
    return [
        owed(
            StopShare,
            furnaces,
            0,
            last,
            process=Process.BLAST_FURNACE,
            share="0.3",
            subject=works_id,
            id=f"share/{works_id}",
        ),
        owed(
            LinkedUnits,
            [*group, *furnaces],
            0,
            last,
            process=Process.SINTER,
            group=group,
            drivers=tuple(furnaces),
            subject=works_id,
            id=f"linked/{works_id}",
        ),
        *(
            owed(kind, [f"{works_id}-{name}"], 0, last, days=7, id=f"{kind.__name__}/{works_id}-{name}")
            for kind in (ShortestStop, ShortestRun)
            for name in FURNACES
        ),
    ]


def cities(*works_ids: str) -> Season:
    """A works in each city."""
    places = dict(zip(works_ids, CITIES, strict=False))
    return season(
        [u for n, each in enumerate(works_ids, start=1) for u in city_units(each, 1000 * n)],
        [each for works_id in works_ids for each in city_owes(works_id)],
        days=DAYS,
        enterprises=[works(works_id, city=city) for works_id, city in places.items()],
        objective=(LostMargin(), RestartCost()),
    )


def dear_plan(*works_ids: str) -> Plan:
    """Holds all, and is far from the best: the dearest furnaces stand, one all but twenty days later."""
    return Plan(
        stops=tuple(
            each
            for works_id in works_ids
            for each in (
                stop(f"{works_id}-F3", 10, 79),
                stop(f"{works_id}-F4", 12, 81),
                *(stop(f"{works_id}-S{n}", 20, 89) for n in (1, 2, 3)),
            )
        )
    )
