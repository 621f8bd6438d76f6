"""A season of one works under one notice of the library, and questions to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise, Event, EventKind
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Measured, Plan
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process, Unit
from scheduler.files.policy import load_policy
from scheduler.obligations.derive import derive
from scheduler.verify.check import verify
from tests.helpers import unit, works

CEMENT = load_policy("cem-2020-201")
STEEL = load_policy("stl-2021-241")
SHANXI = load_policy("sx-2021-171")
ZHENGZHOU = load_policy("zz-2017-210")
ZHOUCUN = load_policy("zc-2020")

OPEN_NUMBERS: dict[str, dict[str, Any]] = {
    "cem-2020-201": {"heating_season": {"first": "11-01", "last": "03-31"}},
    "stl-2021-241": {
        "annual_ceiling_t": {"邯郸": 10_000_000},
        "grade_shares": {"B": 0.30, "B-": 0.35, "C": 0.40, "D": 0.50},
        "mark_increments": {"violation": 0.05, "over_120_utilisation": 0.05, "not_listed": 0.10},
    },
    "sx-2021-171": {
        "red_shares": {"coke_oven": 0.6, "brick_kiln": 1},
        "orange_shares": {"brick_kiln": 0.5, "coke_oven": 0.4, "casting_furnace": 0.5},
    },
    "zc-2020": {"stagger_shares": {"brick_kiln": 0.3, "carbon_baking": 0.3}},
}
"""What the notices leave to the place."""
PLACES: dict[str, dict[str, Any]] = {
    "cem-2020-201": {"province": "山西省", "city": "太原市", "industry": "cement"},
    "stl-2021-241": {
        "province": "河北省",
        "city": "邯郸市",
        "industry": "steel",
        "grade": "C",
        "output_last_year_t": {"stage1": 400_000, "stage2": 700_000},
        "output_this_year_to_date_t": 9_900_000,
    },
    "sx-2021-171": {"province": "山西省", "city": "太原市", "industry": "brick", "grade": "B"},
    "zz-2017-210": {"province": "河南省", "city": "郑州市", "industry": "brick"},
    "zc-2020": {"province": "山东省", "city": "淄博市", "county": "周村区", "industry": "brick"},
}
"""A works W1 that each notice meets."""
HORIZONS = {
    "cem-2020-201": ("2021-11-01", "2022-03-31"),
    "stl-2021-241": ("2021-11-15", "2022-03-15"),
    "sx-2021-171": ("2021-11-01", "2022-03-31"),
    "zz-2017-210": ("2017-11-15", "2018-03-15"),
    "zc-2020": ("2020-12-01", "2021-03-15"),
}


def days(first: str, last: str) -> DayRange:
    return DayRange(first=date.fromisoformat(first), last=date.fromisoformat(last))


def line(process: Process, unit_id: str = "U1", **fields: Any) -> Unit:
    """A line of W1 that runs or stands."""
    return unit(unit_id, process=process, **fields)


def slow_oven(**fields: Any) -> Unit:
    """A coke oven of 24 h that can take 60."""
    hours = {"normal_coking_hours": 24, "longest_coking_hours": 60}
    return line(Process.COKE_OVEN, mode=Mode.LOAD, load_min=0, **(hours | fields))


def season(
    notice: Policy,
    units: Sequence[Unit],
    *,
    numbers: dict[str, Any] | None = None,
    horizon: tuple[str, str] | None = None,
    others: Sequence[Enterprise] = (),
    tables: Mapping[str, Any] | None = None,
    **about_the_works: Any,
) -> Season:
    """The season of one works W1, and of others where given, under one notice."""
    return derive(
        Scenario(
            name="worked",
            title=Text(zh="算例", en="worked"),
            policies=(notice,),
            horizon=days(*(horizon or HORIZONS[notice.id])),
            parameters={notice.id: OPEN_NUMBERS.get(notice.id, {}) | (numbers or {})},
            enterprises=(plant(notice, **about_the_works), *others),
            units=tuple(units),
            **(tables or {}),
        )
    )


def plant(notice: Policy, enterprise_id: str = "W1", **about: Any) -> Enterprise:
    """A works that a notice meets."""
    return works(enterprise_id, **(PLACES[notice.id] | about))


def owed(found: Season, kind: str, clause: str) -> list[Any]:
    """Obligations of a kind by a clause, by day."""
    named = [o for o in found.obligations if o.kind == kind and o.clause == clause]
    return sorted(named, key=lambda one: one.window.first)


def one(found: Season, kind: str, clause: str) -> Any:
    (only,) = owed(found, kind, clause)
    return only


def holds(found: Season, clause: str, plan: Plan) -> bool:
    """Whether a plan meets all that a clause asks for."""
    asked = {o.id for o in found.obligations if o.clause == clause}
    assert asked
    return not any(m.obligation_id in asked for m in verify(found, plan).broken)


def event(day: str, kind: EventKind, value: str) -> Event:
    return Event(enterprise_id="W1", day=date.fromisoformat(day), kind=kind, value=value)


def measured(found: Season, asked: Obligation, plan: Plan) -> Measured:
    """One obligation held against a plan."""
    return next(m for m in verify(found, plan).measured if m.obligation_id == asked.id)
