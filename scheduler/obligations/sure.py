"""On how many days a unit stands for sure, by what it owes itself."""

from scheduler.domain.calendar import Calendar, DayRange
from scheduler.domain.obligation import StopDays, StopWindow


class Days:
    """How many days windows have and share inside the horizon."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def of(self, window: DayRange) -> int:
        return self._calendar.span(window).days

    def shared(self, one: DayRange, other: DayRange) -> int:
        a, b = self._calendar.span(one), self._calendar.span(other)
        return max(0, min(a.end, b.end) - max(a.start, b.start))

    def within(self, inner: DayRange, outer: DayRange) -> bool:
        return self.shared(inner, outer) == self.of(inner)


def sure_days(owed: StopWindow | StopDays, window: DayRange, days: Days) -> int:
    """Days on which the unit stands within a window, at least."""
    outside = days.of(owed.window) - days.shared(owed.window, window)
    return max(0, days_owed(owed, days) - outside)


def days_owed(owed: StopWindow | StopDays, days: Days) -> int:
    """Days off that the duty asks for inside the horizon."""
    return owed.days if isinstance(owed, StopDays) else days.of(owed.window)
