"""What may happen to a plan, drawn from a seed: breakdowns of units, alerts of cities."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.domain.base import Value
from scheduler.domain.calendar import Calendar, DayRange
from scheduler.domain.change import AlertAdded

DAYS_A_YEAR = 365.0


def days_of(window: DayRange) -> set[date]:
    """Every day of a window."""
    return {window.first + timedelta(days=day) for day in range(window.days)}


class _Events(Value):
    """Events at random, each day as likely as any other (a Poisson process), each lasting some days."""

    days: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]
    """Shortest and longest, each length as likely as any other."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.days[0] > self.days[1]:
            raise ValueError("days: the shortest is longer than the longest")
        return self

    def _drawn(self, random: Random, calendar: Calendar, per_year: float) -> Iterator[DayRange]:
        """Windows that begin in the season, one after another; they end with it."""
        at = random.expovariate(per_year / DAYS_A_YEAR)
        while at < calendar.days:
            first = calendar.first + timedelta(days=int(at))
            length = random.randint(*self.days)
            yield DayRange(first=first, last=min(calendar.last, first + timedelta(days=length - 1)))
            at += length + random.expovariate(per_year / DAYS_A_YEAR)


class Breakdowns(_Events):
    """Units that break, and stand until they are mended."""

    per_unit_year: Annotated[float, Field(gt=0)]
    """Breakdowns of a unit in a year of running."""

    def drawn(self, random: Random, calendar: Calendar, unit_ids: Sequence[str]) -> dict[str, set[date]]:
        """Unit id to the days on which it is broken."""
        return {
            unit_id: set().union(*map(days_of, self._drawn(random, calendar, self.per_unit_year)))
            for unit_id in unit_ids
        }


class Alerts(_Events):
    """Heavy-pollution alerts 重污染天气预警 of one level."""

    per_year: Annotated[float, Field(gt=0)]
    """Alerts of a city in a year of days like those of the season."""
    level: Annotated[str, Field(pattern="^(yellow|orange|red)$")] = "orange"

    def drawn(self, random: Random, calendar: Calendar, cities: Sequence[str]) -> list[AlertAdded]:
        """Alerts of each city."""
        return [
            AlertAdded(city=city, level=self.level, window=window)
            for city in cities
            for window in self._drawn(random, calendar, self.per_year)
        ]
