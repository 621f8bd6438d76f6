"""How far long work is, told wherever it runs."""

import sys
from io import StringIO
from types import ModuleType

import pytest
from rich.console import Console

from scheduler.study.bar import MOST_LINES, bar


def told(steps: int, *, terminal: bool = False) -> str:
    """What is written while so many steps are done."""
    written = StringIO()
    with bar(steps, Console(file=written, width=100, force_terminal=terminal)) as tick:
        for number in range(1, steps + 1):
            tick(f"[step {number}]")
    return written.getvalue()


def test_plain_lines_tell_each_of_a_few_steps() -> None:
    assert told(2).splitlines() == ["1/2 [step 1]", "2/2 [step 2]"]


def test_plain_lines_are_few_and_end_with_the_last() -> None:
    lines = told(1000).splitlines()
    assert len(lines) <= MOST_LINES
    assert lines[-1] == "1000/1000 [step 1000]"


def test_a_terminal_has_a_bar() -> None:
    written = told(3, terminal=True)
    assert "3/3" in written
    assert "[step 3]" in written


def test_a_script_in_which_something_loads_ipykernel_is_no_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a running kernel nothing can be displayed and updated."""
    monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    assert told(1) == "1/1 [step 1]\n"
