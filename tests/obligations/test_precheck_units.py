"""What arithmetic alone rules out for one unit: days that it must and may not stand, loads, jobs."""

from typing import Any

import pytest

from scheduler.domain.obligation import (
    CokingTime,
    ForbiddenDays,
    HeatFloor,
    LoadCeiling,
    Maintenance,
    MakeUp,
    MostStops,
    OneLoad,
    ShortestRun,
    ShortestStop,
    StopDays,
    StopWindow,
)
from tests.helpers import job, on, oven, owed, unit, window
from tests.obligations.impossible import said


def test_a_unit_that_must_stand_on_where_it_may_not() -> None:
    """Standing for two days of a shortest stop of five: it must stand on days 0, 1 and 2."""
    units, shortest = [unit("F1", off_since=on(-2))], owed(ShortestStop, ["F1"], days=5)
    assert said(units, [shortest, owed(ForbiddenDays, ["F1"], 3, 4)]) == []
    assert said(units, [shortest, owed(ForbiddenDays, ["F1"], 2, 4)]) == [
        "TEST-1 F1: may not stand on 2021-11-17, but the stop that goes on from before the season "
        "is then shorter than 5 days"
    ]


def test_a_stop_window_with_a_forbidden_day() -> None:
    window = owed(StopWindow, ["F1"], 2, 6)
    assert said([unit("F1")], [window, owed(ForbiddenDays, ["F1"], 7, 7)]) == []
    assert said([unit("F1")], [window, owed(ForbiddenDays, ["F1"], 6, 7)]) == [
        "TEST-1 F1: must stand on every day of 2021-11-17…2021-11-21, but cannot on 2021-11-21 "
        "(ROTATION: shortest stops and forbidden days)"
    ]


def test_a_stop_window_in_a_stretch_too_short_for_a_stop() -> None:
    """Between two forbidden days lie four; a stop takes five."""
    known = [owed(StopWindow, ["F1"], 3, 4), *(owed(ForbiddenDays, ["F1"], day, day) for day in (1, 6))]
    assert said([unit("F1")], [*known, owed(ShortestStop, ["F1"], days=4)]) == []
    assert len(said([unit("F1")], [*known, owed(ShortestStop, ["F1"], days=5)])) == 1


def test_a_run_between_two_stop_windows_that_is_too_short() -> None:
    """Days 3 to 5 lie between; without a day on which it must run the unit may stand through."""
    windows = [owed(StopWindow, ["F1"], 0, 2), owed(StopWindow, ["F1"], 6, 9)]
    runs = owed(ForbiddenDays, ["F1"], 4, 4)
    assert said([unit("F1")], [*windows, runs, owed(ShortestRun, ["F1"], days=3)]) == []
    assert said([unit("F1")], [*windows, owed(ShortestRun, ["F1"], days=4)]) == []
    assert said([unit("F1")], [*windows, runs, owed(ShortestRun, ["F1"], days=4)]) == [
        "TEST-1 F1: must stand on 2021-11-17 and 2021-11-21 and run on 2021-11-19, 3 days between them, "
        "fewer than the 4 of its shortest run"
    ]


def test_more_days_off_than_forbidden_days_leave() -> None:
    """Forbidden on days 4 and 5: eight days are left."""
    forbidden = owed(ForbiddenDays, ["F1"], 4, 5)
    assert said([unit("F1")], [owed(StopDays, ["F1"], days=8), forbidden]) == []
    assert said([unit("F1")], [owed(StopDays, ["F1"], days=9), forbidden]) == [
        "TEST-1 F1: owes 9 days off in 2021-11-15…2021-11-24, can stand on at most 8"
    ]


def test_days_off_in_one_piece() -> None:
    """Stretches of five and four days; only the one at the front may go on from before, if that is free."""
    known = [owed(ForbiddenDays, ["F1"], 5, 5), owed(StopDays, ["F1"], days=6)]
    assert said([unit("F1")], [*known, owed(MostStops, ["F1"], stops=1)]) == []
    in_one_piece = owed(MostStops, ["F1"], stops=1, counts_carried=True)
    assert len(said([unit("F1")], [*known, in_one_piece])) == 1


def test_days_off_that_leave_homes_cold() -> None:
    """The only heater of the first four days: six are left."""
    heats = owed(HeatFloor, ["F1"], 0, 3, demand_m2=100)
    heater = unit("F1", heat_area_m2=100)
    assert said([heater], [owed(StopDays, ["F1"], days=6), heats]) == []
    assert len(said([heater], [owed(StopDays, ["F1"], days=7), heats])) == 1


def test_more_days_run_than_can_be_made_up() -> None:
    """Run on days 1 to 3 at least, made up on days 8 and 9 at most."""
    later = owed(MakeUp, ["F1"], 7, 9, instead_of=window(0, 3))
    runs = owed(ForbiddenDays, ["F1"], 1, 3)
    assert said([unit("F1")], [later, runs]) == []
    assert said([unit("F1")], [later, runs, owed(ForbiddenDays, ["F1"], 7, 7)]) == [
        "TEST-1 F1: runs on at least 3 days of 2021-11-15…2021-11-18, "
        "can make up at most 2 in 2021-11-22…2021-11-24"
    ]


@pytest.mark.parametrize(("hours", "possible"), [(36, True), (48, False)])
def test_a_coking_time_beyond_the_longest(hours: int, possible: bool) -> None:
    """24 h, at longest 40: the load stays above 60 %; 48 h are 50 %, 36 h 66.7 %."""
    slow = oven("C1", load_min=0, normal_coking_hours=24, longest_coking_hours=40)
    known = owed(OneLoad, ["C1"], lowest_load=slow.lowest_load)
    findings = said([slow], [known, owed(CokingTime, ["C1"], hours=hours, normal_hours=24)])
    assert findings == (
        [] if possible else ["TEST-1 C1: load at most 50 % in 2021-11-15…2021-11-24, but its lowest is 60 %"]
    )


def test_a_load_ceiling_below_the_lowest_load_counts_only_where_they_meet() -> None:
    lowest, low = owed(OneLoad, ["C1"], 0, 4, lowest_load="0.5"), {"ceiling": "0.4"}
    assert said([oven("C1")], [lowest, owed(LoadCeiling, ["C1"], 5, 9, **low)]) == []
    assert len(said([oven("C1")], [lowest, owed(LoadCeiling, ["C1"], 4, 9, **low)])) == 1


def work(*jobs: Any, **fields: Any) -> Maintenance:
    units = list(dict.fromkeys(one.unit_id for one in jobs))
    return owed(Maintenance, units, subject="一队", jobs=jobs, crews=1, **({"hard": True} | fields))


def test_a_job_that_must_be_done_and_fits_nowhere() -> None:
    """Forbidden on day 4: four days before it, five after it."""
    forbidden = owed(ForbiddenDays, ["F1"], 4, 4)
    assert said([unit("F1")], [forbidden, work(job(days=5))]) == []
    assert said([unit("F1")], [forbidden, work(job(days=6))]) == [
        "TEST-1 F1: job J1 takes 6 days, but there are never as many in 2021-11-15…2021-11-24 "
        "on which the unit can stand"
    ]
    assert said([unit("F1")], [forbidden, work(job(days=6), hard=False)]) == []


def test_a_crew_with_more_work_than_days() -> None:
    jobs = [job("J1", "F1", days=5), job("J2", "F2", days=5)]
    units = [unit("F1"), unit("F2")]
    assert said(units, [work(*jobs)]) == []
    assert said(units, [work(*jobs, job("J3", "F1", days=1))]) == [
        "TEST-1 一队: its jobs take 11 days in all, but there are only 10 for at most 1 jobs a day"
    ]
