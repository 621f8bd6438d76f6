"""What is owed of one unit, measured on plans of a few days. Day 0 is 15 November."""

from datetime import timedelta
from fractions import Fraction

import pytest

from scheduler.domain.obligation import (
    CokingTime,
    ForbiddenDays,
    LoadCeiling,
    MostStops,
    ShortestRun,
    ShortestStop,
    TwoStates,
)
from tests.helpers import FIRST, oven, owed, spell, stop, unit
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


class TestCokingTime:
    OWED = owed(CokingTime, ["C1"], lowest_load="0.7")

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
        first_stage = owed(CokingTime, ["C1"], 0, 4, lowest_load="0.7")
        found = measure([oven()], first_stage, spell("C1", 0, 4, "0.8"), spell("C1", 5, 9, "0.2"))
        assert numbers(found) == (Fraction(7, 10), Fraction(8, 10), Fraction(1, 10))
