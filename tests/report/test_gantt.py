"""The Gantt chart has a bar for each stop, Chinese text on any machine, and the same bytes each time."""

import warnings
from pathlib import Path

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from scheduler.domain.scenario import AlertLevel
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.report.gantt import gantt, write_gantt
from tests.helpers import plan, season, stage, stop, unit, window
from tests.report.story import told_plan, told_season


def bars(figure: Figure, kind: str) -> set[str]:
    patches = (patch for axes in figure.axes for patch in axes.patches)
    return {gid for patch in patches if (gid := patch.get_gid()) and gid.startswith(kind)}


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


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
    assert {text.get_fontfamily()[0] for text in figure.findobj(Text)} == {"Noto Sans SC"}


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
