"""A notice as data: stages, places, open numbers, and the measures that its clauses demand."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any, Self, TypeVar

from pydantic import Field, model_validator

from scheduler.domain.base import Text, Value
from scheduler.domain.calendar import DayRange, Stage, Yearly
from scheduler.domain.condition import Condition, Places, places_of
from scheduler.domain.enterprise import Enterprise, Mark
from scheduler.domain.measure import (
    Exemption,
    MakeUp,
    Measure,
    ShareFactor,
    Substitution,
    _Measure,
)
from scheduler.domain.parameter import Parameter, ParameterType, Problem, check_parameters

TWO_YEARS = DayRange(first=date(2021, 1, 1), last=date(2022, 12, 31))
"""Any two: days of every year meet in these or never."""


class PolicyStage(Value):
    """A stage as the notice writes it: fixed days, or the same days of every year; for all or some places."""

    id: str
    window: DayRange | None = None
    every_year: Yearly | None = None
    places: frozenset[str] = frozenset()
    """Provinces, cities or counties whose works it is for; empty for all."""

    @model_validator(mode="after")
    def _one_window(self) -> Self:
        if (self.window is None) is (self.every_year is None):
            raise ValueError("give a window or every_year, one of the two")
        return self

    def within(self, horizon: DayRange) -> tuple[Stage, ...]:
        """The stage in each year whose days meet the horizon; named ``id-2021`` where there are several."""
        if self.window is not None:
            return (Stage(id=self.id, window=self.window),) if self.window.overlaps(horizon) else ()
        assert self.every_year is not None  # one of the two is given
        windows = list(self.every_year.within(horizon))
        if len(windows) == 1:
            return (Stage(id=self.id, window=windows[0]),)
        return tuple(Stage(id=f"{self.id}-{window.first.year}", window=window) for window in windows)

    def is_for(self, works: Enterprise) -> bool:
        return not self.places or not self.places.isdisjoint(places_of(works))

    def meets(self, other: "PolicyStage") -> bool:
        """Whether a works can have both on one day; days of every year are compared with their like."""
        if self.places and other.places and self.places.isdisjoint(other.places):
            return False
        if self.window is not None and other.window is not None:
            return self.window.overlaps(other.window)
        if self.every_year is not None and other.every_year is not None:
            mine, others = list(self.every_year.within(TWO_YEARS)), list(other.every_year.within(TWO_YEARS))
            return any(one.overlaps(another) for one in mine for another in others)
        return False


class GradeDay(Value):
    """The day whose grades count for the whole season (STL-7)."""

    on: date
    clause: str


Kind = TypeVar("Kind", bound=_Measure)


class Policy(Value):
    """One notice."""

    id: str
    title: Text
    source: str
    """The document's number."""
    industries: frozenset[str]
    """Whom the notice addresses (STL: steel)."""
    places: Places
    stages: tuple[PolicyStage, ...] = Field(min_length=1)
    stages_clause: str
    grade: GradeDay | None = None
    """``None``: the grade in force on each day."""
    marks: dict[str, Text] = Field(default_factory=dict)
    """Marks that the notice asks for beyond those of the library, with what people call them."""
    clauses: dict[str, Text]
    """What each clause demands, in a sentence."""
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    measures: tuple[Measure, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        faults = [
            *self._stage_faults(),
            *self._clause_faults(),
            *self._mark_faults(),
            *self._parameter_faults(),
        ]
        if faults:
            raise ValueError(*faults)
        return self

    def _stage_faults(self) -> Iterator[str]:
        for one, other in combinations(self.stages, 2):
            if one.meets(other):
                yield f"stages {one.id} and {other.id} overlap"
        ids = [stage.id for stage in self.stages]
        if len(set(ids)) < len(ids):
            yield f"two stages have one id: {', '.join(ids)}"
        for measure in self.measures:
            if unknown := sorted(set(measure.stages) - set(ids)):
                yield f"{measure.measure} ({measure.clause}) names unknown stages: {', '.join(unknown)}"

    def _clause_faults(self) -> Iterator[str]:
        cited = {self.places.clause, self.stages_clause, *(m.clause for m in self.measures)}
        cited |= {clause for m in self.of(MakeUp) + self.of(Substitution) for clause in (m.of,)}
        cited |= {clause for m in self.of(ShareFactor) for clause in m.of}
        cited |= {p.clause for p in self.parameters.values()} | ({self.grade.clause} if self.grade else set())
        if unknown := sorted(cited - self.clauses.keys()):
            yield f"clauses cited but not described: {', '.join(unknown)}"
        lifted = {clause for m in self.of(Exemption) for clause in m.lifts}
        if silent := sorted(self.clauses.keys() - cited - lifted):
            yield f"clauses described but used by nothing: {', '.join(silent)}"

    def _mark_faults(self) -> Iterator[str]:
        if unknown := sorted(self.named_marks - set(Mark) - self.marks.keys()):
            yield f"marks asked for but not described: {', '.join(unknown)} (describe them under marks)"

    @property
    def named_marks(self) -> frozenset[str]:
        """Every mark that the notice asks for."""
        conditions: list[Condition] = [condition for m in self.measures for condition in m.who]
        return frozenset().union(*(condition.named_marks for condition in conditions))

    def _parameter_faults(self) -> Iterator[str]:
        for name, types in self._wanted_parameters():
            found = self.parameters.get(name)
            if found is None:
                yield f"parameter {name} is used but not described"
            elif found.type not in types:
                yield f"parameter {name} is a {found.type}, not a {' or '.join(sorted(types))}"
        read = {name for name, _ in self._wanted_parameters()}
        if unread := sorted(self.parameters.keys() - read):
            yield f"parameters described but read by nothing: {', '.join(unread)}"
        for name, parameter in self.parameters.items():
            yield from parameter.key_faults(name, self.marks)
            if parameter.default is not None:
                yield from (f"{p.name}: {p.message}" for p in parameter.read(name, parameter.default)[1])

    def _wanted_parameters(self) -> Iterator[tuple[str, frozenset[ParameterType]]]:
        """Every parameter that the notice reads, and what it may be."""
        if self.places.reference_switch:
            yield self.places.reference_switch, frozenset({ParameterType.SWITCH})
        for measure in self.measures:
            yield from measure.wanted()

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The measures of one kind, in the notice's order."""
        return tuple(measure for measure in self.measures if isinstance(measure, kind))

    def stages_for(self, works: Enterprise, horizon: DayRange) -> tuple[Stage, ...]:
        """The works' stages that meet the horizon, by day."""
        found = [s for stage in self.stages if stage.is_for(works) for s in stage.within(horizon)]
        return tuple(sorted(found, key=lambda stage: stage.window.first))

    def check_parameters(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """A scenario's parameters for this notice, exact and with defaults, and every problem found.

        A problem is ``(name, message, maybe)``; ``name`` is the parameter, or ``parameter.key`` for
        one entry of a table, so that a reader of files can point at the line.
        """
        return check_parameters(self.parameters, values)
