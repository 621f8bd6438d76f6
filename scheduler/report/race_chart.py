"""The chart of a race: duty and stops of each works, tonnes that change hands, what each gains by scheme."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scheduler.domain.base import Text
from scheduler.domain.plan import Plan
from scheduler.domain.race import Scheme
from scheduler.race.outcome import Exchange
from scheduler.race.prepare import Prepared
from scheduler.report.fonts import chart_style
from scheduler.report.palette import FAINT, GREY, INK, MISSED
from scheduler.report.race_frames import duties_frame, gains_frame, payments_frame
from scheduler.report.shown_figure import ShownFigure
from scheduler.report.words import in_lang

PNG_DPI = 150
ROW_IN, HEAD_IN, WIDTH_IN = 0.34, 1.6, 14.5
SOLD, BOUGHT = "#4477aa", "#ee8866"
SCHEME_NAMES = {
    Scheme.CLEARING: Text(zh="统一出清价", en="one price"),
    Scheme.PAY_AS_BID: Text(zh="按报价支付", en="pay as bid"),
    Scheme.NUCLEOLUS: Text(zh="核仁", en="nucleolus"),
    Scheme.SHAPLEY: Text(zh="沙普利值", en="Shapley"),
}
_MARKERS = dict(zip(Scheme, "os^D", strict=True))
_COLOURS = dict(zip(Scheme, ("#222255", "#cc6677", "#44aa99", "#ddaa33"), strict=True))
MILLION = 1e6


def race_chart(
    prepared: Prepared, without: Plan, with_trade: Plan, exchanges: Sequence[Exchange], lang: str = "zh"
) -> Figure:
    """A row for each works from the best rank down; two panels more where duties were traded."""
    duties = duties_frame(prepared, without, with_trade, lang)
    by_works = duties.groupby("enterprise_id", sort=False)[["duty_t", "stood_with_t", "full_t", "rank"]]
    summed = by_works.agg({"duty_t": "sum", "stood_with_t": "sum", "full_t": "sum", "rank": "first"})
    summed = summed.sort_values(["rank"], kind="stable")
    names = {works: prepared.racing.season.enterprise_by_id[works].name for works in summed.index}
    totals = {score.enterprise_id: float(score.total) for score in prepared.scores}
    with chart_style():
        panels = 3 if exchanges else 1
        size = (WIDTH_IN if exchanges else WIDTH_IN / 2, HEAD_IN + ROW_IN * len(summed))
        figure = ShownFigure(figsize=size, layout="constrained")
        axes = figure.subplots(1, panels, sharey=True, squeeze=False)[0]
        _duties(axes[0], summed, lang)
        places = range(len(summed))
        labels = [f"{summed['rank'][w]}  {names[w]}  {totals[w]:.1f}" for w in summed.index]
        axes[0].set_yticks(places, labels, fontsize=8)
        axes[0].invert_yaxis()
        if exchanges:
            order = {works: place for place, works in enumerate(summed.index)}
            _traded(axes[1], payments_frame(prepared, exchanges), order, lang)
            _gains(axes[2], gains_frame(prepared, exchanges), order, lang)
        for ax in axes:
            _plain(ax)
        _legends(axes)
        figure.suptitle(prepared.scenario.title[lang], fontsize=12, color=INK)
        figure.supxlabel(prepared.scenario.attribution, fontsize=6, color=GREY)
    return figure


def write_race_chart(folder: Path, figure: Figure) -> tuple[Path, Path]:
    """Write ``race.png`` and ``race.svg``; the same race gives the same bytes again."""
    png, svg = folder / "race.png", folder / "race.svg"
    with chart_style():
        figure.savefig(png, dpi=PNG_DPI, metadata={"Software": None})
        figure.savefig(svg, metadata={"Date": None, "Creator": None})
    return png, svg


def _duties(ax: Axes, summed: pd.DataFrame, lang: str) -> None:
    """Share owed as a bar, share that stands with trade as a line across it."""
    owed, stood = summed["duty_t"] / summed["full_t"] * 100, summed["stood_with_t"] / summed["full_t"] * 100
    ax.barh(range(len(summed)), owed, height=0.62, color=FAINT, label=in_lang(lang, "分配任务", "duty"))
    ax.plot(
        stood,
        range(len(summed)),
        linestyle="",
        marker="|",
        markersize=14,
        markeredgewidth=2.4,
        color=INK,
        label=in_lang(lang, "方案停产", "stands in the plan"),
    )
    ax.set_title(in_lang(lang, "任务与停产占产能（%）", "duty and stops, % of capacity"), fontsize=9)


def _traded(ax: Axes, payments: pd.DataFrame, order: dict[str, int], lang: str) -> None:
    """Tonnes borne for others to the right, borne by others to the left."""
    places = payments["enterprise_id"].map(order)
    ax.barh(places, payments["sold_t"] / 1e3, height=0.62, color=SOLD)
    ax.barh(places, -payments["bought_t"] / 1e3, height=0.62, color=BOUGHT)
    title = in_lang(
        lang, "替他人承担（右）与由他人承担（左），千吨", "borne for others (right), by others (left), kt"
    )
    ax.set_title(title, fontsize=9)


def _gains(ax: Axes, gains: pd.DataFrame, order: dict[str, int], lang: str) -> None:
    places = gains["enterprise_id"].map(order)
    for scheme in (scheme for scheme in Scheme if scheme.value in gains):
        ax.plot(
            gains[scheme.value] / MILLION,
            places,
            linestyle="",
            marker=_MARKERS[scheme],
            markersize=5,
            alpha=0.85,
            color=_COLOURS[scheme],
            label=SCHEME_NAMES[scheme][lang],
        )
    ax.axvline(0, color=MISSED, linewidth=0.8)
    ax.set_title(
        in_lang(
            lang,
            "收付后净得（百万元；价格与分配按市场模型）",
            "gain after payment, million yuan; shared in the market's model",
        ),
        fontsize=9,
    )


def _legends(axes: Sequence[Axes]) -> None:
    """Below the panels that need one, where nothing is drawn."""
    for ax in axes:
        handles, labels = ax.get_legend_handles_labels()
        if handles:
            ax.legend(
                handles,
                labels,
                loc="upper center",
                bbox_to_anchor=(0.5, -0.07),
                ncols=len(handles),
                fontsize=7,
                frameon=False,
                markerscale=0.7,
            )


def _plain(ax: Axes) -> None:
    ax.tick_params(labelsize=8, colors=INK, length=0)
    ax.grid(axis="x", color=FAINT, linewidth=0.5)
    ax.set_axisbelow(True)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
