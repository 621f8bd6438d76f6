"""The Gantt chart has a bar for each stop, Chinese text on any machine, and the same bytes each time."""

import warnings
from pathlib import Path

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text as Written

from scheduler.domain.base import Text
from scheduler.domain.finding import Exempted
from scheduler.domain.obligation import MakeUp, StopDays, StopWindow
from scheduler.domain.plan import Plan
from scheduler.domain.scenario import AlertLevel
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.report.gantt import gantt, write_gantt
from scheduler.report.palette import COLOURS
from tests.helpers import owed, plan, season, stage, stop, unit, window, works
from tests.report.large import cement_year, city_season
from tests.report.story import told_plan, told_season


def bars(figure: Figure, kind: str) -> set[str]:
    patches = (patch for axes in figure.axes for patch in axes.patches)
    return {gid for patch in patches if (gid := patch.get_gid()) and gid.startswith(kind)}


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Written) if text.get_text()]


def test_each_stop_and_each_lower_load_has_its_bar() -> None:
    figure = gantt(told_season(), told_plan())
    assert bars(figure, "stop/") == {"stop/F1/2021-11-15", "stop/F2/2021-11-18", "stop/F3/2021-11-27"}
    assert bars(figure, "load/") == {"load/C1/2021-11-15", "load/C1/2021-11-25"}


def test_a_bar_lies_on_its_days() -> None:
    figure = gantt(told_season(), told_plan())
    (bar,) = (p for axes in figure.axes for p in axes.patches if p.get_gid() == "stop/F2/2021-11-18")
    assert (bar.get_x(), bar.get_width()) == (3, 5)


def test_shares_stand_beside_each_works() -> None:
    assert {"100.0 ≥ 100", "37.5 ≥ 30", "20.0 < 30", "0.0 豁免", "STL-5"} <= set(
        texts(gantt(told_season(), told_plan()))
    )


def test_a_filter_is_said_on_the_chart() -> None:
    figure = gantt(told_season(), told_plan(), lang="en", processes={Process.COKE_OVEN})
    assert bars(figure, "stop/") == set()
    assert any("not shown: 4 blast furnace" in text for text in texts(figure))


def test_processes_that_no_unit_has_are_refused() -> None:
    with pytest.raises(ValueError, match="no unit"):
        gantt(told_season(), told_plan(), processes={Process.GLASS_FURNACE})


def large_season() -> Season:
    furnaces = [unit(f"F{number}") for number in range(3)]
    return season([*furnaces, *(unit(f"S{n}", process=Process.SINTER, mode="load") for n in range(150))])


def test_a_large_season_shows_its_furnaces_and_says_what_is_left_out() -> None:
    figure = gantt(large_season(), plan(stop("F0", 0, 3)))
    assert any("3台（条）设备" in text and "未画出：烧结150" in text for text in texts(figure))


def test_alerts_are_drawn_in_their_city_and_season_only() -> None:
    alerts = [
        AlertLevel(city="邯郸市", level="orange", window=window(4, 6)),
        AlertLevel(city="唐山市", level="red", window=window(4, 6)),
        AlertLevel(city="邯郸市", level="yellow", window=window(40, 46)),
    ]
    shown = texts(gantt(told_season(), told_plan(), alerts))
    assert "橙色预警" in shown
    assert not {"红色预警", "黄色预警"} & set(shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_glyph_is_missing(tmp_path: Path, lang: str) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        warnings.filterwarnings("error", message="findfont")
        write_gantt(
            tmp_path, told_season(), told_plan(), lang=lang, title="邯郸市 2021–2022", footnote="CC BY 4.0"
        )


def test_a_figure_drawn_later_keeps_its_font() -> None:
    figure = gantt(told_season(), told_plan())
    assert {text.get_fontfamily()[0] for text in figure.findobj(Written)} == {"Noto Sans SC"}


def test_settings_of_the_caller_are_left_alone() -> None:
    before = dict(matplotlib.rcParams)
    gantt(told_season(), told_plan())
    assert dict(matplotlib.rcParams) == before


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        files = write_gantt(tmp_path / name, told_season(), told_plan())
        written.append([file.read_bytes() for file in files])
    assert written[0] == written[1]


def test_units_that_stand_before_the_season_and_seasons_that_owe_nothing_are_drawn() -> None:
    alone = season(
        [unit("F1", off_since="2021-11-01"), unit("F2")],
        stages=[stage("stage1", 0, 3), stage("stage2", 6, 9)],
    )
    assert bars(gantt(alone, plan(stop("F1", 0, 1))), "stop/") == {"stop/F1/2021-11-15"}


# ── seasons of other notices ─────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def year() -> Figure:
    return gantt(*cement_year())


@pytest.fixture(scope="module")
def city() -> Figure:
    return gantt(*city_season())


def test_shares_stand_in_the_columns_of_each_works_own_stages() -> None:
    two = season(
        [unit("K1", "W1"), unit("K2", "W2")],
        [owed(StopWindow, ["K1"], 0, 4), owed(StopDays, ["K2"], 0, 9, days=4)],
        stages=[stage("a", 0, 4), stage("b", 5, 9), stage("c", 2, 7)],
        stages_by_works={"W1": [stage("a", 0, 4), stage("b", 5, 9)], "W2": [stage("c", 2, 7)]},
    )
    figure = gantt(two, plan(stop("K1", 0, 4), stop("K2", 2, 5)))
    # W1 stands through its first stage and owes nothing in its second; W2 stands 4 of its stage's 6 days,
    # where it owes none as there are 4 other days, and 4 of 10 over the season
    assert {"100.0 ≥ 100", "66.6", "40.0 ≥ 40"} <= set(texts(figure))
    assert {"阶段1", "阶段2", "全季"} <= set(texts(figure))


def test_works_of_one_stage_have_one_column() -> None:
    one = gantt(season([unit("K1")], [owed(StopWindow, ["K1"])]), plan(stop("K1", 0, 9)))
    assert "阶段2" not in texts(one)


def test_an_industry_of_a_city_has_its_section_with_a_strip_for_each_process() -> None:
    kilns = [unit("K1", "W1", process=Process.CLINKER_KILN), unit("M1", "W1", process=Process.GRINDING)]
    bricks = [unit("B1", "W2", process=Process.BRICK_KILN)]
    mixed = season(
        [*kilns, *bricks],
        [owed(StopWindow, [u.unit_id]) for u in (*kilns, *bricks)],
        enterprises=[works("W1", industry="cement"), works("W2", industry="brick")],
    )
    shown = texts(gantt(mixed, plan(stop("K1", 0, 9), stop("M1", 0, 9), stop("B1", 0, 9))))
    assert {"邯郸　水泥", "邯郸　砖瓦"} <= set(shown)
    named = [text for text in shown if text.startswith("每日停限产")]
    assert named == [f"每日停限产{process}产能占比" for process in ("水泥熟料窑", "水泥粉磨", "砖瓦窑")]


def test_a_steel_season_of_one_city_names_no_industry() -> None:
    assert "邯郸" in texts(gantt(told_season(), told_plan()))


def test_a_band_over_several_cities_stands_above_them(year: Figure) -> None:
    shown = texts(year)
    assert shown.index("山西") < shown.index("太原")
    assert sum("轮停带宽" in text for text in shown) == 1


def test_a_year_has_room_for_its_months(year: Figure) -> None:
    shown = texts(year)
    assert {"2021年12月", "2022年1月", "2月", "10月"} <= set(shown)
    assert "2021年11月" not in shown  # fifteen days of it leave no room


def test_days_made_up_later_are_counted_over_the_season(year: Figure) -> None:
    assert texts(year).count("33.1 ≥ 33.1") == 11  # 121 of 365 days, one works in each city


def test_maintenance_is_marked_inside_the_stops(year: Figure) -> None:
    assert len(bars(year, "job/")) == 21
    (job,) = (p for axes in year.axes for p in axes.patches if p.get_gid() == "job/J-太原2-K1")
    assert (job.get_x(), job.get_width()) == (0, 20)
    assert "检修" in texts(year)
    assert "检修" not in texts(gantt(told_season(), told_plan()))


def test_a_city_of_four_hundred_units_has_a_row_for_each(city: Figure) -> None:
    season, made = city_season()
    assert len(season.units) == 408
    assert len(bars(city, "stop/")) == len(made.stops)
    assert len(bars(city, "load/")) == len(made.loads)
    assert any("120家企业，408台（条）设备" in text for text in texts(city))
    # 12 strips with dates between blocks of works; no row is squeezed
    assert city.get_figheight() == pytest.approx(408 * 0.145 + 12 * 1.55 + 108 * 0.06 + 1.2, abs=0.01)


def test_processes_of_one_chart_have_colours_of_their_own() -> None:
    assert len(set(COLOURS.values())) == len(Process)


def test_a_remark_on_a_stop_is_written_out_at_the_foot() -> None:
    (bare,) = plan(stop("F2", 3, 7)).stops
    noted = Plan(stops=(bare.model_copy(update={"remark": "氮气置换后进罐"}),))
    shown = texts(gantt(told_season(), noted, footnote="CC BY 4.0"))
    assert "*1" in shown
    assert "*1 氮气置换后进罐\nCC BY 4.0" in shown


def test_a_works_that_is_free_of_one_clause_and_owes_by_another_is_not_called_exempt() -> None:
    freed = Exempted(enterprise_id="W1", clause="SM-3", lifts=("SM-2",), ground=Text(zh="供暖", en="heat"))
    made_up = owed(MakeUp, ["K1"], 5, 9, instead_of=window(0, 2))
    heats = season([unit("K1")], [made_up], stages=[stage("winter", 0, 2)])
    shown = texts(gantt(heats.model_copy(update={"exemptions": (freed,)}), plan(stop("K1", 5, 7))))
    assert {"0.0", "30.0 ≥ 30"} <= set(shown)
    assert not any("豁免" in text for text in shown)
