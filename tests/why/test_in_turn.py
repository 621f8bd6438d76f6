"""Ways out of large places by day: works in turn, on seasons whose least concession is known by hand."""

from fractions import Fraction
from typing import Any

import pytest

from scheduler.domain.obligation import (
    ForbiddenDays,
    HeatFloor,
    Obligation,
    RegionOutputCeiling,
    StopDays,
    StopShare,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.model.days import Grid
from scheduler.model.schedule import from_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.why.elastic import elastic_days
from scheduler.why.explain import Asked, why_not
from scheduler.why.gives import terms_of
from scheduler.why.in_turn import least_in_turn
from scheduler.why.values import Answer, WayOut
from tests.helpers import owed, plan, season, stop, unit

SETTINGS = Settings(time_limit_s=60, reproducible=True)


def weights(made: Season) -> dict[str, int]:
    return {one.id: terms.weight for one in made.obligations if (terms := terms_of(one))}


@pytest.fixture
def city() -> Season:
    """Three works of one furnace each: 15 of 30 furnace days have to go, and W3's furnace heats the city.

    F1 may stand on four days and F2 on six, F3 on none: five days' tonnes are too few by any choice of days.
    """
    furnaces = [unit("F1"), unit("F2", "W2"), unit("F3", "W3", heat_area_m2=1000)]
    every = ["F1", "F2", "F3"]
    obligations: list[Obligation] = [
        owed(
            RegionOutputCeiling,
            every,
            clause="A",
            subject="邯郸市",
            tonnes=15_000,
            t_per_day=dict.fromkeys(every, 1000),
        ),
        owed(ForbiddenDays, ["F1"], 4, 9, clause="B"),
        owed(ForbiddenDays, ["F2"], 6, 9, clause="B"),
        owed(HeatFloor, ["F3"], clause="C", demand_m2=1000),
        owed(StopDays, ["F1"], clause="D", days=2),
    ]
    return season(furnaces, obligations)


def test_a_large_place_gets_a_way_out_by_day_that_a_plan_was_found_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Heat of one day cannot be lent to another: all of it gives, or all of the share."""
    monkeypatch.setattr("scheduler.why.ways_out.SMALL_UNIT_DAYS", 0)
    homes = unit("F4", heat_area_m2=1000)
    colliding = season(
        [homes, unit("F5", "W2")],
        [
            owed(StopShare, ["F4"], clause="A", process=Process.BLAST_FURNACE, share=Fraction(1, 4)),
            owed(HeatFloor, ["F4"], clause="C", demand_m2=1000),
            owed(StopDays, ["F5"], clause="D", days=5),
        ],
    )
    ways: tuple[WayOut, ...] = why_not(colliding, (), SETTINGS, Asked()).ways_out
    assert {way.clauses for way in ways} == {("A",), ("C",)}
    assert all(way.answer is Answer.POSSIBLE for way in ways)


def test_works_in_turn_give_no_more_than_has_to_be(city: Season) -> None:
    """The ceiling gives a third of its 15,000 t, heat would give all: 5,000 t above it is the least."""
    found = least_in_turn(city, weights(city), SETTINGS, Clock(SETTINGS))
    assert found is not None
    ceiling = city.obligations[0].id
    least = 5_000 * weights(city)[ceiling]
    assert {name: cost for name, cost in found.costs.items() if cost} == {ceiling: least}


def test_what_is_bettered_is_free_where_it_changes_now(city: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a gain units change on other days: grids made before it would not hold them."""
    tried = Search.try_grid
    missing: list[set[int]] = []
    placed = plan(stop("F1", 0, 0), stop("F2", 0, 3))

    def noted(self: Search, grid: Grid, effort: Effort, **more: Any) -> Outcome:
        base = more["base"]
        missing.extend(set(base.changes(name)) - {*days} for name, days in grid.items() if name in base)
        return tried(self, grid, effort, **more)

    monkeypatch.setattr(Search, "try_grid", noted)
    monkeypatch.setattr("scheduler.why.in_turn._placed", lambda search: from_plan(city, placed))
    least_in_turn(city, weights(city), SETTINGS, Clock(SETTINGS))
    assert missing
    assert not any(missing)


def test_what_cannot_give_keeps_a_works_from_any_place(city: Season) -> None:
    """F1 has to stand on a day on which it may not, and neither gives."""
    stuck = city.model_copy(
        update={"obligations": (*city.obligations, owed(ForbiddenDays, ["F1"], 0, 3, clause="E"))}
    )
    assert least_in_turn(stuck, {}, SETTINGS, Clock(SETTINGS)) is None


def test_a_hint_tells_how_far_each_obligation_gives(city: Season) -> None:
    """What the solver says of its solution is what the model says of the same schedule."""
    model = elastic_days(city, daily(city, city.units), weights(city))
    found = run(model, SETTINGS, Clock(SETTINGS), Effort(10))
    assert found.status is Status.OPTIMAL
    assert found.schedule is not None
    again = elastic_days(city, daily(city, city.units), weights(city))
    assert again.hint(found.schedule) == found.objective
