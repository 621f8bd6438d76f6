"""Independent solves at once, one for each worker: models are built in turn, the solver works beside that."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from scheduler.solve.settings import Settings

Item = TypeVar("Item")
Result = TypeVar("Result")


def at_once(settings: Settings, work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What ``work`` gives for each item, in the items' order; in reproducible mode one after the other."""
    if settings.reproducible or settings.workers == 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(settings.workers) as pool:
        return list(pool.map(work, items))


def one_by_one(settings: Settings, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """What ``work`` gives for each item, as it comes; the next begins when what came before was taken."""
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
