"""What a clause demands, in the notice's own terms: one kind of measure for each way of demanding it.

Nothing here knows a notice by name. A measure says whom it meets (``who``), when (``stages``) and what
it asks; ``scheduler.obligations`` turns it into obligations. What the place must add is a parameter.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scheduler.domain.base import Positive, Share, Text, Value
from scheduler.domain.condition import Condition
from scheduler.domain.parameter import ParameterType
from scheduler.domain.unit import Process

Wanted = tuple[str, frozenset[ParameterType]]
"""A parameter that a measure reads, and the types it may have."""

SHARES = frozenset({ParameterType.SHARE, ParameterType.SHARE_BY_GRADE, ParameterType.SHARE_BY_PROCESS})


class Per(StrEnum):
    """Over which days something is counted."""

    STAGE = "stage"
    SEASON = "season"
    """From the first of the measure's stages to the last."""


class CountedBy(StrEnum):
    """What a share of lines is a share of."""

    CAPACITY = "capacity"
    LINES = "lines"
    POTS = "pots"


class _Measure(Value):
    clause: str
    stages: tuple[str, ...] = ()
    """Ids of the stages it applies to; empty for all."""
    who: tuple[Condition, ...] = ()
    """Units for which any of these holds; empty for all that the notice meets."""

    def wanted(self) -> Iterator[Wanted]:
        """The parameters that the measure reads."""
        yield from ()


class _Sharing(_Measure):
    """A measure that asks for a share: a number of the notice, or a parameter of the place."""

    share: Share | None = None
    parameter: str = ""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.share is None) is not bool(self.parameter):
            raise ValueError("give a share or a parameter, one of the two")
        return self

    def wanted(self) -> Iterator[Wanted]:
        if self.parameter:
            yield self.parameter, SHARES


# ── who is free ──────────────────────────────────────────────────────────────────────────────────


class Exemption(_Measure):
    """Units for which ``who`` holds are free of the clauses in ``lifts``, while it holds (STL-4, SX-5, ZC-2).

    A clause of another notice is lifted only where it is named, here or by the place (ZC-3).
    """

    measure: Literal["exemption"]
    lifts: tuple[str, ...]
    switch: str = ""
    """The parameter that switches the exemption on."""
    more: str = ""
    """The parameter that names clauses of other notices which are lifted too."""

    def wanted(self) -> Iterator[Wanted]:
        if self.switch:
            yield self.switch, frozenset({ParameterType.SWITCH})
        if self.more:
            yield self.more, frozenset({ParameterType.CLAUSES})


class ShareFactor(_Measure):
    """Works of the parameter owe only a part of every share, and of the days, of the clauses named (SX-6)."""

    measure: Literal["share_factor"]
    parameter: str
    of: tuple[str, ...]

    def wanted(self) -> Iterator[Wanted]:
        yield self.parameter, frozenset({ParameterType.SHARE_BY_WORKS})


class EveryUnit(_Measure):
    """No unit of the process may be left without an obligation to reduce or a named exemption (CEM-2)."""

    measure: Literal["every_unit"]
    process: Process


# ── stopping ─────────────────────────────────────────────────────────────────────────────────────


class StopWindow(_Measure):
    """Units stand on every day of each stage on which ``who`` holds (CEM-1, SX-3, ZZ-2, ZC-5)."""

    measure: Literal["stop_window"]
    until_mended: bool = False
    """The duty goes on after the stages, to the last day of the horizon (SX-3)."""


class StopDays(_Sharing):
    """Each unit stands ⌈share × days⌉ days, or a number of days, of each stage or of the season (SX-4)."""

    measure: Literal["stop_days"]
    days: Annotated[int, Field(ge=1)] | None = None
    per: Per = Per.STAGE

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if [self.share is not None, bool(self.parameter), self.days is not None].count(True) != 1:
            raise ValueError("give a share, a parameter or days, one of the three")
        return self


class PeriodDays(_Measure):
    """Each unit stands some days within each named period of its place (CEM-1 outside the north)."""

    measure: Literal["period_days"]
    parameter: str

    def wanted(self) -> Iterator[Wanted]:
        yield self.parameter, frozenset({ParameterType.PERIODS})


class StopShare(_Sharing):
    """Each works stops a share of its capacity of each process over each stage (STL-5, ZZ-3a)."""

    measure: Literal["stop_share"]
    processes: Annotated[tuple[Process, ...], Field(min_length=1)]


class MarkIncrement(_Measure):
    """Marks add to the shares by grade, at most to a full stop (STL-6)."""

    measure: Literal["mark_increment"]
    parameter: str

    def wanted(self) -> Iterator[Wanted]:
        yield self.parameter, frozenset({ParameterType.SHARE_BY_MARK})


class LinesOff(_Sharing):
    """On every day a share of a works' lines of each process is off, rounded up (ZZ-3b, c, d, f)."""

    measure: Literal["lines_off"]
    processes: Annotated[tuple[Process, ...], Field(min_length=1)]
    by: CountedBy


class ShareByStopping(_Sharing):
    """A share of each process of a works, by stopping first (ZC-4).

    Several lines: on every day lines of at least the share of capacity are off. A single line: one stop of
    more days than share × days of the period. Lines that cannot stop: one load.
    """

    measure: Literal["share_by_stopping"]
    processes: Annotated[tuple[Process, ...], Field(min_length=1)]


class AlertLines(_Measure):
    """On alert days a share of lines by level is off, rounded up (ZC-6)."""

    measure: Literal["alert_lines"]
    processes: Annotated[tuple[Process, ...], Field(min_length=1)]
    by: CountedBy
    yellow: Share
    orange: Share
    red: Share


class TwoStates(_Measure):
    """Units of the process run or stand; lower load does not count (STL-10)."""

    measure: Literal["two_states"]
    process: Process


class LinkedReduction(_Measure):
    """Groups that serve the drivers reduce by at least the drivers' share (STL-11)."""

    measure: Literal["linked_reduction"]
    drivers: Process
    groups: tuple[Process, ...]


# ── running lower ────────────────────────────────────────────────────────────────────────────────


class LoadReduction(_Sharing):
    """Each unit runs at one load of at most 1 − share, for each stage or for the season (SX-3, SX-4)."""

    measure: Literal["load_reduction"]
    per: Per = Per.STAGE
    until_mended: bool = False
    """The duty goes on after the stages, to the last day of the horizon (SX-3)."""


class LoadCeiling(_Measure):
    """No load above the ceiling on any day, also to catch up (STL-13); or a ceiling by works (ZZ-4)."""

    measure: Literal["load_ceiling"]
    ceiling: Share | None = None
    parameter: str = ""
    """Ceilings by works or unit, with ground and approval."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.ceiling is None) is not bool(self.parameter):
            raise ValueError("give a ceiling or a parameter, one of the two")
        return self

    def wanted(self) -> Iterator[Wanted]:
        if self.parameter:
            yield self.parameter, frozenset({ParameterType.SHARE_BY_WORKS})


class CokingTime(_Measure):
    """Coke ovens take at least so many hours to coke, in each stage (ZZ-3e)."""

    measure: Literal["coking_time"]
    hours: Positive


class HeatLoadCeiling(_Measure):
    """Load ≤ heated area last year ÷ (divisor × crude-steel capacity) (STL-8)."""

    measure: Literal["heat_load_ceiling"]
    process: Process
    more_than_m2_per_t: Positive
    divisor_m2_per_t: Positive


# ── instead of stopping now ──────────────────────────────────────────────────────────────────────


class MakeUp(_Measure):
    """Units run in the window of ``of`` and stand as many days after the heating season (CEM-4)."""

    measure: Literal["make_up"]
    of: str
    """The clause whose stop windows are made up."""
    heating_season: str
    """The parameter that gives its days."""

    def wanted(self) -> Iterator[Wanted]:
        yield self.heating_season, frozenset({ParameterType.YEARLY})


class Substitution(_Measure):
    """Units run in the window of ``of``; others of the province stop as much beyond their duty (CEM-3)."""

    measure: Literal["substitution"]
    of: str
    pairs: str
    """The parameter that fixes which unit stands in for which; the solver chooses for all others."""

    def wanted(self) -> Iterator[Wanted]:
        yield self.pairs, frozenset({ParameterType.PAIRS})


# ── output ───────────────────────────────────────────────────────────────────────────────────────


class _OfOutput(_Measure):
    """A ceiling on output is held against figures of whole works."""

    @model_validator(mode="after")
    def _of_works(self) -> Self:
        if any(condition.tells_units_apart for condition in self.who):
            raise ValueError("counts whole works: who may not ask for what only a unit can tell")
        return self


class OutputNotAboveLastYear(_OfOutput):
    """Crude steel of works that meet a condition must not rise year on year (STL-4)."""

    measure: Literal["output_not_above_last_year"]


class RegionYearCeiling(_OfOutput):
    """Crude steel of a region ≤ ceiling of the year − output of the year to date (STL-2)."""

    measure: Literal["region_year_ceiling"]
    parameter: str
    region: str
    """The parameter that names the region level."""

    def wanted(self) -> Iterator[Wanted]:
        yield self.parameter, frozenset({ParameterType.TONNES_BY_REGION})
        yield self.region, frozenset({ParameterType.REGION_LEVEL})


class RegionCut(_OfOutput):
    """Crude steel of a region ≤ (1 − cut) × last year's same period (STL-3)."""

    measure: Literal["region_cut"]
    cut: Share
    region: str

    def wanted(self) -> Iterator[Wanted]:
        yield self.region, frozenset({ParameterType.REGION_LEVEL})


# ── what binds no unit by itself ─────────────────────────────────────────────────────────────────


class ByTable(_Measure):
    """A clause that a table of the scenario makes concrete: supply, routes, maintenance, heat."""

    measure: Literal["by_table"]
    table: Literal["demand", "routes", "maintenance", "heat"]


class NotComputed(_Measure):
    """A clause that binds no unit; ``does`` says what the product does for it instead."""

    measure: Literal["not_computed"]
    does: Text


Measure = Annotated[
    Exemption
    | ShareFactor
    | EveryUnit
    | StopWindow
    | StopDays
    | PeriodDays
    | StopShare
    | MarkIncrement
    | LinesOff
    | ShareByStopping
    | AlertLines
    | TwoStates
    | LinkedReduction
    | LoadReduction
    | LoadCeiling
    | CokingTime
    | HeatLoadCeiling
    | MakeUp
    | Substitution
    | OutputNotAboveLastYear
    | RegionYearCeiling
    | RegionCut
    | ByTable
    | NotComputed,
    Field(discriminator="measure"),
]
