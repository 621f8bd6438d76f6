"""Rows to frozen records: every cell that is wrong becomes a fault that says where it stands."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scheduler.errors import Fault
from scheduler.files.cells import BadCell
from scheduler.files.columns import ASSUMED, OUTPUT_LAST_YEAR
from scheduler.files.tables import RawTable, Row
from scheduler.files.vocabulary import meant
from scheduler.files.wording import expected, hint, message

Record = TypeVar("Record", bound=BaseModel)
Values = dict[str, Any]
"""Parsed cells of a row that are not blank, by English column name."""

_ENDS_OF_RANGE = ("last", "last_day")


def as_typed(values: Values) -> Values:
    """For tables whose columns are the fields."""
    return values


def records(
    raw: RawTable,
    model: type[Record],
    faults: list[Fault],
    fields: Callable[[Values], Values] = as_typed,
) -> list[tuple[Row, Record]]:
    """Each row that is right with its ``model``; what is wrong with the others goes to ``faults``.

    Args:
        fields: turns the parsed cells into the fields of the model.
    """
    made = [(row, _record(raw, row, model, faults, fields)) for row in raw.rows]
    return [(row, record) for row, record in made if record is not None]


def _record(
    raw: RawTable, row: Row, model: type[Record], faults: list[Fault], fields: Callable[[Values], Values]
) -> Record | None:
    values, found = _values(raw, row)
    found += [
        raw.fault(row, column.name, "is missing")
        for column in raw.table.columns
        if column.required and column.name in raw.columns and column.name not in row.cells
    ]
    record = None
    try:
        record = model.model_validate(fields(values))
    except ValidationError as error:
        found += _faults_of(error, raw, row)
    faults.extend(found)
    return None if found else record


def _values(raw: RawTable, row: Row) -> tuple[Values, list[Fault]]:
    """Parsed cells, and a fault for each that can't be."""
    values: Values = {}
    faults: list[Fault] = []
    for name in row.cells:
        try:
            values[name] = raw.value(row, name)
        except BadCell as bad:
            faults.append(raw.fault(row, name, str(bad), bad.maybe))
    values.pop(ASSUMED.name, None)
    return values, faults


def _faults_of(error: ValidationError, raw: RawTable, row: Row) -> list[Fault]:
    """What pydantic found, but for missing fields: their cells were found blank or wrong before."""
    return [
        raw.fault(row, column, message(finding), _hint(finding, raw, row, column))
        for finding in error.errors(include_url=False)
        if finding["type"] != "missing"
        for column in [_column_of(finding, raw)]
    ]


def _hint(finding: ErrorDetails, raw: RawTable, row: Row, column: str) -> str:
    """What was perhaps meant, in the language of the cell."""
    if column in raw.columns and (names := expected(finding)):
        return meant(row.text(column), names, raw.words(column))
    return hint(finding)


def _column_of(finding: ErrorDetails, raw: RawTable) -> str:
    """The column that a finding is about: where the field is no column, the one that its message names."""
    place = [str(part) for part in finding["loc"]]
    if place[:1] == ["window"]:
        return next((name for name in _ENDS_OF_RANGE if name in raw.columns), "")
    if place[:1] == ["output_last_year_t"]:
        return OUTPUT_LAST_YEAR.format(place[1])
    words = place or message(finding).split()
    return next((word for word in words if word in raw.columns), "")
