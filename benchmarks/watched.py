"""The memory of a measurement: of its process and of all that it begins."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.solve.memory import resident_bytes

LOOK_S = 0.5
"""Between two looks."""


@contextmanager
def watched() -> Iterator[list[int]]:
    """Bytes that this process and its children hold, looked at again and again while the block runs."""
    seen, ended = [resident_bytes()], threading.Event()

    def look() -> None:
        while not ended.wait(LOOK_S):
            seen.append(resident_bytes())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()
