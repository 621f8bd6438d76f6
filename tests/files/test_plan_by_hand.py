"""Plans as made by hand: stops and loads alone, each fault told."""

from pathlib import Path

import pytest

from scheduler.domain.plan import Plan
from scheduler.errors import InputError
from scheduler.files.plan import read_plan
from tests.files.folders import faults_of, only_fault
from tests.files.plans import by_hand, row, small_season
from tests.helpers import on, stop


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
