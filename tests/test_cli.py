"""The commands, by what they write and how they end."""

import csv
import inspect
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from scheduler import api
from scheduler.cli import app
from scheduler.cli.planning import plan
from scheduler.domain.plan import Status, Verification
from scheduler.files.policy import json_schema
from scheduler.solve.settings import Settings
from tests.tutorial import ALL_OF_GRADE_C, HANDAN, TUTORIAL, YEAR_ALL_BUT_MADE, tutorial_with

TABLES = {"daily.csv", "exemptions.csv", "loads.csv", "obligations.csv", "plan.json", "stops.csv"}
DONE, BAD_INPUT, NO_PLAN_EXISTS, NONE_FOUND, REJECTED = 0, 2, 3, 4, 5


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "160"})


def cells(text: str) -> list[str]:
    """The lines of a terminal, cells set apart by single blanks."""
    return [" ".join(line.replace("│", " ").split()) for line in text.splitlines()]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("plans") / "tutorial"
    chart = folder.with_name("search.svg")
    return folder, run("plan", TUTORIAL, "--out", folder, "--gap", 0, "--lang", "en", "--chart", chart)


# ── plan ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_is_told_with_cost_bound_gap_and_where_it_is(planned: tuple[Path, Result]) -> None:
    folder, result = planned
    lines = cells(result.stdout)
    assert result.exit_code == DONE
    assert "样例乙钢 blast furnace 2021-11-22…2021-11-28 40 42.8 2.8" in lines
    assert "restart cost 1,454,000" in " ".join(lines)
    (status,) = (line for line in lines if line.startswith("optimal: objective "))
    assert "bound" in status
    assert "gap 0.00 %" in status
    assert "verified: 84 obligations, 0 broken" in lines
    assert str(folder) in result.stdout
    assert {file.name for file in folder.iterdir()} == TABLES


def test_the_chart_of_the_search_is_written_where_it_is_asked_for(planned: tuple[Path, Result]) -> None:
    assert planned[0].with_name("search.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_progress_goes_line_by_line_to_standard_error(planned: tuple[Path, Result]) -> None:
    lines = planned[1].stderr.splitlines()
    assert any("first plan: objective" in line for line in lines)
    assert all(" s  " in line and "gap" in line for line in lines)


def test_an_output_that_exists_is_left_alone_until_asked(planned: tuple[Path, Result]) -> None:
    folder, _ = planned
    before = (folder / "plan.json").read_bytes()
    result = run("plan", TUTORIAL, "--out", folder)
    assert result.exit_code == BAD_INPUT
    assert "Maybe give another --out, or --overwrite" in result.stderr
    assert (folder / "plan.json").read_bytes() == before


def test_json_is_what_the_plan_folder_says(tmp_path: Path) -> None:
    result = run("plan", TUTORIAL, "--out", tmp_path / "plan", "--json")
    told = json.loads(result.stdout)
    written = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert told.pop("folder") == str(tmp_path / "plan")
    assert told["objective_by_term_yuan"] == written["objective_by_term_yuan"]
    assert told.keys() == written.keys()


def test_a_reproducible_plan_has_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        made = run("plan", TUTORIAL, "--out", tmp_path / name, "--reproducible", "--time-limit", 10)
        assert made.exit_code == DONE
    for name in TABLES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_defaults_of_the_command_are_those_of_the_solver() -> None:
    said = {name: option.default for name, option in inspect.signature(plan).parameters.items()}
    settings = Settings()
    assert said["time_limit"] == settings.time_limit_s
    assert said["memory"] == settings.memory_mib
    for name in ("gap", "workers", "seed", "reproducible"):
        assert said[name] == getattr(settings, name)


# ── how it ends ──────────────────────────────────────────────────────────────────────────────────


def test_every_fault_of_a_bad_input_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    bad = tutorial_with(tmp_path, ("{B: 0.25, C: 0.40}", "{B: 25, C: abc}"))
    result = run("plan", bad, "--out", tmp_path / "plan", "--json")
    assert result.exit_code == BAD_INPUT
    faults = json.loads(result.stdout)["error"]["faults"]
    assert {fault["key"].rpartition(".")[2] for fault in faults} == {"B", "C"}
    assert "Maybe write 0.25 for 25 %" in result.stderr
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize(
    "arguments",
    [["plan"], ["plan", TUTORIAL, "--gap", "-1"], ["nothing"], ["check", "--lang", "fr", TUTORIAL]],
)
def test_wrong_usage_ends_with_2(arguments: list[object]) -> None:
    assert run(*arguments).exit_code == BAD_INPUT


def test_a_scenario_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    result = run("check", tmp_path / "none")
    assert result.exit_code == BAD_INPUT
    assert "scenario.yaml" in result.stderr


def test_no_plan_can_exist(tmp_path: Path) -> None:
    result = run("plan", tutorial_with(tmp_path, YEAR_ALL_BUT_MADE), "--out", tmp_path / "plan", "--json")
    assert result.exit_code == NO_PLAN_EXISTS
    told = json.loads(result.stdout)["error"]
    assert told["clauses"] == ["T-2", "T-7"]
    assert told["explanation"]["conflicts"][0]["proofs"] == ["totals", "days"]
    assert "冲突1：3项义务不能同时满足（缺一不可" in result.stderr
    assert not (tmp_path / "plan").exists()


def test_what_arithmetic_rules_out_is_explained_too(tmp_path: Path) -> None:
    """Ovens can reduce by 58 % at most, and would have to by the 100 % that their furnaces owe."""
    changed = tutorial_with(tmp_path, ALL_OF_GRADE_C)
    result = run("plan", changed, "--out", tmp_path / "plan", "--lang", "en")
    assert result.exit_code == NO_PLAN_EXISTS
    assert "none can be left out; proved again alone: on totals, by day" in " ".join(result.stderr.split())
    assert "Way out 1" in result.stderr


def test_none_found_in_the_time_given(tmp_path: Path) -> None:
    result = run("plan", HANDAN, "--out", tmp_path / "plan", "--time-limit", 0.1)
    assert result.exit_code == NONE_FOUND
    assert "秒内未找到方案" in result.stderr
    assert "可延长--time-limit" in result.stderr
    assert not (tmp_path / "plan").exists()


def test_none_found_in_the_memory_given(tmp_path: Path) -> None:
    result = run("plan", TUTORIAL, "--out", tmp_path / "plan", "--memory", 1, "--lang", "en")
    assert result.exit_code == NONE_FOUND
    assert "when memory ran out" in result.stderr
    assert "Maybe give more --memory" in result.stderr
    assert not (tmp_path / "plan").exists()


def test_a_plan_that_fails_verification_is_kept_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = api.verify

    def spoiled(*arguments: Any) -> Verification:
        found = real(*arguments)
        first = found.measured[0].model_copy(update={"met": False})
        return found.model_copy(update={"measured": (first, *found.measured[1:])})

    monkeypatch.setattr(api, "verify", spoiled)
    result = run("plan", TUTORIAL, "--out", tmp_path / "plan")
    assert result.exit_code == REJECTED
    assert not (tmp_path / "plan").exists()
    assert (tmp_path / "plan.rejected" / "stops.csv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is not a signal there")
def test_ctrl_c_ends_with_a_verified_plan(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scheduler", "plan", str(HANDAN), "--out", str(tmp_path / "plan")]
    command += ["--time-limit", "300", "--gap", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        next(line for line in process.stderr if "objective –" not in line)
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate()
    assert process.returncode == DONE, complaints
    assert "ended by Ctrl-C" in said
    assert "0 broken" in said
    about = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert about["interrupted"] is True
    assert about["verification"]["broken"] == []
    assert about["status"] == Status.FEASIBLE


# ── check, verify, report ────────────────────────────────────────────────────────────────────────


def test_check_lists_what_is_owed_and_on_which_ground() -> None:
    lines = " ".join(cells(run("check", TUTORIAL, "--lang", "en").stdout))
    assert "T-5 the works stops at least 25 % of its" in lines
    assert "grade B on 2021-10-10 (T-5): 25 %" in lines


def test_check_ends_with_3_where_arithmetic_rules_a_plan_out(tmp_path: Path) -> None:
    result = run("check", tutorial_with(tmp_path, ALL_OF_GRADE_C), "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == NO_PLAN_EXISTS
    assert told["possible"] is False
    assert {f["clause"] for f in told["findings"] if f["severity"] == "impossible"} == {"T-7"}


def test_verify_sets_plans_side_by_side_and_ends_with_5_where_one_breaks(
    planned: tuple[Path, Result], tmp_path: Path
) -> None:
    with (planned[0] / "stops.csv").open(encoding="utf-8") as file:
        fewer = [row for row in csv.DictReader(file) if row["unit_id"] != "S2-BF1"]
    idle = tmp_path / "idle.csv"
    rows = [",".join((row["unit_id"], row["first_day"], row["last_day"])) for row in fewer]
    idle.write_text("\n".join(["unit_id,first_day,last_day", *rows]), encoding="utf-8")

    assert run("verify", TUTORIAL, planned[0]).exit_code == DONE
    result = run("verify", TUTORIAL, planned[0], idle, "--lang", "en")
    assert result.exit_code == REJECTED
    assert "verified: 84 obligations, 0 broken" in cells(result.stdout)
    assert "样例乙钢 stops at least 40 % of its blast furnace capacity" in " ".join(cells(result.stdout))

    told = json.loads(run("verify", TUTORIAL, planned[0], idle, "--json").stdout)["plans"]
    assert told["tutorial"]["broken"] == []
    assert told["tutorial"]["avoided_t"] == told["idle.csv"]["avoided_t"] + 7 * 1500


def test_report_writes_documents_into_the_plan_folder(planned: tuple[Path, Result], tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    for file in planned[0].iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    result = run("report", TUTORIAL, folder, "--json")
    assert result.exit_code == DONE
    files = {Path(file).name for file in json.loads(result.stdout)["files"]}
    assert files == {"annexes.xlsx", "gantt.png", "gantt.svg", "works.xlsx"}
    assert {file.name for file in folder.iterdir()} == TABLES | files


def test_a_remark_on_a_stop_goes_into_every_document(planned: tuple[Path, Result], tmp_path: Path) -> None:
    """ZC-7: safety measures stand beside the stop they belong to."""
    table = (planned[0] / "stops.csv").read_text(encoding="utf-8").splitlines()
    folder = tmp_path / "plan"
    folder.mkdir()
    noted = [f"{line}氮气置换" if ",S2-BF1," in line else line for line in table]
    (folder / "stops.csv").write_text("\n".join(noted), encoding="utf-8")
    (folder / "loads.csv").write_bytes((planned[0] / "loads.csv").read_bytes())
    assert run("report", TUTORIAL, folder).exit_code == DONE
    for book, sheet in (("annexes.xlsx", "附件2"), ("works.xlsx", "样例乙钢")):
        cells_of_sheet = [str(cell.value) for row in load_workbook(folder / book)[sheet] for cell in row]
        assert any("（氮气置换）" in cell for cell in cells_of_sheet)


def test_verify_reads_where_maintenance_is_placed(tmp_path: Path) -> None:
    """A job that stands in no row of jobs.csv is not placed; one that must be done is then missed."""
    scenario = tutorial_with(tmp_path)
    book = load_workbook(scenario / "inventory.xlsx")
    sheet = book.create_sheet("maintenance")
    sheet.append(["unit_id", "days", "earliest", "latest", "crew", "must"])
    sheet.append(["S2-BF1", 2, "2021-11-22", "2021-12-06", "A", "true"])
    book.save(scenario / "inventory.xlsx")
    assert run("plan", scenario, "--out", tmp_path / "plan").exit_code == DONE
    assert run("verify", scenario, tmp_path / "plan").exit_code == DONE
    jobs = (tmp_path / "plan" / "jobs.csv").read_text(encoding="utf-8").splitlines()
    assert len(jobs) == 2
    (tmp_path / "plan" / "jobs.csv").write_text(jobs[0], encoding="utf-8")
    result = run("verify", scenario, tmp_path / "plan", "--lang", "en")
    assert result.exit_code == REJECTED
    assert "1 jobs 0 jobs" in " ".join(cells(result.stdout))


def test_the_schema_of_a_policy_is_printed_for_editors() -> None:
    result = run("schema")
    assert result.exit_code == DONE
    assert json.loads(result.stdout) == json_schema()
    assert "yaml-language-server" in run("schema", "--help").stdout


def test_a_plan_that_breaks_clauses_gets_no_documents() -> None:
    folder = HANDAN / "hand-plan"
    before = sorted(folder.iterdir())
    assert run("report", HANDAN, folder).exit_code == REJECTED
    assert sorted(folder.iterdir()) == before
