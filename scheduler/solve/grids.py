"""Grids: on which days each free unit may change state. A neighbourhood is a grid."""

from collections.abc import Iterable, Mapping, Sequence

from scheduler.domain.obligation import ChangeoverLimit, ForbiddenDays, Obligation, StopDays, StopWindow
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.model.rules.changeover_limit import allowed_days
from scheduler.model.schedule import Schedule
from scheduler.model.segments import counted_windows

QUIET = 3
"""Outside the stages a coarse grid is this much coarser."""
_EDGED = frozenset(
    {"stop_window", "stop_days", "forbidden_days", "most_stops", "make_up", "lines_off", "substitution"}
)
"""Kinds at whose edges a unit may have to change."""


def daily(season: Season, units: Iterable[Unit]) -> dict[str, Sequence[int]]:
    """Every day: the exact model."""
    every_day = range(season.calendar.days)
    return {unit.unit_id: every_day for unit in units}


def coarse(season: Season, units: Iterable[Unit], step: int, shift: int = 0) -> dict[str, Sequence[int]]:
    """Every ``step`` days, in a phase of its own for each works; the edges of what is owed as well.

    One phase for all units of a works lets furnaces and what serves them change together; different
    phases spread the changeovers. Outside the stages little is owed, and fewer days will do.
    """
    units = list(units)
    days = season.calendar.days
    edges = _edges(season, units)
    phase = {works.enterprise_id: (index + shift) % step for index, works in enumerate(season.enterprises)}
    busy = {works.enterprise_id: _days_in_stages(season, works.enterprise_id) for works in season.enterprises}
    return {
        unit.unit_id: sorted(
            {day for day in edges[unit.unit_id] if 0 <= day < days}
            | {day for day in range(phase[unit.enterprise_id], days, step) if day in busy[unit.enterprise_id]}
            | set(range(phase[unit.enterprise_id], days, QUIET * step))
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


def _days_in_stages(season: Season, enterprise_id: str) -> set[int]:
    spans = (season.calendar.span(stage.window) for stage in season.stages_of(enterprise_id))
    return {day for span in spans for day in span.indices()}


def change_days(season: Season) -> dict[str, frozenset[int]]:
    """Unit id to the days on which it may change, for units that may not on every day."""
    days = frozenset(range(season.calendar.days))
    allowed: dict[str, frozenset[int]] = {}
    for owed in season.obligations:
        barred = _barred(season, owed)
        if barred:
            allowed.update({u: allowed.get(u, days) - barred for u in owed.units})
    return allowed


def _barred(season: Season, owed: Obligation) -> frozenset[int]:
    """Days on which no unit of the obligation may change."""
    span = season.calendar.span(owed.window)
    if isinstance(owed, ChangeoverLimit):
        return frozenset(span.indices()) - allowed_days(season, owed)
    if isinstance(owed, StopWindow | ForbiddenDays):
        return frozenset(span.indices()[1:])
    return frozenset()


def _edges(season: Season, units: Iterable[Unit]) -> dict[str, set[int]]:
    """Days on which a stop may have to begin or end just so, or targets that are owed exactly are missed."""
    edges: dict[str, set[int]] = {}
    for unit in units:
        before = season.stands_before(unit)
        edges[unit.unit_id] = {0, max(0, unit.shortest_stop_days - before) if before else 0}
        for stage in season.stages_of(unit.enterprise_id):
            edges[unit.unit_id] |= set(season.calendar.span(stage.window))
    for owed in season.obligations:
        if owed.kind in _EDGED:
            for unit_id in edges.keys() & set(owed.units):
                edges[unit_id] |= _edges_of(season, owed)
    return edges


def _edges_of(season: Season, owed: Obligation) -> set[int]:
    windows = {owed.window, *counted_windows(owed)}
    edges = {edge for window in windows for edge in season.calendar.span(window)}
    if isinstance(owed, StopDays):
        start, end = season.calendar.span(owed.window)
        edges |= {start + owed.days, end - owed.days}
    return edges
