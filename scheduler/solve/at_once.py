"""Independent solves at once, one for each worker: models are built in turn, the solver works beside that."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from scheduler.solve.settings import Settings

Item = TypeVar("Item")
Result = TypeVar("Result")


def at_once(settings: Settings, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """What ``work`` gives for each item, as it comes; the next begins when what came before was taken.

    In reproducible mode one after the other, in the items' order.
    """
    places = 1 if settings.reproducible else settings.workers
    waiting = deque(items)
    with ThreadPoolExecutor(places) as pool:
        running: set[Future[Result]] = set()
        while waiting or running:
            while waiting and len(running) < places:
                running.add(pool.submit(work, waiting.popleft()))
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
