"""Maintenance on grids: on whatever days a unit may change, no job is done while it runs."""

import pytest

from scheduler.domain.objective import LostMargin, UnplacedMaintenance
from scheduler.domain.obligation import Job, Maintenance
from scheduler.domain.season import Season
from scheduler.model.build import build_days
from scheduler.model.schedule import to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.run import Effort, Outcome, run
from scheduler.verify.check import verify
from tests.helpers import job, owed, season, unit
from tests.model.patterns import SETTINGS


def worked(*jobs: Job, hard: bool = True) -> Season:
    """A furnace that stands at 10,000 yuan a day, and work on it."""
    work = owed(Maintenance, ["F1"], jobs=jobs, crews=1, hard=hard)
    return season([unit()], [work], objective=[LostMargin(), UnplacedMaintenance(yuan_per_job=25_000)])


def on_grid(whole: Season, *days: int) -> Outcome:
    """The best plan whose furnace changes on some days only; the checker takes it at its price."""
    found = run(build_days(whole, {"F1": days}), SETTINGS, Clock(SETTINGS), Effort(20))
    assert found.schedule is not None
    checked = verify(whole, to_plan(whole, found.schedule))
    assert not checked.broken
    assert checked.total_yuan == found.objective
    return found


@pytest.mark.parametrize(
    ("days", "yuan"),
    [
        pytest.param((0, 5), 50_000, id="inside one of two blocks"),
        pytest.param((0, 3, 6, 9), 30_000, id="inside the second of four"),
        pytest.param((0, 2, 4, 6, 8), 20_000, id="as long as a block"),
        pytest.param((0, 1, 3, 7, 8), 20_000, id="blocks of all lengths"),
        pytest.param(tuple(range(10)), 20_000, id="every day"),
    ],
)
def test_a_job_shorter_than_a_block_lies_in_a_stop_all_the_same(days: tuple[int, ...], yuan: int) -> None:
    assert on_grid(worked(job("J1", first=1, last=8, days=2)), *days).objective == yuan


def test_a_job_over_the_edge_of_two_blocks_takes_both() -> None:
    assert on_grid(worked(job("J1", first=4, last=5, days=2)), 0, 5).objective == 100_000


def test_it_is_left_out_where_a_block_costs_more_than_doing_without() -> None:
    found = on_grid(worked(job("J1", first=1, last=8, days=2), hard=False), 0, 5)
    assert found.costs == {"lost_margin": 0, "unplaced_maintenance": 25_000}


def test_two_jobs_find_their_places_in_one_block() -> None:
    found = on_grid(worked(job("J1", days=2), job("J2", days=3, last=4)), 0, 5)
    assert found.objective == 50_000
