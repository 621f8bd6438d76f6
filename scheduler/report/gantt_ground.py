"""What lies behind every part of a Gantt chart: days as x, stages, weeks and 旬, alerts, the dates above."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from scheduler.domain.calendar import Span
from scheduler.domain.condition import place_name
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Stop
from scheduler.domain.scenario import AlertLevel
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.report.duty import Duty, duties
from scheduler.report.measures import merged
from scheduler.report.palette import ALERT_COLOURS, FAINT, GREY, INK, OUTSIDE_TINT, STAGE_TINTS
from scheduler.verify.facts import Facts

Row = TypeVar("Row")
Mark = tuple[int, date]
"""A day's index and date."""

XUN = (1, 11, 21)
_DAY_POINTS, _MONTH_POINTS = 9, (24, 52)
"""Width of a day's number, and of a month's name without and with its year; with less room it is left out."""


@dataclass(frozen=True)
class Chart:
    """What every part of one chart draws from."""

    season: Season
    facts: Facts
    plan: Plan
    alerts: tuple[AlertLevel, ...]
    lang: str

    @cached_property
    def _duties(self) -> dict[str, list[Duty]]:
        return _grouped(duties(self.facts), lambda duty: duty.works.enterprise_id)

    def duties_of(self, works: Enterprise) -> list[Duty]:
        return self._duties.get(works.enterprise_id, [])

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Numbers of the stages in which works owe or stop something; the whole season, 0, comes last."""
        numbers = {duty.number for found in self._duties.values() for duty in found}
        return tuple(sorted(numbers, key=lambda number: (not number, number)))

    def exempting(self, works: Enterprise) -> list[str]:
        """Clauses that free the works, or a part of it."""
        return [e.clause for e in self.season.exemptions if e.enterprise_id == works.enterprise_id]

    @cached_property
    def _stops(self) -> dict[str, list[Stop]]:
        return _grouped(self.plan.stops, lambda stop: stop.unit_id)

    def stops_of(self, unit: Unit) -> list[Stop]:
        return self._stops.get(unit.unit_id, [])

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What is remarked on stops, each once (ZC-7)."""
        return tuple(dict.fromkeys(stop.remark for stop in self.plan.stops if stop.remark))

    @cached_property
    def _loads(self) -> dict[str, list[LoadSpell]]:
        return _grouped(self.plan.loads, lambda spell: spell.unit_id)

    def reductions_of(self, unit: Unit) -> list[LoadSpell]:
        """Spells at other than full load; those at one load that follow each other are one."""
        return merged(spell for spell in self._loads.get(unit.unit_id, []) if spell.load != 1)

    @cached_property
    def _jobs(self) -> dict[str, list[PlacedJob]]:
        return _grouped(self.plan.jobs, lambda job: job.unit_id)

    def jobs_of(self, unit: Unit) -> list[PlacedJob]:
        return self._jobs.get(unit.unit_id, [])

    def alerts_in(self, place: str) -> tuple[AlertLevel, ...]:
        """A city's alerts on days of the season."""
        here = (alert for alert in self.alerts if place_name(alert.city) == place)
        return tuple(alert for alert in here if alert.window.overlaps(self.season.calendar))


def _grouped(rows: Iterable[Row], by: Callable[[Row], str]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return groups


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


def draw_ground(
    axes: Axes, chart: Chart, place: str, works: Iterable[Enterprise], *, bottom: float, height: float
) -> None:
    """Tint the stages of the works and rule weeks, 旬 and stage boundaries, ``height`` up from ``bottom``."""
    calendar, top = chart.season.calendar, bottom + height
    stages = [calendar.span(days) for days in chart.season.stages_in(each.enterprise_id for each in works)]
    _tint(axes, Span(0, calendar.days), bottom, height, facecolor=OUTSIDE_TINT, zorder=0)
    for number, stage in enumerate(stages):
        _tint(axes, stage, bottom, height, facecolor=STAGE_TINTS[number % len(STAGE_TINTS)], zorder=0.1)
    for alert in chart.alerts_in(place):
        colour = ALERT_COLOURS[alert.level]
        _tint(axes, calendar.span(alert.window), bottom, height, facecolor=colour, alpha=0.35, zorder=0.2)
    days = list(enumerate(calendar.dates()))
    mondays = [index for index, day in days if day.weekday() == 0]
    tenths = [index for index, day in days if day.day in XUN]
    edges = sorted({edge for stage in stages for edge in stage} - {0, calendar.days})
    axes.vlines(mondays, bottom, top, colors="white", linewidth=0.6, zorder=0.3)
    axes.vlines(tenths, bottom, top, colors=FAINT, linewidth=0.5, zorder=0.4)
    axes.vlines(edges, bottom, top, colors=INK, linewidth=0.9, zorder=0.5)


def _tint(axes: Axes, span: Span, bottom: float, height: float, **look: Any) -> None:
    axes.add_patch(Rectangle((span.start, bottom), span.days, height, linewidth=0, **look))


def draw_dates(axes: Axes, chart: Chart) -> None:
    """Write months, the 1st, 11th and 21st above the axes, and the season's first day."""
    calendar = chart.season.calendar
    points_a_day = width_in(axes) * 72 / calendar.days
    days = [(index, day) for index, day in enumerate(calendar.dates()) if index == 0 or day.day in XUN]
    for index, day in _apart(days, calendar.days, [_DAY_POINTS / points_a_day] * len(days)):
        _write_above(axes, index, str(day.day), above=3, size=6.5, color=GREY)
    months = [(index, day) for index, day in days if index == 0 or day.day == 1]
    room = [_MONTH_POINTS[index == 0 or day.month == 1] / points_a_day for index, day in months]
    for place, (index, day) in enumerate(_apart(months, calendar.days, room)):
        _write_above(axes, index, _month(day, place == 0, chart.lang), above=12, size=8.5, color=INK)


def _apart(marks: Sequence[Mark], end: int, room: Sequence[float]) -> list[Mark]:
    """Marks without those that have fewer days than they take to the next one, or to the end."""
    following = [*(index for index, _ in marks[1:]), end]
    return [
        mark for mark, after, takes in zip(marks, following, room, strict=True) if after - mark[0] >= takes
    ]


def _write_above(axes: Axes, index: int, text: str, *, above: float, **look: Any) -> None:
    at = axes.get_xaxis_transform()
    axes.annotate(text, (index, 1), (0, above), xycoords=at, textcoords="offset points", **look)


def _month(day: date, named: bool, lang: str) -> str:
    """The month's name, with the year where it is asked for and in January."""
    named = named or day.month == 1
    if lang == "zh":
        return f"{day.year}年{day.month}月" if named else f"{day.month}月"
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{months[day.month - 1]} {day.year}" if named else months[day.month - 1]
