"""Cells of one season on other processes and on a Dask cluster, whose workers may die."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, KilledWorker, LocalCluster

from scheduler.domain.plan import Progress, Solution
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.model.schedule import from_plan
from scheduler.solve import spread, work
from scheduler.solve.cells import Cell, cells
from scheduler.solve.clock import Clock
from scheduler.solve.course import Course
from scheduler.solve.executors import InThisProcess, LocalProcesses, Place, is_lost
from scheduler.solve.holding import broken
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.solve.spread import Spread
from scheduler.solve.work import Reached
from scheduler.verify.check import verify
from tests.solve.cities import cities, dear_plan

THREE = ("W1", "W2", "W3")
CLOSE = Settings(gap=0.1, time_limit_s=600)
"""Reached within a second; the time is for machines that are busy."""


class Mortal(Season):
    """Ends the first worker that builds a model of it, in the middle of its work."""

    mark: Path
    """The file that tells that it has."""

    def stands_before(self, unit: Unit) -> int:
        if multiprocessing.parent_process() is not None and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().stands_before(unit)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two workers; a task is given up with the first that dies with it."""
    none = dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with none, LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as running:
        yield running.scheduler_address


def held(season: Season, found: Solution) -> bool:
    """Whether there is a plan, which the checker accepts at the price that the solver says."""
    assert found.plan is not None
    verification = verify(season, found.plan)
    return not verification.broken and verification.total_yuan == found.objective_yuan


def is_close(found: Solution) -> bool:
    return found.gap is not None and found.gap <= CLOSE.gap


@pytest.fixture(params=["address", "client", "processes"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "processes":
        with LocalProcesses(2) as pool:
            yield pool
        return
    address: str = request.getfixturevalue("cluster")
    if request.param == "address":
        yield address
        return
    with Client(address, set_as_default=False) as client:
        yield client.get_executor(pure=False)


def test_a_season_of_three_cities_is_planned_elsewhere_as_well_as_here(place: Place) -> None:
    season = cities(*THREE)
    found = solve(season, CLOSE, place=place)
    assert held(season, found)
    assert is_close(found)


def test_a_worker_that_is_killed_loses_its_task_only(place: Place, tmp_path: Path) -> None:
    season = Mortal(**dict(cities(*THREE)), mark=tmp_path / "mark")
    found = solve(season, CLOSE, place=place)
    assert (tmp_path / "mark").exists()
    assert held(season, found)
    assert is_close(found)


class Failing(InThisProcess):
    """The first tasks end with an error."""

    def __init__(self, errors: list[Exception]) -> None:
        self.errors = errors

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.errors:
            return super().submit(fn, *args, **kwargs)
        future: Future[Any] = Future()
        future.set_exception(self.errors.pop())
        return future


def killed() -> KilledWorker:
    return KilledWorker("task", "worker", 1)


@pytest.mark.parametrize("error", [BrokenExecutor(), CancelledError(), killed()])
def test_a_task_that_was_lost_is_given_again(error: Exception) -> None:
    season = cities(*THREE)
    assert held(season, solve(season, CLOSE, place=Failing([error] * 3)))


def test_a_task_that_is_always_lost_says_so() -> None:
    with pytest.raises(KilledWorker):
        solve(cities(*THREE), CLOSE, place=Failing([killed()] * 99))


def test_a_fault_of_the_task_itself_is_not_tried_again() -> None:
    assert not is_lost(ValueError("nonsense"))
    failing = Failing([ValueError("nonsense")])
    with pytest.raises(ValueError, match="nonsense"):
        solve(cities(*THREE), CLOSE, place=failing)


class Asleep(Executor):
    """Nobody works here."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


def sleep(*_: object) -> None:
    """A task that hears nothing."""
    time.sleep(600)


def test_a_task_that_does_not_end_is_ended_when_all_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "LATE_S", 0.0)
    for step in ("near", "better"):  # else the search may end by itself before it is interrupted
        monkeypatch.setattr(work, step, sleep)
    season, endless = cities(*THREE), CLOSE.model_copy(update={"gap": 0.0})
    interruption = threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT))

    def interrupt(now: Progress) -> None:
        if now.objective_yuan is not None and interruption.ident is None:
            interruption.start()

    with LocalProcesses(2) as pool:
        found = solve(season, endless, interrupt, place=pool)
    assert held(season, found)
    assert found.interrupted


def test_nobody_waits_for_workers_that_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "LATE_S", 0.0)
    season = cities(*THREE)
    hurried = Settings(time_limit_s=0.1)
    assert solve(season, hurried, place=Asleep()).plan is None
    assert held(season, solve(season, hurried, start=dear_plan(*THREE), place=Asleep()))


# ── plans near to what bounds leave ──────────────────────────────────────────────────────────────


class Told(InThisProcess):
    """Each task ends with what was told before, or with nothing new, until all cells were planned anew."""

    def __init__(self, course: Course, found: dict[tuple[str, str], Reached]) -> None:
        self.course, self.found = course, found
        self.given: list[tuple[str, str]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        where: Cell | Season = args[0]
        task = (fn.__name__, works_of(where.season if isinstance(where, Cell) else where))
        self.given.append(task)
        anew = {works_id for step, works_id in self.given if step == "near"}
        self.course.clock.interrupted |= len(anew) == len(self.course.searches) or len(self.given) > 40
        future: Future[Any] = Future()
        future.set_result(self.found.get(task, Reached()))
        return future

    def steps(self, works_id: str) -> list[str]:
        """What was done for the cell of a works, in turn."""
        return [step for step, of in self.given if of == works_id]


def spread_over(season: Season, found: dict[tuple[str, str], Reached]) -> tuple[Course, Told]:
    """What a course has reached, and the tasks that were given: each cell begins with the dear plan."""
    settings = Settings(time_limit_s=600, gap=0.0)
    course = Course(cells(season), settings, Clock(settings), None)
    for search in course.searches:
        dear = dear_plan(works_of(search.season))
        search.take(from_plan(search.season, dear), verify(search.season, dear).total_yuan)
    pool = Told(course, found)
    Spread(course, None).run(pool, 1)
    return course, pool


def works_of(cell: Season) -> str:
    return cell.units[0].enterprise_id


def test_each_cell_is_planned_anew_once_before_its_neighbourhoods() -> None:
    _, pool = spread_over(cities(*THREE), {})
    assert {step for step, _ in pool.given[: len(THREE)]} == {"bound"}
    for each in THREE:
        bound, near, *later = pool.steps(each)
        assert (bound, near) == ("bound", "near")
        assert set(later) <= {"better"}


def test_a_plan_near_to_totals_is_taken_where_it_costs_less() -> None:
    """Of two cells the one finds a plan cheaper by a yuan, the other one that is as dear."""
    season = cities("W1", "W2")
    dear = {works_of(each.season): each.season for each in cells(season)}
    yuan = {name: verify(whole, dear_plan(name)).total_yuan for name, whole in dear.items()}
    other = {name: from_plan(whole, dear_plan(name)) for name, whole in dear.items()}
    found = {
        ("near", "W1"): Reached(other["W1"], yuan["W1"] - 1),
        ("near", "W2"): Reached(other["W2"], yuan["W2"]),
    }
    course, _ = spread_over(season, found)
    first, second = course.searches
    assert (first.objective, second.objective) == (yuan["W1"] - 1, yuan["W2"])
    assert first.schedule is other["W1"]
    assert second.schedule is not other["W2"]


def test_a_task_near_to_totals_gives_back_a_better_plan_and_a_closer_bound() -> None:
    """The two cheapest furnaces stand sixty days each, where the dear plan stands the others for seventy."""
    whole, dear = cities("W1"), dear_plan("W1")
    so_far = Reached(from_plan(whole, dear), verify(whole, dear).total_yuan)
    found = work.near(Cell(whole), Settings(time_limit_s=20, reproducible=True), so_far, rounds_s=5.0)
    assert found.is_better_than(so_far.objective)
    assert found.schedule is not None
    assert found.objective is not None
    assert not broken(whole, found.schedule)
    assert 0 < found.bound <= found.objective


SCRIPT = """
from scheduler.solve.executors import LocalProcesses
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from tests.solve.cities import cities

print("begun")
with LocalProcesses(2) as pool:
    print(solve(cities("W1", "W2"), Settings(gap=0.1, time_limit_s=600), place=pool).status)
"""


def test_a_script_that_guards_nothing_is_run_once(tmp_path: Path) -> None:
    """Processes of its own would run it again, and begin processes before they have begun themselves."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    paths = {**os.environ, "PYTHONPATH": "."}
    command = [sys.executable, str(script)]
    ran = subprocess.run(command, env=paths, capture_output=True, text=True, check=False, timeout=300)
    assert ran.stdout.split() == ["begun", "feasible"], ran.stderr
