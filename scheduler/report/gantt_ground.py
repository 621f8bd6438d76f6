"""What lies behind every part of a Gantt chart: days as x, stages, weeks and 旬, alerts, the dates above."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from scheduler.domain.calendar import Span
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.plan import LoadSpell, Plan, Stop
from scheduler.domain.policy import place_name
from scheduler.domain.scenario import AlertLevel
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.report.duty import Duty, duties
from scheduler.report.palette import ALERT_COLOURS, FAINT, GREY, INK, OUTSIDE_TINT, STAGE_TINTS
from scheduler.verify.facts import Facts

XUN = (1, 11, 21)
_CROWDED_DAYS = 4
"""Fewer days than this between two labels, and the first is left out."""


@dataclass(frozen=True)
class Chart:
    """What every part of one chart draws from."""

    season: Season
    facts: Facts
    plan: Plan
    alerts: tuple[AlertLevel, ...]
    lang: str

    @cached_property
    def _duties(self) -> list[Duty]:
        return list(duties(self.facts))

    def duties_of(self, works: Enterprise) -> list[Duty]:
        return [duty for duty in self._duties if duty.works == works]

    def exempting(self, works: Enterprise) -> list[str]:
        """Clauses that free the works."""
        return [e.clause for e in self.season.exemptions if e.enterprise_id == works.enterprise_id]

    def stops_of(self, unit: Unit) -> list[Stop]:
        return [stop for stop in self.plan.stops if stop.unit_id == unit.unit_id]

    def reductions_of(self, unit: Unit) -> list[LoadSpell]:
        """Spells at other than full load."""
        return [spell for spell in self.plan.loads if spell.unit_id == unit.unit_id and spell.load != 1]

    def alerts_in(self, city: str) -> tuple[AlertLevel, ...]:
        """The city's alerts on days of the season."""
        here = (alert for alert in self.alerts if place_name(alert.city) == city)
        return tuple(alert for alert in here if alert.window.overlaps(self.season.calendar))


def bare(axes: Axes, chart: Chart) -> None:
    """No frame and no ticks; day ``d`` of the season lies from ``d`` to ``d + 1``."""
    axes.set_xlim(0, chart.season.calendar.days)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def width_in(axes: Axes) -> float:
    """Width of the axes in inches."""
    figure = axes.get_figure(root=True)
    assert figure is not None  # axes are made by their figure
    return axes.get_position().width * figure.get_figwidth()


def draw_ground(axes: Axes, chart: Chart, city: str, bottom: float, height: float) -> None:
    """Tint the stages and rule weeks, 旬 and stage boundaries from ``bottom`` up to ``bottom + height``."""
    calendar, top = chart.season.calendar, bottom + height
    _tint(axes, Span(0, calendar.days), bottom, height, facecolor=OUTSIDE_TINT, zorder=0)
    for number, stage in enumerate(chart.season.stages):
        tint = STAGE_TINTS[number % len(STAGE_TINTS)]
        _tint(axes, calendar.span(stage.window), bottom, height, facecolor=tint, zorder=0.1)
    for alert in chart.alerts_in(city):
        colour = ALERT_COLOURS[alert.level]
        _tint(axes, calendar.span(alert.window), bottom, height, facecolor=colour, alpha=0.35, zorder=0.2)
    days = list(enumerate(calendar.dates()))
    mondays = [index for index, day in days if day.weekday() == 0]
    tenths = [index for index, day in days if day.day in XUN]
    axes.vlines(mondays, bottom, top, colors="white", linewidth=0.6, zorder=0.3)
    axes.vlines(tenths, bottom, top, colors=FAINT, linewidth=0.5, zorder=0.4)
    axes.vlines(_stage_edges(chart), bottom, top, colors=INK, linewidth=0.9, zorder=0.5)


def _stage_edges(chart: Chart) -> list[int]:
    """Day indices inside the season on which a stage begins or has just ended."""
    spans = [chart.season.calendar.span(stage.window) for stage in chart.season.stages]
    edges = {edge for span in spans for edge in span}
    return sorted(edges - {0, chart.season.calendar.days})


def _tint(axes: Axes, span: Span, bottom: float, height: float, **look: Any) -> None:
    axes.add_patch(Rectangle((span.start, bottom), span.days, height, linewidth=0, **look))


def draw_dates(axes: Axes, chart: Chart) -> None:
    """Write months, the 1st, 11th and 21st above the axes, and the season's first day."""
    at = axes.get_xaxis_transform()
    calendar = chart.season.calendar
    marked = [(index, day) for index, day in enumerate(calendar.dates()) if index == 0 or day.day in XUN]
    for number, (index, day) in enumerate(marked):
        following = marked[number + 1][0] if number + 1 < len(marked) else calendar.days
        if following - index < _CROWDED_DAYS:
            continue
        axes.annotate(
            str(day.day), (index, 1), (0, 3), xycoords=at, textcoords="offset points", size=6.5, color=GREY
        )
        if index == 0 or day.day == 1:
            axes.annotate(
                _month(day, index == 0, chart.lang),
                (index, 1),
                (0, 12),
                xycoords=at,
                textcoords="offset points",
                size=8.5,
                color=INK,
            )


def _month(day: date, first: bool, lang: str) -> str:
    """The month's name, with the year on the first and in January."""
    named = first or day.month == 1
    if lang == "zh":
        return f"{day.year}年{day.month}月" if named else f"{day.month}月"
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{months[day.month - 1]} {day.year}" if named else months[day.month - 1]
