"""Plans side by side as a chart: what each costs and could at best cost, who wins and who loses."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scheduler.report.figures import Figures
from scheduler.report.fonts import chart_style
from scheduler.report.palette import FAINT, GREY, INK
from scheduler.report.shown_figure import ShownFigure
from scheduler.report.side_by_side import difference, more_by_works, proven_text
from scheduler.report.words import TERM_NAMES, in_lang

WIDTH_IN, ROW_IN, HEAD_IN, GAP_IN = 11.0, 0.32, 1.25, 0.9
MOST_WORKS = 16
"""Works that win or lose most; the others are left out."""
TEN_THOUSAND = 10_000
COLOURS = ("#0077bb", "#ee7733", "#999933", "#882255", "#44aa99", "#777777")
"""Of the terms of the objective, in their order; Paul Tol's."""
WINS, LOSES = "#117733", "#b3261e"


def comparison_chart(plans: Mapping[str, Figures], names: Mapping[str, str], lang: str = "zh") -> Figure:
    """Cost by term with a mark at the bound; below, what each works pays more than in the first plan.

    The heading of each lower panel says whether the difference of the plans is proven: who pays it is told of
    the plans as found, never proven. ``names`` are what people call the works.
    """
    base, *others = plans
    moved = {name: _moved(plans[base], plans[name]) for name in others}
    panels = [(name, found) for name, found in moved.items() if found]
    rows = [len(plans), *(len(found) for _, found in panels)]
    height = sum(rows) * ROW_IN + HEAD_IN + GAP_IN * len(rows)
    with chart_style():
        figure = ShownFigure(figsize=(WIDTH_IN, height), facecolor="white", layout="constrained")
        axes = figure.subplots(len(rows), 1, squeeze=False, height_ratios=[n + 1 for n in rows])[:, 0]
        _costs(axes[0], plans, lang)
        for panel, (name, found) in zip(axes[1:], panels, strict=True):
            sure = proven_text(difference(plans[base], plans[name]), lang)
            zh = f"{name}：各企业比{base}多付（万元，按找到的方案；总差额{sure}）"
            en = f"{name}: what works pay more than in {base} (10,000 yuan, as found; in all: {sure})"
            more = {names.get(works, works): yuan for works, yuan in found.items()}
            _works(panel, more, in_lang(lang, zh, en))
        return figure


def _costs(axes: Axes, plans: Mapping[str, Figures], lang: str) -> None:
    """A bar for each plan, its terms one after another; a line stands where its bound is."""
    terms = list(dict.fromkeys(term for found in plans.values() for term in found.cost_yuan))
    labels = list(plans)
    left = [0.0] * len(labels)
    for term, colour in zip(terms, COLOURS, strict=False):
        parts = [found.cost_yuan.get(term, 0) / TEN_THOUSAND for found in plans.values()]
        label = TERM_NAMES[term][lang] if term in TERM_NAMES else term
        axes.barh(labels, parts, left=left, color=colour, height=0.6, label=label)
        left = [before + part for before, part in zip(left, parts, strict=True)]
    for place, found in enumerate(plans.values()):
        if found.bound_yuan is not None:
            at = found.bound_yuan / TEN_THOUSAND
            axes.plot([at, at], [place - 0.42, place + 0.42], color=INK, linewidth=1.6)
    axes.invert_yaxis()
    _dress(axes, in_lang(lang, "成本（万元）；竖线为下界", "Cost (10,000 yuan); the line is the bound"))
    axes.legend(frameon=False, fontsize=8, ncols=len(terms), loc="lower right", bbox_to_anchor=(1, 1.02))


def _works(axes: Axes, more: Mapping[str, int], title: str) -> None:
    amounts = [yuan / TEN_THOUSAND for yuan in more.values()]
    axes.barh(list(more), amounts, color=[LOSES if yuan > 0 else WINS for yuan in amounts], height=0.6)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.invert_yaxis()
    _dress(axes, title)


def _moved(base: Figures, other: Figures) -> dict[str, int]:
    """Works that pay most more or less, those that save most first."""
    more = dict(list(more_by_works(base, other).items())[:MOST_WORKS])
    return dict(sorted(more.items(), key=lambda each: (each[1], each[0])))


def _dress(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", color=INK, fontsize=10)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(colors=GREY, labelsize=8.5)
    axes.grid(axis="x", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.margins(x=0.02)
