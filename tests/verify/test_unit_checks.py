"""What is owed of one unit, measured on plans of a few days. Day 0 is 15 November."""

from datetime import timedelta
from fractions import Fraction

import pytest

from scheduler.domain.obligation import (
    CokingTime,
    ForbiddenDays,
    LoadCeiling,
    MakeUp,
    MostStops,
    OneLoad,
    ShortestRun,
    ShortestStop,
    StopDays,
    StopWindow,
    TwoStates,
)
from tests.helpers import FIRST, oven, owed, spell, stop, unit, window
from tests.verify.measuring import measure, numbers

STOOD_THREE_DAYS = unit(off_since=FIRST - timedelta(days=3))


class TestShortestStop:
    OWED = owed(ShortestStop, ["F1"], days=4)

    def test_the_shortest_of_two_stops_counts(self):
        found = measure([unit()], self.OWED, stop("F1", 0, 4), stop("F1", 7, 8))
        assert numbers(found) == (4, 2, -2)
        assert found.detail == "F1 stands 2021-11-22…2021-11-23"

    def test_a_stop_of_just_these_days_meets_it(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 3, 6))) == (4, 4, 0)

    def test_without_a_stop_nothing_is_missing(self):
        assert numbers(measure([unit()], self.OWED)) == (4, 4, 0)

    def test_rows_that_touch_are_one_stop(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 2, 3), stop("F1", 4, 6))) == (4, 5, 1)

    def test_a_stop_cut_by_the_end_of_the_season_must_be_long_enough_by_then(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 8, 15))) == (4, 2, -2)

    @pytest.mark.parametrize(("last", "lasts"), [(0, 4), (1, 5)])
    def test_a_stop_from_before_the_season_counts_its_days_since_then(self, last, lasts):
        found = measure([STOOD_THREE_DAYS], self.OWED, stop("F1", 0, last))
        assert numbers(found) == (4, lasts, lasts - 4)
        assert found.detail.startswith("F1 stands 2021-11-12…")

    def test_a_stop_that_ends_with_the_eve_of_the_season_counts(self):
        assert numbers(measure([STOOD_THREE_DAYS], self.OWED)) == (4, 3, -1)

    def test_stops_outside_the_window_do_not_count(self):
        first_days = owed(ShortestStop, ["F1"], 0, 4, days=4)
        assert numbers(measure([unit()], first_days, stop("F1", 7, 8))) == (4, 4, 0)


class TestShortestRun:
    OWED = owed(ShortestRun, ["F1"], days=3)

    def test_the_shortest_run_between_two_stops_counts(self):
        rows = stop("F1", 1, 1), stop("F1", 4, 4), stop("F1", 8, 8)
        found = measure([unit()], self.OWED, *rows)
        assert numbers(found) == (3, 2, -1)
        assert found.detail == "F1 runs 2021-11-17…2021-11-18"

    def test_a_run_of_just_these_days_meets_it(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 1, 1), stop("F1", 5, 5))) == (3, 3, 0)

    def test_runs_from_before_the_season_and_to_its_end_are_not_between_two_stops(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 1, 8))) == (3, 3, 0)

    def test_a_stop_that_goes_on_from_before_the_season_is_a_stop(self):
        assert numbers(measure([STOOD_THREE_DAYS], self.OWED, stop("F1", 0, 1), stop("F1", 4, 9))) == (
            3,
            2,
            -1,
        )

    def test_a_run_from_the_first_day_counts_where_the_unit_stood_on_the_eve(self):
        assert numbers(measure([STOOD_THREE_DAYS], self.OWED, stop("F1", 2, 9))) == (3, 2, -1)


class TestMostStops:
    OWED = owed(MostStops, ["F1"], 0, 4, stops=1)

    def test_two_stops_break_a_limit_of_one(self):
        found = measure([unit()], self.OWED, stop("F1", 0, 0), stop("F1", 4, 4))
        assert numbers(found) == (1, 2, -1)
        assert found.detail == "begun 2021-11-15, 2021-11-19"

    def test_a_stop_that_crosses_the_end_counts_where_it_begins(self):
        second = owed(MostStops, ["F1"], 5, 9, stops=0)
        assert numbers(measure([unit()], self.OWED, stop("F1", 4, 6))) == (1, 1, 0)
        assert numbers(measure([unit()], second, stop("F1", 4, 6))) == (0, 0, 0)

    def test_a_stop_from_before_the_season_counts_nowhere(self):
        assert numbers(measure([STOOD_THREE_DAYS], self.OWED, stop("F1", 0, 2))) == (1, 0, 1)

    def test_rows_that_touch_begin_once(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 0, 0), stop("F1", 1, 1))) == (1, 1, 0)


class TestMostStopsCarriedIn:
    """ZC-4: the days off in the window are in one piece, wherever that piece began."""

    OWED = owed(MostStops, ["F1"], 4, 8, stops=1, counts_carried=True)

    def test_a_stop_that_runs_on_into_the_window_counts(self):
        found = measure([unit()], self.OWED, stop("F1", 2, 4), stop("F1", 6, 8))
        assert numbers(found) == (1, 2, -1)
        assert found.detail == "begun 2021-11-17, 2021-11-21"

    def test_a_stop_that_ends_with_the_day_before_does_not(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 2, 3), stop("F1", 6, 8))) == (1, 1, 0)

    def test_a_stop_that_begins_with_the_window_counts_once(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 4, 8))) == (1, 1, 0)

    def test_a_stop_from_before_the_season_is_carried_into_its_first_day(self):
        whole = owed(MostStops, ["F1"], stops=1, counts_carried=True)
        assert numbers(measure([STOOD_THREE_DAYS], whole, stop("F1", 0, 2))) == (1, 1, 0)
        assert numbers(measure([STOOD_THREE_DAYS], whole, stop("F1", 0, 2), stop("F1", 5, 6))) == (1, 2, -1)
        assert numbers(measure([STOOD_THREE_DAYS], whole)) == (1, 0, 1)

    def test_nothing_is_carried_into_a_window_outside_the_season(self):
        before = owed(MostStops, ["F1"], -9, -5, stops=0, counts_carried=True)
        assert numbers(measure([STOOD_THREE_DAYS], before, stop("F1", 0, 2))) == (0, 0, 0)


class TestStopWindow:
    OWED = owed(StopWindow, ["F1"], 3, 6)

    def test_a_stop_over_just_the_window_meets_it(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 3, 6))) == (4, 4, 0)

    def test_each_day_run_is_missing(self):
        found = measure([unit()], self.OWED, stop("F1", 0, 3), stop("F1", 6, 9))
        assert numbers(found) == (4, 2, -2)
        assert found.detail == "runs on 2021-11-19"

    def test_lower_load_is_no_stop(self):
        assert numbers(measure([unit()], self.OWED, spell("F1", 3, 6, "0.1"))) == (4, 0, -4)

    def test_only_the_days_inside_the_season_are_owed(self):
        later = owed(StopWindow, ["F1"], 8, 30)
        assert numbers(measure([unit()], later, stop("F1", 8, 9))) == (2, 2, 0)
        assert numbers(measure([unit()], owed(StopWindow, ["F1"], 20, 30))) == (0, 0, 0)


class TestStopDays:
    """Stages of 61 and 90 days at an orange share of 0.5: 31 and 45 days (SX-4)."""

    FIRST_STAGE = owed(StopDays, ["F1"], 0, 60, days=31)
    SECOND_STAGE = owed(StopDays, ["F1"], 61, 150, days=45)

    def test_just_these_days_in_several_pieces_meet_it(self):
        rows = stop("F1", 0, 29), stop("F1", 60, 105)
        assert numbers(measure([unit()], self.FIRST_STAGE, *rows, days=151)) == (31, 31, 0)
        assert numbers(measure([unit()], self.SECOND_STAGE, *rows, days=151)) == (45, 45, 0)

    def test_days_of_the_other_stage_do_not_count(self):
        rows = (stop("F1", 30, 104),)
        assert numbers(measure([unit()], self.FIRST_STAGE, *rows, days=151)) == (31, 31, 0)
        assert numbers(measure([unit()], self.SECOND_STAGE, *rows, days=151)) == (45, 44, -1)

    def test_a_window_outside_the_season_is_just_met(self):
        assert numbers(measure([unit()], owed(StopDays, ["F1"], 20, 30, days=5))) == (5, 5, 0)


class TestForbiddenDays:
    OWED = owed(ForbiddenDays, ["F1"], 3, 5)

    def test_days_off_in_the_window_are_counted(self):
        found = measure([unit()], self.OWED, stop("F1", 0, 4))
        assert numbers(found) == (0, 2, -2)
        assert found.detail == "F1 stands on 2021-11-18"

    def test_a_stop_next_to_the_window_meets_it(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 0, 2), stop("F1", 6, 9))) == (0, 0, 0)


class TestTwoStates:
    OWED = owed(TwoStates, ["F1"])

    def test_days_at_lower_load_are_counted(self):
        found = measure([unit()], self.OWED, spell("F1", 2, 4, "0.7"))
        assert numbers(found) == (0, 3, -3)
        assert found.detail == "F1 has a load on 2021-11-17"

    def test_a_row_of_full_load_says_nothing_new(self):
        assert numbers(measure([unit()], self.OWED, spell("F1", 2, 4, 1), stop("F1", 6, 7))) == (0, 0, 0)


class TestLoadCeiling:
    OWED = owed(LoadCeiling, ["F1"], ceiling=1)

    def test_catching_up_above_capacity_breaks_it(self):
        found = measure([unit()], self.OWED, stop("F1", 0, 3), spell("F1", 6, 6, "1.05"))
        assert numbers(found) == (1, Fraction(105, 100), Fraction(-5, 100))
        assert found.detail == "F1 on 2021-11-21"

    def test_a_furnace_that_runs_has_load_one(self):
        assert numbers(measure([unit()], self.OWED)) == (1, 1, 0)

    def test_a_furnace_that_stands_has_load_nought(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 0, 9))) == (1, 0, 1)

    def test_a_window_outside_the_season_is_just_met(self):
        later = owed(LoadCeiling, ["F1"], 20, 30, ceiling="0.8")
        assert numbers(measure([unit()], later)) == (Fraction(8, 10), Fraction(8, 10), 0)


class TestOneLoad:
    OWED = owed(OneLoad, ["C1"], lowest_load="0.7")

    def test_the_lowest_load_allowed_meets_it(self):
        found = measure([oven()], self.OWED, spell("C1", 0, 9, "0.7"))
        assert numbers(found) == (Fraction(7, 10), Fraction(7, 10), 0)

    def test_a_lower_load_breaks_it(self):
        found = measure([oven()], self.OWED, spell("C1", 0, 9, "0.65"))
        assert numbers(found) == (Fraction(70, 100), Fraction(65, 100), Fraction(-5, 100))

    def test_two_loads_break_it_by_what_they_differ(self):
        found = measure([oven()], self.OWED, spell("C1", 0, 4, "0.8"))
        assert numbers(found) == (Fraction(7, 10), Fraction(6, 10), Fraction(-1, 10))
        assert found.detail == "C1 has two loads, on 2021-11-15 and 2021-11-20"

    def test_two_loads_break_it_however_high_they_are(self):
        found = measure([oven()], self.OWED, spell("C1", 0, 4, "0.95"))
        assert numbers(found) == (Fraction(7, 10), Fraction(699, 1000), Fraction(-1, 1000))

    def test_a_day_off_is_a_load_of_nought(self):
        found = measure([oven()], self.OWED, stop("C1", 3, 3))
        assert numbers(found) == (Fraction(7, 10), -1, Fraction(-17, 10))

    def test_another_load_in_another_stage_is_its_own_affair(self):
        first_stage = owed(OneLoad, ["C1"], 0, 4, lowest_load="0.7")
        found = measure([oven()], first_stage, spell("C1", 0, 4, "0.8"), spell("C1", 5, 9, "0.2"))
        assert numbers(found) == (Fraction(7, 10), Fraction(8, 10), Fraction(1, 10))


class TestCokingTime:
    """ZZ-3e: an oven of 24 h takes at least 48."""

    OWED = owed(CokingTime, ["C1"], hours=48, normal_hours=24)

    def test_half_load_doubles_the_time(self):
        assert numbers(measure([oven()], self.OWED, spell("C1", 0, 9, "0.5"))) == (48, 48, 0)

    def test_a_thousandth_more_is_too_fast(self):
        found = measure([oven()], self.OWED, spell("C1", 0, 9, "0.501"))
        assert numbers(found) == (48, Fraction(24000, 501), Fraction(-48, 501))
        assert not found.met

    def test_the_day_with_the_highest_load_counts(self):
        found = measure([oven()], self.OWED, spell("C1", 0, 4, "0.4"), spell("C1", 5, 5, "0.6"))
        assert numbers(found) == (48, 24, -24)
        assert found.detail == "shortest on 2021-11-21"

    def test_days_outside_the_window_do_not_count(self):
        two_days = owed(CokingTime, ["C1"], 3, 4, hours=48, normal_hours=24)
        assert numbers(measure([oven()], two_days, spell("C1", 3, 4, "0.4"))) == (48, 60, 12)

    def test_an_oven_that_stands_is_never_too_fast(self):
        assert numbers(measure([oven()], self.OWED, stop("C1", 0, 9))) == (48, 48, 0)
        assert numbers(measure([oven()], self.OWED, stop("C1", 0, 4), spell("C1", 5, 9, "0.5"))) == (
            48,
            48,
            0,
        )


class TestMakeUp:
    """CEM-4: a kiln that heats homes may run in days 0 … 3 and makes them up in days 5 … 9."""

    OWED = owed(MakeUp, ["F1"], 5, 9, instead_of=window(0, 3))

    def test_as_many_days_off_as_were_run_meet_it(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 6, 9))) == (4, 4, 0)

    def test_a_day_less_breaks_it(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 7, 9))) == (4, 3, -1)

    def test_days_off_in_the_window_need_no_making_up(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 2, 4), stop("F1", 8, 9))) == (2, 2, 0)

    def test_the_day_between_the_two_counts_for_neither(self):
        assert numbers(measure([unit()], self.OWED, stop("F1", 4, 6))) == (4, 2, -2)

    def test_only_days_inside_the_season_count(self):
        late = owed(MakeUp, ["F1"], 8, 30, instead_of=window(-20, 1))
        assert numbers(measure([unit()], late, stop("F1", 8, 20))) == (2, 2, 0)
