"""Plan folders: written whole; read back, or read as a planner made one by hand."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from scheduler.domain.calendar import ONE_DAY, DayRange
from scheduler.domain.obligation import Maintenance
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Solution, Stop, Verification
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.errors import Fault, InputError
from scheduler.files.columns import LOADS as LOADS_TABLE
from scheduler.files.columns import STOPS as STOPS_TABLE
from scheduler.files.columns import Column, Kind, Table
from scheduler.files.folder import check_free, whole_folder
from scheduler.files.grids import read_csv
from scheduler.files.plan_about import plan_about
from scheduler.files.plan_tables import plan_tables
from scheduler.files.records import Values, records
from scheduler.files.tables import RawTable, Row, read_table
from scheduler.files.wording import collect, nearest, share_hint
from scheduler.files.writing import write_csv

FILE = "plan.json"
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

Spell = TypeVar("Spell", Stop, LoadSpell)
Dated = TypeVar("Dated", Stop, LoadSpell, PlacedJob)
Clashes = Callable[[RawTable, Sequence[tuple[Row, Dated]], Season], Iterable[Fault]]


def write_plan_folder(
    folder: Path,
    scenario: Scenario,
    season: Season,
    solution: Solution,
    verification: Verification,
    *,
    overwrite: bool = False,
    lang: str = "zh",
) -> None:
    """Write a plan, what it was made from and what the checker found. Grounds are in ``lang``: zh or en.

    In reproducible runs timings and memory are left out, so that the bytes repeat.

    Raises:
        ValueError: where the solution holds no plan.
        OutputExists: where the folder is there and ``overwrite`` is false.
        InputError: where it would overwrite a folder that is no plan.
    """
    if solution.plan is None:
        raise ValueError(f"a solution that is {solution.status} holds no plan")
    about = plan_about(scenario, season, solution, verification, lang)
    with whole_folder(folder, overwrite, known_by=FILE) as made:
        for name, (header, rows) in plan_tables(season, solution.plan, verification, lang).items():
            write_csv(made / f"{name}.csv", header, rows)
        text = json.dumps(about, ensure_ascii=False, indent=2)
        (made / FILE).write_text(text + "\n", encoding="utf-8")


def check_plan_folder_free(folder: Path, overwrite: bool) -> None:
    """Whether ``write_plan_folder`` may write here, asked before the search rather than after it.

    Raises:
        OutputExists: where the folder is there and ``overwrite`` is false.
        InputError: where it would overwrite a folder that is no plan.
    """
    check_free(folder, overwrite, known_by=FILE)


def read_plan(path: Path, season: Season) -> Plan:
    """A plan from a plan folder, a folder with ``stops.csv`` alone, or a table of stops.

    ``loads.csv`` and ``jobs.csv`` beside the stops are read too. Only ids, days and loads count; other
    columns are passed over. Stops of a unit that touch are one stop.

    Raises:
        InputError: every fault, with file, row, column and value.
    """
    faults: list[Fault] = []
    stops_file = path / STOPS if path.is_dir() else path
    loads_file, jobs_file = stops_file.parent / LOADS, stops_file.parent / JOBS
    stops = _dated(stops_file, STOPS_TABLE, Stop, season, faults, clashes=_overlapping)
    loads: list[LoadSpell] = []
    jobs: list[PlacedJob] = []
    if loads_file.exists():
        loads = _dated(loads_file, LOADS_TABLE, LoadSpell, season, faults, clashes=_overlapping)
    if jobs_file.exists():
        jobs = _dated(jobs_file, JOBS_TABLE, PlacedJob, season, faults, clashes=_misnamed)
    if faults:
        raise InputError(faults)
    return Plan(stops=_joined(stops), loads=tuple(loads), jobs=tuple(jobs))


def _dated(
    path: Path,
    table: Table,
    model: type[Dated],
    season: Season,
    faults: list[Fault],
    *,
    clashes: Clashes[Dated],
) -> list[Dated]:
    """The rows of one table by unit and day; ``clashes`` finds what is wrong with them together."""
    grid = collect(faults, lambda: read_csv(path))
    if grid is None:
        return []
    raw = read_table(grid, table, faults)
    rows = records(raw, model, faults, _with_window)
    for row, dated in rows:
        faults.extend(_misplaced(raw, row, dated, season))
    rows.sort(key=lambda pair: (pair[1].unit_id, pair[1].window.first))
    faults.extend(clashes(raw, rows, season))
    return [dated for _, dated in rows]


def _with_window(values: Values) -> Values:
    ends = {field: values[column] for column, field in ENDS.items() if column in values}
    return {name: value for name, value in values.items() if name not in ENDS} | {"window": ends}


def _misplaced(
    raw: RawTable, row: Row, spell: Stop | LoadSpell | PlacedJob, season: Season
) -> Iterator[Fault]:
    """A unit that is not in the season, days beyond it, a load that is none."""
    if spell.unit_id not in season.unit_by_id:
        yield raw.fault(row, "unit_id", "unknown unit", nearest(spell.unit_id, season.unit_by_id))
    calendar = season.calendar
    if spell.window.first < calendar.first:
        yield raw.fault(row, "first_day", "is before the season", str(calendar.first))
    if spell.window.last > calendar.last:
        yield raw.fault(row, "last_day", "is after the season", str(calendar.last))
    if isinstance(spell, LoadSpell) and not 0 <= spell.load < MOST_LOAD:
        yield raw.fault(row, "load", "is not a share of the capacity", share_hint(spell.load))


def _overlapping(raw: RawTable, rows: Sequence[tuple[Row, Spell]], _: Season) -> Iterator[Fault]:
    """Rows of one unit that share a day; ``rows`` come sorted."""
    for (before, earlier), (row, later) in pairwise(rows):
        if earlier.unit_id == later.unit_id and later.window.first <= earlier.window.last:
            text = f"overlaps row {before.number} of {later.unit_id}, which lasts to {earlier.window.last}"
            yield raw.fault(row, "first_day", text)


def _misnamed(raw: RawTable, rows: Sequence[tuple[Row, PlacedJob]], season: Season) -> Iterator[Fault]:
    """Jobs that the season has not, or has at another unit, and jobs that are there twice."""
    unit_of = {
        job.job_id: job.unit_id
        for owed in season.obligations
        if isinstance(owed, Maintenance)
        for job in owed.jobs
    }
    seen: dict[str, int] = {}
    for row, job in rows:
        if job.job_id not in unit_of:
            yield raw.fault(row, "job_id", "unknown job", nearest(job.job_id, unit_of))
        elif job.unit_id != unit_of[job.job_id]:
            yield raw.fault(row, "unit_id", f"job {job.job_id} is at another unit", unit_of[job.job_id])
        if job.job_id in seen:
            yield raw.fault(row, "job_id", f"is there twice, in row {seen[job.job_id]} too")
        seen[job.job_id] = row.number


def _joined(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Sorted stops, those of a unit that touch made one."""
    joined: list[Stop] = []
    for stop in stops:
        before = joined[-1] if joined else None
        if before and before.unit_id == stop.unit_id and before.window.last + ONE_DAY == stop.window.first:
            remark = "; ".join(dict.fromkeys(filter(None, (before.remark, stop.remark))))
            window = DayRange(first=before.window.first, last=stop.window.last)
            joined[-1] = Stop(unit_id=stop.unit_id, window=window, remark=remark)
        else:
            joined.append(stop)
    return tuple(joined)
