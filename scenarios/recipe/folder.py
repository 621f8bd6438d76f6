"""Writes a scenario folder: tables as CSV, scenario.yaml with the source of each number, README."""

import csv
from collections.abc import Sequence
from pathlib import Path

from recipe import supply, units, works
from recipe.facts import Works

Row = dict[str, str]


def write_inventory(folder: Path, all_works: Sequence[Works]) -> int:
    """Write the tables of an inventory; gives the number of units."""
    folder.mkdir(parents=True, exist_ok=True)
    unit_rows = [row for one in all_works for row in units.unit_rows(one)]
    link_rows = [row for one in all_works for row in supply.link_rows(one)]
    _write(folder / "enterprises.csv", works.COLUMNS, [works.enterprise_row(one) for one in all_works])
    _write(folder / "units.csv", units.COLUMNS, unit_rows)
    _write(folder / "links.csv", supply.LINK_COLUMNS, link_rows)
    _write(folder / "heat.csv", supply.HEAT_COLUMNS, supply.heat_rows(all_works))
    _write(folder / "price.csv", supply.PRICE_COLUMNS, supply.price_rows())
    _write(folder / "events.csv", supply.EVENT_COLUMNS, supply.event_rows(all_works))
    return len(unit_rows)


def _write(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
