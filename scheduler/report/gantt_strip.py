"""The strips above a section's rows: the share of each process's capacity that is given up on each day."""

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from matplotlib.axes import Axes

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import RotationBand
from scheduler.domain.unit import Unit
from scheduler.domain.words import ALERT_NAMES, PROCESS_NAMES
from scheduler.report.gantt_ground import Chart, bare, draw_dates, draw_ground, width_in
from scheduler.report.gantt_layout import Section, Strip
from scheduler.report.industries import industry_name
from scheduler.report.palette import COLOURS, GREY, INK
from scheduler.report.words import in_lang, stage_name


class _Corridor(NamedTuple):
    """Where a rotation band lies, and the least and most that stands on a day of it, as shares."""

    span: Span
    low: float
    high: float
    least: float
    most: float


def draw_strip(axes: Axes, chart: Chart, section: Section, strip: Strip, name_in: float) -> None:
    """Share given up by day as a stepped area, corridors of the rotation band, what is measured."""
    bare(axes, chart)
    shares = _shares_by_day(chart, strip.units)
    corridors = [_corridor(chart, band) for band in strip.bands]
    highest = max([*shares, *(corridor.high for corridor in corridors)])
    top = max(0.2, 1.65 * highest)  # room for two lines of text
    axes.set_ylim(0, top)
    works = [chart.season.enterprise_by_id[w] for w in {unit.enterprise_id for unit in strip.units}]
    draw_ground(axes, chart, section.place, works, bottom=0, height=top)
    colour = COLOURS[strip.process]
    axes.stairs(shares, fill=True, color=colour, alpha=0.22, zorder=2)
    axes.stairs(shares, color=colour, linewidth=1, baseline=None, zorder=3)
    for corridor in corridors:
        _draw_corridor(axes, chart, corridor, colour)
    _scale(axes, top)
    process = PROCESS_NAMES[strip.process][chart.lang]
    measured = in_lang(chart.lang, f"每日停限产{process}产能占比", f"{process} capacity given up by day")
    x = -name_in / width_in(axes)
    axes.text(x, 0.12, measured, transform=axes.transAxes, size=6.5, color=GREY, ha="right", va="bottom")


def draw_head(axes: Axes, chart: Chart, section: Section, name_in: float, column_in: float) -> None:
    """On a section's first strip: place and industry, dates, stages, alerts, heads of the columns."""
    x = -name_in / width_in(axes)
    place = [section.place, industry_name(section.industry, chart.lang)]
    name = "　".join(filter(None, place))
    axes.text(x, 0.92, name, transform=axes.transAxes, size=12, color=INK, ha="right", va="top")
    if section.blocks:
        _heads_of_columns(axes, chart, column_in)
    for number, stage in enumerate(section.stages, start=1):
        _write(axes, chart.facts.span(stage.window).start, 3, stage_name(number, chart.lang))
    for alert in chart.alerts_in(section.place):
        _write(axes, chart.facts.span(alert.window).start, 13, ALERT_NAMES[alert.level][chart.lang])
    draw_dates(axes, chart)


def _write(axes: Axes, day: int, below: float, text: str, align: str = "left") -> None:
    """Write from (or up to) a day, so many points below the upper edge."""
    aside = 3 if align == "left" else -3
    axes.annotate(
        text, (day, 1), (aside, -below), xycoords=axes.get_xaxis_transform(), textcoords="offset points",
        size=6.5, color=INK, ha=align, va="top", zorder=6,
    )  # fmt: skip


def _shares_by_day(chart: Chart, units: Sequence[Unit]) -> list[float]:
    ids = [unit.unit_id for unit in units]
    whole = sum(unit.capacity_t_per_day for unit in units)
    days = range(chart.season.calendar.days)
    return [float(chart.facts.given_up_t(ids, day) / whole) for day in days]


def _corridor(chart: Chart, band: RotationBand) -> _Corridor:
    """The band's width laid around the middle of what stands; days outside reach beyond it."""
    span = chart.facts.span(band.window)
    whole = sum(chart.facts[unit_id].unit.capacity_t_per_day for unit_id in band.units)
    shares = [float(chart.facts.stopped_t_per_day(band.units, day) / whole) for day in span.indices()] or [
        0.0
    ]
    width = float(band.width_t_per_day / whole)
    low = max(0.0, (min(shares) + max(shares) - width) / 2)
    return _Corridor(span, low, low + width, min(shares), max(shares))


def _draw_corridor(axes: Axes, chart: Chart, corridor: _Corridor, colour: str) -> None:
    levels, dashes = (corridor.low, corridor.high), (0, (4, 2))
    axes.hlines(levels, *corridor.span, colors=colour, linewidth=0.8, linestyles=dashes, zorder=4)
    seen = f"{floor(100 * corridor.least)}–{ceil(100 * corridor.most)} %"
    allowed = f"{100 * (corridor.high - corridor.low):.0f} %"
    text = in_lang(chart.lang, f"每日 {seen}，轮停带宽 {allowed}", f"daily {seen}, band {allowed} wide")
    _write(axes, corridor.span.end, 3, text, "right")


def _scale(axes: Axes, top: float) -> None:
    """Per cent at the left edge: as many marks as have room."""
    steps = (0.1, 0.2, 0.25, 0.5)
    step = next(step for step in steps if top / step <= 4 or step == steps[-1])
    for mark in (number * step for number in range(floor(min(top, 1) / step) + 1)):
        axes.annotate(
            f"{mark:.0%}", (0, mark), (-3, 0), xycoords=axes.get_yaxis_transform(),
            textcoords="offset points", size=5.5, color=GREY, ha="right", va="center",
        )  # fmt: skip


def _heads_of_columns(axes: Axes, chart: Chart, column_in: float) -> None:
    """Above the shares at the right: the stages, and what the numbers are."""
    wide = width_in(axes)
    for column, number in enumerate(chart.columns):
        x = 1 + (column + 0.5) * column_in / wide
        axes.text(
            x, 0.02, stage_name(number, chart.lang), transform=axes.transAxes,
            size=6.5, color=INK, ha="center", va="bottom",
        )  # fmt: skip
    meaning = in_lang(chart.lang, "错峰比例 ≥ 应停，%", "given up ≥ owed, %")
    middle = 1 + len(chart.columns) * column_in / 2 / wide
    axes.text(middle, 0.26, meaning, transform=axes.transAxes, size=6.5, color=GREY, ha="center", va="bottom")
