"""The rows of a Gantt chart: a bar for each stop and each spell of lower load, names left, shares right."""

from math import floor
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from scheduler.domain.calendar import Span
from scheduler.domain.unit import Unit
from scheduler.report.duty import Duty
from scheduler.report.gantt_ground import Chart, bare, draw_ground, width_in
from scheduler.report.gantt_layout import Block, Section
from scheduler.report.palette import COLOURS, GREY, INK, MISSED, text_colour
from scheduler.report.words import in_lang, per_cent, size_text

LOAD_ALPHA = 0.4
_BAR = 0.78
"""Part of a row's height that a bar fills."""
_POINTS_A_CHARACTER = 3.6
_WORKS_CHARACTERS = 20


def draw_rows(axes: Axes, chart: Chart, section: Section, name_in: float, column_in: float) -> None:
    """A block for each works; y counts inches downward, x days."""
    bare(axes, chart)
    axes.set_ylim(section.height, 0)
    for block in section.blocks:
        draw_ground(axes, chart, section.city, block.top, block.height)
        _name_works(axes, chart, block, name_in)
        _name_units(axes, block)
        _shares(axes, chart, block, column_in)
        for row, unit in enumerate(block.units):
            _bars(axes, chart, unit, block, row)


def _bars(axes: Axes, chart: Chart, unit: Unit, block: Block, row: int) -> None:
    height = block.height / len(block.units)
    middle = block.top + (row + 0.5) * height
    colour = COLOURS[unit.process]
    for stop in chart.stops_of(unit):
        span = chart.facts.span(stop.window)
        bar = _bar(span, middle, height, facecolor=colour, gid=f"stop/{unit.unit_id}/{stop.window.first}")
        axes.add_patch(bar)
        _write_inside(axes, span, middle, str(span.days), text_colour(colour))
        if span.start == 0 and chart.season.stands_before(unit):
            axes.plot([0], [middle], marker="<", markersize=4, color=colour, clip_on=False, zorder=4)
    for spell in chart.reductions_of(unit):
        span, gid = chart.facts.span(spell.window), f"load/{unit.unit_id}/{spell.window.first}"
        axes.add_patch(_bar(span, middle, height, facecolor=colour, alpha=LOAD_ALPHA, gid=gid))
        _write_inside(axes, span, middle, per_cent(spell.load), INK)


def _bar(span: Span, middle: float, row_in: float, **look: Any) -> Rectangle:
    return Rectangle((span.start, middle - _BAR / 2 * row_in), span.days, _BAR * row_in, zorder=3, **look)


def _write_inside(axes: Axes, span: Span, middle: float, text: str, colour: str) -> None:
    """Write into a bar where it is wide enough."""
    points = span.days * width_in(axes) * 72 / axes.get_xlim()[1]
    if points > len(text) * _POINTS_A_CHARACTER + 1:
        centre = span.start + span.days / 2
        axes.text(centre, middle, text, size=6, color=colour, ha="center", va="center_baseline", zorder=5)


def _name_works(axes: Axes, chart: Chart, block: Block, name_in: float) -> None:
    """County and name beside the first row, the clause under it where there is room."""
    works = block.works
    row = block.height / len(block.units)
    lines = [(_elided(f"{works.county}　{works.name}".strip("　")), 7.5, INK)]
    if len(block.units) > 1:
        lines.append((_clauses(chart, block), 6.5, GREY))
    for number, (text, size, colour) in enumerate(lines):
        at = (-name_in / width_in(axes), block.top + (number + 0.5) * row)
        axes.text(
            *at, text, transform=axes.get_yaxis_transform(), size=size, color=colour, ha="right", va="center"
        )


def _clauses(chart: Chart, block: Block) -> str:
    """By which clauses the works stops or is free."""
    owed = [duty.clause for duty in chart.duties_of(block.works) if duty.clause]
    return ", ".join(dict.fromkeys([*chart.exempting(block.works), *owed]))


def _elided(name: str) -> str:
    return name if len(name) <= _WORKS_CHARACTERS else name[: _WORKS_CHARACTERS - 1] + "…"


def _name_units(axes: Axes, block: Block) -> None:
    height = block.height / len(block.units)
    at = axes.get_yaxis_transform()
    for row, unit in enumerate(block.units):
        middle = block.top + (row + 0.5) * height
        label = f"{unit.name} {size_text(unit)}".rstrip()
        axes.text(-0.006, middle, label, transform=at, size=6, color=GREY, ha="right", va="center")


def _shares(axes: Axes, chart: Chart, block: Block, column_in: float) -> None:
    """Stopped share ≥ owed share of the works, one column for each stage; red where it is less."""
    own = chart.duties_of(block.works)
    for column, stage in enumerate(chart.season.stages):
        tightest = min((d for d in own if d.stage == stage), key=lambda duty: duty.slack, default=None)
        if tightest is None:
            continue
        text, colour = _share_text(chart, tightest)
        at = (1 + (column + 0.5) * column_in / width_in(axes), block.top + block.height / 2)
        where = axes.get_yaxis_transform()
        axes.text(*at, text, transform=where, size=6.5, color=colour, ha="center", va="center")


def _share_text(chart: Chart, duty: Duty) -> tuple[str, str]:
    """'40.4 ≥ 40' and its colour. What is planned is rounded down: it never looks met when it is not."""
    planned = f"{floor(duty.planned_share * 1000) / 10:.1f}"
    if not duty.owed_share:
        exempt = in_lang(chart.lang, "豁免", "exempt") if chart.exempting(duty.works) else ""
        return f"{planned} {exempt}".rstrip(), GREY
    sign, colour = ("≥", INK) if duty.slack >= 0 else ("<", MISSED)
    return f"{planned} {sign} {per_cent(duty.owed_share).removesuffix(' %')}", colour
