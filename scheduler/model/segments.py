"""Segments: the stretches of days within which only the number of days off matters to totals."""

from datetime import timedelta
from itertools import pairwise

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import (
    BurdenLimit,
    HeatFloor,
    LinkedUnits,
    OutputCeiling,
    RotationBand,
    StopShare,
)
from scheduler.domain.season import Season

_TOTALS = (StopShare, LinkedUnits, OutputCeiling, BurdenLimit, HeatFloor, RotationBand)


def segments(season: Season) -> tuple[Span, ...]:
    """Cut the horizon where a month, a stage or the window of an obligation on totals begins or ends."""
    calendar = season.calendar
    windows = [stage.window for stage in season.stages]
    windows += [owed.window for owed in season.obligations if isinstance(owed, _TOTALS)]
    cuts = {0, calendar.days}
    cuts |= {calendar.index(day) for day in calendar.dates() if day.day == 1}
    for window in windows:
        cuts |= {calendar.index(window.first), calendar.index(window.last + timedelta(days=1))}
    inside = sorted(cut for cut in cuts if 0 <= cut <= calendar.days)
    return tuple(Span(start, end) for start, end in pairwise(inside))
