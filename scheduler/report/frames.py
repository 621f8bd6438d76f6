"""The tables of a season and its plan as DataFrames: numbers are floats, days are timestamps.

The rows are those of the plan folder; nothing is counted here a second time.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

import pandas as pd

from scheduler.domain.plan import Plan, Verification
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.files.daily import DAILY, daily
from scheduler.files.plan_tables import (
    EXEMPTIONS,
    LOADS,
    OBLIGATIONS,
    STOPS,
    exemption_rows,
    load_rows,
    obligation_rows,
    stop_rows,
)
from scheduler.report.duty import duties
from scheduler.report.jobs import wanted_jobs
from scheduler.report.sentences import say
from scheduler.verify.burden import lost_in_season_yuan
from scheduler.verify.facts import Facts, tabulate

WORKS = (
    "enterprise_id",
    "enterprise",
    "county",
    "process",
    "stage",
    "first_day",
    "last_day",
    "capacity_t_per_day",
    "owed_share",
    "planned_share",
    "slack",
    "clause",
    "ground",
)
OWED = ("clause", "kind", "subject", "first_day", "last_day", "sentence", "ground")
JOBS = (
    "job_id",
    "enterprise_id",
    "enterprise",
    "unit_id",
    "unit",
    "days",
    "first_day",
    "last_day",
    "crew",
    "earliest",
    "latest",
)
ENTERPRISE = (
    "unit_id",
    "unit",
    "process",
    "capacity_t_per_day",
    "stops",
    "days_stopped",
    "loads",
    "avoided_t",
    "lost_margin_yuan",
    "restart_cost_yuan",
)


def stops_frame(season: Season, plan: Plan) -> pd.DataFrame:
    """``stops.csv``: a row for each stop."""
    return _frame(STOPS, stop_rows(season, plan))


def loads_frame(plan: Plan) -> pd.DataFrame:
    """``loads.csv``: a row for each spell at one load."""
    return _frame(LOADS, load_rows(plan))


def jobs_frame(season: Season, plan: Plan) -> pd.DataFrame:
    """Every maintenance job: its days in the plan, none where it found no place, and those it could have."""
    rows = (
        (
            wanted.job.job_id,
            wanted.works.enterprise_id,
            wanted.works.name,
            wanted.unit.unit_id,
            wanted.unit.name,
            wanted.job.days,
            wanted.placed and wanted.placed.first,
            wanted.placed and wanted.placed.last,
            wanted.crew,
            wanted.job.window.first,
            wanted.job.window.last,
        )
        for wanted in wanted_jobs(season, plan)
    )
    return _frame(JOBS, rows)


def exemptions_frame(season: Season, lang: str = "zh") -> pd.DataFrame:
    """``exemptions.csv``: who is free of which clauses; no units means the works, no days the season."""
    return _frame(EXEMPTIONS, exemption_rows(season, lang))


def obligations_frame(season: Season, verification: Verification, lang: str = "zh") -> pd.DataFrame:
    """``obligations.csv``, and each obligation said in a sentence in ``lang``: zh or en."""
    frame = _frame(OBLIGATIONS, obligation_rows(season, verification, lang))
    for column in ("required", "achieved"):
        frame[column] = [float(Fraction(text)) for text in frame[column]]
    frame["sentence"] = [say(owed, season, lang) for owed in season.obligations]
    return frame


def owed_frame(season: Season, lang: str = "zh") -> pd.DataFrame:
    """What is owed before there is a plan: a row for each obligation, said in a sentence in ``lang``."""
    rows = (
        (
            owed.clause,
            owed.kind,
            owed.subject,
            owed.window.first,
            owed.window.last,
            say(owed, season, lang),
            owed.ground[lang],
        )
        for owed in season.obligations
    )
    return _frame(OWED, rows)


def daily_frame(season: Season, plan: Plan) -> pd.DataFrame:
    """``daily.csv``: a row for each day, city and process."""
    return _frame(DAILY, daily(season, plan))


def works_frame(season: Season, plan: Plan, lang: str = "zh") -> pd.DataFrame:
    """Owed and planned stop share of each works, stage and process that the notices count."""
    rows = (
        (
            duty.works.enterprise_id,
            duty.works.name,
            duty.works.county,
            duty.process.value,
            duty.stage.id,
            duty.stage.window.first,
            duty.stage.window.last,
            duty.capacity_t_per_day,
            duty.owed_share,
            duty.planned_share,
            duty.slack,
            duty.clause,
            duty.ground[lang],
        )
        for duty in duties(tabulate(season, plan))
    )
    return _frame(WORKS, rows)


def enterprise_frame(season: Season, plan: Plan, enterprise_id: str) -> pd.DataFrame:
    """What a plan does to one works, unit by unit: its stops and loads, tonnes not made, yuan lost.

    Raises:
        KeyError: for a works that the season does not know.
    """
    facts = tabulate(season, plan)
    return _frame(ENTERPRISE, [_unit_row(facts, plan, unit) for unit in season.units_of[enterprise_id]])


def _unit_row(facts: Facts, plan: Plan, unit: Unit) -> tuple[Any, ...]:
    own = facts[unit.unit_id]
    begun = sum(stop.start >= 0 for stop in own.stops)
    return (
        unit.unit_id,
        unit.name,
        unit.process.value,
        unit.capacity_t_per_day,
        "; ".join(str(stop.window) for stop in plan.stops if stop.unit_id == unit.unit_id),
        sum(own.off),
        "; ".join(f"{s.window}: {float(s.load):g}" for s in plan.loads if s.unit_id == unit.unit_id),
        Fraction(sum(unit.capacity_t_per_day - made for made in own.made_t)),
        lost_in_season_yuan(facts, unit.unit_id),
        ceil(unit.restart_cost_yuan) * begun,
    )


def _frame(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    return pd.DataFrame([[_cell(cell) for cell in row] for row in rows], columns=list(header))


def _cell(cell: Any) -> Any:
    if isinstance(cell, Fraction):
        return float(cell)
    return pd.Timestamp(cell) if isinstance(cell, date) else cell
