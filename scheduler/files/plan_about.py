"""``plan.json``: what a plan was made from, how, how good it is, and what the checker found."""

import sys
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from scheduler.domain.base import decimal_text
from scheduler.domain.finding import Adjusted, Exempted
from scheduler.domain.plan import Solution, Verification, gap
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season

SCHEMA_VERSION = 1


def plan_about(
    scenario: Scenario, season: Season, solution: Solution, verification: Verification, lang: str
) -> dict[str, Any]:
    """The content of ``plan.json``. Costs are the checker's; the bound is the solver's.

    Timings (seconds) and memory (bytes) are null in reproducible runs.
    """
    total = verification.total_yuan
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": {
            "name": scenario.name,
            "title": scenario.title[lang],
            "digest": scenario.digest,
            "attribution": scenario.attribution,
            "changes": [_plain(change.model_dump(exclude_none=True)) for change in scenario.changes],
        },
        "horizon": {"first": str(season.calendar.first), "last": str(season.calendar.last)},
        "policies": [_policy(policy, scenario.parameters.get(policy.id, {})) for policy in scenario.policies],
        "solver": _plain(solution.settings),
        "adjusted": [_adjusted(row, lang) for row in solution.adjusted],
        "status": solution.status.value,
        "interrupted": solution.interrupted,
        "out_of_memory": solution.out_of_memory,
        "objective_by_term_yuan": verification.cost_yuan,
        "objective_yuan": total,
        "bound_yuan": solution.bound_yuan,
        "gap": gap(total, solution.bound_yuan),
        **_effort(solution),
        "verification": _findings(verification),
        "exemptions": [_exempted(exempted, lang) for exempted in season.exemptions],
    }


def _policy(policy: Policy, parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": policy.id, "source": policy.source, "parameters": _plain(parameters)}


def _effort(solution: Solution) -> dict[str, Any]:
    """What depends on the machine and the hour."""
    keep = not solution.settings.get("reproducible")
    return {
        "seconds_to_build": _seconds(solution.seconds_to_build) if keep else None,
        "seconds_to_first_plan": _seconds(solution.seconds_to_first_plan) if keep else None,
        "seconds": _seconds(solution.seconds) if keep else None,
        "peak_memory_bytes": peak_memory_bytes() if keep else None,
    }


def _seconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def peak_memory_bytes() -> int | None:
    """The most memory that this process has held; ``None`` where the system does not say."""
    try:
        import resource  # noqa: PLC0415  absent on Windows
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _findings(verification: Verification) -> dict[str, Any]:
    return {
        "obligations": len(verification.measured),
        "broken": [
            {"id": found.obligation_id, "slack": decimal_text(found.slack), "detail": found.detail}
            for found in verification.broken
        ],
    }


def _exempted(exempted: Exempted, lang: str) -> dict[str, Any]:
    return {
        "enterprise_id": exempted.enterprise_id,
        "clause": exempted.clause,
        "lifts": list(exempted.lifts),
        "units": list(exempted.units),
        "days": exempted.window and {"first": str(exempted.window.first), "last": str(exempted.window.last)},
        "ground": exempted.ground[lang],
    }


def _adjusted(row: Adjusted, lang: str) -> dict[str, Any]:
    """A row of the plan that the search began with, which was not taken as it stood."""
    return {"file": row.file, "row": row.row, "subject": row.subject, "text": row.text[lang]}


def _plain(value: Any) -> Any:
    """What JSON can hold: exact numbers and days as text, names of enumerations as they are."""
    match value:
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case None | bool() | int() | float() | str():
            return value
        case Fraction():
            return decimal_text(value)
        case _:
            return str(value)
