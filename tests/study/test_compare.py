"""Plans side by side: what is proven between them, who wins, which stops differ."""

import pytest
from rich.console import Console

import scheduler
from scheduler.domain.scenario import Scenario
from scheduler.report.comparison_chart import comparison_chart
from scheduler.report.figures import Figures
from scheduler.report.side_by_side import difference, differences_frame

TERMS = ("lost_margin", "restart_cost", "unfairness", "band_excess")
"""Of the tutorial, in its order."""


def amounting_to(total: int, bound: int | None) -> Figures:
    return Figures(
        cost_yuan={"lost_margin": total},
        bound_yuan=bound,
        stopped_days=0,
        avoided_t=0,
        pm_kg=0,
        so2_kg=0,
        nox_kg=0,
        co2_t=0,
        excess_burden_permille=0,
        obligations=0,
        broken=0,
        without_slack=0,
        works_yuan={},
    )


@pytest.mark.parametrize(
    ("base", "other", "least", "most", "proven"),
    [
        ((100, 100), (120, 110), 10, 20, True),
        ((100, 90), (120, 110), 10, 30, True),
        ((100, 90), (120, 95), -5, 30, False),
        ((120, 110), (100, 90), -30, -10, True),
        ((100, 100), (100, 100), 0, 0, True),
        ((100, 99), (100, 100), 0, 1, False),
        ((100, None), (120, 120), None, None, None),
    ],
)
def test_a_difference_is_proven_where_the_bounds_leave_one_sign(
    base: tuple[int, int | None],
    other: tuple[int, int | None],
    least: int | None,
    most: int | None,
    proven: bool | None,
) -> None:
    found = difference(amounting_to(*base), amounting_to(*other))
    assert (found.found_yuan, found.least_yuan, found.most_yuan) == (other[0] - base[0], least, most)
    assert found.proven is proven


@pytest.fixture(scope="module")
def compared(planned: scheduler.PlanResult) -> scheduler.Comparison:
    """Blast furnaces that stand for eight days at least, and a season that cannot be planned."""
    base = planned.scenario
    longer = base.change(scheduler.UnitsChanged(process="blast_furnace", shortest_stop_days=8))
    everything = scheduler.ParametersChanged(policy="tutorial-notice", values={"grade_shares": {"C": 1}})
    given: dict[str, Scenario | scheduler.CheckedPlan] = {
        "as it is": planned,
        "eight days": longer,
        "all of C": base.change(everything),
    }
    return scheduler.compare(given, gap=0)


def test_what_a_longer_shortest_stop_costs(compared: scheduler.Comparison) -> None:
    frame = compared.to_frame()
    assert list(frame.index[:6]) == [*(f"{t}_yuan" for t in TERMS), "total_yuan", "bound_yuan"]
    before, after = compared.plans["as it is"], compared.plans["eight days"]
    assert frame.loc["total_yuan"].tolist() == [11_582_262, after.verification.total_yuan]
    assert frame.loc["gap"].tolist() == [0, 0]
    assert frame.loc["broken"].tolist() == [0, 0]
    assert frame.loc["stopped_days", "as it is"] == before.stops.days.sum() == 54
    assert frame.loc["pm_kg", "as it is"] == pytest.approx(before.daily.pm_kg.sum())
    more = compared.differences().loc["eight days"]
    assert more.found_yuan == after.verification.total_yuan - 11_582_262 > 0
    assert more.found_yuan == more.least_yuan == more.most_yuan
    assert more.proven


def test_who_wins_and_who_loses_adds_up(compared: scheduler.Comparison) -> None:
    works = compared.works()
    more = works["eight days − as it is"]
    assert list(more) == sorted(more)
    costs = [plan.verification.cost_yuan for plan in compared.plans.values()]
    direct = [cost["lost_margin"] + cost["restart_cost"] for cost in costs]
    assert more.sum() == direct[1] - direct[0]
    assert set(works.enterprise) == {"样例甲钢", "样例乙钢", "样例丙钢"}


def test_stops_that_differ_are_told_and_no_others(compared: scheduler.Comparison) -> None:
    moved = compared.stops().set_index("unit_id")
    before, after = (plan.stops.groupby("unit_id").days.sum() for plan in compared.plans.values())
    for unit_id in before.index.union(after.index):
        more = after.get(unit_id, 0) - before.get(unit_id, 0)
        assert more == (moved.days[unit_id] if unit_id in moved.index else 0)
    assert (moved.before != moved.after).all()


def test_a_scenario_without_a_plan_is_named_with_its_reason(compared: scheduler.Comparison) -> None:
    assert list(compared.plans) == ["as it is", "eight days"]
    assert "T-7" in compared.failures["all of C"]
    assert "T-7" in compared._repr_html_()


def shown(compared: scheduler.Comparison) -> str:
    """On a terminal."""
    console = Console(width=160, color_system=None)
    with console.capture() as capture:
        console.print(compared.renderable("en"))
    return capture.get()


def test_a_terminal_shows_costs_differences_and_failures(compared: scheduler.Comparison) -> None:
    text = shown(compared)
    for words in ("Costs more than as it is", "proven", "days off, all units", "T-7"):
        assert words in text


@pytest.mark.parametrize("html", [True, False])
def test_who_pays_and_which_stops_differ_are_shown_and_no_more_than_can_be_read(
    compared: scheduler.Comparison, html: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.report.compared.MOST_UNITS", 2)
    text = compared.to_html("en") if html else shown(compared)
    assert "eight days: what works pay more than in as it is (yuan, as found; in all: proven)" in text
    assert "eight days: units that stop otherwise than in as it is" in text
    moved, works = compared.stops(), compared.works()
    first = moved.loc[moved.days.abs().idxmax()]
    assert first.before in text
    assert first.after in text
    assert f"and {len(moved) - 2} more units" in text
    assert f"{works['eight days − as it is'].iloc[-1]:+,}" in text


def test_a_plan_beside_itself_moves_nobody(planned: scheduler.PlanResult) -> None:
    text = scheduler.Comparison({"one": planned, "same": planned}).to_html("en")
    assert "what works pay more" not in text
    assert "stop otherwise" not in text


def test_the_chart_has_a_bar_for_each_plan_and_each_works_that_moves(
    compared: scheduler.Comparison,
) -> None:
    costs, works = compared.chart("zh").axes
    assert [label.get_text() for label in costs.get_yticklabels()] == ["as it is", "eight days"]
    assert len(works.get_yticklabels()) == (compared.works()["eight days − as it is"] != 0).sum()


@pytest.mark.parametrize(("bound", "said"), [(95, "not proven"), (110, "all: proven")])
def test_the_chart_marks_differences_that_the_gaps_leave_open(bound: int, said: str) -> None:
    """Base 100 of at least 90: 120 of at least 95 may be less, 120 of at least 110 is more."""
    base = amounting_to(100, 90).model_copy(update={"works_yuan": {"W1": 60}})
    other = amounting_to(120, bound).model_copy(update={"works_yuan": {"W1": 70}})
    _, works = comparison_chart({"a": base, "b": other}, {}, "en").axes
    assert said in works.get_title(loc="left")


def test_plans_without_a_bound_prove_nothing() -> None:
    frame = differences_frame({"a": amounting_to(1, None), "b": amounting_to(2, None)})
    assert frame.found_yuan["b"] == 1
    assert frame.proven["b"] is None
