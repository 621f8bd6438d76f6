"""A notice as data: stages, places, open numbers, and one measure for each thing a clause demands.

Nothing here knows a notice by name. A measure says, in the notice's own terms, whom it meets and
what it asks; ``scheduler.obligations`` turns measures into obligations.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, model_validator

from scheduler.domain.base import Positive, Share, Text, Value
from scheduler.domain.calendar import Stage
from scheduler.domain.enterprise import Enterprise, Grade, Mark
from scheduler.domain.parameter import Parameter, ParameterType, Problem, check_parameters
from scheduler.domain.unit import Process


def place_name(name: str) -> str:
    """The name of a city or province without what it is: 邯郸 for 邯郸市, 河北 for 河北省."""
    return name.strip().removesuffix("市").removesuffix("省")


class Places(Value):
    """Where a notice applies: names without 市."""

    clause: str
    cities: tuple[str, ...]
    """Cities, and places inside other cities that the notice names (定州, 辛集, 济源)."""
    reference: tuple[str, ...] = ()
    """Places that follow by reference 参照执行."""
    reference_switch: str = ""
    """The parameter that switches the reference places on."""

    def cover(self, enterprise: Enterprise, reference: bool) -> bool:
        """Whether the works' city or county is named; ``reference`` says whether those places follow."""
        named = {*self.cities, *(self.reference if reference else ())}
        return not named.isdisjoint({place_name(enterprise.city), place_name(enterprise.county)})


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


Wanted = TypeVar("Wanted", bound=_Measure)


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
        faults = [*self._stage_faults(), *self._clause_faults(), *self._parameter_faults()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _stage_faults(self) -> Iterator[str]:
        ordered = sorted(self.stages, key=lambda stage: stage.window.first)
        for before, after in pairwise(ordered):
            if before.window.overlaps(after.window):
                yield f"stages {before.id} and {after.id} overlap"
        ids = [stage.id for stage in self.stages]
        if len(set(ids)) < len(ids):
            yield f"two stages have one id: {', '.join(ids)}"
        for measure in self.measures:
            if unknown := sorted(set(measure.stages) - set(ids)):
                yield f"{measure.measure} ({measure.clause}) names unknown stages: {', '.join(unknown)}"

    def _clause_faults(self) -> Iterator[str]:
        measured = {self.places.clause, self.stages_clause, *(m.clause for m in self.measures)}
        lifted = {clause for m in self.of(Exemption) for clause in m.lifts}
        grades = {m.grade_clause for m in self.of(GradeShare)}
        cited = measured | lifted | grades | {p.clause for p in self.parameters.values()}
        if unknown := sorted(cited - self.clauses.keys()):
            yield f"clauses cited but not described: {', '.join(unknown)}"
        if silent := sorted(self.clauses.keys() - cited):
            yield f"clauses described but used by nothing: {', '.join(silent)}"

    def _parameter_faults(self) -> Iterator[str]:
        for name, wanted in self._wanted_parameters():
            found = self.parameters.get(name)
            if found is None:
                yield f"parameter {name} is used but not described"
            elif found.type is not wanted:
                yield f"parameter {name} is a {found.type}, not a {wanted}"
        for name, parameter in self.parameters.items():
            yield from parameter.key_faults(name)
            if parameter.default is not None:
                yield from (f"{p.name}: {p.message}" for p in parameter.read(name, parameter.default)[1])

    def _wanted_parameters(self) -> Iterator[tuple[str, ParameterType]]:
        """Every parameter that the notice reads, and what it must be."""
        if self.places.reference_switch:
            yield self.places.reference_switch, ParameterType.SWITCH
        for measure in self.measures:
            match measure:
                case GradeShare():
                    yield measure.parameter, ParameterType.SHARE_BY_GRADE
                case MarkIncrement():
                    yield measure.parameter, ParameterType.SHARE_BY_MARK
                case RegionYearCeiling():
                    yield measure.parameter, ParameterType.TONNES_BY_REGION
                    yield measure.region, ParameterType.REGION_LEVEL
                case RegionCut():
                    yield measure.region, ParameterType.REGION_LEVEL

    def of(self, kind: type[Wanted]) -> tuple[Wanted, ...]:
        """The measures of one kind, in the notice's order."""
        return tuple(measure for measure in self.measures if isinstance(measure, kind))

    def stages_of(self, measure: _Measure) -> tuple[Stage, ...]:
        return tuple(s for s in self.stages if not measure.stages or s.id in measure.stages)

    def check_parameters(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """A scenario's parameters for this notice, exact and with defaults, and every problem found.

        A problem is ``(name, message, maybe)``; ``name`` is the parameter, or ``parameter.key`` for
        one entry of a table, so that a reader of files can point at the line.
        """
        return check_parameters(self.parameters, values)
