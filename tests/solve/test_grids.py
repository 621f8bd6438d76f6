"""Grids: the days on which a neighbourhood lets a unit change."""

from scheduler.domain.obligation import (
    ChangeoverDays,
    ChangeoverLimit,
    ForbiddenDays,
    MakeUp,
    Obligation,
    StopDays,
    StopWindow,
)
from scheduler.domain.season import Season
from scheduler.solve.grids import change_days, coarse
from tests.helpers import on, owed, season, stage, unit, window


def kiln(*obligations: Obligation, days: int = 40) -> Season:
    """One kiln; its works' only stage begins on day 1 and ends with day 28, the notice of others has none."""
    return season(
        [unit("K1")],
        obligations,
        days=days,
        stages=[stage("ours", 1, 28), stage("theirs", 7, 33)],
        stages_by_works={"W1": [stage("ours", 1, 28)]},
    )


def days_of(planned: Season) -> set[int]:
    """The days of a grid of 50 days: the first, and what is owed."""
    return set(coarse(planned, planned.units, 50)["K1"])


def test_a_coarse_grid_knows_the_stages_of_the_works_alone() -> None:
    assert days_of(kiln()) == {0, 1, 29}


def test_days_owed_can_be_stood_just_so_from_either_end() -> None:
    # 11 days of days 2 to 21: off until day 12, or from day 11 on
    assert days_of(kiln(owed(StopDays, ["K1"], 2, 21, days=11))) == {0, 1, 29, 2, 22, 13, 11}


def test_windows_begin_and_end_on_the_grid() -> None:
    made_up = owed(MakeUp, ["K1"], 30, 36, instead_of=window(3, 5))
    forbidden = owed(ForbiddenDays, ["K1"], 9, 9)
    assert days_of(kiln(made_up, forbidden)) == {0, 1, 29, 30, 37, 3, 6, 9, 10}


def test_a_window_to_the_last_day_adds_no_day_after_it() -> None:
    assert days_of(kiln(owed(StopWindow, ["K1"], 30, 60))) == {0, 1, 29, 30}


def test_a_stop_from_before_can_end_when_it_is_long_enough() -> None:
    stood = kiln().model_copy(update={"units": (unit("K1", off_since=on(-3), shortest_stop_days=8),)})
    assert days_of(stood) == {0, 1, 29, 5}


def test_within_days_off_or_forbidden_nothing_can_change() -> None:
    off, running = owed(StopWindow, ["K1"], 3, 5), owed(ForbiddenDays, ["K1"], 7, 8)
    assert change_days(kiln(off, running, days=10)) == {"K1": {0, 1, 2, 3, 6, 7, 9}}


def test_where_changeover_days_are_given_all_others_are_barred() -> None:
    # 15 November is day 0: the 21st is day 6, the 1st day 16; the stage begins on day 1
    limit = owed(ChangeoverLimit, ["K1"], 0, 19, most=None, days=ChangeoverDays.XUN)
    assert change_days(kiln(limit, days=22)) == {"K1": {1, 6, 16, 20, 21}}
