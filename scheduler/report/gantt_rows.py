"""The rows of a Gantt chart: a bar for each stop and each spell of lower load, names left, shares right."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from scheduler.domain.calendar import Span
from scheduler.domain.unit import Unit
from scheduler.report.duty import Duty
from scheduler.report.gantt_ground import Chart, bare, draw_ground, width_in
from scheduler.report.gantt_layout import Block, Section
from scheduler.report.palette import COLOURS, GREY, INK, MISSED, text_colour
from scheduler.report.words import in_lang, owed_text, per_cent, size_text, tenths

LOAD_ALPHA = 0.4
JOB_LOOK: dict[str, Any] = {"facecolor": "white", "edgecolor": INK, "linewidth": 0.5}
_BAR, _JOB = 0.78, 0.16
"""Parts of a row's height that a bar fills, and the maintenance at its foot."""
_POINTS_A_CHARACTER = 3.6
_WORKS_CHARACTERS = 20


def draw_rows(axes: Axes, chart: Chart, section: Section, name_in: float, column_in: float) -> None:
    """A block for each works; y counts inches downward, x days."""
    bare(axes, chart)
    axes.set_ylim(section.height, 0)
    for block in section.blocks:
        draw_ground(axes, chart, section.place, [block.works], bottom=block.top, height=block.height)
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
        if stop.remark:
            _write_beside(axes, span, middle, remark_mark(chart, stop.remark))
        if span.start == 0 and chart.season.stands_before(unit):
            axes.plot([0], [middle], marker="<", markersize=4, color=colour, clip_on=False, zorder=4)
    for spell in chart.reductions_of(unit):
        span, gid = chart.facts.span(spell.window), f"load/{unit.unit_id}/{spell.window.first}"
        axes.add_patch(_bar(span, middle, height, facecolor=colour, alpha=LOAD_ALPHA, gid=gid))
        _write_inside(axes, span, middle, per_cent(spell.load), INK)
    for job in chart.jobs_of(unit):
        span, gid = chart.facts.span(job.window), f"job/{job.job_id}"
        foot = middle + (_BAR - _JOB) / 2 * height
        axes.add_patch(_bar(span, foot, height * _JOB / _BAR, gid=gid, zorder=4, **JOB_LOOK))


def remark_mark(chart: Chart, remark: str) -> str:
    """What stands beside a stop for its remark, which the foot of the chart gives in full."""
    return f"*{chart.remarks.index(remark) + 1}"


def _bar(span: Span, middle: float, row_in: float, **look: Any) -> Rectangle:
    at = (span.start, middle - _BAR / 2 * row_in)
    return Rectangle(at, span.days, _BAR * row_in, **({"zorder": 3} | look))


def _write_inside(axes: Axes, span: Span, middle: float, text: str, colour: str) -> None:
    """Write into a bar where it is wide enough."""
    points = span.days * width_in(axes) * 72 / axes.get_xlim()[1]
    if points > len(text) * _POINTS_A_CHARACTER + 1:
        centre = span.start + span.days / 2
        axes.text(centre, middle, text, size=6, color=colour, ha="center", va="center_baseline", zorder=5)


def _write_beside(axes: Axes, span: Span, middle: float, text: str) -> None:
    axes.annotate(
        text, (span.end, middle), (1, 0), textcoords="offset points", size=5.5, color=INK,
        ha="left", va="center", zorder=6, clip_on=True,
    )  # fmt: skip


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
    """Given-up share ≥ owed share of the works, one column for each stage; red where it is less."""
    own = chart.duties_of(block.works)
    for column, number in enumerate(chart.columns):
        here = [duty for duty in own if duty.number == number]
        if not here:
            continue
        tightest = min(here, key=lambda duty: (not duty.owed_share, duty.slack))
        text, colour = _share_text(chart, tightest)
        at = (1 + (column + 0.5) * column_in / width_in(axes), block.top + block.height / 2)
        where = axes.get_yaxis_transform()
        axes.text(*at, text, transform=where, size=6.5, color=colour, ha="center", va="center")


def _share_text(chart: Chart, duty: Duty) -> tuple[str, str]:
    """'40.4 ≥ 40' and its colour."""
    planned = tenths(duty.planned_share)
    if not duty.owed_share:
        free = chart.exempting(duty.works) and not any(own.owed_share for own in chart.duties_of(duty.works))
        exempt = in_lang(chart.lang, "豁免", "exempt") if free else ""
        return f"{planned} {exempt}".rstrip(), GREY
    sign, colour = ("≥", INK) if duty.slack >= 0 else ("<", MISSED)
    return f"{planned} {sign} {owed_text(duty.owed_share)}", colour
