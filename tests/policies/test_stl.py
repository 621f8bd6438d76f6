"""The clauses of the notice on steel, 工信厅联原函〔2021〕241号."""

from fractions import Fraction

import pytest

from scheduler.domain.enterprise import EventKind
from scheduler.domain.obligation import StopShare
from scheduler.domain.plan import LoadSpell, Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from tests.policies.notices import STEEL, days, event, holds, line, one, owed, season, slow_oven


def test_stage_2_leaves_seventy_per_cent_of_last_years_crude_steel() -> None:
    found = season(
        STEEL,
        [line(Process.BLAST_FURNACE)],
    )
    assert one(found, "region_output_ceiling", "STL-3").tonnes == 490_000


def test_stage_1_leaves_the_years_ceiling_less_what_was_made() -> None:
    found = season(
        STEEL,
        [line(Process.BLAST_FURNACE)],
    )
    assert one(found, "region_output_ceiling", "STL-2").tonnes == 100_000


@pytest.mark.parametrize(("area_m2", "share"), [(2_000_000, None), (2_000_001, Fraction(2, 5))])
def test_two_square_metres_a_tonne_exactly_is_not_more_than_two(area_m2: int, share: Fraction | None) -> None:
    """1,200,000 m² heated ÷ (2 × 1,000,000 t) = 0.6; grade B would owe 30 %."""
    found = season(
        STEEL,
        [line(Process.BLAST_FURNACE)],
        grade="B",
        crude_steel_capacity_t_per_year=1_000_000,
        heated_area_capacity_m2=area_m2,
        heated_area_last_year_m2=1_200_000,
    )
    assert {o.share for o in owed(found, "stop_share", "STL-8")} == ({share} if share else set())


def shares(found: Season) -> set[Fraction]:
    return {o.share for o in found.obligations if isinstance(o, StopShare)}


def test_grade_a_is_free_of_shares_but_makes_no_more_than_last_year() -> None:
    found = season(
        STEEL,
        [line(Process.BLAST_FURNACE)],
        grade="A",
    )
    assert shares(found) == set()
    assert [o.tonnes for o in owed(found, "output_ceiling", "STL-4")] == [400_000, 700_000]
    assert [freed.lifts for freed in found.exemptions] == [("STL-5", "STL-6", "STL-8")]


@pytest.mark.parametrize(("grade", "share"), [("B", 30), ("B-", 35), ("C", 40), ("D", 50), (None, 50)])
def test_the_grade_of_10_october_gives_the_share(grade: str | None, share: int) -> None:
    """Grade A is given too late; without a grade the worst counts."""
    late = event("2021-10-11", EventKind.GRADE, "A")
    found = season(
        STEEL,
        [line(Process.BLAST_FURNACE)],
        grade=grade,
        tables={"events": [late]},
    )
    assert shares(found) == {Fraction(share, 100)}


@pytest.mark.parametrize(("increment", "share"), [(0.10, Fraction(60, 100)), (0.40, Fraction(1))])
def test_marks_add_to_the_share_at_most_to_a_full_stop(increment: float, share: Fraction) -> None:
    """Grade C owes 0.40; two marks add 0.10 each, or 0.40 each."""
    adds = {"mark_increments": {"violation": increment, "over_120_utilisation": 0, "not_listed": increment}}
    marks = {"violation", "not_listed"}
    found = season(
        STEEL,
        [line(Process.BLAST_FURNACE)],
        marks=marks,
        numbers=adds,
    )
    assert shares(found) == {share}


@pytest.mark.parametrize(
    ("load", "broken"), [("1", set()), ("0.9", {"STL-10"}), ("1.1", {"STL-10", "STL-13"})]
)
def test_furnaces_run_or_stand_at_no_more_than_their_capacity(load: str, broken: set[str]) -> None:
    found = season(
        STEEL,
        [line(Process.BLAST_FURNACE)],
    )
    spell = LoadSpell(unit_id="U1", window=days("2021-12-01", "2021-12-05"), load=load)
    plan = Plan(loads=(spell,))
    assert {clause for clause in ("STL-10", "STL-13") if not holds(found, clause, plan)} == broken


def test_what_serves_the_furnaces_reduces_by_no_smaller_share() -> None:
    serving = [line(p, p.value) for p in (Process.SINTER, Process.PELLET, Process.LIME_KILN)]
    units = [line(Process.BLAST_FURNACE), slow_oven(unit_id="coke_oven"), *serving]
    linked = owed(
        season(
            STEEL,
            units,
        ),
        "linked_units",
        "STL-11",
    )
    assert {o.process for o in linked} == {"coke_oven", "sinter", "pellet", "lime_kiln"}
    assert {o.window for o in linked} == {days("2021-11-15", "2021-12-31"), days("2022-01-01", "2022-03-15")}
    assert {o.drivers for o in linked} == {("U1",)}
