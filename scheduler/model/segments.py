"""Segments: the stretches of days within which only the number of days off matters to totals."""

from collections.abc import Iterable
from itertools import pairwise

from scheduler.domain.calendar import ONE_DAY, Calendar, DayRange, Span
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
def segments_by_works(season: Season) -> dict[str, tuple[Span, ...]]:
    """Enterprise id to the horizon, cut at months and where its stages and counted windows begin or end.

    Works are cut apart: what a notice of one city counts is no edge in another.
    """
    calendar = season.calendar
    months = {0, calendar.days, *(calendar.index(day) for day in calendar.dates() if day.day == 1)}
    cuts = {works.enterprise_id: set(months) for works in season.enterprises}
    for works in season.enterprises:
        cuts[works.enterprise_id].update(
            *(_edges(calendar, stage.window) for stage in season.stages_of(works.enterprise_id))
        )
    for owed in season.obligations:
        edges = {edge for window in counted_windows(owed) for edge in _edges(calendar, window)}
        for unit_id in owed.units if edges else ():
            cuts[season.unit_by_id[unit_id].enterprise_id] |= edges
    return {works: _between(edges, calendar.days) for works, edges in cuts.items()}


def _edges(calendar: Calendar, window: DayRange) -> tuple[int, int]:
    return calendar.index(window.first), calendar.index(window.last + ONE_DAY)


def _between(edges: Iterable[int], days: int) -> tuple[Span, ...]:
    inside = sorted(edge for edge in edges if 0 <= edge <= days)
    return tuple(Span(start, end) for start, end in pairwise(inside))


def common(cuts: Iterable[Iterable[Span]], span: Span) -> tuple[Span, ...]:
    """The stretches of a span between the days at which each of several rows of segments is cut."""
    edges = [{edge for segment in segments for edge in segment} for segments in cuts]
    inside = set(range(span.start, span.end + 1)).intersection(*edges)
    return tuple(Span(*edge) for edge in pairwise(sorted(inside)))


def counted_windows(owed: Obligation) -> Iterable[DayRange]:
    """The windows over which an obligation counts days off or output as a whole."""
    if isinstance(owed, MakeUp):
        return (owed.window, owed.instead_of)
    if isinstance(owed, Substitution):
        return (owed.window, *owed.extra)
    return (owed.window,) if owed.kind in _ON_TOTALS else ()
