"""Parameters: the numbers that a notice leaves to the place, and how what is written becomes exact."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, model_validator

from scheduler.domain.base import Share, Text, Value, exact
from scheduler.domain.calendar import DayRange, Yearly
from scheduler.domain.enterprise import Grade, Mark
from scheduler.domain.unit import Days, Process


class ParameterType(StrEnum):
    """What kind of number a notice leaves to the place."""

    SHARE = "share"
    SHARE_BY_GRADE = "share_by_grade"
    """Grades to shares; never decreasing from better to worse grade (STL-5)."""
    SHARE_BY_MARK = "share_by_mark"
    SHARE_BY_PROCESS = "share_by_process"
    """Processes to a share, or to shares by grade."""
    SHARE_BY_WORKS = "share_by_works"
    """Works or units by id to a share with its ground and approval."""
    TONNES_BY_REGION = "tonnes_by_region"
    SWITCH = "switch"
    REGION_LEVEL = "region_level"
    YEARLY = "yearly"
    """The same days of every year."""
    PERIODS = "periods"
    """Named periods with the days to stand in each."""
    PAIRS = "pairs"
    """Unit to the unit that stands in for it."""
    CLAUSES = "clauses"
    """Clauses of other notices."""


class Granted(Value):
    """A share that one works or unit was granted, why, and by which approval."""

    share: Share
    ground: str
    approval: str = ""


class AroundFestival(Value):
    """Days around Spring Festival, which the lunar calendar gives."""

    days_before: Annotated[int, Field(ge=0)]
    days_after: Annotated[int, Field(ge=0)]


class Period(Value):
    """A stretch of days in which units of a place stand a number of days."""

    name: str
    days: Days
    places: frozenset[str] = frozenset()
    """Provinces, cities or counties; empty for all that the measure meets."""
    window: DayRange | None = None
    spring_festival: AroundFestival | None = None

    @model_validator(mode="after")
    def _one_window(self) -> Self:
        if (self.window is None) is (self.spring_festival is None):
            raise ValueError("give a window or spring_festival, one of the two")
        return self


def _by_grade(written: Any) -> Any:
    return written if isinstance(written, Mapping) else {"": written}


ANY_GRADE = ""
SharesByGrade = Annotated[
    dict[Grade | Annotated[str, Field(pattern="^$")], Share], BeforeValidator(_by_grade)
]
"""Grade to share; ``ANY_GRADE`` for grades that are not named."""

_RECORDS: dict[ParameterType, tuple[TypeAdapter[Any], str]] = {
    ParameterType.SHARE_BY_PROCESS: (
        TypeAdapter(dict[Process, SharesByGrade]),
        "{brick_kiln: 0.5, casting_furnace: {B: 0.3, C: 0.5}}",
    ),
    ParameterType.SHARE_BY_WORKS: (TypeAdapter(dict[str, Granted]), "{W1: {share: 0.6, ground: 供热}}"),
    ParameterType.YEARLY: (TypeAdapter(Yearly), "{first: '11-15', last: '03-15'}"),
    ParameterType.PERIODS: (
        TypeAdapter(tuple[Period, ...]),
        "[{name: 酷暑, days: 20, window: {first: 2022-06-01, last: 2022-07-31}}]",
    ),
    ParameterType.PAIRS: (TypeAdapter(dict[str, str]), "{K1: K7}"),
    ParameterType.CLAUSES: (TypeAdapter(tuple[str, ...]), "[STL-5]"),
}
"""Types that are read as records, with an example of each."""


class RegionLevel(StrEnum):
    """Where the works of a region are counted together."""

    CITY = "city"
    PROVINCE = "province"


class Problem(NamedTuple):
    """What is wrong with one parameter."""

    name: str
    """The parameter, or ``parameter.key`` for one entry of a table."""
    message: str
    maybe: str


class Parameter(Value):
    """A number that the notice leaves open; asked for by name when it has no default."""

    clause: str
    type: ParameterType
    meaning: Text
    keys: tuple[str, ...] = ()
    """Every key that a table must have: grades from better to worse, marks. Empty for regions."""
    default: Any = None

    def key_faults(self, name: str, more_marks: Iterable[str] = ()) -> Iterator[str]:
        """What is wrong with the keys themselves: a table by grade or mark must name some, and known ones."""
        kinds: dict[ParameterType, tuple[str, ...]] = {
            ParameterType.SHARE_BY_GRADE: tuple(Grade),
            ParameterType.SHARE_BY_MARK: (*Mark, *more_marks),
        }
        known = kinds.get(self.type)
        if bool(self.keys) is not (known is not None):
            yield f"parameter {name} must name its keys" if known else f"parameter {name} takes no keys"
        elif known is not None and (unknown := sorted(set(self.keys) - set(known))):
            yield f"parameter {name} has unknown keys: {', '.join(unknown)}"
        elif self.type is ParameterType.SHARE_BY_GRADE and list(self.keys) != [
            g for g in Grade if g in self.keys
        ]:
            yield f"parameter {name} must name grades once each, from better to worse"

    def read(self, name: str, written: Any) -> tuple[Any, list[Problem]]:
        """What was written, in exact numbers, and everything that is wrong with it.

        Shares and tonnes become fractions, tables dictionaries of fractions, switches truth values, region
        levels ``RegionLevel``, and the other types the records above.
        """
        if self.type in _RECORDS:
            return _read_records(name, written, *_RECORDS[self.type])
        match self.type:
            case ParameterType.SHARE:
                return _read_number(name, written, most=Fraction(1))
            case ParameterType.SHARE_BY_GRADE | ParameterType.SHARE_BY_MARK:
                return self._read_shares(name, written)
            case ParameterType.TONNES_BY_REGION:
                return _read_table(name, written, most=None, example="{邯郸: 39000000}")
            case ParameterType.SWITCH:
                return _read_switch(name, written)
            case ParameterType.REGION_LEVEL:
                return _read_level(name, written)
        raise AssertionError(f"{self.type} is read nowhere")

    def _read_shares(self, name: str, written: Any) -> tuple[Any, list[Problem]]:
        example = "{" + ", ".join(f"{key}: 0.30" for key in self.keys) + "}"
        table, problems = _read_table(name, written, most=Fraction(1), example=example)
        if not isinstance(written, Mapping):
            return table, problems
        given = {str(key) for key in written}
        problems += [
            Problem(
                f"{name}.{key}", f"is not known; {name} has {', '.join(self.keys)}", _near(key, self.keys)
            )
            for key in sorted(given - set(self.keys))
        ]
        problems += [
            Problem(f"{name}.{key}", f"is missing ({self.clause}: {self.meaning.en})", "add it")
            for key in self.keys
            if key not in given
        ]
        if self.type is ParameterType.SHARE_BY_GRADE:
            problems += self._disorder(name, table)
        return {key: table[key] for key in self.keys if key in table}, problems

    def _disorder(self, name: str, table: Mapping[str, Fraction]) -> Iterator[Problem]:
        """Shares that fall from a better to a worse grade (STL-5)."""
        for better, worse in pairwise([key for key in self.keys if key in table]):
            if table[worse] < table[better]:
                yield Problem(
                    f"{name}.{worse}",
                    f"{float(table[worse])} is below the {float(table[better])} of grade {better}; "
                    f"a worse grade never owes less ({self.clause})",
                    f"write at least {float(table[better])}",
                )


def check_parameters(
    parameters: Mapping[str, Parameter], values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """Fill in defaults, read every value and list every problem: unknown, missing, wrong in kind or order."""
    filled: dict[str, Any] = {}
    problems = [
        Problem(name, "is no parameter of this notice", _near(name, tuple(parameters)))
        for name in sorted(values.keys() - parameters.keys())
    ]
    for name, parameter in parameters.items():
        written = values.get(name, parameter.default)
        if written is None:
            problems.append(
                Problem(name, f"is missing ({parameter.clause}: {parameter.meaning.en})", "add it")
            )
            continue
        filled[name], faults = parameter.read(name, written)
        problems += faults
    return filled, problems


def _read_number(name: str, written: Any, most: Fraction | None) -> tuple[Any, list[Problem]]:
    kind = "tonnes" if most is None else "a share"
    try:
        number = exact(written)
    except ValueError as fault:
        return None, [Problem(name, f"{written!r} {fault}", f"write {kind} as a plain number")]
    if number < 0:
        return None, [Problem(name, f"{written!r} is negative", f"write {kind} of at least 0")]
    if most is not None and number > most:
        percent = number / 100
        maybe = f"write {float(percent):g} for {float(number):g} %" if percent <= most else "write at most 1"
        return None, [Problem(name, f"{written!r} is not a share between 0 and 1", maybe)]
    return number, []


def _read_table(
    name: str, written: Any, most: Fraction | None, example: str
) -> tuple[dict[str, Fraction], list[Problem]]:
    if not isinstance(written, Mapping):
        return {}, [Problem(name, f"{written!r} is not a table", f"write it like {example}")]
    table: dict[str, Fraction] = {}
    problems: list[Problem] = []
    for key, value in written.items():
        number, faults = _read_number(f"{name}.{key}", value, most)
        problems += faults
        if not faults:
            table[str(key)] = number
    return table, problems


def _read_switch(name: str, written: Any) -> tuple[Any, list[Problem]]:
    if isinstance(written, bool):
        return written, []
    return None, [Problem(name, f"{written!r} is neither true nor false", "write true or false")]


def _read_level(name: str, written: Any) -> tuple[Any, list[Problem]]:
    levels = tuple(level.value for level in RegionLevel)
    if isinstance(written, str) and written in levels:
        return RegionLevel(written), []
    return None, [
        Problem(name, f"{written!r} is not one of {', '.join(levels)}", _near(str(written), levels))
    ]


def _read_records(
    name: str, written: Any, adapter: TypeAdapter[Any], example: str
) -> tuple[Any, list[Problem]]:
    try:
        return adapter.validate_python(written), []
    except ValidationError as error:
        return None, [
            Problem(
                ".".join([name, *(str(part) for part in fault["loc"])]),
                fault["msg"].removeprefix("Value error, "),
                f"write it like {example}",
            )
            for fault in error.errors()
        ]


def _near(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"{near[0]} is meant" if near else f"one of: {', '.join(known)}"
