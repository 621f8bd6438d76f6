"""What less of one thing costs in another: a Pareto front by the ε-constraint method (Haimes et al. 1971)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from scheduler import api
from scheduler.domain.plan import gap
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError
from scheduler.report.front_chart import front_chart, front_frame, front_html, front_table
from scheduler.report.progress import steps
from scheduler.report.words import in_lang
from scheduler.results import PlanResult
from scheduler.solve.executors import HERE, Place
from scheduler.solve.settings import Settings
from scheduler.study.axes import ACROSS, UP, Across, Up, as_low_as_can_be, limited_to
from scheduler.study.work import planned
from scheduler.verify.costs import COSTS
from scheduler.verify.facts import tabulate

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

Bound = tuple[Fraction | None, int]
"""A limit on x, ``None`` for no limit, and what no plan under it costs less than."""


class Point(NamedTuple):
    """A plan of the front: none that was found has less of one and no more of the other."""

    x: Fraction
    y_yuan: int
    bound_yuan: int
    """No plan whose x is as low costs less."""
    plan: PlanResult

    @property
    def proven(self) -> bool:
        return self.y_yuan == self.bound_yuan


@dataclass(frozen=True, repr=False)
class Front:
    """What less of x costs in y. At the x of a point the true front lies between the point and its bound."""

    scenario: Scenario
    across: Across
    up: Up
    points: tuple[Point, ...]
    """By x, the lowest first."""
    bounds: tuple[Bound, ...]
    failures: Mapping[str, str]
    """Limit to the reason why it has no plan."""

    def to_frame(self) -> "pd.DataFrame":
        """A row for each point: x, y, the bound on y, their gap, and whether the point is proven."""
        return front_frame(
            (p.x, p.y_yuan, p.bound_yuan, gap(p.y_yuan, p.bound_yuan), p.proven) for p in self.points
        )

    def chart(self, lang: str = "zh") -> "Figure":
        """Points, the steps of what was found, and the steps below which no plan is."""
        names = (self.across.name[lang], self.up.name[lang])
        points = [(point.x, point.y_yuan, point.bound_yuan) for point in self.points]
        return front_chart(points, self.bounds, names, self.scenario.title[lang], lang)

    def to_dict(self) -> dict[str, Any]:
        """What a program reads."""
        axes = {"x": self.across.name.en, "y": self.up.name.en}
        return {**axes, "points": self.to_frame().to_dict("records"), "failures": dict(self.failures)}

    def renderable(self, lang: str = "zh") -> "RenderableType":
        """What a terminal shows."""
        names = (self.across.name[lang], self.up.name[lang])
        return front_table([(p.x, p.y_yuan, p.bound_yuan) for p in self.points], names, self.failures, lang)

    def __repr__(self) -> str:
        proven = sum(point.proven for point in self.points)
        return f"<Front of {self.scenario.name}: {len(self.points)} points, {proven} proven>"

    def _repr_html_(self) -> str:
        return front_html(self.to_frame(), (self.across.name.zh, self.up.name.zh), self.failures)


def frontier(
    scenario: Scenario,
    x: str = "peak PM",
    y: str = "lost margin",
    *,
    points: int = 6,
    city: str | None = None,
    place: Place = HERE,
    lang: str = "zh",
    **settings: Any,
) -> Front:
    """How much y the season costs at least, for several limits on x.

    First y is made as low as can be, then x; between the two, x is limited to steps of equal width. What
    is proven for a wide limit holds for every narrower one, so each point has the best bound of them all.

    Args:
        x: ``peak PM``, ``peak SO2``, ``peak NOx`` (kg of the city's worst day) or ``excess burden``.
        y: ``lost margin``, ``restart cost`` or ``direct cost``, both; other terms are left out.
        points: limits to try, the two ends included.
        city: whose x; left out, the scenario's only one.
        place: as for ``scheduler.compare``, for all but the two ends.
        lang: of the bar's words, and of the reasons why a limit has no plan.
        settings: of ``scheduler.plan``.

    Raises:
        InputError: for an unknown axis or city, or a setting out of range.
        NoPlanExists: where the season has no plan at all.
        NoPlanFound: where none is found for one of the ends.
    """
    across, up, city = _chosen(scenario, x, y, city, points)
    chosen = api.settings_of(**settings)
    least_of = in_lang(lang, "最小：", "least")
    with steps(2) as tick:
        free = _plan(scenario.change(*limited_to(across, up, city, None)), chosen)
        tick(f"{least_of} {up.name[lang]}")
        least = _plan(scenario.change(*as_low_as_can_be(across)), chosen)
        tick(f"{least_of} {across.name[lang]}")
    scale = _Scale(across, city, free)
    limits = {f"{float(most):g}": most for most in _steps(scale.x(least), scale.x(free), points)}
    variants = {name: scenario.change(*limited_to(across, up, city, most)) for name, most in limits.items()}
    plans, failures = [least, free], {}
    bounds: list[Bound] = [(None, free.bound_yuan or 0)]
    for found in planned(variants, chosen, place, lang):
        if found.failure:
            failures[found.variant] = found.reason
        else:
            plans.append(found.plan(variants[found.variant]))
            bounds.append((limits[found.variant], plans[-1].bound_yuan or 0))
    return Front(scenario, across, up, _front(scale, plans, bounds), tuple(bounds), failures)


@dataclass(frozen=True)
class _Scale:
    """Measures plans of different variants alike: by the season in which only y is paid."""

    across: Across
    city: str
    free: PlanResult

    def x(self, plan: PlanResult) -> Fraction:
        return self.across.value(tabulate(self.free.season, plan.plan), self.city)

    def yuan(self, plan: PlanResult) -> int:
        facts = tabulate(self.free.season, plan.plan)
        return sum(COSTS[term.term](facts, term) for term in self.free.season.objective)


def _front(scale: _Scale, plans: Sequence[PlanResult], bounds: Sequence[Bound]) -> tuple[Point, ...]:
    """Plans that no other betters in both. A bound holds for every x up to its limit."""
    found = sorted(((scale.x(plan), scale.yuan(plan), plan) for plan in plans), key=lambda each: each[:2])
    points: list[Point] = []
    for x, yuan, plan in found:
        if not points or yuan < points[-1].y_yuan:
            bound = max(bound for most, bound in bounds if most is None or most >= x)
            points.append(Point(x, yuan, bound, plan))
    return tuple(points)


def _plan(scenario: Scenario, settings: Settings) -> PlanResult:
    return api.plan_season(api.check(scenario), settings)


def _steps(least: Fraction, most: Fraction, points: int) -> list[Fraction]:
    """Limits from the least x, which is one of them, up to the x that y alone would choose, which is not."""
    if least >= most:
        return []
    return [least + (most - least) * step / (points - 1) for step in range(points - 1)]


def _chosen(scenario: Scenario, x: str, y: str, city: str | None, points: int) -> tuple[Across, Up, str]:
    """Axes and city by name."""
    cities = sorted({works.city for works in scenario.enterprises})
    axes: tuple[tuple[str, str, Mapping[str, Any]], ...] = (("x", x, ACROSS), ("y", y, UP))
    faults = [
        Fault("is no such axis of a frontier", key=axis, value=name, maybe=f"one of: {', '.join(known)}")
        for axis, name, known in axes
        if name not in known
    ]
    if city not in cities and (city is not None or len(cities) > 1):
        maybe = f"one of: {', '.join(cities)}"
        faults.append(Fault("name the city", key="city", value=city or "", maybe=maybe))
    if points < 2:
        faults.append(Fault("must be at least 2, the ends", key="points", value=str(points)))
    if faults:
        raise InputError(faults)
    return ACROSS[x], UP[y], city or cities[0]
