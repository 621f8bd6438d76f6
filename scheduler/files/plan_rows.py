"""The tables of a plan that are read back: what is right and wrong in them, whatever season they are for."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from scheduler.domain.plan import LoadSpell, PlacedJob, Stop
from scheduler.errors import Fault
from scheduler.files.columns import LOADS as LOADS_TABLE
from scheduler.files.columns import STOPS as STOPS_TABLE
from scheduler.files.columns import Column, Kind, Table
from scheduler.files.grids import read_csv
from scheduler.files.records import Values, records
from scheduler.files.tables import RawTable, Row, read_table
from scheduler.files.wording import collect, share_hint

STOPS, LOADS, JOBS = "stops.csv", "loads.csv", "jobs.csv"
ENDS = {"first_day": "first", "last_day": "last"}
MOST_LOAD = 2
"""A load from here on was given in per cent."""

JOBS_TABLE = Table(
    "jobs",
    "检修安排",
    (
        Column("job_id", "检修编号", required=True),
        Column("unit_id", "设备编号", required=True),
        Column("first_day", "开始日期", Kind.DATE, required=True),
        Column("last_day", "结束日期", Kind.DATE, required=True),
    ),
    open=True,
)

Dated = TypeVar("Dated", bound=Stop | LoadSpell | PlacedJob)
DatedRows = Sequence[tuple[Row, Dated]]


def stop_rows(
    path: Path, model: type[Dated], faults: list[Fault], table: Table = STOPS_TABLE
) -> tuple[RawTable, DatedRows[Dated]] | None:
    """Stops by unit and day, from a plan folder or from a table of stops."""
    file = path / STOPS if path.is_dir() else path
    return _dated(file, table, model, faults)


def load_rows(path: Path, faults: list[Fault]) -> tuple[RawTable, DatedRows[LoadSpell]] | None:
    """Loads by unit and day, of the file beside the stops; nothing where there is none."""
    file = _beside(path, LOADS)
    return _dated(file, LOADS_TABLE, LoadSpell, faults) if file.exists() else None


def job_rows(path: Path, faults: list[Fault]) -> tuple[RawTable, DatedRows[PlacedJob]] | None:
    """Jobs by unit and day, of the file beside the stops; nothing where there is none."""
    file = _beside(path, JOBS)
    return _dated(file, JOBS_TABLE, PlacedJob, faults) if file.exists() else None


def _beside(path: Path, name: str) -> Path:
    return (path if path.is_dir() else path.parent) / name


def _dated(
    path: Path, table: Table, model: type[Dated], faults: list[Fault]
) -> tuple[RawTable, DatedRows[Dated]] | None:
    """The rows of one table; what is wrong with them, alone and together, goes to ``faults``."""
    grid = collect(faults, lambda: read_csv(path))
    if grid is None:
        return None
    raw = read_table(grid, table, faults)
    rows = records(raw, model, faults, _with_window)
    rows.sort(key=lambda pair: (pair[1].unit_id, pair[1].window.first))
    faults.extend(_twice(raw, rows) if table is JOBS_TABLE else _overlapping(raw, rows))
    faults.extend(_no_shares(raw, rows))
    return raw, rows


def _with_window(values: Values) -> Values:
    ends = {field: values[column] for column, field in ENDS.items() if column in values}
    return {name: value for name, value in values.items() if name not in ENDS} | {"window": ends}


def _no_shares(raw: RawTable, rows: DatedRows[Dated]) -> Iterator[Fault]:
    for row, spell in rows:
        if isinstance(spell, LoadSpell) and not 0 <= spell.load < MOST_LOAD:
            yield raw.fault(row, "load", "is not a share of the capacity", share_hint(spell.load))


def _overlapping(raw: RawTable, rows: DatedRows[Dated]) -> Iterator[Fault]:
    """Rows of one unit that share a day."""
    for (before, earlier), (row, later) in pairwise(rows):
        if earlier.unit_id == later.unit_id and later.window.first <= earlier.window.last:
            text = f"overlaps row {before.number} of {later.unit_id}, which lasts to {earlier.window.last}"
            yield raw.fault(row, "first_day", text)


def _twice(raw: RawTable, rows: DatedRows[Dated]) -> Iterator[Fault]:
    """Jobs that are there twice."""
    seen: dict[str, int] = {}
    for row, _ in rows:
        job_id = row.text("job_id")
        if job_id in seen:
            yield raw.fault(row, "job_id", f"is there twice, in row {seen[job_id]} too")
        seen[job_id] = row.number
