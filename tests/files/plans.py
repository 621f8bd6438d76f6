"""A small season with a plan, what was made of it, and plans written by hand."""

import csv
from pathlib import Path
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.finding import Exempted
from scheduler.domain.obligation import (
    LinkedUnits,
    ShortestStop,
    StopShare,
)
from scheduler.domain.plan import Measured, Solution, Status, Verification
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.files.plan import write_plan_folder
from tests.files.folders import csv_text
from tests.helpers import on, oven, owed, plan, season, spell, stage, stop, unit, works

EMITTING = {"pm_kg_per_t": "0.1", "so2_kg_per_t": "0.2", "nox_kg_per_t": "0.3", "co2_t_per_t": "1.5"}


def small_season() -> Season:
    """Ten days, two stages; two furnaces, a sinter machine and an oven of one works, and an exempt works."""
    furnaces = [unit("F1", **EMITTING), unit("F2", capacity_t_per_day=500, off_since=on(-3))]
    units = [*furnaces, unit("S1", process=Process.SINTER), oven("C1")]
    owes = [
        owed(
            StopShare,
            ["F1", "F2"],
            0,
            4,
            clause="STL-5",
            process=Process.BLAST_FURNACE,
            share="0.3",
            subject="W1",
        ),
        owed(
            LinkedUnits,
            ["S1", "F1", "F2"],
            5,
            9,
            clause="STL-11",
            process=Process.SINTER,
            group=("S1",),
            drivers=("F1", "F2"),
            subject="W1",
        ),
        owed(ShortestStop, ["F1"], clause="UNIT", days=2),
    ]
    built = season(
        units,
        owes,
        stages=[stage("stage1", 0, 4), stage("stage2", 5, 9)],
        enterprises=[works("W1", name="甲钢铁"), works("W2", name="乙钢铁")],
    )
    ground = Text(zh="A级", en="grade A")
    exempted = Exempted(enterprise_id="W2", clause="STL-4", lifts=("STL-5", "STL-6"), ground=ground)
    return built.model_copy(update={"exemptions": (exempted,)})


PLAN = plan(stop("F1", 2, 5), stop("F2", 0, 1), stop("S1", 6, 8), spell("C1", 0, 4, "0.75"))


def checked() -> Verification:
    """What a checker could say of the plan: the linked units fall short by a third."""
    found = [
        Measured(obligation_id="StopShare/W1/0", required="0.3", achieved="0.4", slack="0.1", met=True),
        Measured(obligation_id="LinkedUnits/W1/5", required="1", achieved="2/3", slack="-1/3", met=False),
        Measured(obligation_id="ShortestStop/F1/0", required=2, achieved=4, slack=2, met=True),
    ]
    return Verification(measured=tuple(found), cost_yuan={"lost_margin": 90_000, "restart_cost": 10_000})


def solved(reproducible: bool = False) -> Solution:
    return Solution(
        status=Status.FEASIBLE,
        plan=PLAN,
        objective_yuan=100_000,
        bound_yuan=95_000,
        settings={"reproducible": reproducible, "seed": 1, "ortools": "9.15"},
        seconds=1.23456,
    )


def written(folder: Path, scenario: Scenario, **options: Any) -> Path:
    reproducible = options.pop("reproducible", False)
    write_plan_folder(folder, scenario, small_season(), solved(reproducible), checked(), **options)
    return folder


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_hand(folder: Path, rows: list[dict[str, str]], encoding: str = "utf-8", **headings: str) -> Path:
    """A table of stops with the three columns that are needed, and others."""
    header = ["unit_id", "first_day", "last_day", "group", "remark"]
    text = csv_text(header, rows)
    for name, heading in headings.items():
        text = text.replace(name, heading, 1)
    (folder / "stops.csv").write_bytes(text.encode(encoding))
    return folder / "stops.csv"


def row(unit_id: str, first: str, last: str, **more: str) -> dict[str, str]:
    return {"unit_id": unit_id, "first_day": first, "last_day": last} | more
