"""The objective's terms as the model counts them, worked out by hand; and hints that leave nothing open."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from scheduler.domain.objective import (
    BandExcess,
    LostMargin,
    PeakEmissions,
    RestartCost,
    Unfairness,
    UnplacedMaintenance,
)
from scheduler.domain.obligation import (
    CokingTime,
    Job,
    Maintenance,
    OutputCeiling,
    RotationBand,
    StopDays,
    StopShare,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.model.build import build_days
from scheduler.model.rules import RULES
from scheduler.model.schedule import Schedule, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import coarse, daily
from scheduler.solve.run import Effort, run
from tests.helpers import job, on, oven, owed, season, stage, unit, window, works
from tests.model.patterns import SETTINGS, TWO_STAGES, cost, scheduled, solved
from tests.model.test_agreement import planned
from tests.strategies import seasons


class TestLostMargin:
    def test_each_day_off_loses_its_margin_by_the_weight(self):
        assert cost([unit()], LostMargin(weight=3), {"F1": "XXXX......"}) == 3 * 40_000

    def test_the_price_of_the_month_counts_by_day(self):
        # 30 November is day 15; 10 000.5 × 1.1 = 11 000.55, to the yuan 11 001
        prices = {("blast_furnace", "2021-12"): Fraction(11, 10)}
        furnace = unit(margin_yuan_per_day="10000.5")
        patterns = {"F1": "." * 15 + "XX..."}
        assert cost([furnace], LostMargin(), patterns, days=20, price_factors=prices) == 10_001 + 11_001

    def test_lower_load_is_rounded_up_by_stage(self):
        # 0.001 × 5 × 101 = 0.505 in each of two stages
        ovens = [oven(margin_yuan_per_day=101)]
        assert cost(ovens, LostMargin(), {"C1": (999, 999)}, stages=TWO_STAGES) == 2

    def test_lower_load_is_rounded_up_by_load_period(self):
        # one load for the season, cut in two by a duty on its first days: twice 0.505, and 1.01 in one
        coking = owed(CokingTime, ["C1"], 0, 4, normal_hours=24, hours=24)
        ovens = [oven(margin_yuan_per_day=101)]
        assert cost(ovens, LostMargin(), {"C1": (999, 999)}, [coking]) == 2
        assert cost(ovens, LostMargin(), {"C1": (999,)}) == 2

    def test_days_outside_all_stages_cost_a_furnace_but_not_an_oven(self):
        patterns = {"F1": ".....XX...", "C1": (1000,)}
        assert cost([unit(), oven()], LostMargin(), patterns, stages=TWO_STAGES[:1]) == 20_000
        patterns = {"F1": ".....XX...", "C1": (500,)}
        assert cost([unit(), oven()], LostMargin(), patterns, stages=TWO_STAGES[:1]) == 20_000 + 25_000


class TestRestartCost:
    def test_each_stop_that_begins_in_the_season_costs_a_restart(self):
        furnace = unit(restart_cost_yuan="800000.2")
        assert cost([furnace], RestartCost(weight=2), {"F1": "XX......XX"}) == 2 * 2 * 800_001

    def test_a_stop_from_before_the_season_costs_none(self):
        furnace = unit(restart_cost_yuan=800_000, off_since=on(-1))
        assert cost([furnace], RestartCost(), {"F1": "XXXX......"}) == 0
        assert cost([furnace], RestartCost(), {"F1": ".XXX......"}) == 800_000


class TestPeakEmissions:
    def test_the_highest_day_of_each_city_is_rounded_up_to_a_kilogram(self):
        units = [unit("F1", "W1", pm_kg_per_t="0.0015"), unit("F2", "W2", pm_kg_per_t="0.003")]
        enterprises = [works("W1"), works("W2", city="唐山市")]
        # 1.5 kg in Handan: 2; 3 kg in Tangshan but for its days off
        spent = cost(units, PeakEmissions(yuan_per_kg=7), {"F2": "XXXXXXXXX."}, enterprises=enterprises)
        assert spent == 7 * (2 + 3)

    def test_units_that_stand_in_turn_lower_the_peak(self):
        units = [unit("F1", pm_kg_per_t=1), unit("F2", pm_kg_per_t=1)]
        assert cost(units, PeakEmissions(), {"F1": "XXXXX.....", "F2": ".....XXXXX"}) == 100 * 1000
        assert cost(units, PeakEmissions(), {"F1": "XXXXX.....", "F2": "....XXXXXX"}) == 100 * 1000
        assert cost(units, PeakEmissions(), {"F1": "XXXXX.....", "F2": "......XXXX"}) == 100 * 2000

    def test_the_load_of_an_oven_counts_exactly(self):
        # 1000 g × 0.5005 + 2000 g, and without the rest a whole number
        units = [oven("C1", nox_kg_per_t="0.002", load_min=0), unit("F1", pm_kg_per_t="0.002")]
        assert cost(units, PeakEmissions(yuan_per_kg=1), {"C1": (501,)}) == 4
        assert cost(units, PeakEmissions(yuan_per_kg=1), {"C1": (500,)}) == 3
        assert cost(units, PeakEmissions(yuan_per_kg=1), {"C1": (0,)}) == 2

    def test_pollutants_count_by_their_weights(self):
        term = PeakEmissions(yuan_per_kg=1, pollutant_weights={"pm": 2, "so2": "0.5"})
        assert cost([unit(pm_kg_per_t=1, so2_kg_per_t=1, nox_kg_per_t=1)], term, {}) == 2500


class TestUnfairness:
    TERM = Unfairness(yuan_per_permille_largest=100, yuan_per_permille_sum=1)

    def test_margin_is_rounded_down_and_loss_up(self):
        # M = ⌊10 × 1050 ÷ 1000⌋ = 10, L = ⌈3150 ÷ 1000⌉ = 4, owed 0.25: ⌈(4000 − 2500) ÷ 10⌉ = 150 ‰
        share = owed(StopShare, ["F1"], subject="W1", process="blast_furnace", share="0.25")
        furnace = unit(margin_yuan_per_day=1050)
        assert cost([furnace], self.TERM, {"F1": "XXX......."}, [share]) == 101 * 150

    def test_the_excess_itself_is_rounded_up(self):
        units = [unit(margin_yuan_per_day=2000), oven(margin_yuan_per_day=1000)]
        # M = 20 + 10, L = 6 + 1: ⌈7000 ÷ 30⌉ = 234 ‰
        assert cost(units, self.TERM, {"F1": "XXX.......", "C1": (900,)}) == 101 * 234

    def test_days_that_may_be_taken_in_either_stage_are_measured_over_both(self):
        # four of ten days are owed; five are borne: 100 ‰
        days = owed(StopDays, ["F1"], 0, 9, days=4)
        spent = cost([unit()], self.TERM, {"F1": ".....XXXXX"}, [days], stages=TWO_STAGES)
        assert spent == 101 * 100

    def test_every_works_and_stage_adds_but_only_the_largest_of_a_city_counts_twice(self):
        units = [unit(f"F{i}", f"W{i}") for i in (1, 2, 3)]
        enterprises = [works("W1"), works("W2"), works("W3", city="唐山市")]
        # of five days in a stage: W1 one in each, W2 two in the first, W3 three in the second
        patterns = {"F1": "....XX....", "F2": "XX........", "F3": ".....XXX.."}
        spent = cost(units, self.TERM, patterns, enterprises=enterprises, stages=TWO_STAGES)
        assert spent == (200 + 200 + 400 + 600) + 100 * (400 + 600)

    def test_each_works_bears_by_the_stages_of_its_own(self):
        units = [unit("F1", "W1"), unit("F2", "W2")]
        # two of five days for W1; two of ten for W2, whose notice knows one stage only
        own = {"W1": TWO_STAGES, "W2": [stage("season", 0, 9)]}
        patterns = {"F1": "XX........", "F2": "XX........"}
        spent = cost(units, self.TERM, patterns, stages=TWO_STAGES, stages_by_works=own)
        assert spent == (400 + 200) + 100 * 400

    def test_what_an_output_ceiling_leaves_no_room_for_is_owed(self):
        # 3000 of 5000 t in stage 1: 400 ‰ are owed, 600 ‰ borne
        ceiling = owed(OutputCeiling, ["F1"], 0, 4, subject="W1", tonnes=3000, t_per_day={"F1": 1000})
        spent = cost([unit()], self.TERM, {"F1": "XXX......."}, [ceiling], stages=TWO_STAGES)
        assert spent == 101 * 200

    def test_a_works_without_margin_bears_nothing(self):
        assert cost([unit(margin_yuan_per_day=0)], self.TERM, {"F1": "X" * 10}) == 0


class TestBandExcess:
    UNITS = (unit("F1"), unit("F2", capacity_t_per_day="2000.5"))

    def spent(self, yuan_per_t: int, width: int, pattern: dict[str, str], hard: bool = False) -> int:
        fields = {"process": "blast_furnace", "width_t_per_day": width, "hard": hard}
        band = owed(RotationBand, ["F1", "F2"], **fields)
        return cost(self.UNITS, BandExcess(yuan_per_t=yuan_per_t), pattern, [band])

    def test_the_level_is_chosen_to_leave_least_outside(self):
        # 1000 t/d on eight days, nothing on two: at the level of 1000, 2 × 1000 lie below
        assert self.spent(5, 0, {"F1": "XXXXXXXX.."}) == 5 * 2000

    def test_the_width_is_free(self):
        assert self.spent(5, 600, {"F1": "XXXXXXXX.."}) == 5 * 800

    def test_each_day_is_rounded_up_to_a_tonne(self):
        # 2000.5 t/d on two days, nothing on eight; a band from 0 to 1000: 1000.5 above, twice
        assert self.spent(1, 1000, {"F2": "XX........"}) == 2 * 1001

    def test_a_hard_band_is_not_priced(self):
        assert self.spent(50, 1000, {"F1": "XXXXXXXX.."}, hard=True) == 0


class TestUnplacedMaintenance:
    def spent(self, pattern: str, *jobs: Job, crews: int = 1, hard: bool = False) -> int:
        mended = owed(Maintenance, ["F1"], jobs=jobs, crews=crews, hard=hard, subject="crew")
        return cost([unit()], UnplacedMaintenance(yuan_per_job=7), {"F1": pattern}, [mended])

    def test_each_job_without_a_stop_long_enough_costs(self):
        two_days, four_days = job("J1", days=2), job("J2", days=4)
        assert self.spent(".XX..XX...", two_days, four_days) == 7
        assert self.spent(".X........", two_days, four_days) == 14

    def test_as_many_find_a_place_as_the_crews_can_do_one_after_the_other(self):
        three = [job(f"J{n}", days=2) for n in range(3)]
        assert self.spent(".XXXXX....", *three) == 7
        assert self.spent(".XXXXX....", *three, crews=2) == 0

    def test_a_job_that_must_be_done_is_never_priced(self):
        assert self.spent(".XX.......", job(), hard=True) == 0

    def test_the_plan_says_when_each_is_done(self):
        mended = owed(Maintenance, ["F1"], jobs=[job("J1"), job("J2", days=9)], crews=1, hard=False)
        planned = season([unit()], [mended], objective=[UnplacedMaintenance()])
        patterns = {"F1": "....XX...."}
        placed = solved(planned, patterns).schedule or Schedule()
        plan = to_plan(planned, scheduled(planned, patterns).with_changes(placed))
        assert [(done.job_id, done.unit_id, done.window) for done in plan.jobs] == [
            ("J1", "F1", window(4, 5))
        ]


# ── hints ────────────────────────────────────────────────────────────────────────────────────────

quick = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


@quick
@given(case=planned())
def test_a_hint_gives_every_variable_one_value_within_its_range(case: tuple[Season, Schedule]) -> None:
    season, schedule = case
    kinds = {obligation.kind for obligation in season.obligations}
    assert len(kinds) >= len(RULES) - 5, "seasons with nearly all kinds"
    for grid in (daily(season, season.units), coarse(season, season.units, 3)):
        model = build_days(season, grid)
        model.hint(schedule)
        hint, ranges = model.cp.proto.solution_hint, [list(v.domain) for v in model.cp.proto.variables]
        hinted = list(hint.vars)
        assert sorted(hinted) == list(range(len(ranges)))
        for index, value in zip(hinted, list(hint.values), strict=True):
            assert ranges[index][0] <= value <= ranges[index][-1]


@quick
@given(season=seasons())
def test_the_hint_of_a_plan_is_a_solution_at_the_plan_s_cost(season: Season) -> None:
    best = run(build_days(season, daily(season, season.units)), SETTINGS, Clock(SETTINGS), Effort(5))
    if best.schedule is None:
        return
    model = build_days(season, daily(season, season.units))
    model.hint(best.schedule)
    hint = model.cp.proto.solution_hint
    for index, value in zip(list(hint.vars), list(hint.values), strict=True):
        model.cp.add(model.cp.get_int_var_from_proto_index(index) == value)
    kept = run(model, SETTINGS, Clock(SETTINGS), Effort(5))
    assert kept.status is not Status.INFEASIBLE
    assert kept.objective == best.objective
