"""Spring Festival 春节 by the lunar calendar, and when the named periods of a place are (CEM-1)."""

from collections.abc import Iterator
from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate

from scheduler.domain.calendar import DayRange
from scheduler.domain.parameter import AroundFestival, Period


def spring_festival(year: int) -> date:
    """The first day of the first lunar month: 2022-02-01."""
    day: date = LunarDate(year, 1, 1).to_solar_date()
    return day


def period_windows(period: Period, horizon: DayRange) -> tuple[DayRange, ...]:
    """The days of a period that meet the horizon, whole: its own, or those around each Spring Festival."""
    if period.window is not None:
        windows = [period.window]
    else:
        assert period.spring_festival is not None  # one of the two is given
        windows = list(_around(period.spring_festival, horizon))
    return tuple(window for window in windows if window.overlaps(horizon))


def _around(days: AroundFestival, horizon: DayRange) -> Iterator[DayRange]:
    """The days around the festival of each year that can meet the horizon."""
    before, after = timedelta(days.days_before), timedelta(days.days_after)
    for year in range((horizon.first - after).year, (horizon.last + before).year + 1):
        festival = spring_festival(year)
        yield DayRange(first=festival - before, last=festival + after)
