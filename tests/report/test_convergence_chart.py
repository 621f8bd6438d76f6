"""The chart of a search shows what it found, when, and what it proved."""

from typing import Any

import pytest

from scheduler.domain.plan import Progress, Solution, Status
from scheduler.report.convergence_chart import convergence_chart

HISTORY = (
    Progress(seconds=2, objective_yuan=None, bound_yuan=0, phase="first plan"),
    Progress(seconds=11.07, objective_yuan=17_000_000, bound_yuan=0, phase="first plan"),
    Progress(seconds=19, objective_yuan=17_000_000, bound_yuan=15_000_000, phase="bound"),
    Progress(seconds=50, objective_yuan=16_000_000, bound_yuan=15_000_000, phase="polish"),
)


def solution(**fields: Any) -> Solution:
    reached = {"objective_yuan": 16_000_000, "bound_yuan": 15_200_000, "seconds": 90, "history": HISTORY}
    return Solution(status=Status.FEASIBLE, **(reached | fields))


def steps(axes: Any) -> dict[str, list[tuple[float, float]]]:
    return {line.get_label(): list(zip(*line.get_data(), strict=True)) for line in axes.lines}


def test_costs_bounds_and_gap_are_drawn_to_the_end_of_the_search() -> None:
    """In units of 10,000 yuan; a bound of 0 says nothing and is not drawn, nor is a gap to it."""
    above, below = convergence_chart(solution(), "Handan", "en").axes
    drawn = steps(above)
    assert drawn["best plan"] == [(11.07, 1700), (19, 1700), (50, 1600), (90, 1600)]
    assert drawn["bound: no plan costs less"] == [(19, 1500), (50, 1500), (90, 1520)]
    (gaps,) = steps(below).values()
    assert gaps[-1] == (90, pytest.approx(5.0))
    assert [seconds for seconds, _ in gaps] == [19, 50, 90]


def test_the_first_plan_and_the_last_gap_are_written_on_the_chart() -> None:
    above, below = convergence_chart(solution(), "Handan", "en").axes
    assert [text.get_text() for text in above.texts] == ["first plan 11.1 s"]
    assert [text.get_text() for text in below.texts] == ["5.00 %"]


def test_a_reproducible_search_ends_at_its_own_last_second() -> None:
    """Seconds of the wall would not be the same again."""
    above, below = convergence_chart(solution(settings={"reproducible": True}), "邯郸市").axes
    assert steps(above)["最好方案"][-1] == (50, 1600)
    assert "确定性" in below.get_xlabel()


@pytest.mark.parametrize("history", [(), HISTORY[:1]])
def test_a_search_that_told_little_has_a_chart_all_the_same(history: tuple[Progress, ...]) -> None:
    without = solution(history=history, objective_yuan=None, bound_yuan=0)
    assert convergence_chart(without, "邯郸市")._repr_png_().startswith(b"\x89PNG")
