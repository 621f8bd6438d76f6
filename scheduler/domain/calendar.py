"""Days: inclusive ranges of dates outside, half-open spans of day indices inside."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from scheduler.domain.base import Value

ONE_DAY = timedelta(days=1)


class DayRange(Value):
    """Days from ``first`` to ``last``, both included, as notices write them."""

    first: date
    last: date

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"ends on {self.last}, before it begins on {self.first}")
        return self

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: "DayRange") -> bool:
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return f"{self.first}…{self.last}"


def shared_days(one: DayRange, other: DayRange) -> DayRange | None:
    """The days that both ranges have; ``None`` where there are none."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return DayRange(first=first, last=last) if first <= last else None


def hull(windows: Iterable[DayRange]) -> DayRange:
    """From the first day of any range to the last; there must be one."""
    ranges = list(windows)
    return DayRange(first=min(r.first for r in ranges), last=max(r.last for r in ranges))


class Span(NamedTuple):
    """Day indices ``start <= day < end``."""

    start: int
    end: int

    @property
    def days(self) -> int:
        return self.end - self.start

    def __contains__(self, day: object) -> bool:
        return isinstance(day, int) and self.start <= day < self.end

    def indices(self) -> range:
        return range(self.start, self.end)


class Calendar(DayRange):
    """The horizon of a season: turns dates into day indices (the first day is 0) and back."""

    def index(self, day: date) -> int:
        return (day - self.first).days

    def day(self, index: int) -> date:
        return self.first + index * ONE_DAY

    def span(self, days: DayRange) -> Span:
        """The part of ``days`` inside the horizon; an empty span where they do not meet."""
        start = max(0, self.index(days.first))
        return Span(start, max(start, min(self.days, self.index(days.last) + 1)))

    def range(self, span: Span) -> DayRange:
        return DayRange(first=self.day(span.start), last=self.day(span.end - 1))

    def dates(self) -> Iterator[date]:
        return (self.day(index) for index in range(self.days))


class Stage(Value):
    """A named part of the season within which a target is counted 阶段."""

    id: str
    window: DayRange


MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
"""``11-15``."""


class Yearly(Value):
    """The same days of every year, inclusive; a range that ends before it begins crosses the year's end."""

    first: MonthDay
    last: MonthDay

    @model_validator(mode="after")
    def _in_every_year(self) -> Self:
        for day in (self.first, self.last):
            try:
                date.fromisoformat(f"2021-{day}")
            except ValueError:
                raise ValueError(f"{day} is no day of every year") from None
        return self

    def within(self, horizon: DayRange) -> Iterator[DayRange]:
        """Each year's days that meet the horizon, whole."""
        crosses = int(self.last < self.first)
        for year in range(horizon.first.year - 1, horizon.last.year + 1):
            window = DayRange(
                first=date.fromisoformat(f"{year}-{self.first}"),
                last=date.fromisoformat(f"{year + crosses}-{self.last}"),
            )
            if window.overlaps(horizon):
                yield window
