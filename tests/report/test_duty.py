"""What works owe in every way stands side by side as a share of capacity, stage by stage of their own."""

from fractions import Fraction

import pytest

from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LoadCeiling,
    MakeUp,
    Obligation,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.owing import ROTATION
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.report.duty import Duty, duties
from scheduler.verify.facts import tabulate
from tests.helpers import oven, owed, plan, season, spell, stage, stop, unit, window

SHANXI = [stage("stage1", 0, 60), stage("stage2", 61, 150)]
"""61 and 90 days."""
KILN = {"process": Process.BRICK_KILN}


def of(found: Season, made: Plan | None = None) -> list[Duty]:
    return list(duties(tabulate(found, made or Plan())))


def shares(*obligations: Obligation, units: int = 1) -> list[Fraction]:
    """What kilns K0, K1, … of 1000 t/d owe in two stages, and in the season where that is counted."""
    kilns = [unit(f"K{n}", **KILN) for n in range(units)]
    return [duty.owed_share for duty in of(season(kilns, obligations, days=151, stages=SHANXI))]


def test_days_in_each_stage() -> None:
    assert shares(owed(StopDays, ["K0"], 0, 60, days=31), owed(StopDays, ["K0"], 61, 150, days=45)) == [
        Fraction(31, 61),
        Fraction(1, 2),
    ]


def test_ninety_days_of_a_season_bind_stage_2_only_in_part() -> None:
    """If stage 1 is all stopped, 29 days are left; over the season it is 90 of 151."""
    assert shares(owed(StopDays, ["K0"], 0, 150, days=90)) == [0, Fraction(29, 90), Fraction(90, 151)]


def test_days_within_a_full_stop_count_once() -> None:
    full, days = owed(StopWindow, ["K0"], 0, 9), owed(StopDays, ["K0"], 0, 60, days=31)
    assert shares(full, days)[0] == Fraction(31, 61)
    later = owed(StopDays, ["K0"], 20, 60, days=31)
    assert shares(full, later)[0] == Fraction(41, 61)


def test_units_that_owe_nothing_count_in_the_capacity() -> None:
    assert shares(owed(StopWindow, ["K0"], 0, 60), units=2)[0] == Fraction(1, 2)


def test_a_share_of_several_units_counts_where_it_is_more_than_theirs_alone() -> None:
    share = owed(StopShare, ["K0", "K1"], 0, 60, subject="W1", process=Process.BRICK_KILN, share="0.6")
    assert shares(owed(StopWindow, ["K0"], 0, 60), share, units=2)[0] == Fraction(3, 5)
    assert shares(owed(StopWindow, ["K0"], 0, 60), share, owed(StopWindow, ["K1"], 0, 60), units=2)[0] == 1


@pytest.mark.parametrize(
    ("by", "weights", "required"), [("lines", (1, 1, 1), 1), ("pots", (100, 50, 50), 50)]
)
def test_lines_off_owe_the_least_capacity_that_will_do(
    by: str, weights: tuple[int, ...], required: int
) -> None:
    lines = [unit(f"P{n}", capacity_t_per_day=c, **KILN) for n, c in enumerate((300, 100, 100))]
    ids = [line.unit_id for line in lines]
    off = {"by": by, "weights": dict(zip(ids, weights, strict=True)), "required": required}
    found = season(lines, [owed(LinesOff, ids, subject="W1", process=Process.BRICK_KILN, **off)])
    assert [duty.owed_share for duty in of(found)] == [Fraction(1, 5)]


def test_loads_owe_what_they_leave() -> None:
    ovens = [oven("C1"), oven("C2")]
    ceiling = owed(LoadCeiling, ["C1"], 0, 9, ceiling="0.6")
    coking = owed(CokingTime, ["C2"], 0, 4, normal_hours=24, hours=48)
    (duty,) = of(season(ovens, [ceiling, coking]), plan(spell("C1", 0, 9, "0.5")))
    assert duty.owed_share == (Fraction(2, 5) * 10 + Fraction(1, 2) * 5) / 20
    assert duty.planned_share == Fraction(1, 4)
    assert (duty.clause, duty.slack) == ("TEST-1", Fraction(1, 4) - Fraction(13, 40))


def test_the_most_that_a_unit_can_do_is_no_duty() -> None:
    highest = owed(LoadCeiling, ["C1"], clause=ROTATION, ceiling="0.9")
    assert season([oven("C1"), unit("F1")], [highest]).demands_of == {"W1": []}


def test_days_made_up_are_owed_over_the_season() -> None:
    made_up = owed(MakeUp, ["K0"], 20, 29, instead_of=window(0, 4))
    kilns = season([unit("K0", **KILN)], [made_up], days=30, stages=[stage("winter", 0, 4)])
    winter, whole = of(kilns, plan(stop("K0", 22, 26)))
    assert (winter.number, winter.owed_share, winter.planned_share) == (1, 0, 0)
    assert (whole.number, whole.stage.window, whole.owed_share) == (0, window(0, 29), Fraction(5, 30))
    assert whole.slack == 0


def test_each_works_is_counted_in_stages_of_its_own() -> None:
    two = season(
        [unit("K1", "W1", **KILN), unit("K2", "W2", **KILN)],
        [owed(StopWindow, ["K1"], 0, 4), owed(StopWindow, ["K2"], 2, 7)],
        stages=[stage("a", 0, 4), stage("b", 5, 9), stage("c", 2, 7)],
        stages_by_works={"W1": [stage("a", 0, 4), stage("b", 5, 9)], "W2": [stage("c", 2, 7)]},
    )
    found = [(d.works.enterprise_id, d.number, d.stage.id, d.owed_share) for d in of(two)]
    assert found == [("W1", 1, "a", 1), ("W1", 2, "b", 0), ("W2", 1, "c", 1)]


def test_works_without_a_stage_are_counted_over_their_periods() -> None:
    south = season(
        [unit("K1", **KILN)],
        [owed(StopDays, ["K1"], 2, 5, days=2), owed(StopDays, ["K1"], 8, 11, days=3)],
        days=20,
        stages_by_works={"W1": []},
    )
    (duty,) = of(south, plan(stop("K1", 2, 4)))
    assert (duty.stage.window, duty.owed_share) == (window(2, 11), Fraction(1, 2))
    assert duty.planned_share == Fraction(3, 10)


def test_a_plan_that_does_just_what_is_owed_has_no_slack() -> None:
    days = owed(StopDays, ["K0"], 0, 60, days=31)
    found = season([unit("K0", **KILN)], [days], days=61)
    (duty,) = of(found, plan(stop("K0", 10, 40)))
    assert duty.slack == 0
