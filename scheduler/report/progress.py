"""How far long work is: a bar in a notebook and on a terminal, plain lines elsewhere.

Work of so many steps counts them; a search, or questions asked of a solver, show how much of their time is
gone and what they have come to. A function of the library is given no console: it shows its bar in a
notebook, and a script is left in peace.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from scheduler.domain.plan import Progress
from scheduler.report.words import gap_text, in_lang, yuan_text
from scheduler.why.values import Ask

EVERY_S = 2.0
"""Plain lines come no closer than this, but for the first plan."""

Tick = Callable[[str], None]
"""Told what has just been done."""
Tell = Callable[[Progress], None]
"""Told what a search has found."""
_PHASES = {
    "start": "从已有方案开始",
    "first plan": "求初始方案",
    "exact": "精确求解",
    "polish": "改进方案",
    "explain": "没有可行方案，查找冲突",
    "first plan with trade": "求初始交易方案",
    "settle": "结算收付，测算谎报所得",
    "check": "逐项复核",
}
_SILENT = frozenset({"settle", "check"})
"""Phases that tell nothing but that they have begun."""


@contextmanager
def steps(total: int, console: Console | None = None) -> Iterator[Tick]:
    """A bar of ``total`` steps; on standard error where it is not a notebook."""
    done = 0
    with _display(total, console or Console(stderr=True)) as show:

        def tick(what: str) -> None:
            nonlocal done
            done += 1
            show(done, f"{done}/{total} {what}", False)

        yield tick


@contextmanager
def search(time_limit_s: float, console: Console | None = None, lang: str = "zh") -> Iterator[Tell]:
    """What to tell of a search while the block runs."""
    found_one = False
    with _display(time_limit_s, console) as show:

        def tell(now: Progress) -> None:
            nonlocal found_one
            first_plan = now.objective_yuan is not None and not found_one
            found_one |= first_plan
            show(now.seconds, progress_line(now, lang), first_plan or now.phase in _SILENT)

        yield tell


@contextmanager
def questions(time_limit_s: float, console: Console | None = None, lang: str = "zh") -> Iterator[Ask]:
    """What to tell of questions while the block runs."""
    with _display(time_limit_s, console) as show:
        yield lambda seconds, what: show(seconds, f"{seconds:6.1f} s  {what[lang]}", False)


def progress_line(now: Progress, lang: str) -> str:
    """'12.4 s  polish: objective 2,051,000 yuan, bound 2,000,000 yuan, gap 2.49 %'."""
    phase = _PHASES.get(now.phase, now.phase) if lang == "zh" else now.phase
    if now.objective_yuan is None and now.bound_yuan is None:
        return f"{now.seconds:6.1f} s  {phase}"
    words = [
        f"{in_lang(lang, '目标', 'objective')} {yuan_text(now.objective_yuan, lang)}",
        f"{in_lang(lang, '下界', 'bound')} {yuan_text(now.bound_yuan, lang)}",
        f"{in_lang(lang, '差距', 'gap')} {gap_text(now.gap)}",
    ]
    return f"{now.seconds:6.1f} s  {phase}: {', '.join(words)}"


# ── where it is shown ────────────────────────────────────────────────────────────────────────────

Show = Callable[[float, str, bool], None]
"""How much is done, in words, and whether nobody should wait for it."""


@contextmanager
def _display(total: float, console: Console | None) -> Iterator[Show]:
    if _in_notebook():
        bar = _NotebookBar(total)
        try:
            yield bar.show
        finally:
            bar.end()
    elif console is None:
        yield lambda _done, _words, _at_once: None
    elif console.is_terminal:
        columns = (BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
        with Bars(*columns, console=console) as bars:
            task = bars.add_task("…", total=total)
            yield lambda done, words, _: bars.update(task, completed=min(done, total), description=words)
    else:
        lines = _PlainLines(console)
        yield lines.show
        lines.end()


def _in_notebook() -> bool:
    """Whether a kernel runs; that it is loaded is not enough."""
    if "ipykernel" not in sys.modules:
        return False
    from IPython import get_ipython  # noqa: PLC0415  is there with ipykernel

    return hasattr(get_ipython(), "kernel")


class _NotebookBar:
    def __init__(self, total: float) -> None:
        from IPython.display import display  # noqa: PLC0415  as above

        self._total, self._words = total, "…"
        self._shown: Any = display(self._html(0), display_id=True)  # type: ignore[no-untyped-call]

    def show(self, done: float, words: str, _at_once: bool) -> None:
        self._words = words
        self._shown.update(self._html(done))

    def end(self) -> None:
        """The bar is full, however little of the time it took, and whatever came of it."""
        self._shown.update(self._html(self._total))

    def _html(self, done: float) -> Any:
        from IPython.display import HTML  # noqa: PLC0415  as above

        bar = f'<progress value="{min(done, self._total):g}" max="{self._total:g}"></progress>'
        return HTML(f"<div>{bar} {escape(self._words)}</div>")  # type: ignore[no-untyped-call]


class _PlainLines:
    """A line at most every few seconds; the last is never left out."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._waiting: str | None = None
        self._next_at = 0.0

    def show(self, _done: float, words: str, at_once: bool) -> None:
        self._waiting = words
        if at_once or time.monotonic() >= self._next_at:
            self.end()

    def end(self) -> None:
        if self._waiting is not None:
            self._console.print(self._waiting, markup=False, highlight=False, soft_wrap=True)
            self._waiting = None
            self._next_at = time.monotonic() + EVERY_S
