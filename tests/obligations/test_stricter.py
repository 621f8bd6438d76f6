"""Several clauses on one unit: the strictest holds, the others stay listed as met by it (SX-7, CEM-6)."""

from datetime import date
from fractions import Fraction

from scheduler.domain.calendar import Calendar, DayRange
from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LoadCeiling,
    Obligation,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.unit import Process
from scheduler.obligations.stricter import settle
from tests.helpers import owed, unit

UNITS = {name: unit(name) for name in ("F1", "F2")}
CALENDAR = Calendar(first=date(2021, 11, 15), last=date(2021, 12, 24))


def settled(*obligations: Obligation) -> dict[str, list[str]]:
    """Id to the clauses listed under it."""
    return {o.id: [lesser.clause for lesser in o.overruled] for o in settle(obligations, UNITS, CALENDAR)}


def stand(clause: str, first: int, last: int, unit_id: str = "F1") -> StopWindow:
    return owed(StopWindow, [unit_id], first, last, id=clause, clause=clause)


def some(clause: str, days: int, first: int = 0, last: int = 39) -> StopDays:
    return owed(StopDays, ["F1"], first, last, id=clause, clause=clause, days=days)


def test_a_longer_window_meets_a_shorter_one_inside_it() -> None:
    assert settled(stand("A-1", 5, 10), stand("B-1", 0, 20)) == {"B-1": ["A-1"]}
    assert settled(stand("A-1", 5, 25), stand("B-1", 0, 20)) == {"A-1": [], "B-1": []}


def test_equal_duties_stand_under_the_first() -> None:
    assert settled(stand("A-1", 5, 10), stand("B-1", 5, 10)) == {"A-1": ["B-1"]}


def test_standing_throughout_meets_some_days() -> None:
    assert settled(some("A-1", 12), stand("B-1", 0, 11)) == {"B-1": ["A-1"]}
    assert settled(some("A-1", 13), stand("B-1", 0, 11)) == {"A-1": [], "B-1": []}


def test_days_that_may_fall_outside_are_not_sure() -> None:
    """20 days of days 0–39 leave at least 10 of them in days 0–29."""
    assert settled(some("A-1", 10, 0, 29), some("B-1", 20)) == {"B-1": ["A-1"]}
    assert settled(some("A-1", 11, 0, 29), some("B-1", 20)) == {"A-1": [], "B-1": []}


def test_a_chain_is_listed_under_the_one_that_stays() -> None:
    assert settled(some("A-1", 3), some("B-1", 5), stand("C-1", 0, 39)) == {"C-1": ["A-1", "B-1"]}


def test_the_lower_ceiling_meets_the_higher() -> None:
    high = owed(LoadCeiling, ["F1"], 0, 20, id="A-1", clause="A-1", ceiling=Fraction(7, 10))
    low = owed(LoadCeiling, ["F1"], 0, 39, id="B-1", clause="B-1", ceiling=Fraction(1, 2))
    longer = owed(CokingTime, ["F1"], 0, 39, id="C-1", clause="C-1", hours=60, normal_hours=24)
    assert settled(high, low) == {"B-1": ["A-1"]}
    assert settled(high, low, longer) == {"C-1": ["A-1", "B-1"]}


def share(clause: str, number: Fraction) -> StopShare:
    return owed(
        StopShare,
        ["F1", "F2"],
        0,
        19,
        id=clause,
        clause=clause,
        subject="W1",
        process=Process.BLAST_FURNACE,
        share=number,
    )


def test_a_works_share_is_met_by_what_its_units_owe() -> None:
    """Of two equal furnaces one stands ten of twenty days: a quarter."""
    assert settled(share("A-1", Fraction(1, 4)), stand("B-1", 0, 9)) == {"B-1": ["A-1"]}
    assert settled(share("A-1", Fraction(26, 100)), stand("B-1", 0, 9)) == {"A-1": [], "B-1": []}


def test_lines_off_every_day_are_met_by_lines_that_stand_throughout() -> None:
    def off(clause: str, required: int) -> LinesOff:
        return owed(
            LinesOff,
            ["F1", "F2"],
            0,
            9,
            id=clause,
            clause=clause,
            subject="W1",
            process=Process.BLAST_FURNACE,
            by="lines",
            weights={"F1": 1, "F2": 1},
            required=required,
        )

    assert settled(off("A-1", 1), stand("B-1", 0, 9)) == {"B-1": ["A-1"]}
    assert settled(off("A-1", 1), stand("B-1", 0, 8)) == {"A-1": [], "B-1": []}
    assert settled(off("A-1", 1), off("B-1", 2)) == {"B-1": ["A-1"]}


def test_what_is_listed_keeps_its_number_and_ground() -> None:
    (kept,) = settle([some("A-1", 12), stand("B-1", 0, 11)], UNITS, CALENDAR)
    assert (kept.overruled[0].required, kept.overruled[0].ground.en) == ("12", "for the test")
    assert DayRange(first=date(2021, 11, 15), last=date(2021, 11, 26)) == kept.window
