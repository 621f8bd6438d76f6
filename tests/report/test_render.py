"""A plan folder gets its annexes and its chart."""

from pathlib import Path

from scheduler.domain.base import Text
from scheduler.domain.scenario import Scenario
from scheduler.report.render import report
from tests.report.story import told_plan, told_season


def test_annexes_and_chart_are_written_with_title_and_attribution(tmp_path: Path) -> None:
    season = told_season()
    scenario = Scenario(
        name="told",
        title=Text(zh="邯郸市错峰", en="Handan"),
        policies=(),
        horizon=season.calendar,
        enterprises=season.enterprises,
        units=season.units,
        attribution="CC BY 4.0",
    )
    written = report(tmp_path, scenario, season, told_plan())
    assert sorted(path.name for path in written) == ["annexes.xlsx", "gantt.png", "gantt.svg", "works.xlsx"]
    assert all(path.stat().st_size > 1000 for path in written)
