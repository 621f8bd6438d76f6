"""Grids: on which days each free unit may change state. A neighbourhood is a grid."""

from collections.abc import Iterable, Mapping, Sequence

from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.model.schedule import Schedule


def daily(season: Season, units: Iterable[Unit]) -> dict[str, Sequence[int]]:
    """Every day: the exact model."""
    every_day = range(season.calendar.days)
    return {unit.unit_id: every_day for unit in units}


def coarse(season: Season, units: Iterable[Unit], step: int, shift: int = 0) -> dict[str, Sequence[int]]:
    """Every ``step`` days, in a phase of its own for each works; stage edges and fixed dates as well.

    One phase for all units of a works lets furnaces and what serves them change together; different
    phases spread the changeovers.
    """
    edges = {0}
    for stage in season.stages:
        span = season.calendar.span(stage.window)
        edges |= {span.start, span.end}
    phase = {works.enterprise_id: (index + shift) % step for index, works in enumerate(season.enterprises)}
    return {
        unit.unit_id: sorted(
            {day for day in edges | _fixed_dates(season, unit) if day < season.calendar.days}
            | set(range(phase[unit.enterprise_id], season.calendar.days, step))
        )
        for unit in units
    }


def near(
    season: Season, units: Iterable[Unit], schedule: Schedule, reach: int, window: range = range(0)
) -> dict[str, Sequence[int]]:
    """Within ``reach`` days of each change of a schedule, and every day of ``window``."""
    days = season.calendar.days
    grid: dict[str, Sequence[int]] = {}
    for unit in units:
        changes = schedule.changes(unit.unit_id) if unit.unit_id in schedule.off else []
        around = {day for change in changes for day in range(change - reach, change + reach + 1)}
        grid[unit.unit_id] = sorted({0, *(day for day in around if 0 <= day < days), *window})
    return grid


def merged(one: Mapping[str, Sequence[int]], other: Mapping[str, Sequence[int]]) -> dict[str, Sequence[int]]:
    """The days of both grids, for the units of the first."""
    return {unit_id: sorted({*days, *other[unit_id]}) for unit_id, days in one.items()}


def on_allowed_days(
    grid: Mapping[str, Sequence[int]], allowed: Mapping[str, frozenset[int]]
) -> dict[str, Sequence[int]]:
    """A grid without the days on which changeovers are not allowed."""
    return {
        unit_id: sorted(allowed[unit_id].intersection(days)) if unit_id in allowed else days
        for unit_id, days in grid.items()
    }


def _fixed_dates(season: Season, unit: Unit) -> set[int]:
    """Edges of the days on which the unit may not stand, and the end of a stop it is in."""
    dates = set()
    for window in unit.forbidden:
        span = season.calendar.span(window)
        dates |= {span.start, span.end}
    before = season.stands_before(unit)
    if before:
        dates.add(max(0, unit.shortest_stop_days - before))
    return dates
