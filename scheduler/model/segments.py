"""Segments: the stretches of days within which only the number of days off matters to totals."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import MakeUp, Obligation, Substitution
from scheduler.domain.season import Season, once_per_season

_ON_TOTALS = frozenset(
    {
        "most_stops",
        "stop_window",
        "stop_days",
        "make_up",
        "stop_share",
        "lines_off",
        "linked_units",
        "output_ceiling",
        "region_output_ceiling",
        "burden_limit",
        "heat_floor",
        "substitution",
        "supply_floor",
        "rotation_band",
    }
)


@once_per_season
def segments(season: Season) -> tuple[Span, ...]:
    """Cut the horizon where a month, a works' stage or a window whose days a rule counts begins or ends."""
    calendar = season.calendar
    windows = [
        stage.window for works in season.enterprises for stage in season.stages_of(works.enterprise_id)
    ]
    for owed in season.obligations:
        windows += counted_windows(owed)
    cuts = {0, calendar.days}
    cuts |= {calendar.index(day) for day in calendar.dates() if day.day == 1}
    for window in set(windows):
        cuts |= {calendar.index(window.first), calendar.index(window.last + timedelta(days=1))}
    inside = sorted(cut for cut in cuts if 0 <= cut <= calendar.days)
    return tuple(Span(start, end) for start, end in pairwise(inside))


def counted_windows(owed: Obligation) -> Iterable[DayRange]:
    """The windows over which an obligation counts days off or output as a whole."""
    if isinstance(owed, MakeUp):
        return (owed.window, owed.instead_of)
    if isinstance(owed, Substitution):
        return (owed.window, *owed.extra)
    return (owed.window,) if owed.kind in _ON_TOTALS else ()
