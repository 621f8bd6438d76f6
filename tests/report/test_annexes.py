"""Annexes 1 to 3 have the notice's titles, columns and closing line, and every works in its list."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.finding import Exempted
from scheduler.domain.obligation import LoadCeiling, Maintenance, StopDays, StopWindow, Substitution
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.domain.words import INDUSTRY_NAMES
from scheduler.report.annexes import annexes, closing_line
from scheduler.report.industries import industry_head
from scheduler.report.measures import dates
from scheduler.report.sheets import Sheet, write_books
from tests.helpers import (
    job,
    on,
    oven,
    owed,
    placed,
    plan,
    season,
    spell,
    stage,
    stop,
    unit,
    window,
    works,
)
from tests.report.large import city_season
from tests.report.story import told_plan, told_season


def lists() -> tuple[Sheet, ...]:
    return annexes(told_season(), told_plan())["邯郸"]


def test_titles_and_columns_are_those_of_the_notice() -> None:
    stopped, staggered, exempt = lists()
    assert [annex.title for annex in (stopped, staggered, exempt)] == [
        "2021年秋冬季实施停产企业清单",
        "2021年秋季错峰生产企业清单",
        "2021年秋季豁免错峰生产企业清单",
    ]
    who = ("序号", "企业名称", "所属行业", "企业生产地址")
    contact = ("企业联系人", "联系方式（手机）")
    assert stopped.columns == (*who, "实施停产原因", "停产时间", *contact)
    assert staggered.columns == (*who, "错峰措施", "停限产时间", *contact)
    assert exempt.columns == (*who, "豁免错峰生产依据", *contact)


def test_a_season_over_new_year_names_both_years() -> None:
    long = season([unit("F1")], days=60)
    assert annexes(long, Plan())["邯郸"][0].title == "2021-2022年秋冬季实施停产企业清单"


def test_a_works_that_stands_throughout_is_in_annex_1() -> None:
    assert lists()[0].rows == (
        (
            1,
            "全停钢铁",
            "钢铁",
            "河北省邯郸市武安",
            "STL-5：D级",
            "1号高炉：2021年11月15日至12月4日",
            "张三",
            "13800000000",
        ),
    )


def test_a_works_that_staggers_is_in_annex_2_with_measures_and_dates() -> None:
    assert lists()[1].rows == (
        (
            1,
            "错峰钢铁",
            "钢铁",
            "武安市午汲镇",
            "1号高炉（1280 m³）、2号高炉（580 m³）停产；1号焦炉延长结焦时间，负荷降至62.5 %、80 %",
            "1号高炉：2021年11月18日至11月22日\n"
            "2号高炉：2021年11月27日至12月4日\n"
            "1号焦炉：2021年11月15日至11月24日（负荷62.5 %）、2021年11月25日至12月4日（负荷80 %）",
            "",
            "",
        ),
    )


def test_an_exempt_works_is_in_annex_3_with_clause_and_ground() -> None:
    assert lists()[2].rows == (
        (1, "豁免钢铁", "钢铁", "河北省邯郸市涉县", "STL-4：A级（豁免STL-5、STL-6）", "", ""),
    )


def test_what_an_exempt_works_does_on_its_own_stands_beside_the_ground() -> None:
    own = plan(*told_plan().stops, stop("F4", 2, 4))
    ((_, name, _, _, ground, _, _),) = annexes(told_season(), own)["邯郸"][2].rows
    assert name == "豁免钢铁"
    assert (
        ground == "STL-4：A级（豁免STL-5、STL-6）\n自主减排：1号高炉停产\n1号高炉：2021年11月17日至11月19日"
    )


def test_a_works_that_owes_but_is_not_planned_is_not_hidden() -> None:
    found = annexes(told_season(), plan(stop("F1", 0, 19)))["邯郸"][1].rows
    assert [row[4] for row in found] == ["本计划未安排停限产"]


def test_one_day_less_is_no_full_stop() -> None:
    short = plan(stop("F1", 0, 18))
    assert [len(annex.rows) for annex in annexes(told_season(), short)["邯郸"]] == [0, 2, 1]


def test_a_remark_is_carried_to_the_annex() -> None:
    (bare,) = plan(stop("F2", 3, 7)).stops
    noted = Plan(stops=(bare.model_copy(update={"remark": "检修"}),))
    (_, part) = annexes(told_season(), noted)["邯郸"][1].rows
    assert part[5] == "1号高炉：2021年11月18日至11月22日（检修）"


def test_lower_loads_that_follow_each_other_are_said_once() -> None:
    even = plan(spell("C1", 0, 9, "0.5"), spell("C1", 10, 19, "0.5"), stop("F1", 0, 19))
    (row,) = annexes(told_season(), even)["邯郸"][1].rows
    assert row[4:6] == ("1号焦炉延长结焦时间，负荷降至50 %", "1号焦炉：2021年11月15日至12月4日")


def test_the_closing_line_counts_by_industry() -> None:
    assert closing_line(["steel", "钢铁", "coking", "alumina", "brick", "水泥", "toys"]) == (
        "总计：钢铁行业共2户、有色行业共1户、焦化行业共1户、化工行业共0户、建材行业共2户、铸造行业共0户、其他行业共1户，"
        "全市总计7户企业。"
    )


@pytest.mark.parametrize(
    ("industry", "head"),
    [("steel", "钢铁"), ("钢铁行业", "钢铁"), ("Fertiliser", "化工"), ("foundry", "铸造"), ("", "其他")],
)
def test_industries_in_either_language_come_under_a_head(industry: str, head: str) -> None:
    assert industry_head(industry) == head


def test_a_year_is_said_again_only_where_it_changes() -> None:
    assert dates(DayRange(first=on(0), last=on(60))) == "2021年11月15日至2022年1月14日"
    assert dates(DayRange(first=on(0), last=on(0))) == "2021年11月15日"


def test_the_workbook_holds_a_sheet_for_each_annex(tmp_path: Path) -> None:
    (path,) = write_books(tmp_path, "annexes", annexes(told_season(), told_plan()), "CC BY 4.0")
    assert path.name == "annexes.xlsx"
    book = load_workbook(path)
    assert book.sheetnames == ["附件1", "附件2", "附件3"]
    sheet = book["附件1"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        "附件1",
        "2021年秋冬季实施停产企业清单",
        "填报市：邯郸市",
    ]
    assert [cell.value for cell in sheet[4]] == list(lists()[0].columns)
    assert sheet.cell(5, 2).value == "全停钢铁"
    assert str(sheet.cell(6, 1).value).endswith("全市总计1户企业。")
    assert str(sheet.cell(7, 1).value).startswith("注：1. 所属行业按照")
    assert sheet.cell(8, 1).value == "数据来源：CC BY 4.0"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    risky = season([unit("F1")], enterprises=[works("W1", name="=1+1")])
    (path,) = write_books(tmp_path, "annexes", annexes(risky, plan(stop("F1", 0, 9))))
    cell = load_workbook(path)["附件1"].cell(5, 2)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_each_city_has_its_own_workbook(tmp_path: Path) -> None:
    two = season(
        [unit("F1", "W1"), unit("F2", "W2")],
        enterprises=[works("W1", city="邯郸"), works("W2", city="../唐山市")],
    )
    paths = write_books(tmp_path, "annexes", annexes(two, Plan()))
    assert [path.name for path in paths] == ["annexes-邯郸.xlsx", "annexes-___唐山.xlsx"]
    assert {path.parent for path in paths} == {tmp_path}


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    lists_of_city = annexes(told_season(), told_plan())
    first, second = (write_books(tmp_path / n, "annexes", lists_of_city)[0] for n in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


# ── other notices than the steel notice ──────────────────────────────────────────────────────────


def freed(works_id: str, clause: str, lifts: str, **part: Any) -> Exempted:
    return Exempted(
        enterprise_id=works_id, clause=clause, lifts=(lifts,), ground=Text(zh="A级", en="A"), **part
    )


def names(of: Season, made: Plan) -> list[list[Any]]:
    """Who stands in each list."""
    return [[row[1] for row in sheet.rows] for sheet in annexes(of, made)["邯郸"]]


def test_a_kiln_stands_in_annex_1_by_the_days_of_its_own_stage() -> None:
    """A neighbour that stands as long, but whose stage is longer, only staggers."""
    full = [owed(StopWindow, [kiln], 2, 7, clause="CEM-1") for kiln in ("K1", "K2")]
    two = season(
        [unit("K1", "W1", process=Process.CLINKER_KILN), unit("K2", "W2", process=Process.CLINKER_KILN)],
        full,
        stages=[stage("cement", 2, 7), stage("all", 0, 9)],
        stages_by_works={"W1": [stage("cement", 2, 7)], "W2": [stage("all", 0, 9)]},
    )
    assert names(two, plan(stop("K1", 2, 7), stop("K2", 2, 7))) == [["W1"], ["W2"], []]


def test_a_full_stop_names_its_clause_and_what_cannot_stop_runs_lower() -> None:
    """SX-3: interruptible processes stand, others run at the strictest limit."""
    grade_d = season(
        [
            unit("B1", name="1号窑", process=Process.BRICK_KILN),
            oven("C1", name="1号焦炉", normal_coking_hours=24),
        ],
        [
            owed(StopWindow, ["B1"], clause="SX-3", ground=Text(zh="D级", en="D")),
            owed(LoadCeiling, ["C1"], clause="SX-3", ceiling="0.5"),
        ],
    )
    made = plan(stop("B1", 0, 9), spell("C1", 0, 9, "0.5"))
    (row,) = annexes(grade_d, made)["邯郸"][0].rows
    assert row[4:6] == (
        "SX-3：D级",
        "1号窑：2021年11月15日至11月24日\n"
        "其余限产：1号焦炉结焦时间延长至48小时，负荷降至50 %\n"
        "1号焦炉：2021年11月15日至11月24日",
    )


def test_kilns_that_owe_days_or_lines_are_in_annex_2_though_nothing_is_planned() -> None:
    bricks = season([unit("K1", process=Process.BRICK_KILN)], [owed(StopDays, ["K1"], clause="SX-4", days=5)])
    assert names(bricks, Plan()) == [[], ["W1"], []]


def test_units_and_days_of_an_exemption_are_said() -> None:
    kilns = [unit("K1", name="1号窑", process=Process.BRICK_KILN), unit("K2", name="2号窑")]
    part = season(kilns).model_copy(
        update={
            "exemptions": (
                freed("W1", "ZZ-2", "ZZ-2", units=("K1",)),
                freed("W1", "ZC-2", "ZC-4", window=window(0, 4)),
            )
        }
    )
    (row,) = annexes(part, Plan())["邯郸"][2].rows
    assert row[4] == ("ZZ-2：A级（豁免ZZ-2；限1号窑）\nZC-2：A级（豁免ZC-4；2021年11月15日至11月19日）")


def test_a_works_exempt_in_part_stands_in_both_lists() -> None:
    ceiling = owed(LoadCeiling, ["C1"], clause="CEM-5", ceiling="0.8")
    both = season([oven("C1")], [ceiling]).model_copy(update={"exemptions": (freed("W1", "CEM-5", "CEM-1"),)})
    made = plan(spell("C1", 0, 9, "0.8"))
    assert names(both, made) == [[], ["W1"], ["W1"]]
    assert "自主减排" not in annexes(both, made)["邯郸"][2].rows[0][4]


def test_a_kiln_that_others_replace_is_told_of() -> None:
    swap = owed(
        Substitution,
        ["K1", "K2"],
        0,
        4,
        clause="CEM-3",
        subject="河北",
        relieved=("K1",),
        standing_in=("K2",),
        extra=(window(5, 9),),
    )
    two = season([unit("K1", "W1", name="电石渣窑"), unit("K2", "W2", name="1号窑")], [swap])
    rows = annexes(two, plan(stop("K2", 5, 9)))["邯郸"][1].rows
    assert [row[4] for row in rows] == ["电石渣窑错峰置换（CEM-3）", "1号窑停产"]


def test_maintenance_has_a_sheet_of_its_own_where_there_is_any(tmp_path: Path) -> None:
    jobs = (job("J1", "F1", 0, 9, days=3), job("J2", "F2", 2, 6, days=2))
    wanted = owed(Maintenance, ["F1", "F2"], subject="检修一队", jobs=jobs, crews=1, hard=False)
    two = season([unit("F1", name="1号高炉"), unit("F2", name="2号高炉")], [wanted])
    made = plan(stop("F1", 0, 5), placed("J1", "F1", 1, 3))
    *_, sheet = annexes(two, made)["邯郸"]
    assert sheet.name == "检修"
    assert sheet.rows == (
        (1, "W1", "1号高炉", 3, "2021年11月16日至11月18日", "检修一队"),
        (2, "W1", "2号高炉", 2, "未能安排（要求在2021年11月17日至11月21日之间）", "检修一队"),
    )
    assert sheet.closing == "总计：检修2项，已安排1项，未能安排1项。"
    (path,) = write_books(tmp_path, "annexes", annexes(two, made))
    assert load_workbook(path).sheetnames == ["附件1", "附件2", "附件3", "检修"]
    assert len(annexes(season([unit("F1")]), Plan())["邯郸"]) == 3


def test_every_industry_of_the_notices_has_its_heading() -> None:
    heads: dict[str, list[str]] = {}
    for industry in INDUSTRY_NAMES:
        heads.setdefault(industry_head(industry), []).append(industry)
        assert industry_head(INDUSTRY_NAMES[industry].zh) == industry_head(industry)
    assert heads == {
        "钢铁": ["steel"],
        "焦化": ["coking"],
        "有色": ["aluminium", "alumina", "secondary_nonferrous"],
        "铸造": ["casting"],
        "化工": ["fertiliser", "carbon_black"],
        "建材": [
            "brick", "refractory", "ceramics", "lime", "cement", "glass", "rock_wool", "glass_wool",
            "gypsum_board",
        ],
        "其他": ["carbon", "pharma", "pesticide", "glove"],
    }  # fmt: skip


def test_a_city_of_twelve_processes_is_counted_by_heading() -> None:
    stopped, staggered, exempt = annexes(*city_season())["样例"]
    # ten works each, one of them exempt; cement works stand through a stage of their own
    assert "建材行业共9户" in stopped.closing
    assert stopped.closing.endswith("全市总计9户企业。")
    assert staggered.closing == (
        "总计：钢铁行业共9户、有色行业共18户、焦化行业共9户、化工行业共18户、建材行业共36户、铸造行业共9户、其他行业共0户，"
        "全市总计99户企业。"
    )
    assert exempt.closing.endswith("全市总计12户企业。")
