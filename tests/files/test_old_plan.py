"""A plan of another version of the scenario: what has a place is taken, all else is told with its row."""

from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.carrying import carried_over, of_season
from scheduler.domain.finding import Adjusted
from scheduler.domain.obligation import Maintenance
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.errors import InputError
from scheduler.files.old_plan import read_old_plan
from scheduler.files.plan import read_plan
from tests.files.folders import faults_of
from tests.files.plans import PLAN, by_hand, row, small_season, written
from tests.helpers import job, owed, plan, season, spell, stop, unit, works


def with_units(*units: Unit, **changes: Any) -> Season:
    whole = small_season()
    return season(units, (), stages=whole.stages, enterprises=whole.enterprises, **changes)


def units_with(changed: str, /, **fields: Any) -> list[Unit]:
    """The units of the small season, one of them changed."""
    return [
        each.model_copy(update=fields) if each.unit_id == changed else each for each in small_season().units
    ]


def told(found: tuple[Adjusted, ...]) -> list[tuple[str, int | None, str, str]]:
    return [(Path(each.file).name, each.row, each.subject, each.text.en) for each in found]


@pytest.fixture
def folder(tmp_path: Path, scenario: Scenario) -> Path:
    return written(tmp_path / "plan", scenario)


def test_a_plan_of_the_same_season_is_taken_as_it_stands(folder: Path) -> None:
    found = read_old_plan(folder, small_season())
    assert found.plan == read_plan(folder, small_season()) == PLAN
    assert found.adjusted == ()


def test_a_unit_that_is_gone_is_left_out_and_told(folder: Path) -> None:
    gone = with_units(*(each for each in small_season().units if each.unit_id != "F2"))
    found = read_old_plan(folder, gone)
    assert {each.unit_id for each in found.plan.stops} == {"F1", "S1"}
    assert told(found.adjusted) == [("stops.csv", 3, "F2", "the season has no such unit; left out")]
    assert found.adjusted[0].text.zh == "本季无此设备，略去"


def test_a_renamed_unit_is_found_by_the_names_of_works_and_unit(folder: Path) -> None:
    found = read_old_plan(folder, with_units(*units_with("F2", unit_id="BF-2")))
    assert found.plan.stops == (stop("BF-2", 0, 1), stop("F1", 2, 5), stop("S1", 6, 8))
    assert told(found.adjusted) == [("stops.csv", 3, "F2", "is BF-2 now")]


def test_a_unit_of_the_same_name_in_another_works_is_another_unit(folder: Path) -> None:
    moved = units_with("F2", unit_id="BF-2", enterprise_id="W2")
    assert [each.subject for each in read_old_plan(folder, with_units(*moved)).adjusted] == ["F2"]
    assert "BF-2" not in {each.unit_id for each in read_old_plan(folder, with_units(*moved)).plan.stops}


def test_units_that_bear_one_name_are_told_apart_by_process_or_not_at_all(folder: Path) -> None:
    twin = unit("S9", process="sinter", name="F2")
    found = read_old_plan(folder, with_units(*units_with("F2", unit_id="BF-2"), twin))
    assert "BF-2" in {each.unit_id for each in found.plan.stops}
    twins = with_units(*units_with("F2", unit_id="BF-2"), unit("BF-9", name="F2"))
    assert told(read_old_plan(folder, twins).adjusted)[0][2:] == (
        "F2",
        "the season has no such unit; left out",
    )


def test_a_unit_that_has_its_own_stops_in_the_old_plan_is_not_taken_for_another(folder: Path) -> None:
    """F2 is gone; F1 now bears its name and has stops of its own."""
    left = [each for each in units_with("F1", name="F2") if each.unit_id != "F2"]
    found = read_old_plan(folder, with_units(*left))
    assert [each for each in found.plan.stops if each.unit_id == "F1"] == [stop("F1", 2, 5)]


def test_loads_of_a_renamed_unit_are_found_where_the_stops_name_it(tmp_path: Path) -> None:
    named = {"enterprise": "甲钢铁", "unit": "C1"}
    header = "unit_id,enterprise,unit,first_day,last_day\n"
    (tmp_path / "stops.csv").write_text(
        f"{header}OLD,{named['enterprise']},{named['unit']},2021-11-15,2021-11-16\n", encoding="utf-8"
    )
    (tmp_path / "loads.csv").write_text(
        "unit_id,first_day,last_day,load\nOLD,2021-11-17,2021-11-19,0.75\nGONE,2021-11-17,2021-11-19,0.75\n",
        encoding="utf-8",
    )
    found = read_old_plan(tmp_path, small_season())
    assert found.plan == plan(spell("C1", 2, 4, "0.75"))
    assert told(found.adjusted) == [
        ("stops.csv", 2, "OLD", "is C1 now"),
        ("stops.csv", 2, "OLD", "the unit runs at a load and does not stop now; left out"),
        ("loads.csv", 3, "GONE", "the season has no such unit; left out"),
    ]


def test_a_plan_in_memory_knows_the_names_of_all_its_units() -> None:
    old, now = small_season(), with_units(*units_with("C1", unit_id="OVEN"))
    found = carried_over(of_season(PLAN, old), now)
    assert found.plan.loads == (spell("OVEN", 0, 4, "0.75"),)
    assert told(found.adjusted) == [("", None, "C1", "is OVEN now")]


def test_stops_and_loads_are_cut_to_the_season(folder: Path) -> None:
    found = read_old_plan(folder, with_units(*small_season().units, days=4))
    assert found.plan == plan(stop("F1", 2, 3), stop("F2", 0, 1), spell("C1", 0, 3, "0.75"))
    assert [each[2:] for each in told(found.adjusted)] == [
        ("F1", "2021-11-17…2021-11-20 is cut to 2021-11-17…2021-11-18"),
        ("S1", "2021-11-21…2021-11-23 is outside the season; left out"),
        ("C1", "2021-11-15…2021-11-19 is cut to 2021-11-15…2021-11-18"),
    ]


def test_a_load_between_thousandths_is_told(tmp_path: Path) -> None:
    path = by_hand(tmp_path, [])
    loads = "unit_id,first_day,last_day,load\nC1,2021-11-15,2021-11-16,0.7505\n"
    (tmp_path / "loads.csv").write_text(loads, encoding="utf-8")
    found = read_old_plan(path, small_season())
    assert found.plan.loads == (spell("C1", 0, 1, "0.75"),)
    assert told(found.adjusted) == [("loads.csv", 2, "C1", "loads count in thousandths: 0.75")]


def test_jobs_that_are_gone_or_elsewhere_are_left_out_and_told(tmp_path: Path) -> None:
    by_hand(tmp_path, [])
    (tmp_path / "jobs.csv").write_text(
        "job_id,unit_id,first_day,last_day\n"
        "J1,F1,2021-11-15,2021-11-16\n"
        "J2,F1,2021-11-15,2021-11-16\n"
        "J3,F1,2021-11-15,2021-11-16\n"
        "J4,F1,2021-11-30,2021-12-01\n",
        encoding="utf-8",
    )
    jobs = [job("J1", "F1"), job("J3", "F2"), job("J4", "F1")]
    whole = season(
        [unit("F1"), unit("F2")], [owed(Maintenance, ["F1", "F2"], jobs=jobs, crews=2, hard=False)]
    )
    found = read_old_plan(tmp_path, whole)
    assert [each.job_id for each in found.plan.jobs] == ["J1"]
    assert [each[1:] for each in told(found.adjusted)] == [
        (3, "J2", "the season has no such job; left out"),
        (4, "J3", "is at F2 now; left out"),
        (5, "J4", "is not wholly within the season; left out"),
    ]


def test_every_fault_of_the_tables_is_still_bad_input(tmp_path: Path) -> None:
    rows = [
        row("F1", "2021-11-31", "2021-12-01"),
        row("GONE", "2021-11-18", "2021-11-20"),
        row("GONE", "2021-11-15", "2021-11-18"),
    ]
    path = by_hand(tmp_path, rows)
    loads = "unit_id,first_day,last_day,load\nC1,2021-11-15,2021-11-16,75\n"
    (tmp_path / "loads.csv").write_text(loads, encoding="utf-8")
    faults = faults_of(lambda: read_old_plan(path, small_season()))
    assert [(Path(fault.file).name, fault.row) for fault in faults] == [
        ("stops.csv", 2),
        ("stops.csv", 3),
        ("loads.csv", 2),
    ]


def test_a_folder_without_stops_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"stops\.csv"):
        read_old_plan(tmp_path, small_season())


def test_a_works_that_changed_its_id_keeps_its_units_by_its_name(folder: Path) -> None:
    whole = small_season()
    units = [
        each.model_copy(update={"unit_id": f"X-{each.unit_id}", "enterprise_id": "X"}) for each in whole.units
    ]
    moved = season(units, (), stages=whole.stages, enterprises=[works("X", name="甲钢铁")])
    found = read_old_plan(folder, moved)
    assert [each.unit_id for each in found.plan.stops] == ["X-F1", "X-F2", "X-S1"]
