"""Maintenance jobs of a plan: written, read back, each wrong row told."""

from pathlib import Path

import pytest

from scheduler.domain.obligation import (
    Job,
    Maintenance,
)
from scheduler.domain.plan import Measured, PlacedJob
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.files.plan import read_plan, write_plan_folder
from tests.files.folders import only_fault
from tests.files.plans import PLAN, by_hand, checked, row, small_season, solved, table
from tests.helpers import owed, window

PLACED = (
    PlacedJob(job_id="J2", unit_id="F1", window=window(3, 5)),
    PlacedJob(job_id="J1", unit_id="S1", window=window(6, 7)),
)


def season_with_jobs() -> Season:
    """The small season, where a crew has work on F1 and on S1."""
    jobs = (
        Job(job_id="J1", unit_id="S1", days=2, window=window(0, 9)),
        Job(job_id="J2", unit_id="F1", days=3, window=window(0, 9)),
    )
    crew = owed(Maintenance, ["S1", "F1"], subject="机修一队", jobs=jobs, crews=1, hard=False)
    built = small_season()
    return built.model_copy(update={"obligations": (*built.obligations, crew)})


def with_jobs_table(folder: Path, *rows: str) -> Path:
    by_hand(folder, [])
    text = "\n".join(["job_id,unit_id,first_day,last_day", *rows]) + "\n"
    (folder / "jobs.csv").write_text(text, encoding="utf-8")
    return folder


def test_jobs_are_written_and_read_back(tmp_path: Path, scenario: Scenario) -> None:
    found = Measured(obligation_id="Maintenance/机修一队/0", required=2, achieved=2, slack=0, met=True)
    verification = checked().model_copy(update={"measured": (*checked().measured, found)})
    placed = PLAN.model_copy(update={"jobs": PLACED})
    solution = solved().model_copy(update={"plan": placed})
    write_plan_folder(tmp_path / "plan", scenario, season_with_jobs(), solution, verification)
    first, second = table(tmp_path / "plan" / "jobs.csv")
    assert first == {
        "job_id": "J2",
        "unit_id": "F1",
        "unit": "F1",
        "first_day": "2021-11-18",
        "last_day": "2021-11-20",
        "crew": "机修一队",
    }
    assert second["job_id"] == "J1"
    assert read_plan(tmp_path / "plan", season_with_jobs()) == placed


def test_a_plan_without_a_table_of_jobs_places_none(tmp_path: Path) -> None:
    path = by_hand(tmp_path, [row("F1", "2021-11-15", "2021-11-16")])
    assert read_plan(path, season_with_jobs()).jobs == ()


@pytest.mark.parametrize(
    ("cells", "column", "says", "maybe"),
    [
        ("J3,F1,2021-11-15,2021-11-16", "job_id", "unknown job", "one of J1, J2"),
        ("J2,F2,2021-11-15,2021-11-16", "unit_id", "job J2 is at another unit", "F1"),
        ("J1,S1,2021-11-20,2021-11-21", "job_id", "is there twice, in row 2 too", ""),
        ("J2,F1,2021-11-24,2021-11-25", "last_day", "is after the season", "2021-11-24"),
    ],
)
def test_a_wrong_row_of_jobs(tmp_path: Path, cells: str, column: str, says: str, maybe: str) -> None:
    folder = with_jobs_table(tmp_path, "J1,S1,2021-11-15,2021-11-16", cells)
    fault = only_fault(lambda: read_plan(folder, season_with_jobs()))
    assert fault.file.endswith("jobs.csv")
    assert (fault.row, fault.column, fault.message, fault.maybe) == (3, column, says, maybe)
