"""Plan folders: written whole; read back, or read as a planner made one by hand."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from scheduler.domain.obligation import Maintenance
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Solution, Stop, Verification, joined
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.errors import Fault, InputError
from scheduler.files.folder import check_free, whole_folder
from scheduler.files.plan_about import plan_about
from scheduler.files.plan_rows import Dated, DatedRows, job_rows, load_rows, stop_rows
from scheduler.files.plan_tables import plan_tables
from scheduler.files.tables import RawTable, Row
from scheduler.files.wording import nearest
from scheduler.files.writing import write_csv

FILE = "plan.json"


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
    stops = _placed(stop_rows(path, Stop, faults), season, faults)
    loads = _placed(load_rows(path, faults), season, faults)
    jobs = _placed(job_rows(path, faults), season, faults)
    if faults:
        raise InputError(faults)
    return Plan(stops=joined(stops), loads=tuple(loads), jobs=tuple(jobs))


def _placed(
    read: tuple[RawTable, DatedRows[Dated]] | None, season: Season, faults: list[Fault]
) -> list[Dated]:
    """What was read of one table; what has no place in the season goes to ``faults``."""
    if read is None:
        return []
    raw, rows = read
    units = _units_of_jobs(season)
    for row, dated in rows:
        faults.extend(_misplaced(raw, row, dated, season))
        if isinstance(dated, PlacedJob):
            faults.extend(_misnamed(raw, row, dated, units))
    return [dated for _, dated in rows]


def _misplaced(
    raw: RawTable, row: Row, dated: Stop | LoadSpell | PlacedJob, season: Season
) -> Iterator[Fault]:
    """A unit that is not in the season, days beyond it."""
    if dated.unit_id not in season.unit_by_id:
        yield raw.fault(row, "unit_id", "unknown unit", nearest(dated.unit_id, season.unit_by_id))
    calendar = season.calendar
    if dated.window.first < calendar.first:
        yield raw.fault(row, "first_day", "is before the season", str(calendar.first))
    if dated.window.last > calendar.last:
        yield raw.fault(row, "last_day", "is after the season", str(calendar.last))


def _misnamed(raw: RawTable, row: Row, job: PlacedJob, units: Mapping[str, str]) -> Iterator[Fault]:
    """A job that the season has not, or has at another unit."""
    if job.job_id not in units:
        yield raw.fault(row, "job_id", "unknown job", nearest(job.job_id, units))
    elif job.unit_id != units[job.job_id]:
        yield raw.fault(row, "unit_id", f"job {job.job_id} is at another unit", units[job.job_id])


def _units_of_jobs(season: Season) -> dict[str, str]:
    """Maintenance job to its unit."""
    owes = (owed for owed in season.obligations if isinstance(owed, Maintenance))
    return {job.job_id: job.unit_id for owed in owes for job in owed.jobs}
