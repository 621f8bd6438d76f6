"""Make the plan of Shanxi's clinker kilns as it is made by hand: ``python scenarios/three_groups_plan.py``.

In summer three groups of cities stand for twenty days each, ten days apart, with the groups and the steps of
the order of 2018, moved into the season's window. Every other duty is met by the obvious rule: ordinary
kilns stand all winter, of the kilns that heat homes just enough run and make the days up from 1 April on,
carbide-slag kilns run and another kiln of the city stands as many tonnes longer in late summer, the kiln
that burns waste runs at its ceiling. Nothing is checked: what such a plan breaks is the point.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from pathlib import Path

from recipe.by_hand import (
    JOB_HEADER,
    LOAD_HEADER,
    STOP_HEADER,
    Row,
    Turn,
    read_inventory_table,
    stop_row,
    write_plan_table,
)

FOLDER = Path(__file__).parent / "shanxi-cement-2021-2022"
WINTER = (date(2021, 11, 15), date(2022, 3, 15))
WINTER_DAYS = (WINTER[1] - WINTER[0]).days + 1
GROUPS = (
    ("太原", "大同", "阳泉", "长治"),
    ("晋城", "朔州", "晋中", "运城"),
    ("忻州", "吕梁", "临汾"),
)
FIRST_TURN, STEP_DAYS, TURN_DAYS = date(2022, 6, 11), 10, 20
"""In 2018 the first group stood from 5 July; twenty-four days earlier all three lie in the window."""
HEATING_IN_WINTER = ("125565-K1", "123203-K1", "123203-K2", "125585-K1")
"""Of the kilns that heat homes, those that run all winter: what their networks need."""
MAKE_UP_FROM = date(2022, 4, 1)
RUNNING_FOR_OTHERS = {"125674-K1": "125672-K1", "125678-K1": "125675-K1"}
"""Carbide-slag kiln to the kiln of its city that stands for it."""
STANDING_FOR_OTHERS_FROM = date(2022, 8, 11)
BURNS_WASTE, CEILING = "123221-K1", "0.8"


def main() -> None:
    cities = {row["enterprise_id"]: row["city"] for row in read_inventory_table(FOLDER, "enterprises")}
    names = {row["enterprise_id"]: row["name"] for row in read_inventory_table(FOLDER, "enterprises")}
    kilns = [row for row in read_inventory_table(FOLDER, "units") if row["process"] == "clinker_kiln"]
    capacities = {kiln["unit_id"]: int(kiln["capacity_t_per_day"]) for kiln in kilns}
    turns = {
        kiln["unit_id"]: sorted(_turns(kiln, cities[kiln["enterprise_id"]], capacities)) for kiln in kilns
    }
    stops = [
        stop_row(kiln, names[kiln["enterprise_id"]], turn)
        for kiln in kilns
        for turn in turns[kiln["unit_id"]]
    ]
    folder = FOLDER / "hand-plan"
    write_plan_table(folder / "stops.csv", STOP_HEADER, stops)
    write_plan_table(folder / "loads.csv", LOAD_HEADER, [(BURNS_WASTE, *WINTER, CEILING)])
    write_plan_table(folder / "jobs.csv", JOB_HEADER, _jobs(turns))


def _turns(kiln: Row, city: str, capacities: dict[str, int]) -> Iterator[Turn]:
    """The stops of a kiln, each duty's for itself."""
    unit_id = kiln["unit_id"]
    heats = bool(kiln["heat_area_m2"])
    if unit_id in HEATING_IN_WINTER:
        yield _from(MAKE_UP_FROM, WINTER_DAYS)
    elif unit_id not in RUNNING_FOR_OTHERS and unit_id != BURNS_WASTE:
        yield WINTER
    if not heats and unit_id != BURNS_WASTE:
        yield _summer_turn(city)
    for running, standing in RUNNING_FOR_OTHERS.items():
        if unit_id == standing:
            tonnes = WINTER_DAYS * capacities[running]
            yield _from(STANDING_FOR_OTHERS_FROM, ceil(tonnes / capacities[standing]))


def _summer_turn(city: str) -> Turn:
    group = next(place for place, group in enumerate(GROUPS) if city in group)
    return _from(FIRST_TURN + timedelta(days=STEP_DAYS * group), TURN_DAYS)


def _from(first: date, days: int) -> Turn:
    return first, first + timedelta(days=days - 1)


def _jobs(turns: dict[str, list[Turn]]) -> Iterator[tuple[object, ...]]:
    """Each crew takes its jobs in the list's order, each on the first free day on which the kiln stands."""
    busy: dict[str, list[Turn]] = {}
    for job in read_inventory_table(FOLDER, "maintenance"):
        days = int(job["days"])
        crew = busy.setdefault(job["crew"] or job["unit_id"], [])
        found = _first_gap(job, days, turns[job["unit_id"]], crew)
        if found:
            crew.append(found)
            yield f"{job['unit_id']}/{job['earliest']}", job["unit_id"], *found


def _first_gap(job: Row, days: int, stops: list[Turn], crew: list[Turn]) -> Turn | None:
    day, last = date.fromisoformat(job["earliest"]), date.fromisoformat(job["latest"])
    while day + timedelta(days=days - 1) <= last:
        turn = _from(day, days)
        stands = any(first <= turn[0] and turn[1] <= end for first, end in stops)
        if stands and all(turn[1] < first or end < turn[0] for first, end in crew):
            return turn
        day += timedelta(days=1)
    return None


if __name__ == "__main__":
    main()
