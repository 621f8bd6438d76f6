"""Minimal sets of what collides: one by QuickXplain, all by a hitting-set tree. No solver here.

``collides`` tells of a set whether it is proved to collide; what is not proved counts as not colliding,
so that an inconclusive question keeps what it asked about.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
Collides = Callable[[Sequence[Thing]], bool]


def one_minimal(things: Sequence[Thing], collides: Collides[Thing]) -> list[Thing]:
    """Things that collide while no fewer of them are proved to; the later are dropped before the earlier.

    ``things`` are known to collide. QuickXplain (Junker 2004): about 2k · log(n / k) questions for k of n.
    """

    def needed(background: list[Thing], added: bool, rest: list[Thing]) -> list[Thing]:
        if added and collides(background):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        of_second = needed(background + first, bool(first), second)
        of_first = needed(background + of_second, bool(of_second), first)
        return of_first + of_second

    return needed([], False, list(things)) if things else []


def all_minimal(
    names: Sequence[str],
    find: Callable[[frozenset[str]], frozenset[str] | None],
    known: Sequence[frozenset[str]] = (),
) -> Iterator[frozenset[str]]:
    """Every minimal set but those known, each once: Reiter's tree (1987), broken off by whoever has enough.

    ``find`` gives a minimal set among the names that are left, ``None`` where they do not collide.
    Whatever a set is not, it lacks one of its names: leave each out in turn and look again.
    """
    found = list(known)
    waiting, seen, free = deque([frozenset[str]()]), {frozenset[str]()}, list[frozenset[str]]()
    while waiting:
        left_out = waiting.popleft()
        if any(less <= left_out for less in free):
            continue
        before = next((one for one in found if one.isdisjoint(left_out)), None)
        one = before or find(frozenset(names) - left_out)
        if one is None:
            free.append(left_out)
            continue
        if before is None and one not in found:
            found.append(one)
            yield one
        for name in sorted(one):
            if (more := left_out | {name}) not in seen:
                seen.add(more)
                waiting.append(more)
