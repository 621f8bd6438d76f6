"""Whom a clause meets, as data: places, and conditions over works and units with their exceptions."""

from datetime import date
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from scheduler.domain.base import Amount, Value
from scheduler.domain.enterprise import Enterprise, Grade
from scheduler.domain.unit import Fuel, Mode, Process, Unit

_SUFFIXES = ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")


def place_name(name: str) -> str:
    """The name of a city or province without what it is: 邯郸 for 邯郸市, 宁夏 for 宁夏回族自治区."""
    name = name.strip()
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), "")
    return name.removesuffix(suffix)


def places_of(works: Enterprise) -> frozenset[str]:
    """Province, city and county of a works, as notices write them."""
    return frozenset(place_name(name) for name in (works.province, works.city, works.county) if name.strip())


class Places(Value):
    """Where a notice applies: names without 市 or 省."""

    clause: str
    nationwide: bool = False
    provinces: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    """Cities, and places inside other cities that the notice names (定州, 辛集, 济源; 周村区)."""
    reference: tuple[str, ...] = ()
    """Places that follow by reference 参照执行."""
    reference_switch: str = ""
    """The parameter that switches the reference places on."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.nationwide is bool(self.provinces or self.cities):
            raise ValueError("name provinces or cities, or say nationwide: true")
        return self

    def cover(self, works: Enterprise, reference: bool) -> bool:
        """Whether the works lies in a place named; ``reference`` says whether those places follow."""
        named = {*self.provinces, *self.cities, *(self.reference if reference else ())}
        return self.nationwide or not named.isdisjoint(places_of(works))


class Standing(NamedTuple):
    """What is known of a works, or of one unit of it, on a day."""

    works: Enterprise
    unit: Unit | None
    grade: Grade | None
    marks: frozenset[str]
    """Of the works, and of the unit where there is one."""
    day: date


class Condition(Value):
    """Holds where every part given here holds, and none of ``unless``."""

    industries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    """Provinces, cities or counties."""
    grades: frozenset[Grade] = frozenset()
    without_grade: bool = False
    """The works has no grade at all."""
    marks: frozenset[str] = frozenset()
    """All of these."""
    any_mark: frozenset[str] = frozenset()
    """At least one of these."""
    without_marks: frozenset[str] = frozenset()
    """None of these."""
    processes: frozenset[Process] = frozenset()
    fuels: frozenset[Fuel] = frozenset()
    """The unit's fuel, or its works' where it has none of its own."""
    interruptible: bool | None = None
    """可中断工序: whether the unit reduces by stopping."""
    size_from: Amount | None = None
    """The unit's size is at least this."""
    size_below: Amount | None = None
    first: date | None = None
    """From this day on."""
    last: date | None = None
    """Up to this day."""
    unless: tuple["Condition", ...] = Field(default=())
    """But not where any of these holds 不含."""

    @property
    def of_units(self) -> bool:
        """Whether it asks for anything that only a unit can tell."""
        sizes = self.size_from is not None or self.size_below is not None
        return bool(self.processes or self.fuels or sizes or self.interruptible is not None)

    @property
    def tells_units_apart(self) -> bool:
        """Whether it or its exceptions ask for anything that only a unit can tell."""
        return self.of_units or any(inner.tells_units_apart for inner in self.unless)

    @property
    def named_marks(self) -> frozenset[str]:
        """Every mark that it or its exceptions ask for."""
        nested = (inner.named_marks for inner in self.unless)
        return (self.marks | self.any_mark | self.without_marks).union(*nested)

    def holds(self, standing: Standing) -> bool:
        return (
            self._holds_for_works(standing)
            and (not self.of_units or (standing.unit is not None and self._holds_for_unit(standing.unit)))
            and self._holds_for_fuel(standing)
            and not any(inner.holds(standing) for inner in self.unless)
        )

    def _holds_for_works(self, standing: Standing) -> bool:
        works, marks, day = standing.works, standing.marks, standing.day
        return (
            (not self.industries or works.industry in self.industries)
            and (not self.places or not self.places.isdisjoint(places_of(works)))
            and (not self.grades or standing.grade in self.grades)
            and (not self.without_grade or standing.grade is None)
            and self.marks <= marks
            and (not self.any_mark or not self.any_mark.isdisjoint(marks))
            and self.without_marks.isdisjoint(marks)
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )

    def _holds_for_unit(self, unit: Unit) -> bool:
        return (
            (not self.processes or unit.process in self.processes)
            and (self.interruptible is None or self.interruptible is (unit.mode is Mode.STOP))
            and (self.size_from is None or (unit.size is not None and unit.size >= self.size_from))
            and (self.size_below is None or (unit.size is not None and unit.size < self.size_below))
        )

    def _holds_for_fuel(self, standing: Standing) -> bool:
        fuel = (standing.unit and standing.unit.fuel) or standing.works.fuel
        return not self.fuels or fuel in self.fuels
