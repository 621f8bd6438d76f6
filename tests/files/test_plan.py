"""Plan folders: whole or not at all, the same bytes again, read back, and read as made by hand."""

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.base import Text
from scheduler.domain.finding import Exempted
from scheduler.domain.obligation import (
    Job,
    LinesOff,
    LinkedUnits,
    Maintenance,
    MakeUp,
    ShortestStop,
    StopDays,
    StopShare,
    StopWindow,
    Substitution,
)
from scheduler.domain.plan import Measured, PlacedJob, Plan, Solution, Status, Verification
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.errors import InputError, OutputExists
from scheduler.files import plan as plan_files
from scheduler.files.daily import daily
from scheduler.files.plan import read_plan, write_plan_folder
from scheduler.files.plan_tables import EXEMPTIONS, STOPS, exemption_rows, stop_rows
from scheduler.files.scenario import read_scenario
from tests.files.folders import csv_text, faults_of, only_fault, scenario_folder
from tests.helpers import on, oven, owed, plan, season, spell, stage, stop, unit, window, works

EMITTING = {"pm_kg_per_t": "0.1", "so2_kg_per_t": "0.2", "nox_kg_per_t": "0.3", "co2_t_per_t": "1.5"}


def small_season() -> Season:
    """Ten days, two stages; two furnaces, a sinter machine and an oven of one works, and an exempt works."""
    furnaces = [unit("F1", **EMITTING), unit("F2", capacity_t_per_day=500, off_since=on(-3))]
    units = [*furnaces, unit("S1", process=Process.SINTER), oven("C1")]
    owes = [
        owed(
            StopShare,
            ["F1", "F2"],
            0,
            4,
            clause="STL-5",
            process=Process.BLAST_FURNACE,
            share="0.3",
            subject="W1",
        ),
        owed(
            LinkedUnits,
            ["S1", "F1", "F2"],
            5,
            9,
            clause="STL-11",
            process=Process.SINTER,
            group=("S1",),
            drivers=("F1", "F2"),
            subject="W1",
        ),
        owed(ShortestStop, ["F1"], clause="UNIT", days=2),
    ]
    built = season(
        units,
        owes,
        stages=[stage("stage1", 0, 4), stage("stage2", 5, 9)],
        enterprises=[works("W1", name="甲钢铁"), works("W2", name="乙钢铁")],
    )
    ground = Text(zh="A级", en="grade A")
    exempted = Exempted(enterprise_id="W2", clause="STL-4", lifts=("STL-5", "STL-6"), ground=ground)
    return built.model_copy(update={"exemptions": (exempted,)})


PLAN = plan(stop("F1", 2, 5), stop("F2", 0, 1), stop("S1", 6, 8), spell("C1", 0, 4, "0.75"))


def checked() -> Verification:
    """What a checker could say of the plan: the linked units fall short by a third."""
    found = [
        Measured(obligation_id="StopShare/W1/0", required="0.3", achieved="0.4", slack="0.1", met=True),
        Measured(obligation_id="LinkedUnits/W1/5", required="1", achieved="2/3", slack="-1/3", met=False),
        Measured(obligation_id="ShortestStop/F1/0", required=2, achieved=4, slack=2, met=True),
    ]
    return Verification(measured=tuple(found), cost_yuan={"lost_margin": 90_000, "restart_cost": 10_000})


def solved(reproducible: bool = False) -> Solution:
    return Solution(
        status=Status.FEASIBLE,
        plan=PLAN,
        objective_yuan=100_000,
        bound_yuan=95_000,
        settings={"reproducible": reproducible, "seed": 1, "ortools": "9.15"},
        seconds=1.23456,
    )


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return read_scenario(scenario_folder(tmp_path / "scenario"))


def written(folder: Path, scenario: Scenario, **options: Any) -> Path:
    reproducible = options.pop("reproducible", False)
    write_plan_folder(folder, scenario, small_season(), solved(reproducible), checked(), **options)
    return folder


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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


# ── maintenance jobs ─────────────────────────────────────────────────────────────────────────────

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


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────


def by_hand(folder: Path, rows: list[dict[str, str]], encoding: str = "utf-8", **headings: str) -> Path:
    """A table of stops with the three columns that are needed, and others."""
    header = ["unit_id", "first_day", "last_day", "group", "remark"]
    text = csv_text(header, rows)
    for name, heading in headings.items():
        text = text.replace(name, heading, 1)
    (folder / "stops.csv").write_bytes(text.encode(encoding))
    return folder / "stops.csv"


def row(unit_id: str, first: str, last: str, **more: str) -> dict[str, str]:
    return {"unit_id": unit_id, "first_day": first, "last_day": last} | more


def test_a_plan_made_by_hand_in_chinese(tmp_path: Path) -> None:
    headings = {"unit_id": "设备编号", "first_day": "开始日期", "last_day": "结束日期", "remark": "备注"}
    rows = [
        row("S1", "2021/11/20", "2021/11/22", group="甲组"),
        row("F1", "2021年11月15日", "2021-11-16", remark="检修"),
    ]
    path = by_hand(tmp_path, rows, "gb18030", **headings)
    found = read_plan(path, small_season())
    assert [(s.unit_id, s.window.first, s.window.days) for s in found.stops] == [
        ("F1", on(0), 2),
        ("S1", on(5), 3),
    ]
    assert found.stops[0].remark == "检修"
    assert found.loads == ()


def test_stops_that_touch_are_one_stop(tmp_path: Path) -> None:
    rows = [
        row("F1", "2021-11-18", "2021-11-19", remark="b"),
        row("F1", "2021-11-15", "2021-11-17", remark="a"),
    ]
    found = read_plan(by_hand(tmp_path, rows), small_season())
    assert found == Plan(stops=(stop("F1", 0, 4).model_copy(update={"remark": "a; b"}),))


@pytest.mark.parametrize(
    ("cells", "column", "says", "maybe"),
    [
        (("S2", "2021-11-16", "2021-11-16"), "unit_id", "unknown unit", "one of F1, F2, S1, C1"),
        (("F1", "2021-11-31", "2021-12-01"), "first_day", "is a date that does not exist", ""),
        (("F1", "2021-11-16", "2021-11-15"), "last_day", "ends on 2021-11-15, before it begins", ""),
        (("F1", "2021-11-14", "2021-11-15"), "first_day", "is before the season", "2021-11-15"),
        (("F1", "2021-11-24", "2021-11-25"), "last_day", "is after the season", "2021-11-24"),
        (("F1", "", "2021-11-16"), "first_day", "is missing", ""),
    ],
)
def test_a_wrong_row_of_a_plan(
    tmp_path: Path, cells: tuple[str, str, str], column: str, says: str, maybe: str
) -> None:
    path = by_hand(tmp_path, [row("C1", "2021-11-15", "2021-11-15"), row(*cells)])
    fault = only_fault(lambda: read_plan(path, small_season()))
    assert fault.file.endswith("stops.csv")
    assert (fault.row, fault.column, fault.maybe) == (3, column, maybe)
    assert fault.message.startswith(says)


def test_rows_of_a_unit_that_share_a_day(tmp_path: Path) -> None:
    rows = [row("F1", "2021-11-18", "2021-11-20"), row("F1", "2021-11-15", "2021-11-18")]
    fault = only_fault(lambda: read_plan(by_hand(tmp_path, rows), small_season()))
    assert (fault.row, fault.message) == (2, "overlaps row 3 of F1, which lasts to 2021-11-18")


def test_loads_given_in_per_cent_and_below_zero(tmp_path: Path) -> None:
    path = by_hand(tmp_path, [])
    loads = "unit_id,first_day,last_day,load\nC1,2021-11-15,2021-11-16,75\nC1,2021-11-17,2021-11-18,-0.5\n"
    (tmp_path / "loads.csv").write_text(loads, encoding="utf-8")
    percent, negative = faults_of(lambda: read_plan(path, small_season()))
    assert (percent.row, percent.column, percent.maybe) == (2, "load", "0.75")
    assert (negative.row, negative.message) == (3, "is not a share of the capacity")


def test_a_folder_without_stops(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"stops\.csv"):
        read_plan(tmp_path, small_season())
