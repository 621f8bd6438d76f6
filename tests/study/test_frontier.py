"""A front: each point a plan, each bound a proof, and no point that another betters."""

from dataclasses import replace

import pytest
from rich.console import Console

import scheduler
from scheduler.domain.scenario import Scenario
from scheduler.study.axes import ACROSS, UP
from scheduler.verify.check import verify


@pytest.fixture(scope="module")
def front(small: Scenario) -> scheduler.Front:
    return scheduler.frontier(small, points=3, gap=0)


def test_less_of_one_costs_more_of_the_other(front: scheduler.Front) -> None:
    x, yuan = [point.x for point in front.points], [point.y_yuan for point in front.points]
    assert len(front.points) >= 2
    assert x == sorted(set(x))
    assert yuan == sorted(set(yuan), reverse=True)
    assert all(point.bound_yuan <= point.y_yuan for point in front.points)
    assert not front.failures


def test_the_ends_are_the_best_of_each_alone(front: scheduler.Front, small: Scenario) -> None:
    cheapest = small.change(scheduler.WeightsChanged(terms={"lost_margin": {}}, alone=True))
    weights = {"yuan_per_kg": 1, "pollutant_weights": {"pm": 1}}
    cleanest = small.change(scheduler.WeightsChanged(terms={"peak_emissions": weights}, alone=True))
    assert front.points[-1].y_yuan == scheduler.plan(cheapest, gap=0).objective_yuan
    least = scheduler.plan(cleanest, gap=0)
    assert least.bound_yuan is not None
    assert least.bound_yuan - 1 < front.points[0].x <= least.objective_yuan


def test_a_point_is_what_its_plan_amounts_to(front: scheduler.Front) -> None:
    """The worst day of ``daily.csv`` has the point's x; furnaces lose their margin, and so on."""
    for point in front.points:
        worst = point.plan.daily.groupby("day").pm_kg.sum().max()
        assert float(point.x) == pytest.approx(worst, abs=0.001)
        assert not point.plan.verification.broken


def test_a_front_shows_itself(front: scheduler.Front) -> None:
    frame = front.to_frame()
    assert list(frame.columns) == ["x", "y_yuan", "bound_yuan", "gap", "proven"]
    assert list(frame.proven) == [point.proven for point in front.points]
    assert "PM日排放峰值" in front._repr_html_()
    assert f"{front.points[0].y_yuan:,}" in front._repr_html_()
    assert "T-7 collides" in replace(front, failures={"150": "T-7 collides"})._repr_html_()
    console = Console(width=120, color_system=None)
    with console.capture() as capture:
        console.print(front.renderable("en"))
    assert f"{front.points[0].y_yuan:,}" in capture.get()
    assert front.to_dict()["points"][0]["y_yuan"] == front.points[0].y_yuan
    assert front.chart()._repr_png_().startswith(b"\x89PNG")
    (axes,) = front.chart("en").axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("peak of PM (kg a day)", "lost margin (yuan)")


def test_fairness_can_be_traded_too(small: Scenario) -> None:
    """A limit at a point's x leaves its plan, and the plan keeps to it."""
    for point in scheduler.frontier(small, x="excess burden", y="direct cost", points=2, gap=0).points:
        limited = small.change(scheduler.LimitsChanged(largest_excess_burden=point.x))
        season = scheduler.check(limited).season
        kinds = {owed.id: owed.kind for owed in season.obligations}
        measured = verify(season, point.plan.plan).measured
        burdens = [found for found in measured if kinds[found.obligation_id] == "burden_limit"]
        assert burdens
        assert all(found.met for found in burdens)
        assert min(found.slack for found in burdens) == 0


def test_what_is_not_known_is_said_at_once(scenario: Scenario) -> None:
    with pytest.raises(scheduler.InputError) as caught:
        scheduler.frontier(scenario, x="peak", y="margin", points=1, city="别处")
    assert [fault.key for fault in caught.value.faults] == ["x", "y", "city", "points"]
    assert all(name in str(caught.value) for name in (*ACROSS, *UP))
