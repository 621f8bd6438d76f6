"""Everything that a plan folder shows to people."""

from pathlib import Path

from scheduler.domain.plan import Plan
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.report.annex_books import write_annexes
from scheduler.report.gantt import write_gantt


def report(
    folder: Path, scenario: Scenario, season: Season, plan: Plan, lang: str = "zh"
) -> tuple[Path, ...]:
    """Write the annexes (in Chinese, as the notices print them) and the Gantt chart in ``lang``.

    What is there is replaced; the same plan gives the same bytes. Gives the files written.

    Raises:
        InputError: for a plan that cannot be read against this season.
    """
    chart = write_gantt(
        folder,
        season,
        plan,
        scenario.alerts,
        lang,
        title=scenario.title[lang],
        footnote=scenario.attribution,
    )
    return (*write_annexes(folder, season, plan, scenario.attribution), *chart)
