"""A good inventory reads the same from a workbook and from CSV, in either language and encoding."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Grade, Mark
from scheduler.domain.unit import Mode, Process
from scheduler.files.cells import parsed
from scheduler.files.columns import INVENTORY, Kind
from scheduler.files.defaults import FILLED, with_defaults
from scheduler.files.inventory import read_inventory
from scheduler.files.writing import write_tables
from tests.files.folders import Tables, tables, with_cell


def full_tables() -> Tables:
    """The small tables with every optional table, and cells of every kind."""
    rows = with_cell(
        tables(), "enterprises", 0, output_last_year_stage1_t=150000, output_last_year_stage2_t=230000
    )
    rows = with_cell(
        rows, "enterprises", 0, heat_network="城北热网", heated_area_last_year_m2=Fraction("1250000.5")
    )
    rows = with_cell(
        rows, "units", 0, off_since=date(2021, 11, 1), margin_yuan_per_day=750000, assumed="margin: RULE"
    )
    rows = with_cell(rows, "units", 0, forbidden="2022-01-31..2022-02-06；2022-03-01", size=2000)
    return rows | {
        "heat": [{"network": "城北热网", "first": "2021-11-15", "last": "2022-03-15", "demand_m2": 900000}],
        "price": [{"product": "blast_furnace", "month": "2021-12", "factor": Fraction("1.05")}],
        "alerts": [{"city": "邯郸", "level": "orange", "first": "2021-12-05", "last": "2021-12-09"}],
        "events": [{"enterprise_id": "W1", "day": "2021-10-01", "kind": "grade", "value": "B-"}],
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["inventory", "inventory.xlsx"])
def test_written_and_read_again(tmp_path: Path, lang: str, name: str) -> None:
    write_tables(tmp_path / name, full_tables(), lang=lang)
    found = read_inventory(tmp_path / name)

    works, other = found.enterprises
    assert (works.name, works.grade, other.grade) == ("甲钢铁", Grade.C, Grade.A)
    assert works.marks == {Mark.VIOLATION, Mark.HEATS_HOMES}
    assert works.output_last_year_t == {"stage1": 150000, "stage2": 230000}
    assert works.heated_area_last_year_m2 == Fraction("1250000.5")

    furnace = found.units[0]
    assert furnace.process is Process.BLAST_FURNACE
    assert furnace.off_since == date(2021, 11, 1)
    assert furnace.forbidden == (
        DayRange(first=date(2022, 1, 31), last=date(2022, 2, 6)),
        DayRange(first=date(2022, 3, 1), last=date(2022, 3, 1)),
    )
    assert found.links[0].feeders == ("W1-SI1",)
    assert found.links[0].t_per_t == Fraction(13, 10)
    assert found.heat[0].window.days == 121
    assert (found.prices[0].month, found.prices[0].factor) == ("2021-12", Fraction(21, 20))
    assert (found.alerts[0].level, found.events[0].value) == ("orange", "B-")


def test_csv_and_workbook_give_one_inventory(tmp_path: Path) -> None:
    write_tables(tmp_path / "csv", full_tables(), lang="en")
    write_tables(tmp_path / "book.xlsx", full_tables(), lang="zh")
    assert read_inventory(tmp_path / "csv") == read_inventory(tmp_path / "book.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_csv(tmp_path: Path, encoding: str) -> None:
    write_tables(tmp_path / "good", full_tables(), lang="zh")
    write_tables(tmp_path / "other", full_tables(), lang="zh")
    for path in (tmp_path / "other").glob("*.csv"):
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert read_inventory(tmp_path / "other") == read_inventory(tmp_path / "good")


def test_days_typed_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "inventory.xlsx"
    write_tables(path, full_tables(), lang="en")
    book = load_workbook(path)
    book["price"]["B2"] = datetime(2021, 12, 1)
    book["heat"]["B2"], book["heat"]["C2"] = datetime(2021, 11, 15), "2022/3/15"
    book["units"].append([None] * 8)
    book.create_sheet("notes")["A1"] = "read me"
    book.save(path)
    found = read_inventory(path)
    assert found.prices[0].month == "2021-12"
    assert found.heat[0].window == DayRange(first=date(2021, 11, 15), last=date(2022, 3, 15))
    assert len(found.units) == 3


def test_empty_feeders_are_the_works_units_that_make_the_product(tmp_path: Path) -> None:
    rows = with_cell(tables(), "links", 0, feeders="", consumers="")
    write_tables(tmp_path / "inventory", rows, lang="en")
    link = read_inventory(tmp_path / "inventory").links[0]
    assert (link.feeders, link.consumers) == (("W1-SI1",), ("W1-BF1",))


def test_an_id_typed_as_a_number_keeps_its_digits(tmp_path: Path) -> None:
    rows = with_cell(tables(), "enterprises", 1, enterprise_id=1304, phone=13800000000)
    rows = with_cell(rows, "units", 2, enterprise_id=1304)
    write_tables(tmp_path / "inventory.xlsx", rows)
    found = read_inventory(tmp_path / "inventory.xlsx")
    assert (found.enterprises[1].enterprise_id, found.enterprises[1].phone) == ("1304", "13800000000")


# ── defaults ─────────────────────────────────────────────────────────────────────────────────────


def test_empty_columns_take_the_defaults_of_the_process(tmp_path: Path) -> None:
    write_tables(tmp_path / "inventory", tables(), lang="en")
    found = read_inventory(tmp_path / "inventory")
    furnace, sinter, electric = found.units
    assert (furnace.mode, furnace.shortest_stop_days, furnace.most_stops_per_stage) == (Mode.STOP, 10, 3)
    assert furnace.margin_yuan_per_day == 250 * 3000
    assert (sinter.nox_kg_per_t, sinter.shortest_stop_days) == (Fraction("0.38"), 3)
    assert (electric.mode, electric.load_min) == (Mode.LOAD, 0)


def test_every_default_is_recorded_with_its_source(tmp_path: Path) -> None:
    rows = with_cell(tables(), "units", 1, nox_kg_per_t=0.11)
    write_tables(tmp_path / "inventory", rows, lang="en")
    defaulted = read_inventory(tmp_path / "inventory").defaulted
    by_place = {(used.unit_id, used.field): used for used in defaulted}
    assert by_place["W1-SI1", "so2_kg_per_t"].value == "0.17"
    assert by_place["W1-SI1", "so2_kg_per_t"].source == "national average of 2017"
    assert by_place["W1-BF1", "margin_yuan_per_day"].value == "750000"
    assert ("W1-SI1", "nox_kg_per_t") not in by_place


def test_restart_of_a_large_furnace_costs_more_by_the_tonne(tmp_path: Path) -> None:
    small = with_cell(tables(), "units", 0, size=800)
    large = with_cell(tables(), "units", 0, size=2500)
    write_tables(tmp_path / "small", small, lang="en")
    write_tables(tmp_path / "large", large, lang="en")
    assert read_inventory(tmp_path / "small").units[0].restart_cost_yuan == 500 * 3000
    assert read_inventory(tmp_path / "large").units[0].restart_cost_yuan == 1000 * 3000


@pytest.mark.parametrize("process", list(Process))
def test_every_process_has_defaults_enough_for_a_unit(tmp_path: Path, process: Process) -> None:
    rows = with_cell(tables(), "units", 2, process=process.value)
    write_tables(tmp_path / "inventory", rows, lang="en")
    assert read_inventory(tmp_path / "inventory").units[2].process is process


@pytest.mark.parametrize("process", list(Process))
def test_no_default_is_missing_for_any_process(process: Process) -> None:
    row = {"unit_id": "U", "process": process.value, "capacity_t_per_day": Fraction(100)}
    filled, used = with_defaults(row)
    of_ovens = {"normal_coking_hours", "longest_coking_hours", "gas_m3_per_t"}
    expected = set(FILLED) if process is Process.COKE_OVEN else set(FILLED) - of_ovens
    assert filled.keys() - row.keys() == {default.field for default in used} == expected
    assert all(default.source for default in used)


@pytest.mark.parametrize(
    ("process", "mode"),
    [
        ("clinker_kiln", Mode.STOP),
        ("carbon_baking", Mode.STOP),
        ("alumina_line", Mode.STOP),
        ("pot_line", Mode.LOAD),
        ("glass_furnace", Mode.LOAD),
        ("fertiliser_line", Mode.LOAD),
        ("coke_oven", Mode.LOAD),
    ],
)
def test_what_can_be_interrupted_stops_and_the_rest_runs_lower(process: str, mode: Mode) -> None:
    filled, _ = with_defaults({"process": process, "capacity_t_per_day": Fraction(100)})
    assert filled["mode"] is mode


def test_a_clinker_kiln_emits_what_its_process_and_its_coal_give() -> None:
    kiln, _ = with_defaults({"process": "clinker_kiln", "capacity_t_per_day": Fraction(5000)})
    emitted = [kiln[f"{gas}_kg_per_t"] for gas in ("nox", "so2", "pm")]
    assert emitted == [Fraction("0.62"), Fraction("0.065"), Fraction("0.05")]
    assert kiln["co2_t_per_t"] == Fraction("0.84")
    assert (kiln["shortest_stop_days"], kiln["shortest_run_days"]) == (10, 10)


def test_ovens_at_the_longest_coking_time_have_a_load_of_whole_thousandths(tmp_path: Path) -> None:
    rows = with_cell(tables(), "units", 2, process="coke_oven")
    write_tables(tmp_path / "inventory", rows, lang="en")
    assert read_inventory(tmp_path / "inventory").units[2].lowest_load == Fraction(375, 1000)


# ── columns and cells ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("table", INVENTORY, ids=lambda table: table.name)
def test_no_two_columns_answer_to_one_heading(table) -> None:  # type: ignore[no-untyped-def]
    """But for the one that takes whatever is left, which comes last."""
    takes_the_rest = [column.name for column in table.columns if column.name == "{}"]
    assert not takes_the_rest or table.columns[-1].name == "{}"
    named = [column for column in table.columns if column.name != "{}"]
    for column in named:
        for heading in (column.name, column.zh, column.heading_zh):
            answering = [other.name for other in named if other.name_under(heading)]
            assert answering in ([column.name], []), heading


def test_headings_with_and_without_their_unit() -> None:
    enterprises, units = INVENTORY[:2]
    for heading in ("产能（吨/日）", "产能(吨/日)", " 产能 ", "Capacity_t_per_day"):
        found = units.column_under(heading)
        assert found is not None and found[0] == "capacity_t_per_day"
    found = enterprises.column_under("上年同期粗钢产量 stage2（吨）")
    assert found is not None and found[0] == "output_last_year_stage2_t"


@given(st.fractions(min_value=0, max_value=10**9, max_denominator=10**6))
def test_numbers_written_as_text_are_read_exactly(number: Fraction) -> None:
    assert parsed(f"{number.numerator}/{number.denominator}", Kind.NUMBER) == number


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_decimals_are_read_as_written(number) -> None:  # type: ignore[no-untyped-def]
    assert parsed(str(number), Kind.NUMBER) == Fraction(str(number))


# ── writing ──────────────────────────────────────────────────────────────────────────────────────


def test_a_workbook_written_twice_has_the_same_bytes(tmp_path: Path) -> None:
    write_tables(tmp_path / "one.xlsx", full_tables())
    write_tables(tmp_path / "two.xlsx", full_tables())
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_name_that_begins_with_an_equals_sign_is_no_formula(tmp_path: Path) -> None:
    rows = with_cell(tables(), "enterprises", 0, name="=甲")
    write_tables(tmp_path / "inventory.xlsx", rows)
    assert read_inventory(tmp_path / "inventory.xlsx").enterprises[0].name == "=甲"


def test_an_unknown_column_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="colour"):
        write_tables(tmp_path / "inventory", with_cell(tables(), "units", 0, colour="red"))
