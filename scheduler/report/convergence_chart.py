"""How a search closed in: the best plan's cost and the bound over seconds, and the gap between them."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scheduler.domain.plan import Progress, Solution
from scheduler.report.fonts import chart_style
from scheduler.report.palette import BOUND, FAINT, FOUND, GREY, INK
from scheduler.report.shown_figure import ShownFigure
from scheduler.report.words import gap_text, in_lang

SIZE_IN = (8.5, 5.4)
TEN_THOUSAND = 10_000
PER_CENT = 100

Points = list[tuple[float, float]]


def convergence_chart(solution: Solution, title: str, lang: str = "zh") -> Figure:
    """Above, cost and bound as steps, what is not proven shaded; below, the gap in per cent.

    Seconds are of the wall; of a reproducible search, the solver's deterministic ones.
    """
    reproducible = bool(solution.settings.get("reproducible"))
    history = _to_the_end(solution, reproducible)
    with chart_style():
        figure = ShownFigure(figsize=SIZE_IN, facecolor="white", layout="constrained")
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        _costs(above, history, lang)
        _gaps(below, history, lang)
        for axes in (above, below):
            _dress(axes)
        above.set_title(title, loc="left", color=INK, fontsize=11)
        below.set_xlabel(_seconds(lang, reproducible), color=GREY)
        below.set_xlim(left=0)
    return figure


def _costs(axes: Axes, history: Sequence[Progress], lang: str) -> None:
    """No plan costs less than 0, so a bound of 0 says nothing: its line begins with the first above."""
    found = [(at.seconds, _amount(at.objective_yuan)) for at in history if at.objective_yuan is not None]
    bound = [(at.seconds, _amount(at.bound_yuan)) for at in history if at.bound_yuan]
    both = [at for at in history if at.objective_yuan is not None and at.bound_yuan]
    low, high = [_amount(at.bound_yuan) for at in both], [_amount(at.objective_yuan) for at in both]
    seconds = [at.seconds for at in both]
    axes.fill_between(seconds, low, high, step="post", color=FAINT, alpha=0.5, linewidth=0)
    _steps(axes, found, FOUND, in_lang(lang, "最好方案", "best plan"))
    _steps(axes, bound, BOUND, in_lang(lang, "下界：没有更便宜的方案", "bound: no plan costs less"))
    if found:
        axes.plot(*found[0], "o", color=FOUND, markersize=5)
        told = in_lang(lang, f"首个方案 {found[0][0]:,.1f} 秒", f"first plan {found[0][0]:,.1f} s")
        axes.annotate(told, found[0], (0, 7), textcoords="offset points", size=8.5, color=INK)
    axes.margins(y=0.1)
    axes.set_ylabel(in_lang(lang, "成本（万元）", "cost (10,000 yuan)"), color=GREY)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.legend(frameon=False, loc="upper right", fontsize=8.5)


def _amount(yuan: int | None) -> float:
    return (yuan or 0) / TEN_THOUSAND


def _gaps(axes: Axes, history: Sequence[Progress], lang: str) -> None:
    known = [(at.seconds, at.gap) for at in history if at.gap is not None and at.bound_yuan]
    _steps(axes, [(seconds, PER_CENT * part) for seconds, part in known], INK, "")
    if known:
        seconds, last = known[-1]
        at = (seconds, PER_CENT * last)
        axes.annotate(gap_text(last), at, (0, 5), textcoords="offset points", ha="right", size=8.5, color=INK)
    axes.set_ylim(bottom=0)
    axes.margins(y=0.25)
    axes.set_ylabel(in_lang(lang, "差距（%）", "gap (%)"), color=GREY)


def _steps(axes: Axes, points: Points, colour: str, label: str) -> None:
    seconds, values = [at for at, _ in points], [value for _, value in points]
    axes.step(seconds, values, where="post", color=colour, linewidth=1.5, label=label)


def _dress(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=GREY, labelsize=8.5)
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)


def _seconds(lang: str, deterministic: bool) -> str:
    if deterministic:
        return in_lang(lang, "秒（求解器的确定性时间）", "seconds (the solver's deterministic time)")
    return in_lang(lang, "秒", "seconds")


def _to_the_end(solution: Solution, reproducible: bool) -> Sequence[Progress]:
    """The history, drawn on to what the search ended with, in the second in which it ended."""
    if not solution.history:
        return ()
    last = solution.history[-1]
    seconds = last.seconds if reproducible else max(last.seconds, solution.seconds or 0.0)
    reached = {"objective_yuan": solution.objective_yuan, "bound_yuan": solution.bound_yuan}
    return (*solution.history, last.model_copy(update={"seconds": seconds, **reached}))
