"""Each works has a sheet that says what each of its lines does, when and why (ZZ-5)."""

from pathlib import Path

from openpyxl import load_workbook

from scheduler.domain.obligation import Maintenance
from scheduler.domain.plan import Plan
from scheduler.report.sheets import Sheet, write_books
from scheduler.report.works_plans import works_plans
from tests.helpers import job, owed, placed, plan, season, stop, unit, works
from tests.report.story import told_plan, told_season


def sheets() -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in works_plans(told_season(), told_plan())["邯郸"]}


def test_each_line_has_its_measure_and_days() -> None:
    part = sheets()["错峰钢铁"]
    assert part.title == "错峰钢铁2021年错峰生产方案（一企一策）"
    assert part.rows == (
        (1, "1号高炉", "高炉", "1280 m³", "3,000", "停产", "2021年11月18日至11月22日", ""),
        (2, "2号高炉", "高炉", "580 m³", "1,000", "停产", "2021年11月27日至12月4日", ""),
        (
            3,
            "1号焦炉",
            "焦炉",
            "",
            "1,000",
            "延长结焦时间，负荷降至62.5 %、80 %",
            "2021年11月15日至11月24日（负荷62.5 %）、2021年11月25日至12月4日（负荷80 %）",
            "",
        ),
    )


def test_what_it_owes_stands_below_with_clause_and_ground() -> None:
    days = "2021-11-15…2021-11-24、2021-11-25…2021-12-04各时段"
    assert sheets()["错峰钢铁"].closing == f"STL-5：本企业在{days}的高炉停产比例不低于30 %（D级）"
    assert sheets()["豁免钢铁"].closing == "各项通知未要求本企业停限产。"
    assert sheets()["豁免钢铁"].note == "豁免：STL-4：A级（豁免STL-5、STL-6）"


def test_who_it_is() -> None:
    assert sheets()["全停钢铁"].head == (
        "所属行业：钢铁；企业生产地址：河北省邯郸市武安；企业联系人：张三 13800000000"
    )


def test_maintenance_of_the_works_is_named() -> None:
    jobs = owed(Maintenance, ["F1"], subject="一队", jobs=(job("J1", "F1"),), crews=1, hard=False)
    made = plan(stop("F1", 0, 5), placed("J1", "F1", 1, 2))
    (sheet,) = works_plans(season([unit("F1")], [jobs]), made)["邯郸"]
    assert sheet.note == "检修：F1，2021年11月16日至11月17日，一队"


def test_names_that_no_sheet_may_have(tmp_path: Path) -> None:
    long = "山西省" * 12
    names = ["甲[1]厂/北", long + "甲", long + "乙"]
    odd = season(
        [unit(f"F{n}", f"W{n}") for n in range(3)],
        enterprises=[works(f"W{n}", name=name) for n, name in enumerate(names)],
    )
    (path,) = write_books(tmp_path, "works", works_plans(odd, Plan()))
    found = load_workbook(path).sheetnames
    assert found == ["甲_1_厂_北", long[:31], f"{long[:26]}~3"]
