"""The tables of a plan folder, as rows: stops, loads, jobs, obligations, exemptions."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import floor
from typing import Any

from scheduler.domain.base import decimal_text
from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import (
    LinesOff,
    LinkedUnits,
    Maintenance,
    MakeUp,
    Obligation,
    OutputCeiling,
    StopDays,
    StopShare,
    StopWindow,
    Substitution,
)
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
JOBS = ("job_id", "unit_id", "unit", "first_day", "last_day", "crew")
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
EXEMPTIONS = (
    "enterprise_id",
    "enterprise",
    "clause",
    "lifts",
    "units",
    "first_day",
    "last_day",
    "ground",
)

PLACES = 6
"""Decimal places of what an obligation requires and a plan achieves."""

Cells = tuple[Any, ...]
TableRows = tuple[tuple[str, ...], Iterator[Cells]]
"""Column names and rows."""


def plan_tables(season: Season, plan: Plan, verification: Verification, lang: str) -> dict[str, TableRows]:
    """Every table of a plan folder by name, jobs where the season has any. Grounds in ``lang``: zh or en."""
    crews = _crews(season)
    return {
        "stops": (STOPS, stop_rows(season, plan)),
        "loads": (LOADS, load_rows(plan)),
        **({"jobs": (JOBS, job_rows(season, plan, crews))} if crews else {}),
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


def job_rows(season: Season, plan: Plan, crews: Mapping[str, str]) -> Iterator[Cells]:
    """Every maintenance job that found a place: at which unit, on which days, by which crew (CEM-7)."""
    for job in sorted(plan.jobs, key=lambda job: (job.unit_id, job.window.first, job.job_id)):
        unit = season.unit_by_id[job.unit_id]
        yield job.job_id, unit.unit_id, unit.name, job.window.first, job.window.last, crews[job.job_id]


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
    """Who owes nothing under which clauses, and by which clause.

    Without units it is the whole works, without days the whole season.
    """
    for exempted in season.exemptions:
        works = season.enterprise_by_id[exempted.enterprise_id]
        yield (
            works.enterprise_id,
            works.name,
            exempted.clause,
            ";".join(exempted.lifts),
            ";".join(exempted.units),
            exempted.window and exempted.window.first,
            exempted.window and exempted.window.last,
            exempted.ground[lang],
        )


def daily_rows(season: Season, plan: Plan) -> Iterator[Cells]:
    for day in daily(season, plan):
        yield tuple(_rounded(cell) if isinstance(cell, Fraction) else cell for cell in day)


def _crews(season: Season) -> dict[str, str]:
    """Maintenance job to the crew that does it."""
    return {
        job.job_id: owed.subject
        for owed in season.obligations
        if isinstance(owed, Maintenance)
        for job in owed.jobs
    }


def _demanding(season: Season) -> dict[str, list[tuple[str, DayRange]]]:
    """Unit id to the clauses that a stop of the unit serves, each with days on which it does."""
    serving: dict[str, list[tuple[str, DayRange]]] = {}
    for owed in season.obligations:
        windows = owed.extra if isinstance(owed, Substitution) else (owed.window,)
        for unit_id in _served_by(owed):
            serving.setdefault(unit_id, []).extend((owed.clause, window) for window in windows)
    return serving


def _served_by(owed: Obligation) -> tuple[str, ...]:
    """The units whose stops an obligation asks for."""
    match owed:
        case StopWindow() | StopDays() | MakeUp() | StopShare() | LinesOff() | OutputCeiling():
            return owed.units
        case LinkedUnits():
            return owed.group
        case Substitution():
            return owed.standing_in
        case _:
            return ()


def _clauses(stop: Stop, demanding: Iterable[tuple[str, DayRange]]) -> list[str]:
    return sorted({clause for clause, window in demanding if window.overlaps(stop.window)})


def _rounded(number: Fraction) -> str:
    return decimal_text(round(number, PLACES))
