"""Independent solves at once, one for each worker: models are built in turn, the solver works beside that."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
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
