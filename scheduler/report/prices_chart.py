"""The chart of prices: the dearest clauses and obligations, and what a hundredth less of each would save."""

from collections.abc import Mapping, Sequence
from textwrap import shorten

from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from scheduler.domain.obligation import LinkedUnits, StopShare
from scheduler.domain.season import Season
from scheduler.domain.words import PROCESS_NAMES
from scheduler.report.fonts import chart_style
from scheduler.report.palette import GREY, INK
from scheduler.report.sentences import subject_name
from scheduler.report.shown_figure import ShownFigure
from scheduler.report.told_price import MEASURES, METHODS, basis
from scheduler.report.words import KIND_NAMES, in_lang
from scheduler.why.prices import Method, Price, Priced

CLAUSES, BARS = 8, 15
"""Shown at most: clauses, and obligations."""
WIDTH_IN, BAR_IN, HEAD_IN = 11.0, 0.36, 2.2
MOST_LETTERS = 46
CLAUSE_COLOUR = "#4477aa"
COLOURS = {Method.RELAXATION: "#332288", Method.RESOLVE: "#cc6677"}


def prices_chart(season: Season, found: Priced, by_clause: Mapping[str, float], lang: str = "zh") -> Figure:
    """Bars by what asking a hundredth less would save: above each clause as a whole, below its obligations.

    ``by_clause`` has the dearest first.
    """
    shown = [price for price in found.prices[:BARS] if price.yuan > 0]
    clauses = {clause: yuan for clause, yuan in list(by_clause.items())[:CLAUSES] if yuan > 0}
    rows = [max(1, len(clauses)), max(1, len(shown))]
    with chart_style():
        size = (WIDTH_IN, HEAD_IN + BAR_IN * sum(rows))
        figure = ShownFigure(figsize=size, layout="constrained")
        above, below = figure.subplots(2, 1, height_ratios=[number + 1 for number in rows])
        _clauses(above, clauses, lang)
        _obligations(below, season, shown, lang)
        below.legend(handles=_legend(found, lang), loc="lower right", frameon=False, fontsize=8)
        figure.suptitle(in_lang(lang, "最贵的条款", "The dearest clauses"), color=INK)
        figure.supxlabel(basis(found, lang), fontsize=8, color=GREY)
    return figure


def _clauses(axes: Axes, clauses: Mapping[str, float], lang: str) -> None:
    bars = _bars(axes, list(clauses), list(clauses.values()), [CLAUSE_COLOUR] * len(clauses))
    axes.bar_label(bars, fmt="{:,.0f}", padding=4, fontsize=8, color=INK)
    axes.set_title(in_lang(lang, "条款合计", "all of a clause"), loc="left", fontsize=9, color=INK)


def _obligations(axes: Axes, season: Season, prices: Sequence[Price], lang: str) -> None:
    names = [_name(price, season, lang) for price in prices]
    values = [price.yuan_per_percent for price in prices]
    bars = _bars(axes, names, values, [COLOURS[price.method] for price in prices])
    axes.bar_label(bars, [_price(price, lang) for price in prices], padding=4, fontsize=8, color=INK)
    axes.set_title(in_lang(lang, "单项义务", "each obligation"), loc="left", fontsize=9, color=INK)
    axes.set_xlabel(in_lang(lang, "要求放宽1 %可省（元）", "saved by asking 1 % less (yuan)"))


def _bars(axes: Axes, names: Sequence[str], values: Sequence[float], colours: Sequence[str]) -> BarContainer:
    """The first on top."""
    bars = axes.barh(range(len(names)), values, color=colours)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.margins(x=0.18, y=0.02)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
    return bars


def _name(price: Price, season: Season, lang: str) -> str:
    owed = price.obligation
    subject = shorten(subject_name(owed, season), MOST_LETTERS, placeholder="…")
    process = PROCESS_NAMES[owed.process][lang] if isinstance(owed, LinkedUnits | StopShare) else ""
    days = f"{owed.window.first:%m-%d} – {owed.window.last:%m-%d}"
    return "  ".join(filter(None, (owed.clause, KIND_NAMES[owed.kind][lang], subject, process, days)))


def _price(price: Price, lang: str) -> str:
    about = "" if price.exact else "≈ "
    return f"{about}{price.yuan:,.0f} {in_lang(lang, '元', 'yuan')}/{MEASURES[price.measure][lang]}"


def _legend(found: Priced, lang: str) -> list[Patch]:
    used = dict.fromkeys(price.method for price in found.prices)
    return [Patch(color=COLOURS[method], label=METHODS[method][lang]) for method in used]
