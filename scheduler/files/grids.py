"""Files to grids: the sheets of a workbook and the CSV files of a folder, each cell still as it was typed."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.errors import Fault, InputError
from scheduler.files.cells import Cell, blank
from scheduler.files.wording import collect

FORMULA = "f"


@dataclass(frozen=True)
class Grid:
    """Rows of one sheet or CSV file with their numbers as the user sees them; blank rows are left out."""

    file: str
    sheet: str
    """Name of the sheet; empty for a CSV file."""
    name: str
    """What names the table: the sheet, or the file without its ending."""
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_grids(path: Path, faults: list[Fault]) -> list[Grid]:
    """Every sheet of a workbook, or every CSV file of a folder, in order of their names there.

    What can't be read goes to ``faults``; the rest is given.
    """
    if path.is_dir():
        files = sorted(path.glob("*.csv"))
        if not files:
            faults.append(Fault("holds no CSV file", str(path)))
        grids = [collect(faults, partial(read_csv, file)) for file in files]
        return [grid for grid in grids if grid is not None]
    return collect(faults, lambda: _read_workbook(path, faults)) or []


def read_csv(path: Path) -> Grid:
    """One CSV file in UTF-8, with or without BOM, or in GB18030.

    Raises:
        InputError: where the file can't be read, is in another encoding, or breaks off inside quotes.
    """
    reader = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    number = 1
    try:
        for cells in reader:
            if not all(map(blank, cells)):
                rows.append((number, tuple(cells)))
            number = reader.line_num + 1
    except csv.Error as error:
        raise InputError([Fault(f"is not a CSV file: {error}", str(path), row=number)]) from error
    return Grid(str(path), "", path.stem, tuple(rows))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError([Fault(f"can't be read: {error.strerror}", str(path))]) from error


def _decoded(path: Path) -> str:
    data = _bytes_of(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    fault = Fault("wrong encoding: is neither UTF-8 nor GB18030", str(path), maybe="save it as UTF-8")
    raise InputError([fault])


def _read_workbook(path: Path, faults: list[Fault]) -> list[Grid]:
    data = _bytes_of(path)
    book = _workbook(data, path, formulas=True)
    if any(cell.data_type == FORMULA for cell in _cells(book)):
        values = _workbook(data, path, formulas=False)
        faults.extend(_formulas_without_value(book, values, str(path)))
        book = values
    return [_grid(sheet, str(path)) for sheet in book.worksheets]


def _workbook(data: bytes, path: Path, formulas: bool) -> Workbook:
    # openpyxl raises whatever the broken part of the file happens to trip over
    try:
        return load_workbook(io.BytesIO(data), data_only=not formulas)
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError) as error:
        fault = Fault("is not a workbook", str(path), maybe="save it as .xlsx, or give a folder of CSV files")
        raise InputError([fault]) from error


def _formulas_without_value(book: Workbook, values: Workbook, file: str) -> list[Fault]:
    """Formulas that no spreadsheet program has computed yet: read on, they would pass for blank cells."""
    return [
        Fault(
            "is a formula without a stored value",
            file,
            cell.parent.title,
            cell.row,
            cell.column_letter,
            str(cell.value),
            "open the workbook in a spreadsheet program and save it",
        )
        for cell in _cells(book)
        if cell.data_type == FORMULA and values[cell.parent.title][cell.coordinate].value is None
    ]


def _cells(book: Workbook) -> Iterator[BookCell]:
    """Cells of all sheets; the covered parts of merged cells hold nothing."""
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return (cell for cell in cells if isinstance(cell, BookCell))


def _grid(sheet: Worksheet, file: str) -> Grid:
    rows = ((number, tuple(map(_plain, cells))) for number, cells in enumerate(sheet.values, start=1))
    kept = tuple((number, cells) for number, cells in rows if not all(map(blank, cells)))
    return Grid(file, sheet.title, sheet.title, kept)


def _plain(value: Any) -> Cell:
    return value if value is None or isinstance(value, Cell) else str(value)
