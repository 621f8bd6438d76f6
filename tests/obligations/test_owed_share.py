"""The share that burden is held against: the same measure for every way of owing (FAIRNESS)."""

from fractions import Fraction
from typing import Any

import pytest

from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LoadCeiling,
    MakeUp,
    Obligation,
    OneLoad,
    OutputCeiling,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.owing import ROTATION
from scheduler.domain.unit import Process, Unit
from tests.helpers import oven, owed, season, stage, unit, window

BRICK = {"process": Process.BRICK_KILN}
SHANXI = [stage("stage1", 0, 60), stage("stage2", 61, 150)]
"""61 and 90 days."""


def kilns(number: int) -> list[Unit]:
    return [unit(f"K{n}", **BRICK) for n in range(number)]


def shares(units: list[Unit], *obligations: Obligation) -> list[Fraction]:
    """What the only works owes in two stages of 61 and 90 days."""
    found = season(units, obligations, days=151, stages=SHANXI)
    return [found.owed_share("W1", own) for own in SHANXI]


def test_days_off_and_full_stops_are_owed_of_the_works_capacity() -> None:
    days, full = owed(StopDays, ["K0"], 0, 60, days=31), owed(StopWindow, ["K0"], 61, 150)
    assert shares(kilns(1), days, full) == [Fraction(31, 61), 1]
    assert shares(kilns(2), days, full) == [Fraction(31, 122), Fraction(1, 2)]


def test_days_of_the_season_bind_a_stage_only_as_far_as_the_other_cannot_hold_them() -> None:
    assert shares(kilns(1), owed(StopDays, ["K0"], 0, 150, days=90)) == [0, Fraction(29, 90)]


def burden_stages(units: list[Unit], *obligations: Obligation) -> list[str]:
    found = season(units, obligations, days=151, stages=SHANXI)
    return [own.id for own in found.burden_stages_of("W1")]


def test_stages_that_one_duty_spans_are_one_for_the_burden() -> None:
    """A works may take 90 days of the season in the second stage alone: it owes 90 of 151, no more in one."""
    days = owed(StopDays, ["K0"], 0, 150, days=90)
    assert burden_stages(kilns(1), days) == ["stage1+stage2"]
    found = season(kilns(1), [days], days=151, stages=SHANXI)
    (joined,) = found.burden_stages_of("W1")
    assert found.owed_share("W1", joined) == Fraction(90, 151)


def test_stages_stay_apart_where_no_duty_can_be_moved_from_one_to_the_other() -> None:
    """Days of one stage, and a load on every day of both."""
    days = owed(StopDays, ["K0"], 0, 60, days=31)
    lower = owed(LoadCeiling, ["O1"], 0, 150, ceiling="0.6")
    assert burden_stages(kilns(1), days) == ["stage1", "stage2"]
    assert burden_stages([oven("O1")], lower) == ["stage1", "stage2"]


def test_lines_off_on_every_day_count_with_the_least_capacity() -> None:
    ids = [kiln.unit_id for kiln in kilns(3)]
    off = {"by": "lines", "weights": dict.fromkeys(ids, 1), "required": 2}
    lines = owed(LinesOff, ids, 0, 60, subject="W1", **BRICK, **off)
    assert shares(kilns(3), lines) == [Fraction(2, 3), 0]


@pytest.mark.parametrize(
    ("kind", "figures", "share"),
    [
        (LoadCeiling, {"ceiling": "0.6"}, Fraction(2, 5)),
        (LoadCeiling, {"ceiling": "0.6", "clause": ROTATION}, Fraction(0)),
        (CokingTime, {"normal_hours": 24, "hours": 48}, Fraction(1, 2)),
    ],
)
def test_loads_owe_what_they_leave_unless_it_is_the_most_that_the_unit_can_do(
    kind: Any, figures: dict[str, Any], share: Fraction
) -> None:
    assert shares([oven()], owed(kind, ["C1"], 0, 60, **figures)) == [share, 0]


def test_one_load_carries_a_ceiling_to_all_its_days() -> None:
    ceiling = owed(LoadCeiling, ["C1"], 40, 60, ceiling="0.6")
    one = owed(OneLoad, ["C1"], 0, 60, lowest_load="0.5")
    assert shares([oven()], ceiling) == [Fraction(2, 5) * 21 / 61, 0]
    assert shares([oven()], ceiling, one) == [Fraction(2, 5), 0]


def test_loads_of_overlapping_days_count_the_lower_on_each_day() -> None:
    """0.4 of days 0 to 39, 0.5 of days 30 to 60: 30 × 0.4 + 31 × 0.5 = 27.5 of 61 days."""
    first, later = (
        owed(LoadCeiling, ["C1"], 0, 39, ceiling="0.6"),
        owed(LoadCeiling, ["C1"], 30, 60, ceiling="0.5"),
    )
    assert shares([oven()], first, later)[0] == Fraction(55, 2) / 61


def test_the_largest_share_of_a_process_is_the_works_share() -> None:
    share = owed(StopShare, ["K0"], 0, 60, subject="W1", share="0.4", **BRICK)
    lower = owed(LoadCeiling, ["C1"], 0, 60, ceiling="0.7")
    assert shares([*kilns(1), oven()], share, lower) == [Fraction(2, 5), 0]


def test_a_share_of_a_part_of_the_stage_is_owed_of_that_part() -> None:
    assert shares(kilns(1), owed(StopShare, ["K0"], 0, 29, subject="W1", share="0.4", **BRICK)) == [
        Fraction(12, 61),
        0,
    ]


def test_shares_of_kilns_apart_add_up_with_what_others_owe_alone() -> None:
    """0.3 of K0 and K1, 0.6 of K2 and K3, all of K4: (0.6 + 1.2 + 1) of five kilns."""
    low = owed(StopShare, ["K0", "K1"], 0, 60, subject="W1", share="0.3", **BRICK)
    high = owed(StopShare, ["K2", "K3"], 0, 60, subject="W1", share="0.6", **BRICK)
    assert shares(kilns(5), low, high, owed(StopWindow, ["K4"], 0, 60))[0] == Fraction(28, 50)


def test_days_made_up_are_owed_beside_the_days_that_others_take() -> None:
    """Five days run in winter and ten owed besides: with days 61 to 150 as the window, 15 of 90."""
    made_up = owed(MakeUp, ["K0"], 61, 150, instead_of=window(61, 65), besides_days=10)
    assert shares(kilns(1), made_up) == [0, Fraction(15, 90)]


def test_an_output_ceiling_owes_what_it_leaves_no_room_for() -> None:
    rate = {"t_per_day": {"F1": 1000}, "tonnes": 36_600}
    assert shares([unit()], owed(OutputCeiling, ["F1"], 0, 60, subject="W1", **rate)) == [Fraction(2, 5), 0]


def test_days_beyond_the_horizon_leave_a_stage_that_lies_there_without_a_share() -> None:
    beyond = owed(StopDays, ["K0"], 8, 20, days=12)
    found = season(kilns(1), [beyond], days=10, stages=[stage("later", 12, 20)])
    assert found.owed_share("W1", found.stages[0]) == 0
