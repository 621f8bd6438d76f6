"""Every fault of an inventory says what, in which file, sheet, row and column, and what was perhaps meant."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scheduler.errors import Fault
from scheduler.files.inventory import read_inventory
from scheduler.files.writing import write_tables
from tests.files.folders import Tables, faults_of, only_fault, tables, with_cell


def spoilt(folder: Path, table: str, row: int, **cells: Any) -> Fault:
    """The only fault of the small inventory with some cells changed."""
    write_tables(folder / "inventory", with_cell(tables(), table, row, **cells), lang="en")
    return only_fault(lambda: read_inventory(folder / "inventory"))


def test_unknown_process_names_the_nearest(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "units", 0, process="blast_furnce")
    assert fault.file.endswith("units.csv")
    assert (fault.row, fault.column, fault.value) == (2, "process", "blast_furnce")
    assert fault.maybe == "blast_furnace"


@pytest.mark.parametrize(
    ("cells", "says", "maybe"),
    [
        ({"capacity_t_per_day": -5}, "is not above zero", ""),
        ({"capacity_t_per_day": "inf"}, "is not finite", ""),
        ({"capacity_t_per_day": "NaN"}, "is not finite", ""),
        ({"capacity_t_per_day": "about 3000"}, "is not a number", ""),
        ({"capacity_t_per_day": "3,000"}, "is not a number", "3000"),
        ({"capacity_t_per_day": "1e999999999"}, "is not a number", ""),
        ({"load_min": 30}, "is not a share between 0 and 1", "0.30"),
        ({"load_min": 1.5}, "is not a share between 0 and 1", "0.015"),
        ({"load_min": "30%"}, "is not a number", "0.3"),
        ({"shortest_stop_days": 2.5}, "is not a whole number", ""),
        ({"shortest_stop_days": 0}, "is below 1", ""),
        ({"mode": "stopp"}, "is not one of the names known here", "stop"),
        ({"off_since": "2021-02-30"}, "is a date that does not exist", ""),
        ({"off_since": "soon"}, "is not a date", "written as 2022-01-31"),
        (
            {"forbidden": "2022-02-07..2022-02-01"},
            "ends on 2022-02-01, before it begins on 2022-02-07",
            "2022-02-01..2022-02-07",
        ),
        ({"load_min": 0.9, "load_max": 0.5}, "load_min 0.9 is above load_max 0.5", ""),
    ],
)
def test_a_wrong_cell_of_a_unit(tmp_path: Path, cells: dict[str, Any], says: str, maybe: str) -> None:
    fault = spoilt(tmp_path, "units", 1, **cells)
    column = next(iter(cells))
    assert (fault.row, fault.column, fault.value) == (3, column, str(cells[column]))
    assert (fault.message, fault.maybe) == (says, maybe)


def test_grade_z(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "enterprises", 0, grade="Z")
    assert (fault.row, fault.column, fault.value) == (2, "grade", "Z")
    assert "B-" in fault.maybe


def test_an_unknown_mark_among_good_ones(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "enterprises", 0, marks="violation；not_list")
    assert (fault.row, fault.column, fault.maybe) == (2, "marks", "not_listed")


def test_a_blank_cell_that_is_needed(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "enterprises", 1, city="")
    assert (fault.row, fault.column, fault.message) == (3, "city", "is missing")


def test_a_duplicate_id_names_the_first_row(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "units", 2, unit_id="W1-BF1")
    assert (fault.row, fault.column, fault.value) == (4, "unit_id", "W1-BF1")
    assert fault.message == "is there twice, first in row 2"


def test_a_unit_of_an_unknown_works(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "units", 2, enterprise_id="W9")
    assert (fault.row, fault.column, fault.message) == (4, "enterprise_id", "unknown works")
    assert fault.maybe


def test_a_link_to_an_unknown_unit(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "links", 0, feeders="W1-SI1、W1-SI2")
    assert fault.file.endswith("links.csv")
    assert (fault.row, fault.column, fault.message) == (2, "feeders", "unknown unit W1-SI2")
    assert fault.maybe == "W1-SI1"


def test_a_link_to_the_unit_of_another_works(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "links", 0, consumers="W2-EF1")
    assert fault.message == "W2-EF1 is a unit of W2, not of W1"


def test_a_heat_network_that_no_works_serves(tmp_path: Path) -> None:
    rows = tables() | {
        "heat": [{"network": "W3", "first": "2021-11-15", "last": "2021-11-14", "demand_m2": 1}]
    }
    write_tables(tmp_path / "inventory", rows, lang="en")
    network, window = faults_of(lambda: read_inventory(tmp_path / "inventory"))
    assert (network.column, network.message) == ("network", "is neither a heat network nor a works")
    assert window.column == "last"


def test_an_unknown_mark_of_a_unit(tmp_path: Path) -> None:
    fault = spoilt(tmp_path, "units", 0, marks="co_processing_waste; hets_homes")
    assert (fault.column, fault.row, fault.maybe) == ("marks", 2, "heats_homes")


@pytest.mark.parametrize(
    ("unit_id", "kind", "value", "says"),
    [
        ("W1-BF9", "mark_won", "violation", "is no unit of this works"),
        ("W2-EF1", "mark_won", "violation", "is no unit of this works"),
        ("W1-BF1", "grade", "B", "unit_id is given, but a grade is given to works as a whole"),
    ],
)
def test_an_event_of_a_unit_is_of_its_own_works_and_gives_no_grade(
    tmp_path: Path, unit_id: str, kind: str, value: str, says: str
) -> None:
    event = {"enterprise_id": "W1", "unit_id": unit_id, "day": "2021-12-01", "kind": kind, "value": value}
    write_tables(tmp_path / "inventory", tables() | {"events": [event]}, lang="en")
    fault = only_fault(lambda: read_inventory(tmp_path / "inventory"))
    assert (fault.column, fault.row, fault.message) == ("unit_id", 2, says)


def test_events_take_grades_and_marks_only(tmp_path: Path) -> None:
    event = {"enterprise_id": "W1", "day": "2021-10-01", "kind": "mark_won", "value": "violaton"}
    write_tables(tmp_path / "inventory", tables() | {"events": [event]}, lang="en")
    fault = only_fault(lambda: read_inventory(tmp_path / "inventory"))
    assert (fault.row, fault.column, fault.value) == (2, "value", "violaton")
    assert fault.maybe == "violation"


def test_an_event_cannot_give_a_grade_that_is_none(tmp_path: Path) -> None:
    event = {"enterprise_id": "W1", "day": "2021-10-01", "kind": "绩效等级", "value": "E级"}
    write_tables(tmp_path / "inventory", tables() | {"events": [event]}, lang="zh")
    fault = only_fault(lambda: read_inventory(tmp_path / "inventory"))
    assert (fault.row, fault.column, fault.value) == (2, "内容", "E级")
    assert "B-" in fault.message


# ── tables, sheets and files ─────────────────────────────────────────────────────────────────────


def inventory_csv(folder: Path, rows: Tables | None = None) -> Path:
    write_tables(folder / "inventory", rows or tables(), lang="en")
    return folder / "inventory"


def edited(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_missing_column_is_one_fault_and_not_one_for_each_row(tmp_path: Path) -> None:
    folder = inventory_csv(tmp_path)
    edited(folder / "enterprises.csv", ",city,", ",citty,")
    unknown, missing = faults_of(lambda: read_inventory(folder))
    assert (unknown.column, unknown.message, unknown.maybe) == ("citty", "column is not known here", "city")
    assert (missing.column, missing.message, missing.row) == ("city", "column is missing", 1)


def test_duplicate_headings(tmp_path: Path) -> None:
    folder = inventory_csv(tmp_path)
    edited(folder / "units.csv", ",name,", ",设备编号,")
    messages = [fault.message for fault in faults_of(lambda: read_inventory(folder))]
    assert messages == ["column unit_id is there twice", "column is missing"]


def test_a_value_under_no_heading(tmp_path: Path) -> None:
    folder = inventory_csv(tmp_path)
    edited(folder / "units.csv", "blast_furnace,3000", "blast_furnace,3000,77")
    fault = only_fault(lambda: read_inventory(folder))
    assert (fault.row, fault.value, fault.message) == (2, "77", "stands under no heading")


def test_an_empty_sheet(tmp_path: Path) -> None:
    book_path = tmp_path / "inventory.xlsx"
    write_tables(book_path, tables(), lang="zh")
    book = load_workbook(book_path)
    book["设备"].delete_rows(1, 9)
    del book["配套关系"]
    book.save(book_path)
    fault = only_fault(lambda: read_inventory(book_path))
    assert (fault.sheet, fault.message) == ("设备", "is empty: it has not even headings")


def test_headings_without_a_row(tmp_path: Path) -> None:
    rows = tables() | {"units": [], "links": []}
    fault = only_fault(lambda: read_inventory(inventory_csv(tmp_path, rows)))
    assert fault.file.endswith("units.csv")
    assert fault.message == "has headings but no row"


def test_a_missing_table(tmp_path: Path) -> None:
    folder = inventory_csv(tmp_path)
    (folder / "enterprises.csv").unlink()
    messages = [fault.message for fault in faults_of(lambda: read_inventory(folder))]
    assert messages[0] == "table enterprises is missing"


def test_an_unknown_sheet(tmp_path: Path) -> None:
    folder = inventory_csv(tmp_path)
    (folder / "unit.csv").write_text("unit_id\nx\n", encoding="utf-8")
    (unknown,) = faults_of(lambda: read_inventory(folder))
    assert (unknown.message, unknown.maybe) == ("is no table known here", "units")


def test_wrong_encoding(tmp_path: Path) -> None:
    folder = inventory_csv(tmp_path)
    text = (folder / "enterprises.csv").read_text(encoding="utf-8")
    (folder / "enterprises.csv").write_bytes(text.encode("utf-16"))
    fault = next(iter(faults_of(lambda: read_inventory(folder))))
    assert fault.file.endswith("enterprises.csv")
    assert fault.message.startswith("wrong encoding")


def test_a_workbook_that_is_not_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "inventory.xlsx").write_bytes(b"PK\x03\x04 not really")
    fault = only_fault(lambda: read_inventory(tmp_path / "inventory.xlsx"))
    assert fault.message == "is not a workbook"
    assert fault.file.endswith("inventory.xlsx")
    assert fault.maybe


def test_a_formula_that_was_never_computed_does_not_pass_for_a_blank(tmp_path: Path) -> None:
    path = tmp_path / "inventory.xlsx"
    write_tables(path, tables(), lang="en")
    book = load_workbook(path)
    book["units"]["E2"] = "=1000*3"
    book.save(path)
    fault = faults_of(lambda: read_inventory(path))[0]
    assert (fault.sheet, fault.row, fault.column) == ("units", 2, "E")
    assert fault.message == "is a formula without a stored value"


def test_a_time_of_day_is_no_date(tmp_path: Path) -> None:
    path = tmp_path / "inventory.xlsx"
    write_tables(path, with_cell(tables(), "units", 0, off_since=datetime(2021, 11, 1, 8, 30)), lang="en")
    fault = only_fault(lambda: read_inventory(path))
    assert (fault.column, fault.maybe) == ("off_since", "2021-11-01")


def test_a_folder_without_tables(tmp_path: Path) -> None:
    assert only_fault(lambda: read_inventory(tmp_path)).message == "holds no CSV file"


def test_every_fault_of_every_table_is_named_at_once(tmp_path: Path) -> None:
    rows = with_cell(tables(), "enterprises", 0, grade="Z", steel_per_iron=0)
    rows = with_cell(rows, "units", 0, capacity_t_per_day=-1, off_since="2021-13-01")
    rows = with_cell(rows, "units", 1, process="sintr", enterprise_id="W7")
    rows = with_cell(rows, "links", 0, consumers="W1-BF2", t_per_t="x")
    path = tmp_path / "inventory.xlsx"
    write_tables(path, rows, lang="zh")
    found = {(fault.sheet, fault.row, fault.column) for fault in faults_of(lambda: read_inventory(path))}
    assert found == {
        ("企业", 2, "绩效等级"),
        ("企业", 2, "钢铁比（吨/吨）"),
        ("设备", 2, "产能（吨/日）"),
        ("设备", 2, "已停产自"),
        ("设备", 3, "工序"),
        ("设备", 3, "企业编号"),
        ("配套关系", 2, "用料设备"),
        ("配套关系", 2, "单耗（吨/吨）"),
        # the sinter machine is now said to be another works'
        ("配套关系", 2, "供料设备"),
    }


def test_an_empty_workbook_lacks_its_tables(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active
    book.active.title = "说明"
    book.save(tmp_path / "inventory.xlsx")
    messages = [fault.message for fault in faults_of(lambda: read_inventory(tmp_path / "inventory.xlsx"))]
    assert messages == ["table enterprises is missing", "table units is missing"]
