"""Writes the tables of an inventory as CSV files."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from recipe import supply, units, works
from recipe.facts import Works

Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]
"""Rows by table name."""
AT_THE_END = ("remark", "assumed")
"""Columns for readers."""


def write_inventory(folder: Path, all_works: Sequence[Works]) -> int:
    """Write the tables of an inventory of steelworks; gives the number of units."""
    folder.mkdir(parents=True, exist_ok=True)
    unit_rows = [row for one in all_works for row in units.unit_rows(one)]
    link_rows = [row for one in all_works for row in supply.link_rows(one)]
    write_table(folder / "enterprises.csv", works.COLUMNS, [works.enterprise_row(one) for one in all_works])
    write_table(folder / "units.csv", units.COLUMNS, unit_rows)
    write_table(folder / "links.csv", supply.LINK_COLUMNS, link_rows)
    write_table(folder / "heat.csv", supply.HEAT_COLUMNS, supply.heat_rows(all_works))
    write_table(folder / "price.csv", supply.PRICE_COLUMNS, supply.price_rows())
    write_table(folder / "events.csv", supply.EVENT_COLUMNS, supply.event_rows(all_works))
    return len(unit_rows)


def write_tables(folder: Path, tables: Tables) -> None:
    """Write each table with the columns that its rows use."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        write_table(folder / f"{name}.csv", columns_of(rows), rows)


def columns_of(rows: Sequence[Row]) -> list[str]:
    """The columns that hold anything, in the order of their first use, those for readers last."""
    used = dict.fromkeys(name for row in rows for name, cell in row.items() if cell)
    return [*(name for name in used if name not in AT_THE_END), *(n for n in AT_THE_END if n in used)]


def write_table(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
