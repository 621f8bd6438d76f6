"""A season: the instance that is planned and verified, and the coefficients both sides share.

The model and the checker are written twice; what a day of a unit is worth is not a rule but a
fact, so it is defined once, here, in whole yuan and grams.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property, wraps
from itertools import accumulate, pairwise
from math import floor
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from pydantic import Field, model_validator

from scheduler.domain.base import Value
from scheduler.domain.calendar import ONE_DAY, Calendar, DayRange, Span, Stage, hull
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.finding import Exempted, Finding
from scheduler.domain.objective import PeakEmissions, Term
from scheduler.domain.obligation import Obligation, OutputCeiling
from scheduler.domain.owing import Demand, demands, least_t
from scheduler.domain.unit import Mode, Pollutant, Process, Unit

GRAMS_PER_KG = 1000


class Season(Value):
    """Works, units, everything owed, and what a plan costs. Immutable; made by ``obligations.derive``."""

    calendar: Calendar
    stages: tuple[Stage, ...]
    """Every stage of a works, sorted by day; stages of different works may overlap."""
    enterprises: tuple[Enterprise, ...]
    units: tuple[Unit, ...]
    obligations: tuple[Obligation, ...]
    objective: tuple[Term, ...]
    price_factors: dict[tuple[str, str], Fraction] = Field(default_factory=dict)
    """(process, 'YYYY-MM') to the factor on margins; 1 where absent."""
    pollutant_weights: dict[Pollutant, Fraction] = Field(default_factory=dict)
    """What a kilogram of each counts in a weighted emission; those of the objective's peak unless given."""
    stages_by_works: dict[str, tuple[Stage, ...]] = Field(default_factory=dict)
    """Enterprise id to the stages in which its burden and stops are counted; all stages where absent."""
    exemptions: tuple[Exempted, ...] = ()
    findings: tuple[Finding, ...] = ()

    @model_validator(mode="after")
    def _weighted(self) -> Self:
        if not self.pollutant_weights:
            peaks = [term for term in self.objective if isinstance(term, PeakEmissions)]
            self.pollutant_weights.update((peaks or [PeakEmissions()])[0].pollutant_weights)
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A changed copy, which looks its units up anew."""
        copy = super().model_copy(update=update, deep=deep)
        for name in [name for name in copy.__dict__ if name not in type(self).model_fields]:
            del copy.__dict__[name]
        if self._has_the_same_units(update or {}):
            copy.__dict__.update({name: getattr(self, name) for name in _OF_A_UNIT})
        return copy

    def __getstate__(self) -> dict[Any, Any]:
        """The fields alone: what was found out of them is not sent to other processes."""
        state = super().__getstate__()
        fields = type(self).model_fields
        return {**state, "__dict__": {k: v for k, v in state["__dict__"].items() if k in fields}}

    def _has_the_same_units(self, update: Mapping[str, Any]) -> bool:
        """Whether what is found out of each unit holds for a changed copy too."""
        if not _UNITS_ALONE.isdisjoint(update):
            return False
        return all(self.unit_by_id.get(unit.unit_id) is unit for unit in update.get("units", ()))

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        return {unit.unit_id: unit for unit in self.units}

    @cached_property
    def enterprise_by_id(self) -> dict[str, Enterprise]:
        return {works.enterprise_id: works for works in self.enterprises}

    @cached_property
    def units_of(self) -> dict[str, tuple[Unit, ...]]:
        """Units by enterprise id, in the inventory's order."""
        groups: dict[str, list[Unit]] = {works.enterprise_id: [] for works in self.enterprises}
        for unit in self.units:
            groups[unit.enterprise_id].append(unit)
        return {works: tuple(units) for works, units in groups.items()}

    @cached_property
    def units_in_city(self) -> dict[str, tuple[Unit, ...]]:
        groups: dict[str, list[Unit]] = {}
        for unit in self.units:
            groups.setdefault(self.city_of(unit), []).append(unit)
        return {city: tuple(units) for city, units in groups.items()}

    def city_of(self, unit: Unit) -> str:
        return self.enterprise_by_id[unit.enterprise_id].city

    def stages_of(self, enterprise_id: str) -> tuple[Stage, ...]:
        """The works' stages, by day, none overlapping."""
        return self.stages_by_works.get(enterprise_id, self.stages)

    def burden_stages_of(self, enterprise_id: str) -> tuple[Stage, ...]:
        """The works' stages as its burden is measured in them: those that one duty spans are one (FAIRNESS).

        Days that may be taken in whichever of two stages would else look unfair in the one that has them.
        """
        if enterprise_id not in self._burden_stages:
            self._burden_stages[enterprise_id] = tuple(self._joined_stages(enterprise_id))
        return self._burden_stages[enterprise_id]

    @cached_property
    def _burden_stages(self) -> dict[str, tuple[Stage, ...]]:
        return {}

    def _joined_stages(self, enterprise_id: str) -> Iterator[Stage]:
        anywhere = [demand.window for demand in self.demands_of.get(enterprise_id, ()) if not demand.daily]
        joined: list[Stage] = []
        for stage in self.stages_of(enterprise_id):
            if joined and not any(self._lies_in_both(days, joined[-1], stage) for days in anywhere):
                yield _as_one(joined)
                joined = []
            joined.append(stage)
        if joined:
            yield _as_one(joined)

    def _lies_in_both(self, days: Span, before: Stage, after: Stage) -> bool:
        """Whether days begin before the end of one stage and end after the next has begun."""
        first, second = self.calendar.span(before.window), self.calendar.span(after.window)
        return days.start < first.end and second.start < days.end

    def stages_in(self, enterprise_ids: Iterable[str]) -> tuple[DayRange, ...]:
        """The days of the works' stages, cut where any of their stages begins or ends."""
        windows = {stage.window for works in enterprise_ids for stage in self.stages_of(works)}
        return tuple(cut_apart(windows))

    def load_periods(self, unit: Unit) -> tuple[DayRange, ...]:
        """The stretches of days in each of which a load unit has one load, by day; elsewhere it is full.

        Its works' stages, and whatever else an obligation on its load covers, cut where any of them begins
        or ends.
        """
        if unit.unit_id not in self._load_periods:
            self._load_periods[unit.unit_id] = tuple(cut_apart(self._load_windows(unit)))
        return self._load_periods[unit.unit_id]

    def _load_windows(self, unit: Unit) -> set[DayRange]:
        windows = {stage.window for stage in self.stages_of(unit.enterprise_id)}
        windows |= {owed.window for owed in self._load_duties.get(unit.unit_id, ())}
        spans = (self.calendar.span(window) for window in windows)
        return {self.calendar.range(span) for span in spans if span.days}

    @cached_property
    def _load_periods(self) -> dict[str, tuple[DayRange, ...]]:
        return {}

    @cached_property
    def _load_duties(self) -> dict[str, list[Obligation]]:
        duties: dict[str, list[Obligation]] = {}
        for owed in self.obligations:
            if owed.kind in ("one_load", "coking_time") or (owed.kind == "load_ceiling" and owed.ceiling < 1):
                duties.setdefault(owed.subject, []).append(owed)
        return duties

    @cached_property
    def found_out(self) -> dict[Any, Any]:
        """What ``once_per_season`` keeps."""
        return {}

    def stands_before(self, unit: Unit) -> int:
        """Days for which the unit already stands when the season begins; 0 for a running unit."""
        if unit.mode is not Mode.STOP or unit.off_since is None:
            return 0
        return max(0, (self.calendar.first - unit.off_since).days)

    def daily_margin_yuan(self, unit: Unit, day: date) -> int:
        """Margin of one day at full load in whole yuan, half a yuan rounded up."""
        key = (unit.unit_id, f"{day:%Y-%m}")
        if key not in self._daily_margins:
            factor = self.price_factors.get((unit.process.value, key[1]), Fraction(1))
            self._daily_margins[key] = floor(unit.margin_yuan_per_day * factor + Fraction(1, 2))
        return self._daily_margins[key]

    @cached_property
    def _daily_margins(self) -> dict[tuple[str, str], int]:
        return {}

    def margin_yuan(self, unit: Unit, window: DayRange) -> int:
        """Margin of a window at full load."""
        return self.margin_of_days_yuan(unit, self.calendar.span(window))

    def margin_of_days_yuan(self, unit: Unit, days: Span) -> int:
        """Margin of some days of the season at full load."""
        before = self._margins_before_of(unit)
        return before[days.end] - before[days.start]

    def _margins_before_of(self, unit: Unit) -> list[int]:
        if unit.unit_id not in self._margins_before:
            by_month = {month: self.daily_margin_yuan(unit, day) for month, day in self._months.items()}
            daily = (by_month[day.year, day.month] for day in self._dates)
            self._margins_before[unit.unit_id] = [0, *accumulate(daily)]
        return self._margins_before[unit.unit_id]

    @cached_property
    def _dates(self) -> tuple[date, ...]:
        return tuple(self.calendar.dates())

    @cached_property
    def _months(self) -> dict[tuple[int, int], date]:
        """A day of each month."""
        return {(day.year, day.month): day for day in self._dates}

    @cached_property
    def _margins_before(self) -> dict[str, list[int]]:
        """Unit id to the margin of all days before each day."""
        return {}

    def margin_while_off_yuan(self, unit: Unit, window: DayRange, off: bytes) -> int:
        """Margin of the days of a window on which a unit stands, given its state on each day of the season."""
        key = (unit.unit_id, window, off)
        if key not in self._margins_while_off:
            start, end = self.calendar.span(window)
            daily = self._margins_before_of(unit)
            days = (day for day in range(start, end) if off[day])
            self._margins_while_off[key] = sum(daily[day + 1] - daily[day] for day in days)
        return self._margins_while_off[key]

    @cached_property
    def _margins_while_off(self) -> dict[tuple[str, DayRange, bytes], int]:
        return {}

    def emission_g_per_day(self, unit: Unit) -> int:
        """Weighted emission of a day at full load in whole grams, half a gram rounded up."""
        if unit.unit_id not in self._emissions:
            self._emissions[unit.unit_id] = self._weighted_grams(unit)
        return self._emissions[unit.unit_id]

    @cached_property
    def _emissions(self) -> dict[str, int]:
        return {}

    def _weighted_grams(self, unit: Unit) -> int:
        kg = sum(
            (weight * unit.emission_kg_per_day(p) for p, weight in self.pollutant_weights.items()),
            start=Fraction(0),
        )
        return floor(kg * GRAMS_PER_KG + Fraction(1, 2))

    def owed_share(self, enterprise_id: str, stage: Stage) -> Fraction:
        """The share of the stage that the works must give up at least: the largest over its processes.

        What its own output ceiling leaves no room for counts too (STL-4); 0 where it owes nothing.
        """
        key = (enterprise_id, stage.window)
        if key not in self._owed_shares:
            self._owed_shares[key] = self._largest_owed(enterprise_id, stage)
        return self._owed_shares[key]

    @cached_property
    def _owed_shares(self) -> dict[tuple[str, DayRange], Fraction]:
        return {}

    def _largest_owed(self, enterprise_id: str, stage: Stage) -> Fraction:
        span = self.calendar.span(stage.window)
        shares = [
            _no_room(owed)
            for owed in self._ceilings_of.get(enterprise_id, ())
            if owed.window.overlaps(stage.window)
        ]
        for process, asked in self._asked_of(enterprise_id, span).items() if span.days else ():
            units = (unit for unit in self.units_of[enterprise_id] if unit.process is process)
            shares.append(least_t(asked) / (sum(unit.capacity_t_per_day for unit in units) * span.days))
        return max(shares, default=Fraction(0))

    def _asked_of(self, enterprise_id: str, span: Span) -> dict[Process, list[Demand]]:
        """What the works owes within a span, by process."""
        asked: dict[Process, list[Demand]] = {}
        for demand in self.demands_of.get(enterprise_id, ()):
            if (inside := demand.within(span)).days:
                asked.setdefault(demand.units[0].process, []).append(inside)
        return asked

    @cached_property
    def demands_of(self) -> dict[str, list[Demand]]:
        """What obligations ask the units of a works to give up, by enterprise id."""
        asked: dict[str, list[Demand]] = {works.enterprise_id: [] for works in self.enterprises}
        for demand in demands(self.obligations, self.unit_by_id, self.calendar):
            asked[demand.units[0].enterprise_id].append(demand)
        return asked

    @cached_property
    def _ceilings_of(self) -> dict[str, list[OutputCeiling]]:
        ceilings: dict[str, list[OutputCeiling]] = {}
        for owed in self.obligations:
            if owed.kind == "output_ceiling":
                ceilings.setdefault(owed.subject, []).append(owed)
        return ceilings


_OF_A_UNIT = ("_dates", "_months", "_daily_margins", "_margins_before", "_margins_while_off", "_emissions")
"""What a season finds out of its units one by one, which its parts need not find out again."""
_UNITS_ALONE = frozenset({"calendar", "price_factors", "pollutant_weights"})
"""What that follows from, beside the unit."""


def _as_one(stages: Sequence[Stage]) -> Stage:
    return Stage(id="+".join(stage.id for stage in stages), window=hull(stage.window for stage in stages))


_P = ParamSpec("_P")
_T = TypeVar("_T")


def once_per_season(work: Callable[Concatenate[Season, _P], _T]) -> Callable[Concatenate[Season, _P], _T]:
    """Let a function of a season, and of what has a hash, work once: a season never changes."""

    @wraps(work)
    def found(season: Season, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        key = (work, *args)
        if key not in season.found_out:
            season.found_out[key] = work(season, *args, **kwargs)
        return season.found_out[key]  # type: ignore[no-any-return]

    return found


def cut_apart(windows: Collection[DayRange]) -> Iterator[DayRange]:
    """The days of all windows, by day, cut where any of them begins or ends."""
    cuts = sorted({day for w in windows for day in (w.first, w.last + ONE_DAY)})
    for first, end in pairwise(cuts):
        if any(first in window for window in windows):
            yield DayRange(first=first, last=end - ONE_DAY)


def _no_room(owed: OutputCeiling) -> Fraction:
    most = sum(owed.t_per_day.values()) * owed.window.days
    return max(Fraction(0), 1 - owed.tonnes / most) if most else Fraction(0)
