"""How much effort is left: seconds of the wall or of the solver's deterministic clock, and memory."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.solve.memory import Memory
from scheduler.solve.settings import Settings

LEAST_S = 0.01
"""Deterministic seconds that any solve counts, so that a search of tiny solves ends."""


class Clock:
    """Runs from its making. In reproducible mode it moves only by the effort that solves report."""

    def __init__(self, settings: Settings) -> None:
        self._deterministic = settings.reproducible
        self._limit = settings.time_limit_s
        self._begun = time.monotonic()
        self._spent = 0.0
        self.building_seconds = 0.0
        """Seconds of the wall spent on making models."""
        self.interrupted = False
        """Set by Ctrl-C: what was found so far is kept and nothing new is begun."""
        self.memory = Memory(settings.memory_mib)

    @property
    def seconds(self) -> float:
        """Effort so far."""
        return self._spent if self._deterministic else time.monotonic() - self._begun

    @property
    def wall_seconds(self) -> float:
        return time.monotonic() - self._begun

    @property
    def is_stopped(self) -> bool:
        """Whether all must end before the time is over: by Ctrl-C, or as memory runs out."""
        return self.interrupted or self.memory.runs_out()

    @property
    def left(self) -> float:
        return 0.0 if self.is_stopped else max(0.0, self._limit - self.seconds)

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Ctrl-C within the block only marks the interruption, wherever it falls; a second one raises."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def hear(_number: int, _frame: object) -> None:
            if self.interrupted:
                raise KeyboardInterrupt
            self.interrupted = True

        before = signal.signal(signal.SIGINT, hear)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Counts the block as time to build."""
        begun = time.monotonic()
        yield
        self.building_seconds += time.monotonic() - begun

    def spend(self, deterministic_seconds: float) -> None:
        """Count one solve. The smallest takes next to no deterministic time, but it took time to build."""
        self._spent += max(LEAST_S, deterministic_seconds)
