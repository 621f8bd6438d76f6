"""Demand, routes and maintenance in both languages; what can't be, or would count nowhere, is a fault."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.calendar import DayRange
from scheduler.errors import Fault
from scheduler.files.inventory import Inventory, read_inventory
from scheduler.files.writing import write_tables
from tests.files.folders import Tables, faults_of, only_fault, tables, with_cell

Row = dict[str, Any]


def supplied() -> Tables:
    """W1 in 邯郸 and W3 in 临汾, each with a kiln; W3's coke ovens feed the city's gas."""
    rows = tables()
    rows["enterprises"].append(
        {
            "enterprise_id": "W3",
            "name": "丙焦化",
            "province": "山西省",
            "city": "临汾市",
            "industry": "coking",
        }
    )
    rows["units"] += [
        unit("W1-CK1", "W1", "clinker_kiln", 5000),
        unit("W3-CK1", "W3", "clinker_kiln", 2500),
        unit("W3-CO1", "W3", "coke_oven", 1500),
    ]
    return rows | {
        "demand": [
            demand("clinker_kiln", "邯郸", "2021-W47", stock_t=20000, stock_max_t=30000),
            demand("clinker_kiln", "邯郸", "2021-W48", stock_max_t=30000),
            demand("coke_gas", "临汾", "2021-W47", floor_t=Fraction("700000.5")),
        ],
        "routes": [route("clinker_kiln", "临汾", "邯郸")],
        "maintenance": [job("W1-CK1")],
    }


def unit(unit_id: str, works: str, process: str, capacity: int) -> Row:
    row = {"unit_id": unit_id, "enterprise_id": works, "name": unit_id, "process": process}
    return row | {"capacity_t_per_day": capacity}


def demand(product: str, region: str, week: str, **cells: Any) -> Row:
    return {"product": product, "region": region, "week": week, "floor_t": 10000} | cells


def route(product: str, origin: str, destination: str) -> Row:
    row = {"product": product, "from_region": origin, "to_region": destination}
    return row | {"capacity_t_per_week": 5000}


def job(unit_id: str, **cells: Any) -> Row:
    row = {"unit_id": unit_id, "days": 10, "earliest": "2021-12-01", "latest": "2021-12-31"}
    return row | {"crew": "一队", "must": True} | cells


def inventory(folder: Path, rows: Tables, lang: str = "en") -> Inventory:
    write_tables(folder / "inventory", rows, lang=lang)
    return read_inventory(folder / "inventory")


def spoilt(folder: Path, table: str, row: int, **cells: Any) -> Fault:
    """The only fault of the supplied inventory with some cells changed."""
    return only_fault(lambda: inventory(folder, with_cell(supplied(), table, row, **cells)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_supply_is_read(tmp_path: Path, lang: str) -> None:
    found = inventory(tmp_path, supplied(), lang)
    first, second, gas = found.demand
    assert (first.product, first.region, first.floor_t) == ("clinker_kiln", "邯郸", 10000)
    assert first.window == DayRange(first=date(2021, 11, 22), last=date(2021, 11, 28))
    assert (first.stock_t, second.stock_t, second.stock_max_t) == (20000, None, 30000)
    assert (gas.product, gas.floor_t) == ("coke_gas", Fraction("700000.5"))
    (way,) = found.routes
    assert (way.from_region, way.to_region, way.capacity_t_per_week) == ("临汾", "邯郸", 5000)
    (work,) = found.maintenance
    assert (work.unit_id, work.days, work.crew, work.must) == ("W1-CK1", 10, "一队", True)
    assert work.latest == date(2021, 12, 31)


def test_chinese_products_weeks_truths_and_regions_with_their_suffix(tmp_path: Path) -> None:
    rows = supplied() | {
        "demand": [
            demand("水泥熟料窑", "河北省", "2021年第47周"),
            demand("焦炉煤气", "临汾市", "2021年第7周"),
        ],
        "maintenance": [job("W1-CK1", must="是"), job("W3-CK1", must="否"), job("W3-CK1", must="")],
    }
    found = inventory(tmp_path, rows, "zh")
    assert [(need.product, need.region, need.week) for need in found.demand] == [
        ("clinker_kiln", "河北", "2021-W47"),
        ("coke_gas", "临汾", "2021-W07"),
    ]
    assert [work.must for work in found.maintenance] == [True, False, False]


def test_gas_for_the_city_is_two_hundred_m3_a_tonne_of_coke_unless_given(tmp_path: Path) -> None:
    assert inventory(tmp_path / "left out", supplied()).units[-1].gas_m3_per_t == 200
    given = with_cell(supplied(), "units", 5, gas_m3_per_t=180)
    assert inventory(tmp_path / "given", given).units[-1].gas_m3_per_t == 180
    assert inventory(tmp_path / "kiln", given).units[-2].gas_m3_per_t == 0


# ── demand ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cells", "column", "says", "maybe"),
    [
        ({"product": "clinker"}, "product", "is no product known here", "clinker_kiln"),
        ({"product": "水泥熟料"}, "product", "is no product known here", "水泥熟料窑"),
        ({"region": "邯郸县"}, "region", "is neither a city nor a province of the works", "邯郸"),
        ({"week": "2021-47"}, "week", "is not a week", "written as 2021-W47"),
        ({"week": "2021-W53"}, "week", "is a week that does not exist", ""),
        ({"floor_t": -1}, "floor_t", "is negative", ""),
        (
            {"product": "lime_kiln"},
            "product",
            "nothing in 邯郸 makes it and no route brings it",
            "another product is meant",
        ),
        (
            {"product": "coke_gas"},
            "product",
            "nothing in 邯郸 makes it and no route brings it",
            "a route from one of 临汾, 山西",
        ),
    ],
)
def test_a_wrong_need(tmp_path: Path, cells: Row, column: str, says: str, maybe: str) -> None:
    fault = spoilt(tmp_path, "demand", 1, **cells)
    assert fault.file.endswith("demand.csv")
    assert (fault.row, fault.column, fault.value) == (3, column, str(cells[column]))
    assert (fault.message, fault.maybe) == (says, maybe)


def test_a_need_named_twice_in_two_ways(tmp_path: Path) -> None:
    again = demand("水泥熟料窑", "邯郸市", "2021年第48周")
    rows = supplied()
    rows["demand"].append(again)
    fault = only_fault(lambda: inventory(tmp_path, rows))
    assert (fault.row, fault.column, fault.message) == (5, "week", "is there twice, first in row 3")
    assert fault.value == "水泥熟料窑 邯郸市 2021年第48周"


def test_stock_of_a_later_week_only(tmp_path: Path) -> None:
    rows = with_cell(supplied(), "demand", 0, stock_t="")
    rows = with_cell(rows, "demand", 1, stock_t=20000)
    fault = only_fault(lambda: inventory(tmp_path, rows))
    assert (fault.row, fault.column, fault.value) == (3, "stock_t", "20000")
    assert "when the first week, 2021-W47, begins" in fault.message


def test_weeks_may_stand_in_any_order(tmp_path: Path) -> None:
    rows = supplied()
    rows["demand"].reverse()
    assert inventory(tmp_path, rows).demand[-1].stock_t == 20000


def test_routes_bring_a_product_on_from_place_to_place(tmp_path: Path) -> None:
    rows = supplied() | {
        "demand": [demand("coke_oven", "邯郸", "2021-W47")],
        "routes": [route("coke_oven", "临汾", "河北"), route("焦炉", "河北省", "邯郸市")],
    }
    assert inventory(tmp_path / "joined", rows).demand
    broken = rows | {"routes": rows["routes"][1:]}
    fault = only_fault(lambda: inventory(tmp_path / "broken", broken))
    assert fault.message == "nothing in 邯郸 makes it and no route brings it"


# ── routes ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cells", "column", "says", "maybe"),
    [
        ({"product": "gas"}, "product", "is no product known here", "coke_gas"),
        ({"from_region": "临份"}, "from_region", "is neither a city nor a province of the works", "临汾"),
        ({"to_region": "临汾市"}, "to_region", "is where the route begins", ""),
        ({"capacity_t_per_week": ""}, "capacity_t_per_week", "is missing", ""),
    ],
)
def test_a_wrong_route(tmp_path: Path, cells: Row, column: str, says: str, maybe: str) -> None:
    fault = spoilt(tmp_path, "routes", 0, **cells)
    assert fault.file.endswith("routes.csv")
    assert (fault.row, fault.column, fault.value) == (2, column, str(cells[column]))
    assert fault.message == says
    assert maybe in fault.maybe


def test_a_route_named_twice(tmp_path: Path) -> None:
    rows = supplied() | {"routes": [route("clinker_kiln", "临汾", "邯郸")] * 2}
    fault = only_fault(lambda: inventory(tmp_path, rows))
    assert (fault.row, fault.message) == (3, "is there twice, first in row 2")


# ── maintenance ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cells", "column", "says", "maybe"),
    [
        ({"unit_id": "W1-CK2"}, "unit_id", "unknown unit", "W1-CK1"),
        ({"days": 0}, "days", "is below 1", ""),
        ({"days": "3.5"}, "days", "is not a whole number", ""),
        ({"earliest": "2021-12-32"}, "earliest", "is a date that does not exist", ""),
        ({"must": "maybe"}, "must", "is neither true nor false", "true or false, 是 or 否"),
        ({"must": 1}, "must", "is neither true nor false", "true or false, 是 or 否"),
        (
            {"latest": "2021-12-09"},
            "latest",
            "is before 2021-12-10, when a job of 10 days begun on 2021-12-01 ends",
            "2021-12-10 or later",
        ),
    ],
)
def test_a_wrong_job(tmp_path: Path, cells: Row, column: str, says: str, maybe: str) -> None:
    fault = spoilt(tmp_path, "maintenance", 0, **cells)
    assert fault.file.endswith("maintenance.csv")
    assert (fault.row, fault.column, fault.value) == (2, column, str(cells[column]))
    assert (fault.message, fault.maybe) == (says, maybe)


def test_a_window_as_long_as_its_job_is_enough(tmp_path: Path) -> None:
    rows = with_cell(supplied(), "maintenance", 0, latest="2021-12-10")
    assert inventory(tmp_path, rows).maintenance[0].days == 10


def test_all_faults_of_a_workbook_are_named_by_sheet_row_and_heading(tmp_path: Path) -> None:
    rows = with_cell(supplied(), "demand", 2, region="太原", week="W47")
    rows = with_cell(rows, "routes", 0, to_region="邢台")
    rows = with_cell(rows, "maintenance", 0, unit_id="K9", must="对")
    path = tmp_path / "inventory.xlsx"
    write_tables(path, rows, lang="zh")

    def places() -> Iterator[tuple[str, int | None, str]]:
        for fault in faults_of(lambda: read_inventory(path)):
            yield fault.sheet, fault.row, fault.column

    assert set(places()) == {
        ("产品需求", 4, "地区"),
        ("产品需求", 4, "周"),
        ("调运路线", 2, "调入地区"),
        ("检修计划", 2, "设备编号"),
        ("检修计划", 2, "必须安排"),
    }
