"""How far long work is: a bar in a notebook and on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

MOST_LINES = 20
"""Plain lines for one bar; of more steps only some are told."""

Tick = Callable[[str], None]
"""Told what has just been done."""


@contextmanager
def bar(total: int, console: Console | None = None) -> Iterator[Tick]:
    """A bar of ``total`` steps for the block; on standard error where it is not a notebook."""
    console = console or Console(stderr=True)
    if _in_notebook():
        yield _NotebookBar(total).tick
    elif console.is_terminal:
        words = TextColumn("{task.description}", markup=False)
        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), words)
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("", total=total)
            yield lambda done: progress.update(task, advance=1, description=done)
    else:
        yield _Lines(total, console).tick


def _in_notebook() -> bool:
    """Whether a kernel runs; that it is loaded is not enough."""
    if "ipykernel" not in sys.modules:
        return False
    from IPython import get_ipython  # noqa: PLC0415  is there with ipykernel

    return hasattr(get_ipython(), "kernel")


class _NotebookBar:
    def __init__(self, total: int) -> None:
        from IPython.display import display  # noqa: PLC0415  as above

        self._total, self._done = total, 0
        self._shown: Any = display(self._html(""), display_id=True)  # type: ignore[no-untyped-call]

    def tick(self, done: str) -> None:
        self._done += 1
        self._shown.update(self._html(done))

    def _html(self, done: str) -> Any:
        from IPython.display import HTML  # noqa: PLC0415  as above

        bar = f'<progress value="{self._done}" max="{self._total}"></progress>'
        return HTML(f"{bar} {self._done}/{self._total} {escape(done)}")  # type: ignore[no-untyped-call]


class _Lines:
    def __init__(self, total: int, console: Console) -> None:
        self._total, self._done, self._console = total, 0, console

    def tick(self, done: str) -> None:
        self._done += 1
        if self._done < self._total and self._done % max(1, self._total // MOST_LINES):
            return
        line = f"{self._done}/{self._total} {done}"
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)
