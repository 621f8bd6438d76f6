"""How far long work is, told wherever it runs."""

import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbclient import NotebookClient
from rich.console import Console

from scheduler.domain.base import Text
from scheduler.domain.plan import Progress
from scheduler.report.progress import questions, search, steps
from tests.tutorial import TUTORIAL


def console(written: StringIO, *, terminal: bool = False) -> Console:
    return Console(file=written, width=100, force_terminal=terminal)


def told(number: int, *, terminal: bool = False) -> str:
    """What is written while so many steps are done."""
    written = StringIO()
    with steps(number, console(written, terminal=terminal)) as tick:
        for step in range(1, number + 1):
            tick(f"[step {step}]")
    return written.getvalue()


def searched(*found: tuple[int | None, int]) -> list[str]:
    """What is written of a search that finds objectives and bounds, one a second."""
    written = StringIO()
    with search(60, console(written), "en") as tell:
        for second, (objective, bound) in enumerate(found):
            now = Progress(seconds=second, objective_yuan=objective, bound_yuan=bound, phase="polish")
            tell(now)
    return written.getvalue().splitlines()


def test_plain_lines_tell_each_of_a_few_steps() -> None:
    assert told(2).splitlines() == ["1/2 [step 1]", "2/2 [step 2]"]


def test_plain_lines_are_few_and_end_with_the_last() -> None:
    lines = told(1000).splitlines()
    assert len(lines) <= 20
    assert lines[-1] == "1000/1000 [step 1000]"


def test_a_terminal_has_a_bar() -> None:
    written = told(3, terminal=True)
    assert "3/3" in written
    assert "[step 3]" in written


@pytest.mark.parametrize("phase", ["settle", "check"])
def test_what_tells_nothing_more_is_told_at_once(phase: str) -> None:
    written = StringIO()
    with search(60, console(written), "zh") as tell:
        tell(Progress(seconds=1, objective_yuan=90, bound_yuan=10, phase="polish"))
        tell(Progress(seconds=2, objective_yuan=None, bound_yuan=None, phase=phase))
        assert len(written.getvalue().splitlines()) == 2
    assert phase not in written.getvalue()


def test_a_first_plan_is_told_at_once_and_the_last_is_never_left_out() -> None:
    lines = searched((None, 10), (None, 20), (90, 20), (80, 20), (70, 20))
    assert [line.split(": ")[1] for line in lines] == [
        "objective –, bound 10 yuan, gap –",
        "objective 90 yuan, bound 20 yuan, gap 77.78 %",
        "objective 70 yuan, bound 20 yuan, gap 71.43 %",
    ]


def test_questions_are_told_in_the_language_asked_for() -> None:
    written = StringIO()
    with questions(60, console(written), "zh") as ask:
        ask(1.5, Text(zh="再次证明", en="proving again"))
    assert written.getvalue() == "   1.5 s  再次证明\n"


def test_a_script_in_which_something_loads_ipykernel_is_no_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a running kernel nothing can be displayed and updated."""
    monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    assert told(1) == "1/1 [step 1]\n"


def test_a_script_is_left_in_peace(capfd: pytest.CaptureFixture[str]) -> None:
    with search(60) as tell:
        tell(Progress(seconds=1, objective_yuan=None, bound_yuan=0, phase="bound"))
    assert capfd.readouterr() == ("", "")


# ── in a notebook ────────────────────────────────────────────────────────────────────────────────

LONG_WORK = {
    "plan": "found = scheduler.plan(small, gap=1.0)",
    "explain": "scheduler.explain(small)",
    "why": "found.why('S2', time_limit_s=20)",
    "prices": "found.prices(time_limit_s=20)",
    "compare": "scheduler.compare({'as it is': small}, gap=1.0)",
}


@pytest.fixture(scope="module")
def shown() -> Iterator[dict[str, str]]:
    """What a notebook shows of each, all of it as HTML."""
    begin = (
        f"import scheduler; scenario = scheduler.read({str(TUTORIAL)!r})\n"
        "others = [unit.unit_id for unit in scenario.units if unit.enterprise_id != 'S2']\n"
        "closed = scheduler.HeatChanged(networks='S1', factor=0), scheduler.UnitsClosed(units=others)\n"
        "small = scenario.change(*closed)"
    )
    cells = [nbformat.v4.new_code_cell(source) for source in (begin, *LONG_WORK.values())]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(Path.cwd())}}).execute()
    outputs = [[out["data"]["text/html"] for out in cell.outputs if "data" in out] for cell in cells[1:]]
    yield {work: "\n".join(html) for work, html in zip(LONG_WORK, outputs, strict=True)}


@pytest.mark.parametrize("work", LONG_WORK)
def test_long_work_shows_one_bar_in_a_notebook_and_it_ends_full(work: str, shown: dict[str, str]) -> None:
    assert shown[work].count("<progress") == 1
    ends = shown[work].split('<progress value="')[1].split('"')
    assert ends[0] == ends[2]
