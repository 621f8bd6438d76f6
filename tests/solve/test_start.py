"""A search that begins with a plan."""

from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.obligation import StopShare
from scheduler.domain.plan import Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from tests.helpers import owed, season, unit, window

NO_TIME = Settings(time_limit_s=1e-9)


def two_furnaces() -> Season:
    """Half of two furnaces' capacity stops over ten days; the second costs twice as much a day."""
    furnaces = [unit("F1"), unit("F2", margin_yuan_per_day=20_000)]
    share = owed(StopShare, ["F1", "F2"], process=Process.BLAST_FURNACE, share="0.5", subject="W1")
    return season(furnaces, [share], objective=(LostMargin(), RestartCost()))


def standing(unit_id: str, last: int = 9) -> Plan:
    return Plan(stops=(Stop(unit_id=unit_id, window=window(0, last)),))


def test_the_start_is_kept_where_there_is_no_time_for_better() -> None:
    assert solve(two_furnaces(), NO_TIME).plan is None
    found = solve(two_furnaces(), NO_TIME, start=standing("F2"))
    assert (found.plan, found.objective_yuan) == (standing("F2"), 200_000)


def test_a_better_plan_replaces_the_start() -> None:
    assert solve(two_furnaces(), start=standing("F2")).objective_yuan == 100_000


def test_a_start_that_breaks_the_season_is_passed_over() -> None:
    assert solve(two_furnaces(), NO_TIME, start=standing("F1", last=3)).plan is None
    assert solve(two_furnaces(), start=standing("F1", last=3)).objective_yuan == 100_000
