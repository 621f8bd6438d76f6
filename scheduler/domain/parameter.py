"""Parameters: the numbers that a notice leaves to the place, and how what is written becomes exact."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from scheduler.domain.base import Text, Value, exact
from scheduler.domain.enterprise import Grade, Mark


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

    def key_faults(self, name: str) -> Iterator[str]:
        """What is wrong with the keys themselves: a table by grade or mark must name some, and known ones."""
        kinds: dict[ParameterType, tuple[str, ...]] = {
            ParameterType.SHARE_BY_GRADE: tuple(Grade),
            ParameterType.SHARE_BY_MARK: tuple(Mark),
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

        Shares and tonnes become fractions, tables dictionaries of fractions, switches truth values and
        region levels ``RegionLevel``.
        """
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


def _near(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"{near[0]} is meant" if near else f"one of: {', '.join(known)}"
