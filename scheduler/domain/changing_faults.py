"""What can be wrong with a change: names that nobody has or that are there already, values that are none."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from pydantic import ValidationError

from scheduler.domain.enterprise import Mark
from scheduler.domain.scenario import Scenario
from scheduler.domain.unit import Unit
from scheduler.errors import Fault, InputError


def require(faults: Sequence[Fault]) -> None:
    if faults:
        raise InputError(faults)


def unknown(field: str, names: Iterable[str], known: Iterable[str]) -> list[Fault]:
    """Names that nobody has."""
    has = list(known)
    return [
        Fault("is not known here", key=field, value=name, maybe=", ".join(get_close_matches(name, has, n=3)))
        for name in names
        if name not in has
    ]


def twice(field: str, names: Sequence[str]) -> list[Fault]:
    again = {name for place, name in enumerate(names) if name in names[:place]}
    return [Fault("is there already", key=field, value=name) for name in sorted(again)]


def late_faults(field: str, units: Iterable[Unit], scenario: Scenario) -> list[Fault]:
    """Units that are said to stand already, but not yet when the season begins."""
    first = scenario.horizon.first
    return [
        Fault(
            f"{unit.unit_id} does not stand yet when the season begins on {first}",
            key=field,
            value=str(unit.off_since),
        )
        for unit in units
        if unit.off_since and unit.off_since >= first
    ]


def findings(error: ValidationError, whose: str, *above: str) -> list[Fault]:
    """What pydantic found wrong with a record; ``above`` are the keys under which it stands."""
    return [
        Fault(
            f"{whose}: {finding['msg'].removeprefix('Value error, ')}",
            key=".".join(map(str, (*above, *finding["loc"]))),
        )
        for finding in error.errors()
    ]


def works_ids(scenario: Scenario) -> list[str]:
    return [works.enterprise_id for works in scenario.enterprises]


def known_marks(scenario: Scenario) -> list[str]:
    """Those of the library and those that a notice of the scenario describes."""
    return [*Mark, *(name for policy in scenario.policies for name in policy.marks)]
