"""The tables of a plan folder, as rows: stops, loads, obligations, exemptions."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor
from typing import Any

from scheduler.domain.base import decimal_text
from scheduler.domain.obligation import LinkedUnits, Obligation, OutputCeiling, StopShare
from scheduler.domain.plan import Plan, Stop, Verification
from scheduler.domain.season import Season
from scheduler.files.daily import DAILY, daily

STOPS = (
    "enterprise_id",
    "enterprise",
    "unit_id",
    "unit",
    "process",
    "first_day",
    "last_day",
    "days",
    "capacity_t_per_day",
    "avoided_t",
    "clauses",
    "remark",
)
LOADS = ("unit_id", "first_day", "last_day", "load")
OBLIGATIONS = (
    "id",
    "clause",
    "kind",
    "subject",
    "first_day",
    "last_day",
    "required",
    "achieved",
    "slack",
    "unit_of_measure",
    "met",
    "ground",
)
EXEMPTIONS = ("enterprise_id", "enterprise", "clause", "lifts", "ground")

PLACES = 6
"""Decimal places of what an obligation requires and a plan achieves."""

Cells = tuple[Any, ...]
TableRows = tuple[tuple[str, ...], Iterator[Cells]]
"""Column names and rows."""


def plan_tables(season: Season, plan: Plan, verification: Verification, lang: str) -> dict[str, TableRows]:
    """Every table of a plan folder by name. Grounds are in ``lang``: zh or en."""
    return {
        "stops": (STOPS, stop_rows(season, plan)),
        "loads": (LOADS, load_rows(plan)),
        "obligations": (OBLIGATIONS, obligation_rows(season, verification, lang)),
        "daily": (DAILY, daily_rows(season, plan)),
        "exemptions": (EXEMPTIONS, exemption_rows(season, lang)),
    }


def stop_rows(season: Season, plan: Plan) -> Iterator[Cells]:
    """Every stop: who, which days, tonnes avoided, and the clauses that ask for it (STL-16)."""
    demanding = _demanding(season)
    for stop in sorted(plan.stops, key=lambda stop: (stop.unit_id, stop.window.first)):
        unit = season.unit_by_id[stop.unit_id]
        works = season.enterprise_by_id[unit.enterprise_id]
        yield (
            works.enterprise_id,
            works.name,
            unit.unit_id,
            unit.name,
            unit.process.value,
            stop.window.first,
            stop.window.last,
            stop.window.days,
            unit.capacity_t_per_day,
            unit.capacity_t_per_day * stop.window.days,
            ";".join(_clauses(stop, demanding.get(stop.unit_id, ()))),
            stop.remark,
        )


def load_rows(plan: Plan) -> Iterator[Cells]:
    for spell in sorted(plan.loads, key=lambda spell: (spell.unit_id, spell.window.first)):
        yield spell.unit_id, spell.window.first, spell.window.last, spell.load


def obligation_rows(season: Season, verification: Verification, lang: str) -> Iterator[Cells]:
    """Every obligation beside what the plan achieves. Slack is rounded down, so its sign stays true."""
    measured = {found.obligation_id: found for found in verification.measured}
    for owed in season.obligations:
        found = measured[owed.id]
        yield (
            owed.id,
            owed.clause,
            owed.kind,
            owed.subject,
            owed.window.first,
            owed.window.last,
            _rounded(found.required),
            _rounded(found.achieved),
            Fraction(floor(found.slack * 10**PLACES), 10**PLACES),
            owed.unit_of_measure,
            found.met,
            owed.ground[lang],
        )


def exemption_rows(season: Season, lang: str) -> Iterator[Cells]:
    """Who owes nothing under which clauses, and by which clause."""
    for exempted in season.exemptions:
        works = season.enterprise_by_id[exempted.enterprise_id]
        lifts = ";".join(exempted.lifts)
        yield works.enterprise_id, works.name, exempted.clause, lifts, exempted.ground[lang]


def daily_rows(season: Season, plan: Plan) -> Iterator[Cells]:
    for day in daily(season, plan):
        yield tuple(_rounded(cell) if isinstance(cell, Fraction) else cell for cell in day)


def _demanding(season: Season) -> dict[str, list[Obligation]]:
    """Unit id to the obligations that a stop of the unit serves."""
    serving: dict[str, list[Obligation]] = {}
    for owed in season.obligations:
        if isinstance(owed, StopShare | LinkedUnits | OutputCeiling):
            for unit_id in owed.group if isinstance(owed, LinkedUnits) else owed.units:
                serving.setdefault(unit_id, []).append(owed)
    return serving


def _clauses(stop: Stop, demanding: Iterable[Obligation]) -> list[str]:
    return sorted({owed.clause for owed in demanding if owed.window.overlaps(stop.window)})


def _rounded(number: Fraction) -> str:
    return decimal_text(round(number, PLACES))
