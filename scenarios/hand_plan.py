"""Make Handan's plan as a planner would by hand: ``python scenarios/hand_plan.py``.

Two groups of works by county, each about half of the city's furnace capacity, stand in turn for
twenty days, as Linfen ordered in 2018. Sinter, pellet and lime units stand with their furnaces; ovens
and the electric furnace run lower all season. Nothing is checked: what such a plan breaks is the point.
"""

from datetime import date, timedelta
from pathlib import Path

from recipe.by_hand import (
    LOAD_HEADER,
    STOP_HEADER,
    Row,
    Turn,
    read_inventory_table,
    stop_row,
    write_plan_table,
)

FOLDER = Path(__file__).parent / "handan-2021-2022"
FIRST, LAST = date(2021, 11, 15), date(2022, 3, 15)
STAGES = ((FIRST, date(2021, 12, 31)), (date(2022, 1, 1), LAST))
TURN_DAYS = 20
LOADS = {"coke_oven": "0.5", "electric_furnace": "0.85"}
"""Coking time from 20 to 40 hours; the electric furnace a little below last year."""


def main() -> None:
    enterprises = read_inventory_table(FOLDER, "enterprises")
    units = read_inventory_table(FOLDER, "units")
    first_group = _first_group(enterprises, _furnace_capacities(units))
    names = {row["enterprise_id"]: row["name"] for row in enterprises}
    stops = [
        stop_row(unit, names[unit["enterprise_id"]], turn)
        for unit in units
        if unit["mode"] == "stop"
        for turn in _turns(0 if unit["enterprise_id"] in first_group else 1)
    ]
    loads = [
        (unit["unit_id"], *stage, LOADS[unit["process"]])
        for unit in units
        if unit["mode"] == "load"
        for stage in STAGES
    ]
    write_plan_table(FOLDER / "hand-plan" / "stops.csv", STOP_HEADER, stops)
    write_plan_table(FOLDER / "hand-plan" / "loads.csv", LOAD_HEADER, loads)


def _furnace_capacities(units: list[Row]) -> dict[str, int]:
    capacities: dict[str, int] = {}
    for unit in units:
        if unit["process"] == "blast_furnace":
            works = unit["enterprise_id"]
            capacities[works] = capacities.get(works, 0) + int(unit["capacity_t_per_day"])
    return capacities


def _first_group(enterprises: list[Row], capacities: dict[str, int]) -> set[str]:
    """The counties around 武安, then works of 武安 in the list's order, up to half of the capacity."""
    around = [row["enterprise_id"] for row in enterprises if row["county"] != "武安"]
    within = [row["enterprise_id"] for row in enterprises if row["county"] == "武安"]
    group: set[str] = set()
    stopped = 0
    for works in (*around, *within):
        capacity = capacities.get(works, 0)
        if 2 * (stopped + capacity) <= sum(capacities.values()):
            group.add(works)
            stopped += capacity
    return group


def _turns(group: int) -> list[Turn]:
    """Every second turn of twenty days; the last turn goes on to the end of the season."""
    count = ((LAST - FIRST).days + 1) // TURN_DAYS
    starts = [FIRST + timedelta(days=TURN_DAYS * turn) for turn in range(count)]
    ends = [start - timedelta(days=1) for start in starts[1:]] + [LAST]
    return list(zip(starts, ends, strict=True))[group::2]


if __name__ == "__main__":
    main()
