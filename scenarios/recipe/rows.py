"""Rows of the small tables that several seasons have, each with the rule that it follows."""

from dataclasses import dataclass
from datetime import date

Row = dict[str, str]


@dataclass(frozen=True)
class Job:
    """Work on a unit that wants it to stand."""

    unit_id: str
    days: int
    earliest: date
    latest: date
    crew: str = ""
    must: bool = False

    def row(self) -> Row:
        return {
            "unit_id": self.unit_id,
            "days": str(self.days),
            "earliest": str(self.earliest),
            "latest": str(self.latest),
            "crew": self.crew,
            "must": "true" if self.must else "",
            "assumed": "days, earliest, latest, crew, must: JOB",
        }


def heat_row(network: str, season: tuple[date, date], demand_m2: int) -> Row:
    first, last = season
    return {
        "network": network,
        "first": str(first),
        "last": str(last),
        "demand_m2": str(demand_m2),
        "assumed": "first, last, demand_m2: HEAT",
    }


def event_row(works_id: str, day: str, kind: str, value: str) -> Row:
    return {
        "enterprise_id": works_id,
        "day": day,
        "kind": kind,
        "value": value,
        "assumed": "day, kind, value: EVENT",
    }


def iso_week(monday: date) -> str:
    """``2021-W47``."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"
