"""A plan of another version of a scenario, read as far as it has a place in the season at hand."""

from collections.abc import Iterable
from pathlib import Path

from scheduler.domain.carrying import Name, OldPlan, OldRow, OldTables, carried_over
from scheduler.domain.plan import Stop
from scheduler.domain.season import Season
from scheduler.errors import Fault, InputError
from scheduler.files.columns import STOPS, Column, Table
from scheduler.files.plan_rows import Dated, job_rows, load_rows, stop_rows
from scheduler.files.tables import RawTable, Row

NAMED_STOPS = Table(
    STOPS.name,
    STOPS.zh,
    (
        *STOPS.columns,
        Column("enterprise_id", "企业编号"),
        Column("enterprise", "企业"),
        Column("unit", "设备"),
        Column("process", "工序"),
    ),
    open=True,
)
"""Stops with what their units are called, where that is written."""


class _NamedStop(Stop):
    enterprise_id: str = ""
    enterprise: str = ""
    unit: str = ""
    process: str = ""

    @property
    def name(self) -> Name:
        return Name(self.enterprise_id, self.enterprise, self.unit, self.process)

    @property
    def stop(self) -> Stop:
        return Stop(unit_id=self.unit_id, window=self.window, remark=self.remark)


def read_old_plan(path: Path, season: Season) -> OldPlan:
    """A plan from what ``read_plan`` reads, also one of another version of the scenario.

    Units are found by id, else by the names that ``stops.csv`` gives; what has no place in the season is left
    out or cut, and told with file and row.

    Raises:
        InputError: every fault of the tables themselves, with file, row, column and value.
    """
    faults: list[Fault] = []
    stops = stop_rows(path, _NamedStop, faults, NAMED_STOPS)
    loads, jobs = load_rows(path, faults), job_rows(path, faults)
    if faults or stops is None:
        raise InputError(faults)
    raw, rows = stops
    old = OldTables(
        _placed(raw, ((row, named.stop) for row, named in rows)),
        _placed(*loads) if loads else (),
        _placed(*jobs) if jobs else (),
        {named.unit_id: named.name for _, named in rows if named.unit},
    )
    return carried_over(old, season)


def _placed(raw: RawTable, rows: Iterable[tuple[Row, Dated]]) -> list[OldRow[Dated]]:
    return [OldRow(value, raw.file, row.number) for row, value in rows]
