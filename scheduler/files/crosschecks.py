"""What rows say of each other and of other tables: keys that are there twice, names that nobody has."""

from collections.abc import Iterable, Mapping
from typing import Any

from scheduler.errors import Fault
from scheduler.files.cells import BadCell
from scheduler.files.tables import RawTable, Row
from scheduler.files.vocabulary import meant

Tables = Mapping[str, RawTable]


def rows_of(tables: Tables, name: str) -> tuple[Row, ...]:
    return tables[name].rows if name in tables else ()


def said(raw: RawTable, row: Row, column: str) -> Any:
    """What a cell holds; ``None`` where it is blank or wrong, which is a fault of its own."""
    try:
        return raw.value(row, column)
    except BadCell:
        return None


def said_by(tables: Tables, name: str, column: str) -> list[Any]:
    """What the rows say in a column, also rows that are wrong in something else; blanks left out."""
    found = (said(tables[name], row, column) for row in rows_of(tables, name))
    return [value for value in found if value is not None]


def twice(tables: Tables, name: str, key: tuple[str, ...]) -> list[Fault]:
    """Rows whose key an earlier row has."""
    first: dict[tuple[Any, ...], int] = {}
    faults = []
    for row in rows_of(tables, name):
        found = tuple(said(tables[name], row, column) for column in key)
        if None not in found and first.setdefault(found, row.number) != row.number:
            text = f"is there twice, first in row {first[found]}"
            value = " ".join(row.text(column) for column in key)
            faults.append(tables[name].fault(row, key[-1], text, value=value))
    return faults


def unknown(tables: Tables, name: str, column: str, known: Iterable[str], text: str) -> list[Fault]:
    """Rows whose cell names none of ``known``."""
    names = list(dict.fromkeys(known))
    return [
        tables[name].fault(row, column, text, meant(row.text(column), names, tables[name].words(column)))
        for row in rows_of(tables, name)
        if (found := said(tables[name], row, column)) is not None and found not in names
    ]
