"""Writes plans made without a solver: stops, loads and jobs, as ``cuofeng verify`` reads them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

Row = dict[str, str]
Turn = tuple[date, date]
"""First and last day of a stop."""

STOP_HEADER = (
    "enterprise_id",
    "enterprise",
    "unit_id",
    "unit",
    "process",
    "first_day",
    "last_day",
    "days",
    "remark",
)
LOAD_HEADER = ("unit_id", "first_day", "last_day", "load")
JOB_HEADER = ("job_id", "unit_id", "first_day", "last_day")


def read_inventory_table(scenario: Path, table: str) -> list[Row]:
    with (scenario / "inventory" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stop_row(unit: Row, enterprise: str, turn: Turn) -> tuple[object, ...]:
    first, last = turn
    days = (last - first).days + 1
    unit_cells = (unit["unit_id"], unit["name"], unit["process"])
    return (unit["enterprise_id"], enterprise, *unit_cells, first, last, days, "")


def write_plan_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
