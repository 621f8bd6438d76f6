"""Cells may be written in Chinese: exact names mean what the domain calls them, others are faults."""

from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.enterprise import Event, EventKind, Grade, Mark
from scheduler.domain.unit import Fuel, Mode, Process
from scheduler.domain.words import FUEL_NAMES, INDUSTRY_NAMES, MARK_NAMES, PROCESS_NAMES
from scheduler.files.inventory import Inventory, read_inventory
from scheduler.files.vocabulary import FUELS, INDUSTRIES, MARKS, PROCESSES
from scheduler.files.writing import write_tables
from tests.files.folders import Tables, only_fault, tables, with_cell


def chinese() -> Tables:
    """The small tables as a planner would type them."""
    rows = with_cell(
        tables(), "enterprises", 0, industry="钢铁", grade="C级", marks="存在违法违规行为；承担居民供暖"
    )
    rows = with_cell(rows, "enterprises", 1, industry="炭素", grade="非引领性", fuel="管道煤气", marks="")
    rows = with_cell(rows, "units", 0, process="高炉", mode="停产", fuel="焦炭")
    rows = with_cell(rows, "units", 1, process="烧结", mode="限产")
    rows = with_cell(rows, "units", 2, process="电炉", mode="负荷", fuel="电")
    rows = with_cell(rows, "links", 0, product="烧结矿", feeders="", consumers="")
    return rows | {
        "price": [{"product": "高炉", "month": "2021-12", "factor": 1}],
        "alerts": [{"city": "邯郸", "level": "橙色", "first": "2021-12-05", "last": "2021-12-09"}],
        "events": [
            event("绩效等级", "B-级"),
            event("获得标记", "绿色工厂"),
            event("失去标记", "violation"),
        ],
    }


def event(kind: str, value: str) -> dict[str, Any]:
    return {"enterprise_id": "W1", "day": "2021-10-01", "kind": kind, "value": value}


def inventory(folder: Path, rows: Tables) -> Inventory:
    write_tables(folder / "inventory", rows, lang="zh")
    return read_inventory(folder / "inventory")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_an_inventory_all_in_chinese(tmp_path: Path, encoding: str) -> None:
    write_tables(tmp_path / "inventory", chinese(), lang="zh")
    for path in (tmp_path / "inventory").glob("*.csv"):
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    found = read_inventory(tmp_path / "inventory")

    steel, carbon = found.enterprises
    assert (steel.industry, steel.grade, steel.marks) == (
        "steel",
        Grade.C,
        {Mark.VIOLATION, Mark.HEATS_HOMES},
    )
    assert (carbon.industry, carbon.grade, carbon.fuel) == ("carbon", Grade.NON_LEADING, Fuel.PIPELINE_GAS)
    assert [(unit.process, unit.mode) for unit in found.units] == [
        (Process.BLAST_FURNACE, Mode.STOP),
        (Process.SINTER, Mode.LOAD),
        (Process.ELECTRIC_FURNACE, Mode.LOAD),
    ]
    assert (found.units[0].fuel, found.units[1].fuel, found.units[2].fuel) == (
        Fuel.COKE,
        None,
        Fuel.ELECTRICITY,
    )
    (link,) = found.links
    assert (link.product, link.feeders, link.consumers) == ("sinter", ("W1-SI1",), ("W1-BF1",))
    assert (found.prices[0].product, found.alerts[0].level) == ("blast_furnace", "orange")
    assert [(given.kind, given.value) for given in found.events] == [
        (EventKind.GRADE, "B-"),
        (EventKind.MARK_WON, "green_factory"),
        (EventKind.MARK_LOST, "violation"),
    ]


def test_defaults_are_those_of_the_process_named_in_chinese(tmp_path: Path) -> None:
    rows = with_cell(tables(), "units", 1, process="烧结", name="sinter")
    in_english = with_cell(tables(), "units", 1, process="sinter", name="sinter")
    found, same = inventory(tmp_path / "zh", rows), inventory(tmp_path / "en", in_english)
    assert (found.units, found.defaulted) == (same.units, same.defaulted)


@pytest.mark.parametrize(
    ("table", "column", "typed", "maybe"),
    [
        ("units", "process", "高卢", "高炉"),
        ("units", "process", "烧结机", "烧结"),
        ("units", "process", "furnace", "one of blast_furnace, glass_furnace"),
        ("units", "mode", "停", "停产"),
        ("units", "fuel", "天燃气", "天然气"),
        ("enterprises", "grade", "Ｂ级", "B级"),
        ("enterprises", "grade", "乙级", "one of A级, B级, C级, D级"),
        ("enterprises", "marks", "绿色工场", "绿色工厂"),
        ("enterprises", "marks", "green_factry", "green_factory"),
        ("alerts", "level", "橙", "橙色"),
        ("alerts", "level", "orang", "orange"),
        ("events", "kind", "等级", "绩效等级"),
        ("events", "value", "B级级", ""),
        ("price", "product", "轧刚", "轧钢"),
        ("links", "product", "烧结", "烧结矿"),
    ],
)
def test_other_names_are_faults_in_the_language_typed(
    tmp_path: Path, table: str, column: str, typed: str, maybe: str
) -> None:
    rows = with_cell(chinese(), "links", 0, feeders="W1-SI1", consumers="W1-BF1")
    write_tables(tmp_path / "inventory", with_cell(rows, table, 0, **{column: typed}), lang="en")
    fault = only_fault(lambda: read_inventory(tmp_path / "inventory"))
    assert (fault.row, fault.column, fault.value) == (2, column, typed)
    assert fault.maybe == maybe


@pytest.mark.parametrize(
    ("typed", "known"),
    [("碳素", "carbon"), ("水泥粉磨", "cement"), ("氧化铝", "alumina"), ("glass", "glass"), ("造纸", "造纸")],
)
def test_industries_that_notices_know_are_named_as_they_name_them(
    tmp_path: Path, typed: str, known: str
) -> None:
    rows = with_cell(tables(), "enterprises", 0, industry=typed)
    assert inventory(tmp_path, rows).enterprises[0].industry == known


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (PROCESSES, PROCESS_NAMES),
        (FUELS, FUEL_NAMES),
        (MARKS, MARK_NAMES),
        (INDUSTRIES, INDUSTRY_NAMES),
    ],
)
def test_every_name_has_a_chinese_name_of_its_own(words: dict[str, str], names: dict[str, Any]) -> None:
    assert set(words.values()) == set(names)


def test_every_process_mark_and_fuel_is_named() -> None:
    assert (set(PROCESS_NAMES), set(MARK_NAMES), set(FUEL_NAMES)) == (set(Process), set(Mark), set(Fuel))


def test_grades_of_events_are_grades_only(tmp_path: Path) -> None:
    found = inventory(tmp_path, tables() | {"events": [event("grade", "引领性")]})
    assert found.events == (
        Event(enterprise_id="W1", day="2021-10-01", kind=EventKind.GRADE, value="leading"),
    )
