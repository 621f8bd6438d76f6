"""Where work is done: processes of this machine, a Dask cluster, or whatever executor one has."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from queue import SimpleQueue
from threading import Lock
from types import ModuleType
from typing import Any, ParamSpec, TypeVar

from psutil import NoSuchProcess, Process

from scheduler.errors import Fault, InputError

HERE = "here"
"""This process, one task after another."""
Place = Executor | str | None
"""An executor, a Dask cluster's address (``tcp://…``), ``HERE``, or ``None``: processes of this machine."""

MOST_GIVEN = 256
"""Tasks given at a time to an executor whose workers are not known."""

_beginning = Lock()
"""Held by whoever has put something else in the place of ``__main__``."""

P = ParamSpec("P")
Result = TypeVar("Result")


@contextmanager
def opened(place: Place = None, processes: int | None = None) -> Iterator[Executor]:
    """An executor for the block. One that was given is left open; what is opened here is closed.

    Args:
        processes: of this machine; left out, as many as it has cores.

    Raises:
        InputError: for an address at which no cluster answers, or without ``distributed`` installed.
    """
    if isinstance(place, Executor):
        yield place
    elif place == HERE:
        yield InThisProcess()
    elif place is None:
        with LocalProcesses(processes or os.cpu_count() or 1) as local:
            yield local
    else:
        with _cluster(place) as remote:
            yield remote


def places(place: Place, processes: int) -> int:
    """How many tasks are worth giving at a time: as many as work at once, as far as that is known."""
    if place is None:
        return processes
    return max(processes, MOST_GIVEN) if place != HERE else 1


def is_lost(error: Exception) -> bool:
    """Whether a task ended with the worker that had it, not by itself: it may be given again.

    Dask gives a task again by itself, until as many workers died with it as it allows.
    """
    dask = sys.modules.get("distributed")  # optional; whoever raised its errors has loaded it
    return isinstance(error, BrokenExecutor | CancelledError) or (
        dask is not None and isinstance(error, dask.KilledWorker)
    )


class InThisProcess(Executor):
    """Each task is done when it is given."""

    def submit(self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class LocalProcesses(Executor):
    """Processes of this machine, begun afresh (spawn), each alone: one that dies takes only its own task.

    ``ProcessPoolExecutor`` gives up every task of the pool when one process dies; here each process is a
    pool of its own, and a new one takes the place of one that died. None runs the user's script again: what a
    task is made of is imported from modules.
    """

    def __init__(self, processes: int) -> None:
        self._threads = ThreadPoolExecutor(processes)
        self._idle: SimpleQueue[tuple[ProcessPoolExecutor, Process] | None] = SimpleQueue()
        """Those that were not begun are ``None``."""
        self._at_work: set[Process] = set()
        for _ in range(processes):
            self._idle.put(None)

    def submit(self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Future[Result]:
        return self._threads.submit(self._run, fn, args, kwargs)

    def _run(self, fn: Callable[..., Result], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Result:
        worker = self._idle.get()
        try:
            pool, process = worker = worker or _begun()
            self._at_work.add(process)
            try:
                return pool.submit(fn, *args, **kwargs).result()
            except BrokenProcessPool:
                pool.shutdown()
                worker = None
                raise
            finally:
                self._at_work.discard(process)
        finally:
            self._idle.put(worker)

    def kill(self) -> None:
        """End all tasks under way: their futures fail as if the processes had died, which they have."""
        for worker in tuple(self._at_work):
            with suppress(NoSuchProcess):  # it had died before
                worker.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        while not self._idle.empty():
            if worker := self._idle.get():
                worker[0].shutdown(wait)


def _begun() -> tuple[ProcessPoolExecutor, Process]:
    """A process of its own, which does not run the user's script.

    A process that is begun afresh loads what ``__main__`` was loaded from, for what tasks may take from it.
    Ours take nothing, and a script without ``if __name__ == "__main__"`` would begin processes of its own.

    Raises:
        BrokenProcessPool: if it dies at once.
    """
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with _beginning:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            asked = pool.submit(os.getpid)
        finally:
            sys.modules["__main__"] = script
    try:
        return pool, Process(asked.result())
    except (BrokenProcessPool, NoSuchProcess) as died:
        pool.shutdown()
        raise BrokenProcessPool("a process died as it began") from died


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # noqa: PLC0415  optional
    except ImportError as error:
        fault = Fault("needs the package distributed", value=address, maybe="pip install 'cuofeng[cluster]'")
        raise InputError([fault]) from error
    try:
        client = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        fault = Fault(
            f"no cluster answers: {error}", value=address, maybe="give the scheduler's tcp://host:8786"
        )
        raise InputError([fault]) from error
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]
