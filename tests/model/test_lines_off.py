"""What lines off on every day cost at least: covers of few lines, the least that many whole lines can be."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.objective import LostMargin
from scheduler.domain.obligation import LinesOff
from scheduler.domain.plan import Status
from scheduler.domain.unit import Process
from scheduler.model.build import build_totals
from scheduler.model.rules import lines_off
from scheduler.model.rules.lines_off import least_enough, smallest_covers
from scheduler.solve.clock import Clock
from scheduler.solve.run import Effort, run
from scheduler.solve.settings import Settings
from tests.helpers import owed, season, unit

CAPACITIES = st.lists(st.integers(1, 9).map(Fraction), min_size=1, max_size=6)


def bound(capacities: list[int], required: int) -> int:
    """Lowest cost of ten days by the relaxation; a day off costs as many yuan as the line has capacity."""
    units = [
        unit(f"L{n}", process=Process.ALUMINA_LINE, capacity_t_per_day=tonnes, margin_yuan_per_day=tonnes)
        for n, tonnes in enumerate(capacities)
    ]
    duty = owed(
        LinesOff,
        [line.unit_id for line in units],
        subject="W1",
        process=Process.ALUMINA_LINE,
        by="capacity",
        weights={line.unit_id: line.capacity_t_per_day for line in units},
        required=required,
    )
    settings = Settings(reproducible=True)
    model = build_totals(season(units, [duty], objective=[LostMargin()]))
    found = run(model, settings, Clock(settings), Effort(10))
    assert found.status is Status.OPTIMAL
    assert found.objective is not None
    return found.objective


def test_of_three_equal_lines_a_share_of_a_third_and_a_bit_takes_two() -> None:
    assert bound([100, 100, 100], 100) == 1000
    assert bound([100, 100, 100], 101) == 2000


def test_lines_of_different_size_take_the_cheapest_cover() -> None:
    assert bound([100, 70, 50], 105) == 1200  # 70 + 50


def test_many_lines_take_the_least_that_whole_lines_can_be() -> None:
    assert bound([100] * (lines_off.MOST_LINES + 1), 150) == 2000


@given(CAPACITIES, st.integers(0, 30).map(Fraction))
def test_covers_are_enough_and_smallest_and_the_lightest_is_the_least(
    capacities: list[Fraction], required: Fraction
) -> None:
    weights = {str(n): weight for n, weight in enumerate(capacities)}
    covers = list(smallest_covers(weights, required))
    assert len(set(covers)) == len(covers)
    for cover in covers:
        total = sum((weights[line] for line in cover), Fraction(0))
        assert total >= required
        assert all(total - weights[line] < required for line in cover)
    if covers:
        lightest = min(sum((weights[line] for line in cover), Fraction(0)) for cover in covers)
        assert least_enough(capacities, required) == lightest
    else:
        assert sum(capacities) < required
