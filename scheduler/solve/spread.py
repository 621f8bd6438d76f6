"""Cells spread over an executor: each task is one cell for some seconds, and what it finds is merged.

First plans come first, the largest cell's before all others; then bounds; then better plans, more often of
cells whose plans may still get much better: near to totals at first, then by neighbourhoods. A worker that
dies takes only its task along: it is given again.
"""

import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from random import Random

from scheduler.model.schedule import Schedule, within
from scheduler.solve import work
from scheduler.solve.cells import Cell
from scheduler.solve.clock import Clock
from scheduler.solve.course import Course
from scheduler.solve.exact import is_small
from scheduler.solve.executors import LocalProcesses, is_lost
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.solve.work import Reached

SLICE_SHARE, SLICE_S = 0.05, (5.0, 60.0)
"""Part of the time limit for which a task makes a cell's plan better; no fewer or more seconds than these."""
LOOK_S = 0.5
"""Between two looks at the clock while tasks are under way."""
LATE_S = 3.0
"""For which tasks are waited for when all is over, before those on processes of this machine are ended."""
MOST_LOST = 3
"""How often a task may be lost in a row before it is given up, and told where its cell has no plan."""


@dataclass(frozen=True, eq=False)
class _Task:
    search: Search
    step: str
    """``begin``, ``bound``, ``near`` or ``better``."""
    number: int = 0
    """How often it was given before, and found nothing."""
    lost: int = 0
    """How many workers died with it in a row."""


@dataclass
class Spread:
    """The cells of a search, each worked on by one task at a time."""

    course: Course
    start: Schedule | None
    """A plan to begin with, where it still holds."""
    _running: dict[Future[Reached], _Task] = field(default_factory=dict)
    _waiting: deque[_Task] = field(default_factory=deque)
    _near: set[Search] = field(default_factory=set)
    """Cells that were planned near to totals, or are: once is enough."""

    @property
    def _clock(self) -> Clock:
        return self.course.clock

    @property
    def _settings(self) -> Settings:
        return self.course.settings

    def run(self, pool: Executor, places: int) -> None:
        """Until the time is over or the whole is good enough, or a cell can't be planned."""
        by_size = sorted(self.course.searches, key=lambda search: -len(search.season.units))
        self._waiting = deque(_Task(search, "begin") for search in by_size if search.schedule is None)
        self._waiting += [_Task(search, "bound") for search in by_size]
        random = Random(self._settings.seed)
        ends_by = time.monotonic() + LATE_S
        while self._give(pool, places, random):
            self.course.phase = "first plan" if self.course.objective is None else "polish"
            done, _ = wait(self._running, timeout=LOOK_S, return_when=FIRST_COMPLETED)
            for future in done:
                self._take(future, self._running.pop(future))
            if self._goes_on():
                ends_by = time.monotonic() + LATE_S
            elif time.monotonic() > ends_by:
                self._leave(pool)

    def _goes_on(self) -> bool:
        return self._clock.left > 0 and not self.course.is_impossible and not self.course.is_close

    def _leave(self, pool: Executor) -> None:
        """Wait no longer: nobody may be left to do the tasks, or to hear the time in the middle of a model.

        What is under way elsewhere can't be ended: it ends with the seconds that it was given.
        """
        self._running = {future: task for future, task in self._running.items() if not future.cancel()}
        if isinstance(pool, LocalProcesses):
            pool.kill()

    def _give(self, pool: Executor, places: int, random: Random) -> bool:
        """Give tasks while places are free; tells whether any is under way."""
        while len(self._running) < places and self._goes_on():
            task = self._next(random)
            if task is None:
                break
            self._running[self._submit(pool, places, task)] = task
        return bool(self._running)

    def _next(self, random: Random) -> _Task | None:
        idle = set(self.course.searches) - {task.search for task in self._running.values()}
        for task in self._waiting:
            if task.search in idle:
                self._waiting.remove(task)
                return task
        gaps = {search: search.gap_yuan for search in self.course.open if search in idle}
        if not gaps:
            return None
        search = random.choices(list(gaps), list(gaps.values()))[0]
        if search in self._near or is_small(search) or not self.course.rounds_s(search):
            return _Task(search, "better")
        self._near.add(search)
        return _Task(search, "near")

    def _submit(self, pool: Executor, places: int, task: _Task) -> "Future[Reached]":
        search, left = task.search, self._clock.left
        if task.step == "begin":
            cell, start = Cell(search.season, search.alone), self._started(search)
            seconds = self.course.fair_seconds(search)
            return pool.submit(work.first, cell, self._own(left, task), start, seconds, task.number > 0)
        if task.step == "bound":
            return pool.submit(work.bound, search.alone or search.season, self._own(left, task))
        if task.step == "near":
            cell, rounds_s = Cell(search.season, search.alone), self.course.rounds_s(search, places)
            return pool.submit(work.near, cell, self._own(left, task), work.reached(search), rounds_s)
        least, most = SLICE_S
        seconds = min(left, max(least, min(most, SLICE_SHARE * self._settings.time_limit_s)))
        return pool.submit(work.better, search.season, self._own(seconds, task), work.reached(search))

    def _started(self, search: Search) -> Schedule | None:
        return None if self.start is None else within(search.season, self.start)

    def _own(self, seconds: float, task: _Task) -> Settings:
        """A task's settings: one worker, and a seed of its own."""
        seed = self._settings.seed + len(self._running) + 1000 * task.number + int(self._clock.seconds)
        return self._settings.model_copy(update={"time_limit_s": seconds, "workers": 1, "seed": seed})

    def _take(self, future: "Future[Reached]", task: _Task) -> None:
        search = task.search
        try:
            found = future.result()
        except Exception as error:
            given_up = task.lost >= MOST_LOST
            if not is_lost(error) or (given_up and search.schedule is None and self._goes_on()):
                raise
            if not given_up:  # else the cell keeps the plan that it has
                self._waiting.appendleft(replace(task, lost=task.lost + 1))
            return
        search.infeasible |= found.infeasible
        search.known = found.known or search.known
        search.clock.building_seconds += found.seconds_to_build
        search.raise_bound(found.bound)
        if found.schedule is not None and found.is_better_than(search.objective):
            search.take(found.schedule, found.objective)
        if task.step == "begin" and search.schedule is None and not search.infeasible:
            self._waiting.append(_Task(search, "begin", task.number + 1))
