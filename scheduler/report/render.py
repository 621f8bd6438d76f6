"""Everything that a plan folder shows to people."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from scheduler.domain.plan import Plan
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.report.annexes import annexes
from scheduler.report.gantt import write_gantt
from scheduler.report.sheets import Sheet, write_books
from scheduler.report.works_plans import works_plans


def report(
    folder: Path,
    scenario: Scenario,
    season: Season,
    plan: Plan,
    lang: str = "zh",
    *,
    more: Mapping[str, Sequence[Sheet]] | None = None,
) -> tuple[Path, ...]:
    """Write annexes and plans by works (in Chinese, as notices print them), and the chart in ``lang``.

    What is there is replaced; the same plan gives the same bytes. Gives the files written. ``more`` are
    sheets that join the annexes of each city.

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
    lists: dict[str, Mapping[str, Sequence[Sheet]]] = {
        "annexes": _with(annexes(season, plan), more or {}),
        "works": works_plans(season, plan),
    }
    books = [write_books(folder, stem, sheets, scenario.attribution) for stem, sheets in lists.items()]
    return (*(path for written in books for path in written), *chart)


def _with(
    sheets: Mapping[str, Sequence[Sheet]], more: Mapping[str, Sequence[Sheet]]
) -> dict[str, list[Sheet]]:
    return {city: [*own, *more.get(city, ())] for city, own in sheets.items()}
