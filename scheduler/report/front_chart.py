"""A Pareto front as a table and as a chart: points found, and the bound that no plan goes below."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from rich.console import Group
from rich.text import Text as Line

from scheduler.domain.plan import gap
from scheduler.report.fonts import chart_style
from scheduler.report.palette import BOUND, FAINT, FOUND, GREY, INK
from scheduler.report.shown_figure import ShownFigure
from scheduler.report.terminal import add_row, headings, new_table
from scheduler.report.words import gap_text, in_lang

SIZE_IN = (8.5, 5.0)
MILLION = 1_000_000

Row = tuple[Fraction, int, int, float | None, bool]


def front_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """A row for each point: x, y, the bound on y, their gap, and whether y is proven."""
    columns = ["x", "y_yuan", "bound_yuan", "gap", "proven"]
    return pd.DataFrame(
        [(float(x), y, bound, gap, proven) for x, y, bound, gap, proven in rows], columns=columns
    )


def front_table(
    points: Sequence[tuple[Fraction, int, int]],
    names: tuple[str, str],
    failures: Mapping[str, str],
    lang: str = "zh",
) -> Group:
    """The same on a terminal, and limits without a plan."""
    words = headings(lang, ("下界（元）", "bound (yuan)"), ("差距", "gap"))
    table = new_table("", *names, *words, numbers=(0, 1, 2, 3))
    for x, y, bound in points:
        add_row(table, f"{float(x):,.4g}", f"{y:,}", f"{bound:,}", gap_text(gap(y, bound)))
    return Group(table, *(Line(f"{limit}: {reason}", style="red") for limit, reason in failures.items()))


def front_html(frame: pd.DataFrame, names: tuple[str, str], failures: Mapping[str, str]) -> str:
    """What a notebook shows: the points, and limits without a plan."""
    table = frame.to_html(index=False, formatters={"y_yuan": "{:,}".format, "bound_yuan": "{:,}".format})
    without = (f"<p><b>{escape(limit)}</b>: {escape(reason)}</p>" for limit, reason in failures.items())
    return "".join([f"<p><b>{escape(names[1])}</b> — {escape(names[0])}</p>", table, *without])


def front_chart(
    points: Sequence[tuple[Fraction, int, int]],
    bounds: Sequence[tuple[Fraction | None, int]],
    names: tuple[str, str],
    title: str,
    lang: str = "zh",
) -> Figure:
    """Points by x, the steps of what was found and of what is proven; the true front lies between, shaded.

    Args:
        points: x, y and the bound on y, by x.
        bounds: limits on x (``None``: none) and what no plan under them costs less than.
        names: of the axes.
    """
    last = points[-1][0]
    proven = [(last if limit is None else limit, yuan) for limit, yuan in bounds]
    grid = sorted({*(x for x, _, _ in points), *(x for x, _ in proven)})
    found = [min(y for px, y, _ in points if px <= x) / MILLION for x in grid]
    least = [max(yuan for limit, yuan in proven if limit >= x) / MILLION for x in grid]
    x = [float(each) for each in grid]
    with chart_style():
        figure = ShownFigure(figsize=SIZE_IN, facecolor="white", layout="constrained")
        axes = figure.add_subplot()
        below = [*least[1:], least[-1]]  # a bound holds for every x up to its limit
        axes.fill_between(x, below, found, step="post", color=FAINT, alpha=0.5, linewidth=0)
        axes.step(x, found, where="post", color=FOUND, linewidth=1.4, label=in_lang(lang, "已找到", "found"))
        axes.step(x, least, where="pre", color=BOUND, linewidth=1.1, label=in_lang(lang, "下界", "bound"))
        axes.plot([float(p[0]) for p in points], [p[1] / MILLION for p in points], "o", color=FOUND)
        axes.set_xlabel(names[0])
        axes.set_ylabel(names[1])
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _millions(value, lang)))
        axes.set_title(title, loc="left", color=INK, fontsize=11)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=GREY)
        axes.legend(frameon=False)
        return figure


def _millions(value: float, lang: str) -> str:
    return in_lang(lang, f"{value * 100:,.0f}万", f"{value:,.2f} m")
