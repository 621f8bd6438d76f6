"""A steel scenario of a few works under the notice itself, and questions to the season that follows."""

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.condition import Condition
from scheduler.domain.enterprise import Enterprise, Event, EventKind
from scheduler.domain.finding import Finding
from scheduler.domain.obligation import Obligation, StopShare
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.files.policy import load_policy
from scheduler.obligations.derive import derive
from tests.helpers import works as bare_works

STEEL = load_policy("stl-2021-241")
SEASON = DayRange(first=date(2021, 11, 15), last=date(2022, 3, 15))
STAGE1 = DayRange(first=date(2021, 11, 15), last=date(2021, 12, 31))
STAGE2 = DayRange(first=date(2022, 1, 1), last=date(2022, 3, 15))
NUMBERS: dict[str, Any] = {
    "grade_shares": {"B": 0.30, "B-": 0.35, "C": 0.40, "D": 0.50},
    "mark_increments": {"violation": 0.05, "over_120_utilisation": 0.05, "not_listed": 0.10},
    "annual_ceiling_t": {"邯郸": 10_000_000},
}


def works(enterprise_id: str = "W1", **fields: Any) -> Enterprise:
    """A works in Handan of grade C that made 100,000 t in each stage a year before, 1,000,000 t this year."""
    known = {
        "grade": "C",
        "output_last_year_t": {"stage1": 100_000, "stage2": 100_000},
        "output_this_year_to_date_t": 1_000_000,
    }
    return bare_works(enterprise_id, **(known | fields))


def graded(enterprise_id: str, day: date, grade: str) -> Event:
    return Event(enterprise_id=enterprise_id, day=day, kind=EventKind.GRADE, value=grade)


def scenario(
    enterprises: Sequence[Enterprise],
    units: Sequence[Unit],
    *,
    numbers: dict[str, Any] | None = None,
    policy: Policy = STEEL,
    **fields: Any,
) -> Scenario:
    known = {"name": "test", "title": Text(zh="测试", en="test"), "policies": (policy,), "horizon": SEASON}
    parameters = {policy.id: NUMBERS | (numbers or {})}
    given = {"parameters": parameters, "enterprises": tuple(enterprises), "units": tuple(units)}
    return Scenario(**(known | given | fields))


def season_of(enterprises: Sequence[Enterprise], units: Sequence[Unit], **fields: Any) -> Season:
    return derive(scenario(enterprises, units, **fields))


def owed_by(season: Season, kind: str, subject: str | None = None) -> list[Obligation]:
    """Obligations of a kind, by day."""
    found = [o for o in season.obligations if o.kind == kind and subject in (None, o.subject)]
    return sorted(found, key=lambda owed: owed.window.first)


def share_of(season: Season, subject: str, window: DayRange = STAGE1) -> StopShare:
    """The one share that a works owes of its furnaces in a stage."""
    shares = [o for o in owed_by(season, "stop_share", subject) if o.window == window]
    assert len(shares) == 1
    assert isinstance(shares[0], StopShare)
    return shares[0]


def found(season: Season, clause: str, subject: str | None = None) -> list[Finding]:
    return [f for f in season.findings if f.clause == clause and subject in (None, f.subject)]


def percent(number: int) -> Fraction:
    return Fraction(number, 100)


def with_who(measures: Collection[str], *who: Condition) -> Policy:
    """The notice with some of its measures for those only whom any of the conditions meets."""
    changed = [m.model_copy(update={"who": who}) if m.measure in measures else m for m in STEEL.measures]
    return STEEL.model_copy(update={"measures": tuple(changed)})
