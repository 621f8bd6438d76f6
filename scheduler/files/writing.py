"""Tables out: CSV and workbooks whose bytes repeat when the same tables are written again."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from scheduler.domain.base import decimal_text
from scheduler.domain.calendar import DayRange
from scheduler.files.columns import INVENTORY, Table

TableRows = Sequence[Mapping[str, Any]]
"""Rows by English column name; what a row leaves out is a blank cell."""

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"<dcterms:(created|modified)([^>]*)>[^<]*</dcterms:\1>")
_WIDEST = 40


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write one CSV file: UTF-8 without BOM, lines ended by a line feed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[_text(cell) for cell in row] for row in rows])


def write_tables(path: Path, tables: Mapping[str, TableRows], lang: str = "zh") -> None:
    """Write inventory tables, named in English, as a workbook (``.xlsx``) or as a folder of CSV files.

    Headings, and the sheets' names, are in ``lang``: zh or en. CSV files keep the English names.

    Raises:
        KeyError: for a table or a column that the inventory does not have.
    """
    if path.suffix == ".xlsx":
        write_workbook(path, tables, lang)
        return
    path.mkdir(parents=True, exist_ok=True)
    for table, rows in _known(tables):
        header, body = _laid_out(table, rows, lang)
        write_csv(path / f"{table.name}.csv", header, body)


def write_workbook(path: Path, tables: Mapping[str, TableRows], lang: str = "zh") -> None:
    """Write inventory tables as the sheets of one workbook; raises as ``write_tables`` does."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table, rows in _known(tables):
        sheet = book.create_sheet(table.zh if lang == "zh" else table.name)
        header, body = _laid_out(table, rows, lang)
        for number, cells in enumerate([header, *body], start=1):
            for place, value in enumerate(cells, start=1):
                cell = sheet.cell(number, place, _typed(value))
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # a name that begins with '=' is no formula
        for place, heading in enumerate(header, start=1):
            sheet.cell(1, place).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(place)].width = min(_WIDEST, 2 * len(heading) + 2)
        sheet.freeze_panes = "A2"
    save_workbook(book, path)


def save_workbook(book: Workbook, path: Path) -> None:
    """Save a workbook without the hour of saving, so that the same cells give the same bytes."""
    saved = io.BytesIO()
    book.save(saved)
    with ZipFile(saved) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"<dcterms:\1\2>1980-01-01T00:00:00Z</dcterms:\1>", data)
            target.writestr(ZipInfo(name, _ZIP_DAY), data, ZIP_DEFLATED)


def _known(tables: Mapping[str, TableRows]) -> list[tuple[Table, TableRows]]:
    by_name = {table.name: table for table in INVENTORY}
    return [(by_name[name], rows) for name, rows in tables.items()]


def _laid_out(table: Table, rows: TableRows, lang: str) -> tuple[list[str], list[list[Any]]]:
    """Headings, and rows in their order: the table's own order, columns that nobody fills left out."""
    used = {name for row in rows for name in row}
    used |= {column.name for column in table.columns if column.required}
    order = {column.name: place for place, column in enumerate(table.columns)}
    found = {name: table.column_under(name) for name in used}
    place = {name: order[hit[1].name] if hit else -1 for name, hit in found.items()}
    names = sorted(used, key=lambda name: (place[name], name))
    return [table.heading(name, lang) for name in names], [[row.get(name) for name in names] for row in rows]


def _typed(value: Any) -> Any:
    """A value as a cell of a workbook: numbers and days keep their type."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Fraction):
        text = decimal_text(value)
        return text if "/" in text else int(value) if value.denominator == 1 else float(text)
    return value if isinstance(value, int | float | date | datetime) else _text(value)


def _text(value: Any) -> str:
    """A value as text, the way the tables are read."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Fraction():
            return decimal_text(value)
        case DayRange():
            return f"{value.first}..{value.last}"
        case frozenset() | list() | tuple():
            texts = map(_text, value)
            return "; ".join(sorted(texts) if isinstance(value, frozenset) else texts)
        case _:
            return str(value)
