"""What ties works, priced: the bound lies under every plan, and is no worse than the linear relaxation."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from ortools.linear_solver import pywraplp

from scheduler.domain.objective import (
    BandExcess,
    LostMargin,
    PeakEmissions,
    RestartCost,
    Term,
    Unfairness,
    UnplacedMaintenance,
)
from scheduler.domain.obligation import (
    EmissionCeiling,
    HeatFloor,
    Maintenance,
    Obligation,
    OutputCeiling,
    RegionOutputCeiling,
    RegionSupply,
    RotationBand,
    ShortestStop,
    StopDays,
    Substitution,
    SupplyFloor,
    SupplyRoute,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.model.build import build_days, build_totals
from scheduler.solve import bounds
from scheduler.solve.bounds import bound_by_prices
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.prices import TiedTotals, WorksTotals
from scheduler.solve.relaxation import Relaxation
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from tests.helpers import job, owed, season, stage, unit, window
from tests.solve.test_brute_force import least_cost
from tests.strategies import OBJECTIVE, drawn, seasons

SETTINGS = Settings(time_limit_s=20, reproducible=True)
quick = settings(drawn, max_examples=30)
DAYS = 5
"""Stops of three days at least: seven ways of each kiln to stand, so that all can be tried."""
KILNS = ["K1", "K2", "K3"]
FIRST, SECOND, THIRD = KILNS
REGION = {"subject": "河北省"}
STAGES = (stage("stage1", 0, 2), stage("stage2", 3, 4))


def bounded(whole: Season) -> Search:
    search = Search(whole, SETTINGS, Clock(SETTINGS))
    bound_by_prices(search)
    return search


def three_works(
    *ties: Obligation,
    margins: tuple[int, ...] = (90_000, 120_000, 210_000),
    terms: tuple[Term, ...] = OBJECTIVE,
) -> Season:
    """A kiln each, which stands three days at a time, and what ties them."""
    rates = {"nox_kg_per_t": "0.35", "heat_area_m2": 500, "restart_cost_yuan": 30_000}
    kilns = [
        unit(name, f"W-{name}", margin_yuan_per_day=margin, capacity_t_per_day=capacity, **rates)
        for name, margin, capacity in zip(KILNS, margins, (1000, 1500, 2730), strict=True)
    ]
    lengths = [owed(ShortestStop, [name], 0, DAYS - 1, days=3) for name in KILNS]
    return season(kilns, [*lengths, *ties], days=DAYS, stages=STAGES, objective=terms)


# ── each kind that ties works ────────────────────────────────────────────────────────────────────


def _ceiling(first: int, last: int, share: Fraction) -> RegionOutputCeiling:
    rates = dict(zip(KILNS, (1000, 1500, 2730), strict=True))
    tonnes = share * sum(rates.values()) * (last - first + 1)
    return owed(RegionOutputCeiling, KILNS, first, last, tonnes=tonnes, t_per_day=rates, **REGION)


def _supply() -> SupplyFloor:
    """Two weeks of two days; the third kiln's region can be sent what the first makes."""
    regions = [
        RegionSupply(
            region=f"R-{name}",
            floors_t=((window(0, 1), 0), (window(2, 3), rate)),
            t_per_day={name: rate},
            stock_t=rate,
            stock_max_t=800,
        )
        for name, rate in zip(KILNS, (1000, 1500, 2730), strict=True)
    ]
    route = SupplyRoute(origin="R-K1", destination="R-K3", t_by_week=(1000, 2000))
    return owed(SupplyFloor, KILNS, 0, 3, product="clinker_kiln", regions=regions, routes=(route,), **REGION)


def _band(width: int, *, hard: bool) -> RotationBand:
    return owed(
        RotationBand, KILNS, 0, DAYS - 1, process="blast_furnace", width_t_per_day=width, hard=hard, **REGION
    )


def _work(days: int, *, hard: bool) -> Maintenance:
    jobs = [job(f"J-{name}", name, 0, DAYS - 1, days=days) for name in KILNS[:2]]
    return owed(Maintenance, KILNS[:2], 0, DAYS - 1, jobs=jobs, crews=1, hard=hard, **REGION)


def _stands(name: str, days: int, first: int = 0, last: int = DAYS - 1) -> StopDays:
    return owed(StopDays, [name], first, last, days=days)


CEILED = [_ceiling(0, 4, Fraction(3, 5)), _ceiling(3, 4, Fraction(1, 2))]
TIES: dict[str, list[Obligation]] = {
    "a ceiling of the region": CEILED[:1],
    "ceilings that overlap": CEILED,
    "heat": [owed(HeatFloor, KILNS, 0, 4, demand_m2=500, **REGION), *CEILED[:1]],
    "emissions": [owed(EmissionCeiling, KILNS, 3, 4, kg_per_day=500, **REGION)],
    "supply": [_supply(), _stands(FIRST, 3), _stands(THIRD, 3)],
    "a hard band": [_band(1500, hard=True), _stands(SECOND, 3), _stands(THIRD, 3)],
    "a priced band": [_band(0, hard=False), _stands(THIRD, 3)],
    "work that may be done": [_work(2, hard=False)],
    "work that must be done": [_work(2, hard=True)],
    "standing in": [
        owed(
            Substitution, [FIRST, SECOND], 0, 1, relieved=[FIRST], standing_in=[SECOND], extra=[window(2, 4)]
        ),
        _stands(FIRST, 3),
    ],
}


@pytest.mark.parametrize("ties", TIES.values(), ids=TIES)
@pytest.mark.parametrize("margins", [(90_000, 120_000, 210_000), (210_000, 90_000, 90_000)])
def test_the_bound_lies_between_the_linear_relaxation_and_the_cheapest_of_all_schedules(
    ties: list[Obligation], margins: tuple[int, ...]
) -> None:
    whole = three_works(*ties, margins=margins)
    with_work = any(isinstance(tie, Maintenance) for tie in ties)  # schedules do not say when it is done
    cheapest, search = exactly(whole).objective if with_work else least_cost(whole), bounded(whole)
    assert cheapest is not None
    assert not search.infeasible
    assert linear_yuan(whole) <= search.bound <= cheapest


def exactly(whole: Season) -> Outcome:
    return run(build_days(whole, daily(whole, whole.units)), SETTINGS, Clock(SETTINGS), Effort(20))


def linear_yuan(whole: Season) -> int:
    """The totals' linear relaxation, less what whole yuan of prices and the solver may leave open."""
    model = build_totals(whole)
    linear = Relaxation(model.cp).solve()
    assert linear is not None
    rounded = sum(model.bounds[index][1] for _, _, index in model.quantities())
    return floor(linear * (1 - 1e-4)) - rounded - 1


# ── random seasons ───────────────────────────────────────────────────────────────────────────────


@seed(20211115)
@quick
@given(whole=seasons(most_works=3, most_days=12))
def test_the_bound_lies_under_the_best_plan_and_not_under_the_linear_relaxation(whole: Season) -> None:
    exact, search = exactly(whole), bounded(whole)
    if exact.objective is None:
        assert exact.status is Status.INFEASIBLE
        return
    assert not search.infeasible
    assert linear_yuan(whole) <= search.bound <= exact.objective


@seed(20211115)
@quick
@given(whole=seasons(most_days=12), data=st.data())
def test_any_prices_give_a_bound(whole: Season, data: st.DataObject) -> None:
    """Not those of the optimum only: the proof asks of them no more than that none is below 0."""
    exact = exactly(whole)
    if exact.objective is None:
        return
    works = [WorksTotals(whole, name) for name in whole.units_of]
    totals = TiedTotals(whole, sum(each.constant for each in works))

    class Drawn:
        def price(self, row: int) -> float:
            return data.draw(st.sampled_from([0.0, 0.0, 1.0, 33.3, 5_000.0]))

    totals.relaxation = Drawn()  # type: ignore[assignment]
    prices = totals.prices()
    least: dict[str, int] = {}
    for each in works:
        each.price(prices.worth[each.works])
        bound = run(each.model, SETTINGS, Clock(SETTINGS), Effort(20)).bound
        assert bound is not None
        least[each.works] = bound
    assert prices.bound(least) <= exact.objective


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────


def test_the_bound_counts_what_each_works_must_pay() -> None:
    """Two kilns owe four days at 10,000 yuan and 5,000 for the stop; the band adds nothing for sure."""
    kilns = [unit(name, f"W-{name}", restart_cost_yuan=5_000) for name in ("K1", "K2")]
    duties = [owed(StopDays, [name], days=4) for name in ("K1", "K2")]
    band = owed(RotationBand, ["K1", "K2"], process="blast_furnace", width_t_per_day=0, hard=False)
    terms = [LostMargin(), RestartCost(), BandExcess(yuan_per_t=1)]
    assert bounded(season(kilns, [*duties, band], objective=terms)).bound >= 90_000


def test_whole_units_for_whole_days_raise_it_above_the_linear_relaxation() -> None:
    """Half a day of each works is a day and a whole stop, of which the linear relaxation takes a tenth."""
    kilns = [unit(name, f"W-{name}", restart_cost_yuan=100_000) for name in ("K1", "K2")]
    rates = {"K1": 1000, "K2": 1000}
    own = [owed(OutputCeiling, [name], tonnes=9_500, t_per_day={name: 1000}) for name in rates]
    tie = owed(RegionOutputCeiling, ["K1", "K2"], tonnes=19_000, t_per_day=rates)
    whole = season(kilns, [*own, tie], objective=[LostMargin(), RestartCost()])
    linear = Relaxation(build_totals(whole).cp).solve()
    assert linear == pytest.approx(2 * 10_000 + 0.2 * 100_000)
    assert bounded(whole).bound == 2 * 10_000 + 2 * 100_000


def test_a_job_that_finds_a_place_in_the_totals_counts_as_placed() -> None:
    """It costs its price at most if it finds none, and nothing if it does: no row need price it."""
    kiln = unit("K1", "W-K1")
    work = owed(Maintenance, ["K1"], jobs=[job(unit_id="K1")], crews=1, hard=False)
    terms = [LostMargin(), UnplacedMaintenance(yuan_per_job=70_000)]
    standing = season([kiln], [owed(StopDays, ["K1"], days=4), work], objective=terms)
    assert bounded(standing).bound == 40_000
    assert bounded(season([kiln], [work], objective=terms)).bound <= 20_000  # two days off for the job


def test_a_peak_that_no_works_can_keep_down_is_paid_by_all() -> None:
    """350 kg of each at full load."""
    kilns = [unit(name, f"W-{name}", nox_kg_per_t="0.35") for name in ("K1", "K2")]
    whole = season(
        kilns, objective=[LostMargin(), PeakEmissions(yuan_per_kg=1, pollutant_weights={"nox": 1})]
    )
    assert bounded(whole).bound == 700


def test_the_largest_burden_is_priced_between_the_works() -> None:
    """One kiln stands four days of ten: 400 permille above what it owes, of which nothing else is."""
    kilns = [unit(name, f"W-{name}") for name in ("K1", "K2")]
    term = Unfairness(yuan_per_permille_largest=100, yuan_per_permille_sum=10)
    rates = {"K1": 1000, "K2": 1000}
    ceiling = owed(RegionOutputCeiling, ["K1", "K2"], tonnes=16_000, t_per_day=rates)
    whole = season(kilns, [ceiling], objective=[LostMargin(), term])
    # four days off at 10,000; two of each kiln are 200 permille, the largest and twice in the sum
    assert bounded(whole).bound == 40_000 + 200 * 100 + 2 * 200 * 10


def test_units_that_heat_nothing_are_no_hindrance() -> None:
    kilns = [unit(name, f"W-{name}") for name in ("K1", "K2")]
    heat = owed(HeatFloor, ["K1", "K2"], demand_m2=0)
    whole = season(kilns, [heat, owed(StopDays, ["K1"], days=4)], objective=[LostMargin()])
    assert bounded(whole).bound == 40_000


@pytest.mark.parametrize("demand_m2", [1, 1001])
def test_what_the_totals_cannot_meet_is_infeasible(demand_m2: int) -> None:
    heating = [unit(name, f"W-{name}", heat_area_m2=500 * (demand_m2 > 1)) for name in ("K1", "K2")]
    heat = owed(HeatFloor, ["K1", "K2"], demand_m2=demand_m2)
    search = bounded(season(heating, [heat], objective=[LostMargin()]))
    assert search.infeasible


def test_what_one_works_cannot_do_alone_is_infeasible() -> None:
    """Days off in a window that is shorter than its stops."""
    kilns = [unit(name, f"W-{name}") for name in ("K1", "K2")]
    duties = [owed(StopDays, ["K1"], days=4), owed(ShortestStop, ["K1"], days=12)]
    assert bounded(season(kilns, duties, objective=[LostMargin()])).infeasible


def test_a_works_that_the_solver_has_no_time_for_raises_no_bound_above_a_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A solver stopped before it begins says nothing about a works, whose least may lie below 0.

    The best plan stops one kiln for four days.
    """
    monkeypatch.setattr(bounds, "run", lambda *_: Outcome(Status.UNKNOWN, bound=0))
    kilns = [unit(name, f"W-{name}", restart_cost_yuan=5_000) for name in ("K1", "K2")]
    rates = {"K1": 1000, "K2": 1000}
    ceiling = owed(RegionOutputCeiling, ["K1", "K2"], tonnes=16_000, t_per_day=rates)
    whole = season(kilns, [ceiling], objective=[LostMargin(), RestartCost()])
    assert bounded(whole).bound <= 4 * 10_000 + 5_000


def test_a_duty_that_no_plan_can_hold_is_told_not_stumbled_over() -> None:
    """Ovens that heat 1,000 m² at most, of which 2,000 are asked: nothing is left to decide."""
    oven = unit("O1", "W-O1", mode="load", process="coke_oven", load_min="0.5", heat_area_m2=1_000)
    whole = season([oven], [owed(HeatFloor, ["O1"], demand_m2=2_000)], objective=[LostMargin()])
    assert bounded(whole).infeasible


def test_no_time_left_is_not_all_the_time_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver takes a limit of 0 for none."""
    limits: list[int] = []
    monkeypatch.setattr(pywraplp.Solver, "SetTimeLimit", lambda _, limit_ms: limits.append(limit_ms))
    relaxation = Relaxation(build_totals(season([unit()], [owed(ShortestStop, ["F1"], days=4)])).cp)
    relaxation.solve(0.0)
    relaxation.solve(0.0123)
    assert limits == [1, 13]
