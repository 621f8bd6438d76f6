"""Plan folders: whole or not at all, the same bytes again, read back."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.obligation import (
    LinesOff,
    MakeUp,
    ShortestStop,
    StopDays,
    StopWindow,
    Substitution,
)
from scheduler.domain.plan import Solution, Status
from scheduler.domain.scenario import Scenario
from scheduler.domain.unit import Process
from scheduler.errors import OutputExists
from scheduler.files import plan as plan_files
from scheduler.files.daily import daily
from scheduler.files.plan import read_plan, write_plan_folder
from scheduler.files.plan_tables import EXEMPTIONS, STOPS, exemption_rows, stop_rows
from tests.files.folders import only_fault
from tests.files.plans import PLAN, checked, small_season, table, written
from tests.helpers import on, owed, plan, season, spell, stop, unit, window


def test_stops_name_who_when_how_much_and_by_which_clause(tmp_path: Path, scenario: Scenario) -> None:
    first, second, third = table(written(tmp_path / "plan", scenario) / "stops.csv")
    assert first == {
        "enterprise_id": "W1",
        "enterprise": "甲钢铁",
        "unit_id": "F1",
        "unit": "F1",
        "process": "blast_furnace",
        "first_day": "2021-11-17",
        "last_day": "2021-11-20",
        "days": "4",
        "capacity_t_per_day": "1000",
        "avoided_t": "4000",
        "clauses": "STL-5",
        "remark": "",
    }
    assert (second["unit_id"], second["avoided_t"]) == ("F2", "1000")
    assert (third["unit_id"], third["clauses"]) == ("S1", "STL-11")


def clauses_of(rows: list[Any], *stops: Any) -> list[str]:
    """The clauses of each stop in a season that owes ``rows``."""
    built = season([unit("F1"), unit("F2")], rows)
    return [cells[STOPS.index("clauses")] for cells in stop_rows(built, plan(*stops))]


def test_every_clause_that_asks_for_a_stop_is_named_on_it() -> None:
    one = ["F1"]
    lines = {"process": "blast_furnace", "by": "lines", "weights": {"F1": 1}, "required": 1}
    rows = [
        owed(StopWindow, one, 0, 3, clause="CEM-1"),
        owed(StopDays, one, 3, 6, clause="SX-4", days=2),
        owed(LinesOff, one, 4, 5, clause="ZC-4", **lines),
        owed(MakeUp, one, 7, 9, clause="CEM-4", instead_of=window(0, 1)),
        owed(ShortestStop, one, days=1),
    ]
    assert clauses_of(rows, stop("F1", 0, 1), stop("F1", 3, 4), stop("F1", 8, 9)) == [
        "CEM-1",
        "CEM-1;SX-4;ZC-4",
        "CEM-4",
    ]


def test_a_stop_that_stands_in_for_another_kiln_names_the_substitution() -> None:
    instead = {"relieved": ("F1",), "standing_in": ("F2",), "extra": (window(5, 9),)}
    rows = [owed(Substitution, ["F1", "F2"], 0, 3, clause="CEM-3", **instead)]
    assert clauses_of(rows, stop("F1", 0, 1), stop("F2", 0, 1), stop("F2", 5, 6)) == ["", "", "CEM-3"]


def test_obligations_give_what_is_required_and_achieved(tmp_path: Path, scenario: Scenario) -> None:
    rows = table(written(tmp_path / "plan", scenario, lang="en") / "obligations.csv")
    assert [(row["required"], row["achieved"], row["slack"], row["met"]) for row in rows] == [
        ("0.3", "0.4", "0.1", "true"),
        ("1", "0.666667", "-0.333334", "false"),
        ("2", "4", "2", "true"),
    ]
    assert (rows[0]["kind"], rows[0]["unit_of_measure"], rows[0]["ground"]) == (
        "stop_share",
        "share",
        "for the test",
    )


def test_exemptions_name_the_clause_and_what_it_lifts(tmp_path: Path, scenario: Scenario) -> None:
    (row,) = table(written(tmp_path / "plan", scenario) / "exemptions.csv")
    assert row["enterprise"] == "乙钢铁"
    assert (row["clause"], row["lifts"], row["ground"]) == ("STL-4", "STL-5;STL-6", "A级")
    assert (row["units"], row["first_day"], row["last_day"]) == ("", "", "")


def test_exemptions_of_some_units_and_days_say_which() -> None:
    (whole,) = small_season().exemptions
    part = whole.model_copy(update={"enterprise_id": "W1", "units": ("F1", "F2"), "window": window(0, 4)})
    freed = small_season().model_copy(update={"exemptions": (part,)})
    (cells,) = exemption_rows(freed, "en")
    assert dict(zip(EXEMPTIONS, cells, strict=True)) == {
        "enterprise_id": "W1",
        "enterprise": "甲钢铁",
        "clause": "STL-4",
        "lifts": "STL-5;STL-6",
        "units": "F1;F2",
        "first_day": on(0),
        "last_day": on(4),
        "ground": "grade A",
    }


def test_plan_json_says_what_was_made_of_what(tmp_path: Path, scenario: Scenario) -> None:
    about = json.loads((written(tmp_path / "plan", scenario) / "plan.json").read_text(encoding="utf-8"))
    assert about["schema_version"] == 1
    assert about["scenario"]["digest"] == scenario.digest
    assert about["policies"][0]["parameters"]["grade_shares"] == {
        "B": "0.3",
        "B-": "0.35",
        "C": "0.4",
        "D": "0.5",
    }
    assert about["objective_by_term_yuan"] == {"lost_margin": 90_000, "restart_cost": 10_000}
    assert (about["status"], about["objective_yuan"], about["bound_yuan"]) == ("feasible", 100_000, 95_000)
    assert about["gap"] == pytest.approx(0.05)
    assert about["solver"]["ortools"] == "9.15"
    assert about["verification"]["obligations"] == 3
    assert [broken["id"] for broken in about["verification"]["broken"]] == ["LinkedUnits/W1/5"]
    assert about["seconds"] == 1.235
    assert about["peak_memory_bytes"] > 1_000_000


def test_daily_counts_what_stands_runs_and_emits() -> None:
    found = {(day.day, day.process): day for day in daily(small_season(), PLAN)}
    assert len(found) == 10 * 3

    first = found[on(0), Process.BLAST_FURNACE]
    assert (first.capacity_t, first.stopped_t, first.running_units) == (1500, 500, 1)
    # F2 stood before the season and goes on standing
    assert (first.stopped_share, first.changeovers) == (Fraction(1, 3), 0)
    assert (first.pm_kg, first.so2_kg, first.nox_kg, first.co2_t) == (100, 200, 300, 1500)

    # F2 is lit on the day that F1 stops
    third = found[on(2), Process.BLAST_FURNACE]
    assert (third.stopped_t, third.changeovers, third.co2_t) == (1000, 2, 0)

    ovens = found[on(4), Process.COKE_OVEN]
    assert (ovens.stopped_t, ovens.stopped_share, ovens.running_units) == (250, Fraction(1, 4), 1)
    assert found[on(5), Process.COKE_OVEN].stopped_t == 0


def test_lower_load_of_a_furnace_is_no_stop_but_emits_less() -> None:
    throttled = plan(spell("F1", 0, 9, "0.8"), stop("F2", 0, 9))
    day = next(iter(daily(small_season(), throttled)))
    assert day.process is Process.BLAST_FURNACE
    assert (day.stopped_t, day.running_units, day.pm_kg) == (500, 1, 80)


# ── whole or not at all ──────────────────────────────────────────────────────────────────────────


def test_reproducible_plans_have_the_same_bytes(tmp_path: Path, scenario: Scenario) -> None:
    one = written(tmp_path / "one", scenario, reproducible=True)
    two = written(tmp_path / "two", scenario, reproducible=True)
    names = sorted(path.name for path in one.iterdir())
    assert names == ["daily.csv", "exemptions.csv", "loads.csv", "obligations.csv", "plan.json", "stops.csv"]
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)
    about = json.loads((one / "plan.json").read_text(encoding="utf-8"))
    assert about["seconds"] is about["peak_memory_bytes"] is None


def test_a_folder_that_is_there_is_not_overwritten(tmp_path: Path, scenario: Scenario) -> None:
    folder = written(tmp_path / "plan", scenario)
    before = (folder / "plan.json").read_bytes()
    with pytest.raises(OutputExists, match="--overwrite"):
        written(folder, scenario, lang="en")
    assert (folder / "plan.json").read_bytes() == before


def test_a_plan_is_overwritten_when_asked_and_leaves_nothing_behind(
    tmp_path: Path, scenario: Scenario
) -> None:
    folder = written(tmp_path / "plans" / "plan", scenario)
    (folder / "gantt.svg").write_text("of the old plan")
    written(folder, scenario, overwrite=True)
    assert not (folder / "gantt.svg").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]


def test_a_folder_that_is_no_plan_is_never_overwritten(tmp_path: Path, scenario: Scenario) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    fault = only_fault(lambda: written(tmp_path / "home", scenario, overwrite=True))
    assert "holds no plan.json" in fault.message
    assert (tmp_path / "home" / "letter.txt").exists()


@pytest.mark.parametrize("there", [False, True])
def test_a_failure_in_the_middle_changes_nothing(
    tmp_path: Path, scenario: Scenario, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    folder = tmp_path / "plans" / "plan"
    if there:
        written(folder, scenario)
    before = {path: path.read_bytes() for path in folder.rglob("*")}
    write_csv = plan_files.write_csv

    def full_disk(path: Path, *rest: Any) -> None:
        if path.name == "daily.csv":
            raise OSError("no space left")
        write_csv(path, *rest)

    monkeypatch.setattr(plan_files, "write_csv", full_disk)
    with pytest.raises(OSError, match="no space left"):
        written(folder, scenario, overwrite=there)
    assert {path: path.read_bytes() for path in folder.rglob("*")} == before
    assert [path.name for path in folder.parent.iterdir()] == (["plan"] if there else [])


def test_a_solution_without_a_plan_is_not_written(tmp_path: Path, scenario: Scenario) -> None:
    unknown = Solution(status=Status.UNKNOWN)
    with pytest.raises(ValueError, match="holds no plan"):
        write_plan_folder(tmp_path / "plan", scenario, small_season(), unknown, checked())
    assert not (tmp_path / "plan").exists()


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_is_read_back_as_it_was_written(tmp_path: Path, scenario: Scenario) -> None:
    folder = written(tmp_path / "plan", scenario)
    assert read_plan(folder, small_season()) == PLAN
