"""The search as it is seen: a live line on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text as Line

from scheduler.domain.plan import Progress
from scheduler.report.words import gap_text, in_lang, yuan_text

EVERY_S = 2.0
"""Plain lines come no closer than this, but for the first plan."""

Tell = Callable[[Progress], None]

_PHASES = {
    "bound": "求下界",
    "first plan": "求初始方案",
    "exact": "精确求解",
    "drivers": "改进主要设备方案",
    "polish": "改进方案",
}


@contextmanager
def shown(console: Console, lang: str) -> Iterator[Tell]:
    """What to tell the progress to while the block runs."""
    if console.is_terminal:
        with console.status(in_lang(lang, "开始求解…", "starting…")) as status:
            yield lambda now: status.update(progress_line(now, lang))
    else:
        lines = _PlainLines(console, lang)
        yield lines.tell
        lines.end()


def progress_line(now: Progress, lang: str) -> Line:
    """'12.4 s  polish: objective 2,051,000 yuan, bound 2,000,000 yuan, gap 2.49 %'."""
    words = [
        f"{in_lang(lang, '目标', 'objective')} {yuan_text(now.objective_yuan, lang)}",
        f"{in_lang(lang, '下界', 'bound')} {yuan_text(now.bound_yuan, lang)}",
        f"{in_lang(lang, '差距', 'gap')} {gap_text(now.gap)}",
    ]
    phase = _PHASES.get(now.phase, now.phase) if lang == "zh" else now.phase
    return Line(f"{now.seconds:6.1f} s  {phase}: {', '.join(words)}")


class _PlainLines:
    """One line for each improvement, at most one every few seconds; the last is never left out."""

    def __init__(self, console: Console, lang: str) -> None:
        self._console, self._lang = console, lang
        self._last: Progress | None = None
        self._waiting: Progress | None = None
        self._next_at = 0.0

    def tell(self, now: Progress) -> None:
        if self._same(now):
            return
        self._waiting = now
        first_plan = now.objective_yuan is not None and (
            self._last is None or self._last.objective_yuan is None
        )
        if first_plan or time.monotonic() >= self._next_at:
            self.end()

    def end(self) -> None:
        if self._waiting is not None:
            self._console.print(progress_line(self._waiting, self._lang), soft_wrap=True)
            self._last, self._waiting = self._waiting, None
            self._next_at = time.monotonic() + EVERY_S

    def _same(self, now: Progress) -> bool:
        before = self._waiting or self._last
        return before is not None and (before.objective_yuan, before.bound_yuan) == (
            now.objective_yuan,
            now.bound_yuan,
        )
