"""The Gantt chart of a plan: which unit stands when, and how even the city's stopped capacity is kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from math import ceil
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from scheduler.domain.plan import Plan
from scheduler.domain.scenario import AlertLevel
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process
from scheduler.domain.words import PROCESS_NAMES
from scheduler.report.fonts import chart_style
from scheduler.report.gantt_ground import Chart
from scheduler.report.gantt_layout import Section, lay_out, shown_processes
from scheduler.report.gantt_rows import JOB_LOOK, LOAD_ALPHA, draw_rows, remark_mark
from scheduler.report.gantt_strip import draw_head, draw_strip
from scheduler.report.palette import COLOURS, GREY, INK
from scheduler.report.shown_figure import ShownFigure
from scheduler.report.words import in_lang
from scheduler.verify.facts import tabulate

PNG_DPI = 150
WIDTH_IN = 15.5
LEFT_IN, RIGHT_IN = 3.35, 0.35
STAGE_COLUMN_IN = 0.72
UNIT_NAME_IN = 1.05
"""Room for the units' names, between works and rows."""
ROW_IN, TIGHT_ROW_IN = 0.17, 0.145
"""Height of a row; the lower one where a chart has more than 100."""
HEAD_IN, DATES_IN, STRIP_IN, STRIP_GAP_IN, SECTION_GAP_IN, FOOT_IN = 0.85, 0.42, 0.75, 0.08, 0.3, 0.35
LEGEND_COLUMNS, LEGEND_LINE_IN, FOOT_LINE_IN = 8, 0.2, 0.13


def gantt(
    season: Season,
    plan: Plan,
    alerts: Iterable[AlertLevel] = (),
    lang: str = "zh",
    *,
    processes: Collection[Process] | None = None,
    title: str = "",
    footnote: str = "",
) -> Figure:
    """Draw a plan: a section for each city, a block for each works, a row for each unit.

    In a season of several industries a section for each industry of a city. Above it stands, for each
    process whose reduction the notices count, the share given up on each day, with the corridor of the
    rotation band; right of each works what it gives up and owes in each stage of its own. ``processes``
    says which units get rows. Left out, all do; in a season of more than 150 units only those whose
    reduction counts. What is not shown is said under the title, what is remarked on stops at the foot.

    Raises:
        InputError: for a plan that cannot be read against this season.
        ValueError: where no unit belongs to ``processes``.
    """
    shown = shown_processes(season, processes)
    count = sum(unit.process in shown for unit in season.units)
    if not count:
        raise ValueError("no unit of the season belongs to the processes asked for")
    layout = lay_out(season, shown, TIGHT_ROW_IN if count > 100 else ROW_IN)
    chart = Chart(season, tabulate(season, plan), plan, tuple(alerts), lang)
    with chart_style():
        return _draw(chart, layout, title or _default_title(chart), footnote)


def write_gantt(
    folder: Path,
    season: Season,
    plan: Plan,
    alerts: Iterable[AlertLevel] = (),
    lang: str = "zh",
    *,
    title: str = "",
    footnote: str = "",
) -> tuple[Path, Path]:
    """Write ``gantt.png`` and ``gantt.svg``; the same plan gives the same bytes again."""
    figure = gantt(season, plan, alerts, lang, title=title, footnote=footnote)
    png, svg = folder / "gantt.png", folder / "gantt.svg"
    with chart_style():
        figure.savefig(png, dpi=PNG_DPI, metadata={"Software": None})
        figure.savefig(svg, metadata={"Date": None, "Creator": None})
    return png, svg


def _draw(chart: Chart, layout: Sequence[Section], title: str, footnote: str) -> Figure:
    remarks = [f"{remark_mark(chart, remark)} {remark}" for remark in chart.remarks]
    foot = "\n".join([*remarks, *([footnote] if footnote else [])])
    foot_in = FOOT_IN + FOOT_LINE_IN * len(remarks)
    head_in = HEAD_IN + LEGEND_LINE_IN * max(0, ceil(len(_legend(chart, layout)) / LEGEND_COLUMNS) - 2)
    height = head_in + foot_in + sum(_height_in(section) for section in layout)
    figure = ShownFigure(figsize=(WIDTH_IN, height), facecolor="white")
    top = height - head_in
    for section in layout:
        _draw_section(figure, chart, section, top)
        top -= _height_in(section)
    _head(figure, chart, layout, title)
    figure.text(0.3 / WIDTH_IN, 0.2 / height, foot, size=6.5, color=GREY, va="bottom", wrap=True)
    return figure


def _height_in(section: Section) -> float:
    return DATES_IN + len(section.strips) * (STRIP_IN + STRIP_GAP_IN) + section.height + SECTION_GAP_IN


def _draw_section(figure: Figure, chart: Chart, section: Section, top: float) -> None:
    """Dates, strips and rows below each other, from ``top`` inches above the figure's foot downward."""
    height = figure.get_figheight()
    right = RIGHT_IN + STAGE_COLUMN_IN * len(chart.columns)
    left, width = LEFT_IN / WIDTH_IN, (WIDTH_IN - LEFT_IN - right) / WIDTH_IN
    top -= DATES_IN
    for number, strip in enumerate(section.strips):
        top -= STRIP_IN
        axes = figure.add_axes((left, top / height, width, STRIP_IN / height))
        draw_strip(axes, chart, section, strip, UNIT_NAME_IN)
        if number == 0:
            draw_head(axes, chart, section, UNIT_NAME_IN, STAGE_COLUMN_IN)
        top -= STRIP_GAP_IN
    if section.blocks:
        top -= section.height
        rows = figure.add_axes((left, top / height, width, section.height / height))
        draw_rows(rows, chart, section, UNIT_NAME_IN, STAGE_COLUMN_IN)


def _head(figure: Figure, chart: Chart, layout: Sequence[Section], title: str) -> None:
    height = figure.get_figheight()
    left = 0.3 / WIDTH_IN
    figure.text(left, 1 - 0.22 / height, title, size=15, color=INK, va="top")
    figure.text(left, 1 - 0.56 / height, _subtitle(chart, layout), size=8.5, color=GREY, va="top")
    figure.legend(
        handles=_legend(chart, layout),
        loc="upper right",
        bbox_to_anchor=(1 - RIGHT_IN / WIDTH_IN, 1 - 0.2 / height),
        borderaxespad=0,
        ncols=LEGEND_COLUMNS,
        fontsize=8,
        frameon=False,
        labelcolor=INK,
        handlelength=1.1,
        handleheight=0.9,
        columnspacing=1.3,
    )


def _legend(chart: Chart, layout: Sequence[Section]) -> list[Patch | Line2D]:
    shown = {unit.process for section in layout for unit in section.units}
    handles: list[Patch | Line2D] = [
        Patch(facecolor=COLOURS[process], label=PROCESS_NAMES[process][chart.lang])
        for process in Process
        if process in shown
    ]
    if any(unit.mode is Mode.LOAD for section in layout for unit in section.units):
        label = in_lang(chart.lang, "降负荷（标注负荷）", "lower load (as written)")
        handles.append(Patch(facecolor=GREY, alpha=LOAD_ALPHA, label=label))
    if chart.plan.jobs:
        handles.append(Patch(label=in_lang(chart.lang, "检修", "maintenance"), **JOB_LOOK))
    return handles


def _subtitle(chart: Chart, layout: Sequence[Section]) -> str:
    """What the chart counts, how it is read and what it leaves out."""
    units = [unit for section in layout for unit in section.units]
    works = len({unit.enterprise_id for unit in units})
    hidden = Counter(u.process for u in chart.season.units) - Counter(u.process for u in units)
    names = [(PROCESS_NAMES[process][chart.lang], number) for process, number in hidden.items()]
    if chart.lang == "zh":
        omitted = "；未画出：" + "、".join(f"{name}{n}" for name, n in names) if names else ""
        return f"{works}家企业，{len(units)}台（条）设备；条内数字为停产天数{omitted}"
    omitted = "; not shown: " + ", ".join(f"{n} {name}" for name, n in names) if names else ""
    return f"{works} works, {len(units)} units; numbers in bars are days stopped{omitted}"


def _default_title(chart: Chart) -> str:
    calendar = chart.season.calendar
    return f"{in_lang(chart.lang, '错峰生产停产计划', 'Staggered production')} {calendar}"
