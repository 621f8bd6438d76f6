"""A notice of one's own in a few lines, and what follows from it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.obligation import Obligation
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit
from scheduler.obligations.derive import derive
from tests.helpers import unit
from tests.helpers import works as bare_works

WINTER = DayRange(first=date(2020, 12, 1), last=date(2021, 3, 15))
"""105 days: the window of Zhoucun."""


def notice(
    *measures: Mapping[str, Any],
    stages: Sequence[Mapping[str, Any]] = ({"id": "winter", "window": WINTER},),
    parameters: Mapping[str, Any] | None = None,
    policy_id: str = "local",
    **fields: Any,
) -> Policy:
    """A notice for brick works in Zibo; measures without a clause get L-2, its own clauses are described."""
    given = [{"clause": "L-2"} | dict(measure) for measure in measures]
    family = given[0]["clause"].partition("-")[0] if given else "L"
    lifted = {clause for measure in given for clause in measure.get("lifts", ())}
    named = {f"{family}-1", *(measure["clause"] for measure in given)}
    named |= {clause for clause in lifted if clause.startswith(f"{family}-")}
    known = {
        "id": policy_id,
        "title": {"zh": "本地通知", "en": "a local notice"},
        "source": "test",
        "industries": ["brick"],
        "places": {"clause": f"{family}-1", "cities": ["淄博"]},
        "stages": list(stages),
        "stages_clause": f"{family}-1",
        "clauses": {clause: {"zh": clause, "en": clause} for clause in sorted(named)},
        "parameters": {
            name: {"clause": given[0]["clause"], "meaning": {"zh": name, "en": name}} | dict(described)
            for name, described in (parameters or {}).items()
        },
        "measures": given,
    }
    return Policy.model_validate(known | fields)


def kiln(unit_id: str = "K1", enterprise_id: str = "W1", **fields: Any) -> Unit:
    return unit(unit_id, enterprise_id, **({"process": Process.BRICK_KILN} | fields))


def works(enterprise_id: str = "W1", **fields: Any) -> Enterprise:
    place = {"province": "山东省", "city": "淄博市", "county": "周村区", "industry": "brick"}
    return bare_works(enterprise_id, **(place | fields))


def season_under(
    policies: Policy | Sequence[Policy],
    units: Sequence[Unit],
    enterprises: Sequence[Enterprise] = (),
    *,
    numbers: Mapping[str, Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Season:
    known = {
        "name": "test",
        "title": Text(zh="测试", en="test"),
        "policies": (policies,) if isinstance(policies, Policy) else tuple(policies),
        "horizon": WINTER,
        "parameters": dict(numbers or {}),
        "enterprises": tuple(enterprises) or (works(),),
        "units": tuple(units),
    }
    return derive(Scenario(**(known | fields)))


def all_of(season: Season, kind: str) -> list[Obligation]:
    return [owed for owed in season.obligations if owed.kind == kind and owed.clause != "ROTATION"]


def only(season: Season, kind: str) -> Any:
    (owed,) = all_of(season, kind)
    return owed
