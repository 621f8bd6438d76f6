"""The chart of prices: the dearest obligations, and what a hundredth less of each would save."""

from textwrap import shorten

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from scheduler.domain.obligation import LinkedUnits, StopShare
from scheduler.domain.season import Season
from scheduler.domain.words import PROCESS_NAMES
from scheduler.report.fonts import chart_style
from scheduler.report.palette import GREY, INK
from scheduler.report.sentences import subject_name
from scheduler.report.told_price import MEASURES, METHODS, basis
from scheduler.report.words import KIND_NAMES, in_lang
from scheduler.why.prices import Method, Price, Priced

BARS = 15
WIDTH_IN, BAR_IN, HEAD_IN = 11.0, 0.36, 1.5
MOST_LETTERS = 46
COLOURS = {Method.RELAXATION: "#332288", Method.RESOLVE: "#cc6677"}


def prices_chart(season: Season, found: Priced, lang: str = "zh") -> Figure:
    """A bar for each of the dearest obligations, by what asking a hundredth less would save."""
    shown = list(reversed(found.prices[:BARS]))
    with chart_style():
        figure = Figure(figsize=(WIDTH_IN, HEAD_IN + BAR_IN * max(1, len(shown))), layout="constrained")
        axes = figure.subplots()
        values = [price.yuan_per_percent for price in shown]
        colours = [COLOURS[price.method] for price in shown]
        bars = axes.barh(range(len(shown)), values, color=colours)
        axes.set_yticks(range(len(shown)), [_name(price, season, lang) for price in shown])
        axes.bar_label(bars, [_price(price, lang) for price in shown], padding=4, fontsize=8, color=INK)
        axes.set_xlabel(in_lang(lang, "要求放宽1 %可省（元）", "saved by asking 1 % less (yuan)"))
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.margins(x=0.18, y=0.02)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=8)
        axes.legend(handles=_legend(found, lang), loc="lower right", frameon=False, fontsize=8)
        figure.suptitle(in_lang(lang, "最贵的条款", "The dearest clauses"), color=INK)
        axes.set_title(basis(found, lang), fontsize=8, color=GREY)
    return figure


def _name(price: Price, season: Season, lang: str) -> str:
    owed = price.obligation
    subject = shorten(subject_name(owed, season), MOST_LETTERS, placeholder="…")
    process = PROCESS_NAMES[owed.process][lang] if isinstance(owed, LinkedUnits | StopShare) else ""
    days = f"{owed.window.first:%m-%d} – {owed.window.last:%m-%d}"
    return "  ".join(filter(None, (owed.clause, KIND_NAMES[owed.kind][lang], subject, process, days)))


def _price(price: Price, lang: str) -> str:
    return f"{price.yuan:,.0f} {in_lang(lang, '元', 'yuan')}/{MEASURES[price.measure][lang]}"


def _legend(found: Priced, lang: str) -> list[Patch]:
    used = dict.fromkeys(price.method for price in found.prices)
    return [Patch(color=COLOURS[method], label=METHODS[method][lang]) for method in used]
