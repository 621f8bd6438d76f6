"""Markets that are made up: two works to settle by hand, and any others."""

from hypothesis import strategies as st

from scheduler.domain.race_results import Step
from scheduler.race.market import Curve, Market, Trader

CHEAP = Trader(Curve((Step(10_000, 1000),)), duty_t=400, least_t=0)
"""1,000 t at 100 yuan each."""
DEAR = Trader(Curve((Step(30_000, 1000),)), duty_t=500, least_t=200)
"""At 300 yuan each; 200 t may not be traded."""


@st.composite
def markets(draw: st.DrawFn) -> Market:
    stages: dict[str, dict[str, Trader]] = {}
    works = [f"W{number}" for number in range(draw(st.integers(2, 5)))]
    for stage in ("s1", "s2")[: draw(st.integers(1, 2))]:
        stages[stage] = {name: draw(traders()) for name in works}
    return Market("R", stages)


@st.composite
def traders(draw: st.DrawFn) -> Trader:
    prices = sorted(draw(st.lists(st.integers(1, 40_000), min_size=1, max_size=3)))
    curve = Curve(tuple(Step(price, draw(st.integers(1, 500))) for price in prices))
    duty = draw(st.integers(0, curve.most_t))
    return Trader(curve, duty, draw(st.integers(0, duty)))
