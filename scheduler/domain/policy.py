"""A notice as data: stages, places, open numbers, and one measure for each thing a clause demands.

Nothing here knows a notice by name. A measure says, in the notice's own terms, whom it meets and
what it asks; ``scheduler.obligations`` turns measures into obligations.
"""

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from scheduler.domain.base import Positive, Share, Text, Value
from scheduler.domain.calendar import Stage
from scheduler.domain.enterprise import Enterprise, Grade, Mark
from scheduler.domain.unit import Process


class ParameterType(StrEnum):
    """What kind of number a notice leaves to the place."""

    SHARE = "share"
    SHARE_BY_GRADE = "share_by_grade"
    """Grades to shares; never decreasing from better to worse grade (STL-5)."""
    SHARE_BY_MARK = "share_by_mark"
    TONNES_BY_REGION = "tonnes_by_region"
    SWITCH = "switch"
    REGION_LEVEL = "region_level"


class RegionLevel(StrEnum):
    """Where the works of a region are counted together."""

    CITY = "city"
    PROVINCE = "province"


class Parameter(Value):
    """A number that the notice leaves open; asked for by name when it has no default."""

    clause: str
    type: ParameterType
    meaning: Text
    default: Any = None


class Places(Value):
    """Where a notice applies: names without 市."""

    clause: str
    cities: tuple[str, ...]
    reference: tuple[str, ...] = ()
    """Places that follow by reference 参照执行."""
    reference_switch: str = ""
    """The parameter that switches the reference places on."""

    def cover(self, city: str, reference: bool) -> bool:
        return city in self.cities or (reference and city in self.reference)


class Condition(Value):
    """Holds for an enterprise when every part given here holds."""

    industries: frozenset[str] = frozenset()
    grades: frozenset[Grade] = frozenset()
    marks: frozenset[Mark] = frozenset()
    """All of these."""
    without_marks: frozenset[Mark] = frozenset()
    """None of these."""

    def holds(self, enterprise: Enterprise, grade: Grade | None, marks: frozenset[Mark]) -> bool:
        return (
            (not self.industries or enterprise.industry in self.industries)
            and (not self.grades or grade in self.grades)
            and self.marks <= marks
            and not (self.without_marks & marks)
        )


class _Measure(Value):
    clause: str
    stages: tuple[str, ...] = ()
    """Ids of the stages it applies to; empty for all."""


class GradeShare(_Measure):
    """The works stop a share of a process by grade (STL-5, grade as of a day: STL-7)."""

    measure: Literal["grade_share"]
    process: Process
    parameter: str
    grade_on: date
    grade_clause: str


class MarkIncrement(_Measure):
    """Marks add to the share by grade, at most to a full stop (STL-6)."""

    measure: Literal["mark_increment"]
    parameter: str


class Exemption(_Measure):
    """Works for which a condition holds are free of the clauses in ``lifts`` (STL-4)."""

    measure: Literal["exemption"]
    who: tuple[Condition, ...]
    """Any of these."""
    lifts: tuple[str, ...]


class OutputNotAboveLastYear(_Measure):
    """Crude steel of works that meet a condition must not rise year on year (STL-4)."""

    measure: Literal["output_not_above_last_year"]
    who: tuple[Condition, ...]


class RegionYearCeiling(_Measure):
    """Crude steel of a region ≤ ceiling of the year − output of the year to date (STL-2)."""

    measure: Literal["region_year_ceiling"]
    parameter: str
    region: str
    """The parameter that names the region level."""


class RegionCut(_Measure):
    """Crude steel of a region ≤ (1 − cut) × last year's same period (STL-3)."""

    measure: Literal["region_cut"]
    cut: Share
    region: str


class HeatLoadCeiling(_Measure):
    """Load ≤ heated area last year ÷ (divisor × crude-steel capacity) (STL-8)."""

    measure: Literal["heat_load_ceiling"]
    process: Process
    more_than_m2_per_t: Positive
    divisor_m2_per_t: Positive


class LinkedReduction(_Measure):
    """Groups that serve the drivers reduce by at least the drivers' share (STL-11)."""

    measure: Literal["linked_reduction"]
    drivers: Process
    groups: tuple[Process, ...]


class TwoStates(_Measure):
    """Units of the process run or stand; lower load does not count (STL-10)."""

    measure: Literal["two_states"]
    process: Process


class LoadCeiling(_Measure):
    """No load above the ceiling on any day, also to catch up (STL-13)."""

    measure: Literal["load_ceiling"]
    ceiling: Share


class NotComputed(_Measure):
    """A clause that binds no unit; ``does`` says what the product does for it instead."""

    measure: Literal["not_computed"]
    does: Text


Measure = Annotated[
    GradeShare
    | MarkIncrement
    | Exemption
    | OutputNotAboveLastYear
    | RegionYearCeiling
    | RegionCut
    | HeatLoadCeiling
    | LinkedReduction
    | TwoStates
    | LoadCeiling
    | NotComputed,
    Field(discriminator="measure"),
]


class Policy(Value):
    """One notice."""

    id: str
    title: Text
    source: str
    """The document's number."""
    industries: frozenset[str]
    """Whom the notice addresses (STL: steel)."""
    places: Places
    stages: tuple[Stage, ...] = Field(min_length=1)
    stages_clause: str
    clauses: dict[str, Text]
    """What each clause demands, in a sentence."""
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    measures: tuple[Measure, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ordered = sorted(self.stages, key=lambda stage: stage.window.first)
        for before, after in pairwise(ordered):
            if before.window.overlaps(after.window):
                raise ValueError(f"stages {before.id} and {after.id} overlap")
        cited = {self.places.clause, self.stages_clause, *(m.clause for m in self.measures)}
        if unknown := sorted(cited - self.clauses.keys()):
            raise ValueError(f"clauses cited but not described: {', '.join(unknown)}")
        if silent := sorted(self.clauses.keys() - cited - self._also_cited()):
            raise ValueError(f"clauses described but used by nothing: {', '.join(silent)}")
        return self

    def _also_cited(self) -> set[str]:
        grade_clauses = {m.grade_clause for m in self.measures if isinstance(m, GradeShare)}
        return grade_clauses | {p.clause for p in self.parameters.values()}

    def stages_of(self, measure: _Measure) -> tuple[Stage, ...]:
        return tuple(s for s in self.stages if not measure.stages or s.id in measure.stages)
