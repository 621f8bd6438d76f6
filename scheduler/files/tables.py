"""Tables in: headings in Chinese or English matched to columns, rows kept with where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.errors import Fault
from scheduler.files.cells import Cell, blank, parsed, shown
from scheduler.files.columns import NOTES, Column, Table
from scheduler.files.grids import Grid, read_grids
from scheduler.files.vocabulary import Words, in_english
from scheduler.files.wording import nearest


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, and its cells that are not blank, by English column name."""

    number: int
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        return shown(self.cells.get(column))


@dataclass(frozen=True)
class RawTable:
    """Rows of one table as typed, with the headings that the user wrote."""

    table: Table
    file: str
    sheet: str
    columns: dict[str, Column]
    """By English name; a family of columns gives several."""
    headings: dict[str, str]
    """English name to heading as written."""
    rows: tuple[Row, ...]

    def value(self, row: Row, column: str) -> Any:
        """What a cell holds, names as the domain calls them; ``None`` where it is blank.

        Raises:
            BadCell: where the cell is not of its column's kind.
        """
        if column not in row.cells:
            return None
        return in_english(parsed(row.cells[column], self.columns[column].kind), self.words(column))

    def words(self, column: str) -> Words:
        """What Chinese names in a column mean."""
        return self.columns[column].words if column in self.columns else {}

    def names(self, row: Row, column: str) -> tuple[str, ...]:
        """The names in a cell of names; none where it is blank."""
        return self.value(row, column) or ()

    def fault(self, row: Row, column: str, text: str, maybe: str = "", value: str | None = None) -> Fault:
        """A fault of one cell; its value is the cell's unless given."""
        heading = self.headings.get(column, column)
        value = row.text(column) if value is None else value
        return Fault(text, self.file, self.sheet, row.number, heading, value, maybe)


def read_tables(path: Path, known: Sequence[Table], faults: list[Fault]) -> dict[str, RawTable]:
    """Tables of a workbook or of a folder of CSV files, by English name.

    What is wrong with files, sheets and headings goes to ``faults``; what can be read is given.
    """
    found: dict[str, RawTable] = {}
    for grid in read_grids(path, faults):
        table = _table_named(grid, known, faults)
        if table is None:
            continue
        if table.name in found:
            faults.append(Fault(f"table {table.name} is there twice", grid.file, grid.sheet))
            continue
        found[table.name] = read_table(grid, table, faults)
    return found


def read_table(grid: Grid, table: Table, faults: list[Fault]) -> RawTable:
    """One grid as a table, its first row the headings."""
    if not grid.rows:
        faults.append(Fault("is empty: it has not even headings", grid.file, grid.sheet))
        return RawTable(table, grid.file, grid.sheet, {}, {}, ())
    (heading_row, headings), body = grid.rows[0], grid.rows[1:]
    places, columns = _columns(grid, table, heading_row, headings, faults)
    rows = tuple(_row(number, cells, places) for number, cells in body)
    faults.extend(_under_no_heading(grid, headings, body))
    written = {name: shown(headings[place]) for place, name in places.items()}
    return RawTable(table, grid.file, grid.sheet, columns, written, rows)


def _table_named(grid: Grid, known: Sequence[Table], faults: list[Fault]) -> Table | None:
    name = grid.name.strip().lower()
    for table in known:
        if name in (table.name, table.zh):
            return table
    if name in NOTES:
        return None
    names = [name for table in known for name in (table.name, table.zh)]
    hint = nearest(grid.name, names) or f"one of {', '.join(names)}; a sheet 'notes' is passed over"
    faults.append(Fault("is no table known here", grid.file, grid.sheet, value=grid.name, maybe=hint))
    return None


def _columns(
    grid: Grid, table: Table, row: int, headings: Sequence[Cell], faults: list[Fault]
) -> tuple[dict[int, str], dict[str, Column]]:
    """Place to English name, and English name to column, of every heading that is known."""
    places: dict[int, str] = {}
    columns: dict[str, Column] = {}
    for place, heading in enumerate(headings):
        if blank(heading):
            continue
        text = shown(heading)
        found = table.column_under(text)
        if found is None:
            if not table.open:
                maybe = nearest(text, _headings(table))
                faults.append(
                    Fault("column is not known here", grid.file, grid.sheet, row, text, maybe=maybe)
                )
        elif found[0] in columns:
            faults.append(Fault(f"column {found[0]} is there twice", grid.file, grid.sheet, row, text))
        else:
            places[place] = found[0]
            columns[found[0]] = found[1]
    for column in table.columns:
        if column.required and column.name not in columns:
            maybe = f"a column headed {column.name} or {column.heading_zh}"
            faults.append(Fault("column is missing", grid.file, grid.sheet, row, column.name, maybe=maybe))
    return places, columns


def _headings(table: Table) -> list[str]:
    return [name for column in table.columns for name in (column.name, column.zh)]


def _row(number: int, cells: Sequence[Cell], places: dict[int, str]) -> Row:
    kept = {places[place]: cell for place, cell in enumerate(cells) if place in places and not blank(cell)}
    return Row(number, kept)


def _under_no_heading(
    grid: Grid, headings: Sequence[Cell], body: Sequence[tuple[int, tuple[Cell, ...]]]
) -> list[Fault]:
    return [
        Fault("stands under no heading", grid.file, grid.sheet, number, value=shown(cell))
        for number, cells in body
        for place, cell in enumerate(cells)
        if not blank(cell) and (place >= len(headings) or blank(headings[place]))
    ]
