"""How much memory a search holds, and when that comes near what it may."""

import time
from contextlib import suppress

from psutil import NoSuchProcess, Process

MEBIBYTE = 2**20
ROOM = 0.9
"""Part of the limit at which a search ends: pricing, checking and writing its plan take some more."""
EVERY_S = 0.2
"""Looks come no closer than this: each asks the system for the child processes."""


class Memory:
    """Watches this process and its children. Once near the limit it stays so, whatever is given back.

    It looks when it is asked: what is built between two looks may go beyond.
    """

    def __init__(self, limit_mib: int | None) -> None:
        self._most_bytes = None if limit_mib is None else ROOM * limit_mib * MEBIBYTE
        self._next_at = 0.0
        self.is_out = False
        """As it was seen last."""

    def runs_out(self) -> bool:
        """Look, and tell whether the limit has come near; never without one."""
        now = time.monotonic()
        if self._most_bytes is not None and not self.is_out and now >= self._next_at:
            self._next_at = now + EVERY_S
            self.is_out = resident_bytes() > self._most_bytes
        return self.is_out


def resident_bytes() -> int:
    """Bytes that this process and its children hold in memory; what they share counts for each."""
    this = Process()
    total = 0
    for process in (this, *this.children(recursive=True)):
        with suppress(NoSuchProcess):  # a child may end meanwhile
            total += process.memory_info().rss
    return total
