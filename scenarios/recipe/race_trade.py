"""The season of ``race-trade``: the tutorial's three works, scored, and with costs that they declare."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from recipe import tutorial
from scheduler.files.writing import write_tables

NAME = "race-trade"

# Works, NOx in kg a tonne, violations, yuan that a tonne of steel not made costs it. Blank: not known.
ENTRIES = (
    ("S1", "0.4", "1", "380"),
    ("S2", "0.9", "3", ""),
    ("S3", "", "0", "160"),
)
COLUMNS = ("enterprise_id", "nox_kg_per_t", "violations", "declared_yuan_per_t")


def tables() -> Mapping[str, list[dict[str, Any]]]:
    """The tutorial's tables, and the table ``race``."""
    entries = [dict(zip(COLUMNS, cells, strict=True)) | {"assumed": tutorial.MADE_UP} for cells in ENTRIES]
    return {**tutorial.tables(), "race": entries}


def write_race_trade(folder: Path) -> None:
    write_tables(folder / "inventory", tables(), lang="en")
