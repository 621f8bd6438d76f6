"""What is owed of an enterprise, measured on plans of ten days or fewer."""

from datetime import date
from fractions import Fraction

from scheduler.domain.obligation import (
    BurdenLimit,
    HeatFloor,
    LinesOff,
    LinkedUnits,
    MaterialBalance,
    OutputCeiling,
    StopShare,
)
from tests.helpers import oven, owed, spell, stop, unit
from tests.verify.measuring import measure, numbers

LARGE, SMALL = unit("F1", capacity_t_per_day=3000), unit("F2", capacity_t_per_day=1000)


class TestStopShare:
    OWED = owed(StopShare, ["F1", "F2"], process="blast_furnace", share="0.3")

    def test_equality_meets_it(self):
        # 3000 × 4 of 4000 × 10
        found = measure([LARGE, SMALL], self.OWED, stop("F1", 0, 3))
        assert numbers(found) == (Fraction(3, 10), Fraction(3, 10), 0)

    def test_a_furnace_day_less_breaks_it(self):
        # 3000 × 3 + 1000 × 2 of 40000
        found = measure([LARGE, SMALL], self.OWED, stop("F1", 0, 2), stop("F2", 0, 1))
        assert numbers(found) == (Fraction(3, 10), Fraction(11, 40), Fraction(-1, 40))
        assert not found.met

    def test_days_outside_the_window_do_not_count(self):
        stage = owed(StopShare, ["F1", "F2"], 0, 4, process="blast_furnace", share="0.3")
        # days 3 and 4 of five: 3000 × 2 of 20000
        assert numbers(measure([LARGE, SMALL], stage, stop("F1", 3, 9))) == (
            Fraction(3, 10),
            Fraction(3, 10),
            0,
        )

    def test_the_part_of_the_window_outside_the_season_does_not_count(self):
        longer = owed(StopShare, ["F1"], 5, 30, process="blast_furnace", share="0.4")
        assert measure([LARGE], longer, stop("F1", 8, 30)).achieved == Fraction(2, 5)

    def test_a_window_wholly_outside_the_season_is_just_met(self):
        later = owed(StopShare, ["F1"], 20, 30, process="blast_furnace", share="0.4")
        assert numbers(measure([LARGE], later)) == (Fraction(2, 5), Fraction(2, 5), 0)

    def test_lower_load_of_a_furnace_counts_nothing(self):
        assert measure([LARGE, SMALL], self.OWED, spell("F1", 0, 9, "0.2")).achieved == 0

    def test_lower_load_of_an_oven_counts(self):
        ovens = owed(StopShare, ["C1"], process="coke_oven", share="0.3")
        found = measure([oven()], ovens, spell("C1", 0, 4, "0.5"))
        assert numbers(found) == (Fraction(3, 10), Fraction(1, 4), Fraction(-1, 20))


class TestLinkedUnits:
    OWED = owed(LinkedUnits, ["F1", "F2", "C1"], process="coke_oven", group=("C1",), drivers=("F1", "F2"))

    def test_equality_meets_it(self):
        rows = stop("F1", 0, 3), spell("C1", 0, 9, "0.7")
        found = measure([LARGE, SMALL, oven()], self.OWED, *rows)
        assert numbers(found) == (Fraction(3, 10), Fraction(3, 10), 0)

    def test_a_thousandth_less_breaks_it(self):
        rows = stop("F1", 0, 3), spell("C1", 0, 9, "0.701")
        found = measure([LARGE, SMALL, oven()], self.OWED, *rows)
        assert numbers(found) == (Fraction(300, 1000), Fraction(299, 1000), Fraction(-1, 1000))

    def test_drivers_that_run_ask_for_nothing(self):
        assert numbers(measure([LARGE, SMALL, oven()], self.OWED)) == (0, 0, 0)


class TestLinesOff:
    """Seven lines of pots, 30 % by lines: 2.1, so three are off on every day (ZZ-3b, ZZ-3c)."""

    LINES = tuple(f"F{n}" for n in range(1, 8))
    UNITS = tuple(unit(name) for name in LINES)

    def owed(self, required=3, weights=None, by="lines", units=LINES):
        counted = weights or dict.fromkeys(units, 1)
        return owed(LinesOff, units, process="pot_line", by=by, weights=counted, required=required)

    def test_three_of_seven_off_meet_it(self):
        rows = stop("F1", 0, 9), stop("F2", 0, 9), stop("F3", 0, 9)
        assert numbers(measure(self.UNITS, self.owed(), *rows)) == (3, 3, 0)

    def test_lines_may_take_turns(self):
        rows = stop("F1", 0, 4), stop("F2", 0, 9), stop("F3", 0, 9), stop("F4", 5, 9)
        assert numbers(measure(self.UNITS, self.owed(), *rows)) == (3, 3, 0)

    def test_a_day_with_two_breaks_it_though_others_have_four(self):
        rows = stop("F1", 0, 4), stop("F2", 0, 9), stop("F3", 0, 9), stop("F4", 6, 9), stop("F5", 0, 4)
        found = measure(self.UNITS, self.owed(), *rows)
        assert numbers(found) == (3, 2, -1)
        assert found.detail == "lowest on 2021-11-20"
        assert found.broken_on == (date(2021, 11, 20),)

    def test_pots_count_by_their_number(self):
        # 30 % of 200 + 100 + 100 pots: 120, more than one line of 100 holds
        by_pots = self.owed(120, {"F1": 200, "F2": 100, "F3": 100}, "pots")
        assert numbers(measure(self.UNITS, by_pots, stop("F2", 0, 9))) == (120, 100, -20)
        assert numbers(measure(self.UNITS, by_pots, stop("F1", 0, 9))) == (120, 200, 80)

    def test_capacity_counts_with_its_tenths(self):
        # ZC-4: 0.3 × (1000 + 500.5) = 450.15
        by_capacity = self.owed("450.15", {"F1": 1000, "F2": "500.5"}, "capacity")
        found = measure(self.UNITS, by_capacity, stop("F2", 0, 9))
        assert numbers(found) == (Fraction(45015, 100), Fraction(5005, 10), Fraction(5035, 100))

    def test_a_line_at_lower_load_is_off_by_what_it_gives_up(self):
        units = [oven(f"C{n}") for n in (1, 2)]
        half = self.owed(1, {"C1": 1, "C2": 1}, units=("C1", "C2"))
        rows = spell("C1", 0, 9, "0.5"), spell("C2", 0, 9, "0.5")
        assert numbers(measure(units, half, *rows)) == (1, 1, 0)
        assert numbers(measure(units, half, rows[0], spell("C2", 0, 9, "0.6"))) == (
            1,
            Fraction(9, 10),
            Fraction(-1, 10),
        )
        assert numbers(measure(units, half, stop("C1", 0, 9))) == (1, 1, 0)

    def test_lower_load_of_a_line_that_runs_or_stands_counts_nothing(self):
        assert measure(self.UNITS, self.owed(), *(spell(u, 0, 9, "0.5") for u in self.LINES)).achieved == 0


class TestOutputCeiling:
    OWED = owed(OutputCeiling, ["F1", "F2"], tonnes=30_000, t_per_day={"F1": 3300, "F2": "1100.5"})

    def test_equality_meets_it(self):
        only_large = owed(OutputCeiling, ["F1"], tonnes=29_700, t_per_day={"F1": 3300})
        assert numbers(measure([LARGE, SMALL], only_large, stop("F1", 9, 9))) == (29_700, 29_700, 0)

    def test_each_rate_counts_on_the_days_its_unit_runs(self):
        # 3300 × 6 + 1100.5 × 10
        found = measure([LARGE, SMALL], self.OWED, stop("F1", 0, 3))
        assert numbers(found) == (30_000, 30_805, -805)

    def test_load_of_a_unit_that_runs_lower_counts(self):
        line = owed(OutputCeiling, ["C1"], tonnes=8_000, t_per_day={"C1": 1000})
        assert numbers(measure([oven()], line, spell("C1", 0, 3, "0.5"))) == (8_000, 8_000, 0)

    def test_lower_load_of_a_furnace_makes_no_less(self):
        assert measure([LARGE, SMALL], self.OWED, spell("F1", 0, 9, "0.5")).achieved == 44_005


class TestHeatFloor:
    OWED = owed(HeatFloor, ["F1", "F2"], demand_m2=500_000)
    WARM = (unit("F1", heat_area_m2=300_000), unit("F2", heat_area_m2=500_000))

    def test_the_worst_day_counts(self):
        found = measure(self.WARM, self.OWED, stop("F1", 0, 4), stop("F2", 7, 8))
        assert numbers(found) == (500_000, 300_000, -200_000)
        assert found.detail == "lowest on 2021-11-22"

    def test_equality_meets_it(self):
        assert numbers(measure(self.WARM, self.OWED, stop("F1", 0, 9))) == (500_000, 500_000, 0)

    def test_a_unit_at_lower_load_heats_its_whole_area(self):
        heating = owed(HeatFloor, ["C1"], demand_m2=100)
        found = measure([oven(heat_area_m2=100)], heating, spell("C1", 0, 9, "0.5"))
        assert numbers(found) == (100, 100, 0)


class TestMaterialBalance:
    """A furnace of 1000 t/d needs 0.5 t of coke a tonne; an oven makes 400 t/d at full load."""

    UNITS = (unit("F1"), oven("C1", capacity_t_per_day=400))

    def owed(self, stock=0, stock_max=1000, purchases=0):
        amounts = {"stock_t": stock, "stock_max_t": stock_max, "purchases_t_per_day": purchases}
        groups = {"feeders": ("C1",), "consumers": ("F1",), "t_per_t": "0.5", "product": "coke"}
        return owed(MaterialBalance, ["C1", "F1"], 0, 4, **amounts, **groups)

    def test_purchases_that_just_cover_the_need_meet_it(self):
        assert numbers(measure(self.UNITS, self.owed(purchases=100), days=5)) == (0, 0, 0)

    def test_stock_runs_down_day_by_day(self):
        # 450, 350, 250, 150, 50
        assert numbers(measure(self.UNITS, self.owed(stock=550), days=5)) == (0, 50, 50)

    def test_what_is_missing_on_a_day_is_not_carried_on(self):
        # 150 − 100 = 50, −50, then −100 from an empty store on each day
        found = measure(self.UNITS, self.owed(stock=150), days=5)
        assert numbers(found) == (0, -100, -100)
        assert found.detail == "lowest on 2021-11-17"

    def test_what_the_store_cannot_hold_is_not_made(self):
        # 400 a day into a store of 500 while the furnace stands; then 400, 300
        found = measure(self.UNITS, self.owed(stock_max=500), stop("F1", 0, 2), days=5)
        assert numbers(found) == (0, 300, 300)

    def test_ovens_at_lower_load_make_less(self):
        # 200 − 500 + 300 bought
        found = measure(self.UNITS, self.owed(purchases=250), spell("C1", 0, 4, "0.5"), days=5)
        assert numbers(found) == (0, -50, -50)

    def test_lower_load_of_a_furnace_needs_no_less(self):
        found = measure(self.UNITS, self.owed(purchases=50), spell("F1", 0, 4, "0.1"), days=5)
        assert numbers(found) == (0, -50, -50)


class TestBurdenLimit:
    """Two furnaces of 10 000 yuan a day over ten days: a margin of 200 thousand yuan."""

    UNITS = (unit("F1"), unit("F2"))

    def owed(self, most_excess):
        return owed(BurdenLimit, ["F1", "F2"], owed="0.2", most_excess=most_excess)

    def test_equality_meets_it(self):
        # 60 of 200: 300 ‰, 100 ‰ above what is owed
        found = measure(self.UNITS, self.owed("0.1"), stop("F1", 0, 5))
        assert numbers(found) == (100, 100, 0)

    def test_a_day_more_breaks_it(self):
        found = measure(self.UNITS, self.owed("0.1"), stop("F1", 0, 6))
        assert numbers(found) == (100, 150, -50)

    def test_a_burden_below_the_owed_share_is_no_excess(self):
        assert numbers(measure(self.UNITS, self.owed(0), stop("F1", 0, 1))) == (0, 0, 0)
