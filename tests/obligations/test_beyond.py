"""Days made up, and days for others, stand beyond what the same units owe there anyway (CEM-3, CEM-4)."""

from typing import Any

import pytest

from scheduler.domain.calendar import Calendar
from scheduler.domain.obligation import (
    LinesOff,
    MakeUp,
    Obligation,
    StopDays,
    StopShare,
    StopWindow,
    Substitution,
)
from scheduler.domain.unit import Process
from scheduler.obligations.beyond import beyond_duty
from tests.helpers import on, owed, unit, window

UNITS = {name: unit(name, process=Process.CLINKER_KILN) for name in ("K1", "K2", "K3")}
HALF = {"process": Process.CLINKER_KILN, "share": "0.5"}


def lines(*units: str, required: int) -> LinesOff:
    weights = dict.fromkeys(units, 1)
    named = {"subject": "W1", "process": Process.CLINKER_KILN, "by": "lines"}
    return owed(LinesOff, units, 10, 29, weights=weights, required=required, **named)


def beside(kind: type[Obligation], duties: tuple[Obligation, ...], **fields: Any) -> Any:
    """An obligation of K1, and K2 for a substitution, with days 10 to 29 as its window."""
    made = owed(kind, **fields)
    calendar = Calendar(first=on(0), last=on(29))
    return next(o for o in beyond_duty([*duties, made], UNITS, calendar) if isinstance(o, kind))


@pytest.mark.parametrize(
    ("duties", "days"),
    [
        ((), 0),
        ((owed(StopDays, ["K1"], 10, 19, days=6),), 6),
        ((owed(StopDays, ["K1"], 10, 19, days=6), owed(StopDays, ["K1"], 10, 29, days=8)), 8),
        ((owed(StopDays, ["K1"], 10, 19, days=6), owed(StopDays, ["K1"], 18, 29, days=8)), 12),
        ((owed(StopWindow, ["K1"], 12, 15), owed(StopDays, ["K1"], 10, 19, days=6)), 6),
        ((owed(StopDays, ["K1"], 5, 19, days=8),), 3),
        ((owed(StopShare, ["K1"], 10, 29, subject="W1", **HALF),), 10),
        ((owed(StopShare, ["K1", "K2"], 10, 29, subject="W1", **HALF),), 0),
        ((owed(StopShare, ["K1", "K2"], 10, 29, subject="W1", **(HALF | {"share": "0.8"})),), 12),
        ((lines("K1", required=1),), 20),
        ((lines("K1", "K2", required=1),), 0),
        ((lines("K1", "K2", required=2),), 20),
    ],
)
def test_days_made_up_are_beyond_those_on_which_the_kiln_stands_for_sure(
    duties: tuple[Obligation, ...], days: int
) -> None:
    """Windows that overlap count once; of what several kilns owe, what is left when all others stand."""
    made_up = beside(MakeUp, duties, units=["K1"], first=10, last=29, instead_of=window(0, 4))
    assert made_up.besides_days == days
    assert ("beyond the" in made_up.ground.en) is bool(days)


@pytest.mark.parametrize(
    ("duties", "tonnes"),
    [
        ((), 0),
        ((owed(StopDays, ["K1"], 10, 19, days=6), owed(StopDays, ["K1"], 10, 29, days=8)), 8_000),
        ((owed(StopShare, ["K1", "K2"], 10, 29, subject="W1", **HALF),), 20_000),
        ((owed(StopShare, ["K1", "K2", "K3"], 10, 29, subject="W1", **HALF),), 10_000),
        ((lines("K1", "K2", required=1), owed(StopWindow, ["K1"], 10, 14)), 20_000),
    ],
)
def test_kilns_stand_in_beyond_what_they_owe_together(duties: tuple[Obligation, ...], tonnes: int) -> None:
    """K1 and K2 stand in, of 1000 t/d each; K3 may take its whole part of what the three owe."""
    swap = {"relieved": ("K3",), "standing_in": ("K1", "K2"), "extra": [window(10, 29)]}
    swapped = beside(Substitution, duties, units=["K3", "K1", "K2"], first=0, last=4, **swap)
    assert swapped.besides_t == tonnes
