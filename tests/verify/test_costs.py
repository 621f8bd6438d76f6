"""The objective's terms in yuan, worked out by hand."""

from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.objective import (
    DEFAULT_OBJECTIVE,
    BandExcess,
    LostMargin,
    PeakEmissions,
    RestartCost,
    Unfairness,
)
from scheduler.domain.obligation import OneLoad, RotationBand, StopDays, StopShare
from scheduler.verify.check import verify
from tests.helpers import FIRST, oven, owed, plan, season, spell, stage, stop, unit, works
from tests.verify.measuring import cost

TWO_STAGES = [stage("stage1", 0, 4), stage("stage2", 5, 9)]


def one_load(first, last):
    return owed(OneLoad, ["C1"], first, last, lowest_load="0.5")


class TestLostMargin:
    def test_each_day_off_loses_its_margin_by_the_weight(self):
        assert cost([unit()], LostMargin(weight=3), stop("F1", 0, 3)) == 3 * 40_000

    def test_the_price_of_the_month_counts_by_day(self):
        # 30 November is day 15; 10 000.5 × 1.1 = 11 000.55, to the yuan 11 001
        prices = {("blast_furnace", "2021-12"): Fraction(11, 10)}
        furnace = unit(margin_yuan_per_day="10000.5")
        spent = cost([furnace], LostMargin(), stop("F1", 15, 16), days=20, price_factors=prices)
        assert spent == 10_001 + 11_001

    def test_lower_load_is_rounded_up_once_a_load_period(self):
        # 0.001 × 5 × 101 = 0.505 in each of two, 1.01 over both
        rows = spell("C1", 0, 9, "0.999")
        coking = oven(margin_yuan_per_day=101)
        assert cost([coking], LostMargin(), rows, obligations=[one_load(0, 4), one_load(5, 9)]) == 2
        assert cost([coking], LostMargin(), rows, obligations=[one_load(0, 9)]) == 2
        coking = oven(margin_yuan_per_day=99)
        # 0.495 in each, 0.99 over both
        assert cost([coking], LostMargin(), rows, obligations=[one_load(0, 4), one_load(5, 9)]) == 2
        assert cost([coking], LostMargin(), rows, obligations=[one_load(0, 9)]) == 1

    def test_several_loads_in_a_period_are_added_up_before_rounding(self):
        # 101 × (0.3 + 0.25 + 0.25) = 80.8
        rows = spell("C1", 0, 0, "0.7"), spell("C1", 1, 2, "0.75")
        coking = oven(margin_yuan_per_day=101)
        assert cost([coking], LostMargin(), *rows, obligations=[one_load(0, 4)]) == 81

    def test_days_outside_load_periods_cost_a_furnace_but_not_an_oven(self):
        rows = stop("F1", 5, 6), spell("C1", 4, 6, "0.5")
        spent = cost([unit(), oven()], LostMargin(), *rows, stages=[stage("stage1", 0, 4)])
        assert spent == 25_000

    def test_lower_load_of_a_furnace_costs_nothing(self):
        assert cost([unit()], LostMargin(), spell("F1", 0, 9, "0.5")) == 0


class TestRestartCost:
    def test_each_stop_that_begins_in_the_season_costs_a_restart(self):
        furnace = unit(restart_cost_yuan="800000.2")
        assert cost([furnace], RestartCost(weight=2), stop("F1", 0, 1), stop("F1", 8, 9)) == 2 * 2 * 800_001

    def test_a_stop_from_before_the_season_costs_none(self):
        furnace = unit(restart_cost_yuan=800_000, off_since=FIRST - timedelta(days=1))
        assert cost([furnace], RestartCost(), stop("F1", 0, 3)) == 0
        assert cost([furnace], RestartCost(), stop("F1", 1, 3)) == 800_000


class TestPeakEmissions:
    def test_the_highest_day_of_each_city_is_rounded_up_to_a_kilogram(self):
        units = [unit("F1", "W1", pm_kg_per_t="0.0015"), unit("F2", "W2", pm_kg_per_t="0.003")]
        enterprises = [works("W1"), works("W2", city="唐山市")]
        # 1.5 kg in Handan: 2; 3 kg in Tangshan but for its days off
        spent = cost(units, PeakEmissions(yuan_per_kg=7), stop("F2", 0, 8), enterprises=enterprises)
        assert spent == 7 * (2 + 3)

    def test_units_that_stand_in_turn_lower_the_peak(self):
        units = [unit("F1", pm_kg_per_t=1), unit("F2", pm_kg_per_t=1)]
        assert cost(units, PeakEmissions(), stop("F1", 0, 4), stop("F2", 5, 9)) == 100 * 1000
        assert cost(units, PeakEmissions(), stop("F1", 0, 4), stop("F2", 4, 9)) == 100 * 1000
        assert cost(units, PeakEmissions(), stop("F1", 0, 4), stop("F2", 6, 9)) == 100 * 2000

    def test_the_load_of_an_oven_counts_exactly(self):
        # 1000 g × 0.333 + 2000 g
        units = [oven("C1", nox_kg_per_t="0.001"), unit("F1", pm_kg_per_t="0.002")]
        assert cost(units, PeakEmissions(yuan_per_kg=1), spell("C1", 0, 9, "0.333")) == 3
        assert cost(units, PeakEmissions(yuan_per_kg=1), spell("C1", 0, 9, 0)) == 2

    def test_pollutants_count_by_their_weights(self):
        term = PeakEmissions(yuan_per_kg=1, pollutant_weights={"pm": 2, "so2": "0.5"})
        assert cost([unit(pm_kg_per_t=1, so2_kg_per_t=1, nox_kg_per_t=1)], term) == 2500


class TestUnfairness:
    TERM = Unfairness(yuan_per_permille_largest=100, yuan_per_permille_sum=1)

    def test_margin_is_rounded_down_and_loss_up(self):
        # M = ⌊10 × 1050 ÷ 1000⌋ = 10, L = ⌈3150 ÷ 1000⌉ = 4, owed 0.25: ⌈(4000 − 2500) ÷ 10⌉ = 150 ‰
        share = owed(StopShare, ["F1"], subject="W1", process="blast_furnace", share="0.25")
        furnace = unit(margin_yuan_per_day=1050)
        assert cost([furnace], self.TERM, stop("F1", 0, 2), obligations=[share]) == 150 + 100 * 150

    def test_the_excess_itself_is_rounded_up(self):
        rows = stop("F1", 0, 2), spell("C1", 0, 9, "0.9")
        units = [unit(margin_yuan_per_day=2000), oven(margin_yuan_per_day=1000)]
        # M = 20 + 10, L = 6 + 1: ⌈7000 ÷ 30⌉ = 234 ‰
        assert cost(units, self.TERM, *rows, obligations=[one_load(0, 9)]) == 101 * 234

    def test_every_works_and_stage_adds_but_only_the_largest_of_a_city_counts_twice(self):
        units = [unit(f"F{i}", f"W{i}") for i in (1, 2, 3)]
        enterprises = [works("W1"), works("W2"), works("W3", city="唐山市")]
        # of five days in a stage: W1 one in each, W2 two in the first, W3 three in the second
        rows = stop("F1", 4, 5), stop("F2", 0, 1), stop("F3", 5, 7)
        spent = cost(units, self.TERM, *rows, enterprises=enterprises, stages=TWO_STAGES)
        assert spent == (200 + 200 + 400 + 600) + 100 * (400 + 600)

    def test_days_that_may_be_taken_in_either_stage_are_measured_over_both(self):
        # four of ten days are owed and four are borne, in the second stage all of them
        days = owed(StopDays, ["F1"], 0, 9, days=4)
        rows = stop("F1", 6, 9)
        assert cost([unit()], self.TERM, rows, obligations=[days], stages=TWO_STAGES) == 0

    def test_works_are_held_to_their_own_stages(self):
        # W1 two of its five days: 400; W2, off on day 5 only, one of four: 250
        units = [unit("F1", "W1"), unit("F2", "W2")]
        own = {"W1": (stage("stage1", 0, 4),), "W2": (stage("late", 2, 5),)}
        asked = season(units, objective=[self.TERM], stages=TWO_STAGES)
        asked = asked.model_copy(update={"stages_by_works": own})
        spent = verify(asked, plan(stop("F1", 3, 9), stop("F2", 5, 9))).cost_yuan["unfairness"]
        assert spent == (400 + 250) + 100 * 400

    def test_a_load_period_is_cut_where_a_stage_ends(self):
        # ten days at 0.9 of 1010 a day: 505 lost in each stage of 5 (of 5050), to the thousand 1 of 5
        own = oven(margin_yuan_per_day=1010)
        spent = cost(
            [own], self.TERM, spell("C1", 0, 9, "0.9"), stages=TWO_STAGES, obligations=[one_load(0, 9)]
        )
        assert spent == (200 + 200) + 100 * 200

    def test_the_largest_share_owed_in_the_stage_is_deducted(self):
        shares = [
            owed(StopShare, ["F1"], 0, 4, subject="W1", process=process, share=share)
            for process, share in (("blast_furnace", "0.2"), ("sinter", "0.4"))
        ]
        rows = stop("F1", 0, 2), stop("F1", 9, 9)
        # stage 1: 600 − 400; stage 2 owes nothing: 200
        assert cost([unit()], self.TERM, *rows, stages=TWO_STAGES, obligations=shares) == 400 + 100 * 200

    def test_a_works_without_margin_bears_nothing(self):
        assert cost([unit(margin_yuan_per_day=0)], self.TERM, stop("F1", 0, 9)) == 0


class TestBandExcess:
    UNITS = (unit("F1"), unit("F2", capacity_t_per_day="2000.5"))

    def owed(self, width, hard=False):
        fields = {"process": "blast_furnace", "width_t_per_day": width, "hard": hard}
        return owed(RotationBand, ["F1", "F2"], **fields)

    def test_the_level_is_chosen_to_leave_least_outside(self):
        # 1000 t/d on eight days, nothing on two: at the level of 1000, 2 × 1000 lie below
        band = self.owed(0)
        assert cost(self.UNITS, BandExcess(yuan_per_t=5), stop("F1", 0, 7), obligations=[band]) == 5 * 2000

    def test_the_width_is_free(self):
        band = self.owed(600)
        assert cost(self.UNITS, BandExcess(yuan_per_t=5), stop("F1", 0, 7), obligations=[band]) == 5 * 800

    def test_each_day_is_rounded_up_to_a_tonne(self):
        # 2000.5 t/d on two days, nothing on eight; a band from 0 to 1000: 1000.5 above, twice
        band = self.owed(1000)
        assert cost(self.UNITS, BandExcess(yuan_per_t=1), stop("F2", 0, 1), obligations=[band]) == 2 * 1001

    def test_a_hard_band_is_not_priced(self):
        assert cost(self.UNITS, BandExcess(), stop("F1", 0, 7), obligations=[self.owed(0, hard=True)]) == 0

    @given(st.lists(st.sampled_from([0, 2, Fraction(5, 2), 7]), min_size=6, max_size=6), st.integers(0, 4))
    def test_no_whole_level_leaves_less_outside(self, stopped, width):
        """Six days of any stopped capacity, against every level tried."""
        units = [unit(f"F{i}", capacity_t_per_day=t) for i, t in enumerate((2, Fraction(5, 2), 7))]
        names = {unit.capacity_t_per_day: unit.unit_id for unit in units}
        rows = [stop(names[t], day, day) for day, t in enumerate(stopped) if t]
        band = owed(
            RotationBand,
            list(names.values()),
            0,
            5,
            process="blast_furnace",
            width_t_per_day=width,
            hard=False,
        )
        tried = (
            sum(-min(0, (level + width - t) // 1, (t - level) // 1) for t in stopped)
            for level in range(-5, 9)
        )
        assert cost(units, BandExcess(yuan_per_t=1), *rows, obligations=[band], days=6) == min(tried)


def test_every_term_of_the_objective_is_priced_in_its_order():
    found = verify(season([unit()], objective=DEFAULT_OBJECTIVE[::-1]), plan(stop("F1", 0, 0)))
    assert list(found.cost_yuan) == [term.term for term in DEFAULT_OBJECTIVE[::-1]]
    # a tenth of the margin, not owed: 100 ‰ × (2 000 + 20 000) yuan
    assert found.cost_yuan["lost_margin"] == 10_000
    assert found.total_yuan == 10_000 + 100 * 22_000
