"""Cement works under the national notice (CEM), and what follows from it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit
from scheduler.files.policy import load_policy
from scheduler.obligations.derive import derive
from tests.helpers import unit
from tests.helpers import works as bare_works

CEMENT = load_policy("cem-2020-201")
NUMBERS: dict[str, Any] = {"heating_season": {"first": "11-01", "last": "03-31"}}


def days(first: str, last: str) -> DayRange:
    return DayRange(first=date.fromisoformat(first), last=date.fromisoformat(last))


WINTER = days("2021-11-15", "2022-03-15")
"""121 days: the window of Shanxi and Hebei."""
YEAR = days("2021-11-01", "2022-11-14")
"""From before the window to the eve of the next."""


def works(enterprise_id: str = "W1", *marks: str, **fields: Any) -> Enterprise:
    place = {"province": "山西省", "city": "太原市", "industry": "cement"}
    return bare_works(enterprise_id, **(place | {"marks": frozenset(marks)} | fields))


def kiln(unit_id: str = "K1", enterprise_id: str = "W1", **fields: Any) -> Unit:
    return unit(unit_id, enterprise_id, **({"process": Process.CLINKER_KILN} | fields))


def season_of(
    enterprises: Sequence[Enterprise],
    units: Sequence[Unit],
    *,
    numbers: dict[str, Any] | None = None,
    **fields: Any,
) -> Season:
    known = {
        "name": "test",
        "title": Text(zh="测试", en="test"),
        "policies": (CEMENT,),
        "horizon": YEAR,
        "parameters": {CEMENT.id: NUMBERS | (numbers or {})},
        "enterprises": tuple(enterprises),
        "units": tuple(units),
    }
    return derive(Scenario(**(known | fields)))


def all_of(season: Season, kind: str, clause: str = "") -> list[Any]:
    """Obligations of a kind, by a clause where one is given."""
    return [owed for owed in season.obligations if owed.kind == kind and clause in ("", owed.clause)]


def said(season: Season, clause: str) -> list[str]:
    """'subject: text' of every finding of a clause that does not only say whom it meets."""
    return [f"{f.subject}: {f.text.en}" for f in season.findings if f.clause == clause]
