"""First plans: drivers, then what serves them, with the time that is left in mind."""

from typing import Any

import pytest

from scheduler.domain.obligation import LinkedUnits, StopShare
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.model.days import Grid
from scheduler.solve import first
from scheduler.solve.clock import Clock
from scheduler.solve.first import drivers_alone, plan_whole, polish_drivers
from scheduler.solve.run import Effort, Outcome
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from tests.helpers import owed, season, unit
from tests.strategies import OBJECTIVE

SETTINGS = Settings(time_limit_s=20, reproducible=True)


def two_works() -> Season:
    """In each a furnace that owes half its days, and a sinter machine that follows it."""
    units, obligations = [], []
    for works in ("W1", "W2"):
        furnace, sinter = f"{works}-F", f"{works}-S"
        units += [unit(furnace, works), unit(sinter, works, process=Process.SINTER)]
        linked = {"group": (sinter,), "drivers": (furnace,), "process": "sinter"}
        obligations += [
            owed(StopShare, [furnace], subject=works, share="0.5", process="blast_furnace"),
            owed(LinkedUnits, [sinter, furnace], subject=works, **linked),
        ]
    return season(units, obligations, objective=OBJECTIVE)


@pytest.fixture
def planned() -> Search:
    whole = Search(two_works(), SETTINGS, Clock(SETTINGS))
    whole.drivers_search = drivers_alone(whole)
    assert whole.drivers_search is not None
    plan_whole(whole, whole.drivers_search)
    return whole


def test_followers_stand_as_many_days_as_their_drivers(planned: Search) -> None:
    assert [sum(row) for row in planned.best.off.values()] == [5, 5, 5, 5]


def test_followers_that_have_a_place_keep_it(planned: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """A works whose drivers stand as before is not planned again."""
    asked = []
    monkeypatch.setattr(first, "_plan_group", lambda search, works, group, drivers: asked.append(group))
    assert planned.drivers_search is not None
    before = planned.best
    plan_whole(planned, planned.drivers_search)
    assert (asked, planned.best) == ([], before)


def test_drivers_are_left_when_the_time_is_needed_to_make_them_whole(
    planned: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = planned.drivers_search
    assert alone is not None
    assert alone.seconds_to_make_whole > 0
    steps: list[bool] = []
    monkeypatch.setattr(first, "improve", lambda searches, settings, clock, going: steps.append(going()))
    polish_drivers(alone, seconds=5)
    alone.seconds_to_make_whole = alone.clock.left
    polish_drivers(alone, seconds=5)
    assert steps == [True, False]


def test_a_grid_that_ran_out_of_time_is_given_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine the first try ends too early: the season has a plan all the same."""
    searching = Search.try_grid
    asked: list[float] = []

    def slow(self: Search, grid: Grid, effort: Effort, **others: Any) -> Outcome:
        asked.append(effort.seconds)
        if len(asked) <= len(first.GRID_STEPS):
            return Outcome(Status.UNKNOWN)
        return searching(self, grid, effort, **others)

    monkeypatch.setattr(Search, "try_grid", slow)
    assert drivers_alone(Search(two_works(), SETTINGS, Clock(SETTINGS))) is not None
    assert max(asked) > asked[0]


def test_a_grid_proved_to_hold_no_plan_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def impossible(self: Search, grid: Grid, effort: Effort, **_: Any) -> Outcome:
        asked.append(sum(len(days) for days in grid.values()))
        return Outcome(Status.INFEASIBLE)

    monkeypatch.setattr(Search, "try_grid", impossible)
    assert drivers_alone(Search(two_works(), SETTINGS, Clock(SETTINGS))) is None
    assert len(asked) == len(first.GRID_STEPS)
