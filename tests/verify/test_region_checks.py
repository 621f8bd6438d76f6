"""What is owed of a region, measured on plans of ten days. Day 0 is 15 November, day 6 the 21st."""

from datetime import date, timedelta
from fractions import Fraction

from scheduler.domain.obligation import (
    ChangeoverDays,
    ChangeoverLimit,
    EmissionCeiling,
    RegionOutputCeiling,
    RotationBand,
    Substitution,
)
from scheduler.verify.check import verify
from tests.helpers import FIRST, oven, owed, plan, season, spell, stage, stop, unit, window
from tests.verify.measuring import measure, numbers

TWO_WORKS = [unit("F1", "W1", capacity_t_per_day=3000), unit("F2", "W2", capacity_t_per_day="1000.5")]


def test_the_output_of_a_region_is_counted_over_its_works():
    rates = {"F1": 3000, "F2": 1000}
    region = owed(RegionOutputCeiling, ["F1", "F2"], subject="邯郸市", tonnes=34_000, t_per_day=rates)
    assert numbers(measure(TWO_WORKS, region, stop("F1", 0, 1))) == (34_000, 34_000, 0)
    assert numbers(measure(TWO_WORKS, region, stop("F1", 0, 0))) == (34_000, 37_000, -3_000)


class TestRotationBand:
    def owed(self, hard, width=2000):
        return owed(RotationBand, ["F1", "F2"], process="blast_furnace", width_t_per_day=width, hard=hard)

    def test_the_highest_day_is_held_against_the_lowest(self):
        # 3000 on days 0 … 4, 4000.5 on day 5, 1000.5 on days 6 … 9
        found = measure(TWO_WORKS, self.owed(True), stop("F1", 0, 5), stop("F2", 5, 9))
        assert numbers(found) == (2000, 3000, -1000)
        assert found.detail == "most on 2021-11-20, least on 2021-11-21"
        assert found.broken_on == (date(2021, 11, 20), date(2021, 11, 21))

    def test_a_spread_of_just_the_width_meets_it(self):
        found = measure(TWO_WORKS, self.owed(True, width=3000), stop("F1", 0, 5), stop("F2", 5, 9))
        assert numbers(found) == (3000, 3000, 0)

    def test_a_priced_band_is_met_whatever_leaves_it(self):
        found = measure(TWO_WORKS, self.owed(False), stop("F1", 0, 5), stop("F2", 5, 9))
        assert numbers(found) == (2000, 3000, 0)
        assert found.met
        assert found.broken_on == ()


class TestChangeoverLimit:
    def owed(self, most, days=ChangeoverDays.ANY):
        return owed(ChangeoverLimit, ["F1", "F2"], subject="邯郸市", most=most, days=days)

    def test_a_stop_and_a_restart_on_one_day_are_two(self):
        found = measure(TWO_WORKS, self.owed(1), stop("F1", 2, 4), stop("F2", 5, 7))
        assert numbers(found) == (1, 2, -1)
        assert found.detail == "most on 2021-11-20"
        assert found.broken_on == (date(2021, 11, 20),)

    def test_one_changeover_on_each_day_meets_a_limit_of_one(self):
        found = measure(TWO_WORKS, self.owed(1), stop("F1", 2, 4), stop("F2", 6, 7))
        assert numbers(found) == (1, 1, 0)

    def test_the_day_after_the_season_is_no_changeover(self):
        assert numbers(measure(TWO_WORKS, self.owed(1), stop("F1", 8, 9), stop("F2", 7, 9))) == (1, 1, 0)

    def test_the_first_day_is_compared_with_the_eve(self):
        stood = [unit("F1", off_since=FIRST - timedelta(days=9)), unit("F2")]
        assert numbers(measure(stood, self.owed(0), stop("F1", 0, 9))) == (0, 0, 0)
        assert numbers(measure(stood, self.owed(0))) == (0, 1, -1)
        assert numbers(measure(stood, self.owed(0), stop("F1", 0, 9), stop("F2", 0, 9))) == (0, 1, -1)

    def test_the_21st_is_a_day_of_the_xun(self):
        found = measure(TWO_WORKS, self.owed(2, ChangeoverDays.XUN), stop("F1", 6, 9))
        assert numbers(found) == (2, 1, 1)

    def test_a_changeover_on_another_day_breaks_it_though_there_are_few(self):
        found = measure(TWO_WORKS, self.owed(2, ChangeoverDays.XUN), stop("F1", 7, 9))
        assert numbers(found) == (2, 3, -1)
        assert found.detail == "not allowed on 2021-11-22"
        assert found.broken_on == (date(2021, 11, 22),)

    def test_the_first_day_of_a_stage_is_allowed(self):
        stages = [stage("stage1", 0, 3), stage("stage2", 4, 9)]
        found = measure(TWO_WORKS, self.owed(2, ChangeoverDays.XUN), stop("F1", 4, 9), stages=stages)
        assert numbers(found) == (2, 1, 1)

    def test_the_first_day_of_a_stage_of_other_works_is_not(self):
        stages = {"W1": (stage("stage1", 0, 9),), "W2": (stage("late", 4, 9),), "W3": (stage("other", 5, 9),)}
        units = [*TWO_WORKS, unit("F3", "W3")]
        asked = season(units, [self.owed(2, ChangeoverDays.XUN)]).model_copy(
            update={"stages_by_works": stages}
        )
        allowed, not_allowed = (verify(asked, plan(stop("F1", day, 9))).measured[0] for day in (4, 5))
        assert numbers(allowed) == (2, 1, 1)
        assert numbers(not_allowed) == (2, 3, -1)

    def test_without_a_number_only_the_days_count(self):
        rows = stop("F1", 6, 7), stop("F2", 6, 8)
        found = measure(TWO_WORKS, self.owed(None, ChangeoverDays.XUN), *rows)
        assert numbers(found) == (0, 2, -2)
        assert numbers(measure(TWO_WORKS, self.owed(None), *rows)) == (0, 0, 0)


class TestEmissionCeiling:
    """A furnace of 2 t and an oven of 1 t of dust a day, both at full load."""

    UNITS = (unit("F1", pm_kg_per_t=2), oven("C1", so2_kg_per_t=1))
    OWED = owed(EmissionCeiling, ["F1", "C1"], subject="邯郸市", kg_per_day=2700)

    def test_the_worst_day_counts(self):
        found = measure(self.UNITS, self.OWED, stop("F1", 1, 9), spell("C1", 1, 9, "0.5"))
        assert numbers(found) == (2700, 3000, -300)
        assert found.detail == "highest on 2021-11-15"
        assert found.broken_on == (date(2021, 11, 15),)

    def test_equality_meets_it(self):
        assert numbers(measure(self.UNITS, self.OWED, spell("C1", 0, 9, "0.7"))) == (2700, 2700, 0)

    def test_a_thousandth_of_load_shows(self):
        found = measure(self.UNITS, self.OWED, spell("C1", 0, 9, "0.7005"))
        assert found.slack == Fraction(-1, 2)


class TestSubstitution:
    """CEM-3: a carbide-slag kiln of 3000 t/d may run in days 0 … 3; a kiln of 1000.5 t/d stands in."""

    def owed(self, *extra):
        return owed(
            Substitution,
            ["F1", "F2"],
            0,
            3,
            subject="河北省",
            relieved=("F1",),
            standing_in=("F2",),
            extra=extra,
        )

    def test_capacity_by_days_is_what_counts_not_days(self):
        # 3000 × 1 run; 1000.5 × 3 off
        rows = stop("F1", 0, 2), stop("F2", 5, 7)
        found = measure(TWO_WORKS, self.owed(window(4, 9)), *rows)
        assert numbers(found) == (3000, Fraction(30015, 10), Fraction(15, 10))

    def test_as_many_days_of_a_smaller_kiln_are_too_few(self):
        rows = stop("F1", 0, 2), stop("F2", 5, 6)
        assert numbers(measure(TWO_WORKS, self.owed(window(4, 9)), *rows)) == (3000, 2001, -999)

    def test_equality_meets_it(self):
        units = [unit("F1", capacity_t_per_day=2000), unit("F2")]
        rows = stop("F1", 0, 1), stop("F2", 4, 7)
        assert numbers(measure(units, self.owed(window(4, 9)), *rows)) == (4000, 4000, 0)

    def test_a_kiln_that_stands_in_the_window_needs_nobody(self):
        assert numbers(measure(TWO_WORKS, self.owed(window(4, 9)), stop("F1", 0, 3))) == (0, 0, 0)

    def test_the_others_own_duty_does_not_count(self):
        # days 0 … 3 are no extra days
        rows = stop("F1", 0, 2), stop("F2", 0, 3)
        assert measure(TWO_WORKS, self.owed(window(4, 9)), *rows).achieved == 0

    def test_a_day_in_two_ranges_counts_once(self):
        rows = stop("F1", 0, 2), stop("F2", 4, 9)
        found = measure(TWO_WORKS, self.owed(window(4, 6), window(6, 7)), *rows)
        assert found.achieved == 4 * Fraction(10005, 10)
