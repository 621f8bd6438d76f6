"""A scenario that goes on from a plan of an earlier version of itself."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import scheduler
from scheduler.cli import app
from scheduler.domain.scenario import Scenario
from tests.tutorial import TUTORIAL


@pytest.fixture(scope="module")
def folder(planned: scheduler.PlanResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned.save(tmp_path_factory.mktemp("old") / "plan")


def renamed(scenario: Scenario, before: str, now: str) -> Scenario:
    """The scenario with another id for one unit, wherever it is named."""
    return Scenario.model_validate_json(scenario.model_dump_json().replace(f'"{before}"', f'"{now}"'))


def test_the_plan_of_the_same_scenario_costs_no_more(planned: scheduler.PlanResult, folder: Path) -> None:
    again = scheduler.plan(planned.scenario, start=folder, time_limit_s=1e-6)
    assert again.objective_yuan == planned.objective_yuan
    assert again.adjusted == ()
    assert not again.verification.broken


def test_a_renamed_unit_keeps_its_stops(planned: scheduler.PlanResult, folder: Path) -> None:
    now = renamed(planned.scenario, "S2-BF1", "S2-NEW")
    again = scheduler.plan(now, start=folder, time_limit_s=1e-6)
    assert again.objective_yuan == planned.objective_yuan
    assert [(each.subject, each.text.en) for each in again.adjusted] == [("S2-BF1", "is S2-NEW now")]


def test_a_plan_comes_out_where_units_are_gone_and_added(planned: scheduler.PlanResult, folder: Path) -> None:
    gone = scheduler.UnitsClosed(units=["S3-BF1"])
    less = planned.scenario.change(gone)
    again = scheduler.plan(less, start=folder, gap=1)
    assert not again.verification.broken
    assert {each.subject for each in again.adjusted} == {"S3-BF1"}
    more = scheduler.plan(planned.scenario, start=again, gap=1)
    assert not more.verification.broken
    assert more.adjusted == ()


def test_the_command_tells_what_it_left_out_and_writes_it_down(
    planned: scheduler.PlanResult, folder: Path, tmp_path: Path
) -> None:
    stops = (folder / "stops.csv").read_text(encoding="utf-8")
    old = tmp_path / "stops.csv"
    old.write_text(f"{stops}W9,九,W9-F,九号,sinter,2021-11-15,2021-11-16,2,1,2,,\n", encoding="utf-8")
    out = tmp_path / "new"
    arguments = ["plan", TUTORIAL, "--from", old, "--out", out, "--gap", 1, "--lang", "en"]
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0
    number = len(stops.splitlines()) + 1
    assert f"stops.csv row {number}, W9-F: the season has no such unit; left out" in result.stderr
    (written,) = json.loads((out / "plan.json").read_text(encoding="utf-8"))["adjusted"]
    assert (written["row"], written["subject"]) == (number, "W9-F")
    assert written["text"] == "the season has no such unit; left out"


def test_a_plan_that_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    arguments = ["plan", str(TUTORIAL), "--from", str(tmp_path / "nowhere"), "--out", str(tmp_path / "new")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert not (tmp_path / "new").exists()


def test_a_cluster_that_does_not_answer_is_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    arguments = ["plan", str(TUTORIAL), "--cluster", "nowhere", "--out", str(tmp_path / "new")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "no cluster answers" in result.stderr
