"""What obligations cost at the margin, on seasons whose prices are known by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scheduler
from scheduler.domain.objective import LostMargin
from scheduler.domain.obligation import (
    Obligation,
    RegionOutputCeiling,
    ShortestStop,
    StopDays,
    StopShare,
)
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.model.days import Grid
from scheduler.model.schedule import Schedule
from scheduler.report.prices import Prices
from scheduler.report.prices_chart import BARS
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from scheduler.why.nearby import Nearby, Resolved
from scheduler.why.prices import Method, Near, Price, Priced, priced
from tests.helpers import one_line_each_day, owed, plan, season, stop, unit
from tests.tutorial import TUTORIAL

MARGIN = (LostMargin(),)


def prices_of(made: Season, of: Plan, resolved: int | None = 0) -> Priced:
    return priced(made, of, verify(made, of), Settings(time_limit_s=60, reproducible=True), resolved)


def only(found: Priced) -> Price:
    (price,) = found.prices
    return price


def test_a_tonne_costs_the_margin_of_a_tonne() -> None:
    """Of 1000 t a day at 10,000 yuan: 10 yuan a tonne, and 1 % of 8,000 t is 80 t."""
    ceiling = owed(RegionOutputCeiling, ["F1"], tonnes=8_000, t_per_day={"F1": 1000})
    price = only(prices_of(season([unit()], [ceiling], objective=MARGIN), plan(stop("F1", 0, 1))))
    assert price.measure == "t"
    assert price.yuan == pytest.approx(10)
    assert price.yuan_per_percent == pytest.approx(800)
    assert price.method is Method.RELAXATION


def test_a_day_costs_the_margin_of_a_day() -> None:
    duty = owed(StopDays, ["F1"], days=4)
    price = only(prices_of(season([unit()], [duty], objective=MARGIN), plan(stop("F1", 0, 3))))
    assert (price.measure, price.slack) == ("days", 0)
    assert price.yuan == pytest.approx(10_000)


def test_a_share_is_priced_by_the_tonne_of_the_cheaper_furnace() -> None:
    furnaces = [unit("F1"), unit("F2", margin_yuan_per_day=7_000)]
    duty = owed(StopShare, ["F1", "F2"], process=Process.BLAST_FURNACE, share="0.25")
    price = only(prices_of(season(furnaces, [duty], objective=MARGIN), plan(stop("F2", 0, 4))))
    assert price.measure == "t"
    assert price.yuan == pytest.approx(7)
    assert price.yuan_per_percent == pytest.approx(7 * 20_000 * 0.25 / 100)


def test_the_dearest_price_of_the_relaxation_is_held_against_the_plan() -> None:
    """A third of a day is owed beyond the three days of the shortest stop: a hundredth less saves nothing."""
    ceiling = owed(RegionOutputCeiling, ["F1"], tonnes=6_500, t_per_day={"F1": 1000})
    made = season([unit()], [ceiling], objective=MARGIN)
    price = only(prices_of(made, plan(stop("F1", 0, 3)), None))
    assert price.method is Method.RELAXATION
    assert price.yuan == pytest.approx(10)
    assert price.near is not None
    assert (price.near.at_least_yuan, price.near.yuan, price.near.at_most_yuan) == (0, 0, 0)
    assert price.misleads
    shown = Prices(
        made, priced(made, plan(stop("F1", 0, 3)), verify(made, plan(stop("F1", 0, 3))), Settings())
    )
    assert "; near the plan 0.00" in shown.to_html("en")
    assert "方案附近0.00" in shown.to_html("zh")
    assert shown.to_frame()["near_yuan"].tolist() == [0]


@pytest.mark.parametrize(("at_most_yuan", "misleads"), [(12, False), (7, True), (9, False)])
def test_a_price_misleads_only_where_what_is_proved_near_the_plan_is_much_otherwise(
    at_most_yuan: float, misleads: bool
) -> None:
    """10 yuan by the relaxation: between 0 and 12 it may be just that; up to 9 it is a tenth less."""
    duty = owed(StopDays, ["F1"], days=4)
    by_relaxation = only(prices_of(season([unit()], [duty], objective=MARGIN), plan(stop("F1", 0, 3))))
    near = Near(yuan=3, at_least_yuan=0, at_most_yuan=at_most_yuan)
    price = by_relaxation.model_copy(update={"yuan": 10.0, "near": near})
    assert price.misleads is misleads


def test_the_dearest_leave_the_time_to_price_what_has_no_price_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eleven works apart, five of them priced by the relaxation; each re-solve takes all that it may.

    What is left then is for the dearest that had to wait.
    """
    best = Nearby._best

    def slow(self: Nearby, of: Season, grid: Grid, start: Schedule, seconds: float) -> Resolved:
        self.resolving.clock.spend(seconds)
        return best(self, of, grid, start, seconds)

    monkeypatch.setattr(Nearby, "_best", slow)
    names = [f"F{number}" for number in range(11)]
    duties = [owed(StopDays, [name], days=4) for name in names[:5]]
    lines = [one_line_each_day(name) for name in names[5:]]
    furnaces = [unit(name, f"W-{name}") for name in names]
    days = [stop(name, 0, 3 if name in names[:5] else 9) for name in names]
    found = prices_of(season(furnaces, [*duties, *lines], objective=MARGIN), plan(*days), None)
    assert found.unpriced == ()
    assert sum(price.near is not None for price in found.prices) == len(duties)


def test_what_does_not_bind_has_no_price() -> None:
    obligations: list[Obligation] = [
        owed(StopDays, ["F1"], clause="BINDS", days=4),
        owed(RegionOutputCeiling, ["F1"], tonnes=9_000, t_per_day={"F1": 1000}),
    ]
    price = only(prices_of(season([unit()], obligations, objective=MARGIN), plan(stop("F1", 0, 3))))
    assert price.obligation.clause == "BINDS"


@given(margin=st.integers(1_000, 90_000), days=st.integers(1, 8))
@settings(deadline=None, max_examples=15)
def test_the_price_of_a_day_is_what_planning_with_a_day_less_saves(margin: int, days: int) -> None:
    def made(owed_days: int) -> Season:
        duty = owed(StopDays, ["F1"], days=owed_days)
        return season([unit(margin_yuan_per_day=margin)], [duty], objective=MARGIN)

    price = only(prices_of(made(days), plan(stop("F1", 0, days - 1))))
    cost = [verify(made(d), plan(stop("F1", 0, d - 1)) if d else plan()).total_yuan for d in (days, days - 1)]
    assert price.yuan == pytest.approx(cost[0] - cost[1])


def test_what_holds_on_each_day_is_priced_by_planning_again_near_the_plan() -> None:
    """Without the line that is owed each day nothing stands: ten days of the cheaper furnace."""
    furnaces = [unit("F1"), unit("F2", margin_yuan_per_day=7_000)]
    made = season(furnaces, [one_line_each_day("F1", "F2")], objective=MARGIN)
    price = only(prices_of(made, plan(stop("F2", 0, 9)), resolved=1))
    assert price.method is Method.RESOLVE
    assert (price.measure, price.yuan) == ("lines", 70_000)


def test_what_the_time_gave_no_price_for_is_named() -> None:
    each_day = one_line_each_day("F1")
    made = season([unit()], [each_day], objective=MARGIN)
    found = prices_of(made, plan(stop("F1", 0, 9)))
    assert (found.prices, found.unpriced) == ((), (each_day.id,))
    assert "1 more without slack got no price in the time given" in Prices(made, found).to_html("en")


def test_a_day_less_of_the_shortest_stop_is_worth_the_day_that_need_not_be_lost() -> None:
    """Three days are owed and five must be stood: with four one day less is lost."""
    obligations: list[Obligation] = [
        owed(StopDays, ["F1"], clause="A", days=3),
        owed(ShortestStop, ["F1"], clause="B", days=5),
    ]
    found = prices_of(season([unit()], obligations, objective=MARGIN), plan(stop("F1", 0, 4)), None)
    price = next(one for one in found.prices if one.obligation.clause == "B")
    assert (price.method, price.measure, price.yuan) == (Method.RESOLVE, "days", 10_000)
    assert price.exact


def test_what_is_not_proved_to_the_yuan_has_the_numbers_between_which_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The re-solve knows only that nothing near the plan costs less than 60,000 yuan."""
    each_day = one_line_each_day("F1")
    best = Nearby._best

    def in_doubt(self: Nearby, of: Season, grid: Grid, start: Schedule, seconds: float) -> Resolved:
        return best(self, of, grid, start, seconds).model_copy(
            update={"bound_yuan": 60_000 if each_day in of.obligations else 0}
        )

    monkeypatch.setattr(Nearby, "_best", in_doubt)
    made = season([unit()], [each_day], objective=MARGIN)
    found = prices_of(made, plan(stop("F1", 0, 9)), None)
    price = only(found)
    assert (price.at_least_yuan, price.yuan, price.at_most_yuan) == (60_000, 100_000, 100_000)
    assert "(proved between 60,000 and 100,000)" in Prices(made, found).to_html("en")


def test_all_that_binds_a_plan_has_a_price_or_no_number_to_ease() -> None:
    """Of the tutorial's works S2 alone; that a furnace runs or stands asks for no number."""
    scenario = scheduler.read(TUTORIAL)
    others = [unit.unit_id for unit in scenario.units if unit.enterprise_id != "S2"]
    closed = scheduler.HeatChanged(networks="S1", factor=0), scheduler.UnitsClosed(units=others)
    planned = scheduler.plan(scenario.change(*closed), gap=0)
    prices = planned.prices(time_limit_s=200)
    named = {price.obligation.id for price in prices.prices} | set(prices.found.without_number)
    binding = {one.obligation_id for one in planned.verification.measured if one.slack == 0 and one.detail}
    assert prices.found.unpriced == ()
    assert binding <= named
    assert "T-6/two_states/S2-BF1/2021-11-22" in prices.found.without_number
    assert "ask for no number that could be less" in prices.to_html("en")


@pytest.fixture(scope="module")
def tutorial() -> Prices:
    return scheduler.plan(scheduler.read(TUTORIAL), time_limit_s=30).prices(resolved=0)


def test_the_tutorials_dearest_clause_is_the_ceiling_of_stage_2(tutorial: Prices) -> None:
    assert tutorial.by_clause().index[0] == "T-3"
    frame = tutorial.to_frame("en")
    assert frame.loc[0, "sentence"].startswith("样例 makes at most 29,260 t")
    assert frame["yuan_per_percent"].is_monotonic_decreasing


def test_prices_show_themselves_and_say_what_they_rest_on(tutorial: Prices) -> None:
    assert "线性松弛" in tutorial._repr_html_()
    assert "timing and whole days left out" in tutorial.to_html("en")
    assert tutorial.chart()._repr_png_().startswith(b"\x89PNG")
    clauses, obligations = (
        [label.get_text() for label in axes.get_yticklabels()] for axes in tutorial.chart("en").axes
    )
    by_clause = tutorial.by_clause()
    assert clauses == list(by_clause[by_clause > 0].index)
    assert len(obligations) == len(set(obligations)) == min(BARS, len(tutorial.prices))
