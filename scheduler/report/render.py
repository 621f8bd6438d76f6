"""Everything that a plan folder shows to people."""

from pathlib import Path

from scheduler.domain.plan import Plan
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.report.annexes import annexes
from scheduler.report.gantt import write_gantt
from scheduler.report.sheets import write_books
from scheduler.report.works_plans import works_plans


def report(
    folder: Path, scenario: Scenario, season: Season, plan: Plan, lang: str = "zh"
) -> tuple[Path, ...]:
    """Write annexes and plans by works (in Chinese, as notices print them), and the Gantt chart in ``lang``.

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
    lists = {"annexes": annexes(season, plan), "works": works_plans(season, plan)}
    books = [write_books(folder, stem, sheets, scenario.attribution) for stem, sheets in lists.items()]
    return (*(path for written in books for path in written), *chart)
