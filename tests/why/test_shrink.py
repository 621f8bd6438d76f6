"""Minimal sets, against trying everything; no solver."""

from collections.abc import Collection
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.why.shrink import all_minimal, one_minimal

NAMES = "abcdef"
cores = st.lists(st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=4), min_size=0, max_size=4)


def collides(things: Collection[str], some: list[frozenset[str]]) -> bool:
    return any(core <= set(things) for core in some)


def minimal(some: list[frozenset[str]]) -> set[frozenset[str]]:
    every = (frozenset(c) for n in range(len(NAMES) + 1) for c in combinations(NAMES, n))
    return {s for s in every if collides(s, some) and not any(collides(s - {name}, some) for name in s)}


@given(cores.filter(bool))
def test_one_minimal_set_collides_and_loses_that_with_any_of_its_things(some: list[frozenset[str]]) -> None:
    found = one_minimal(list(NAMES), lambda things: collides(things, some))
    assert frozenset(found) in minimal(some)


def test_the_later_are_dropped_before_the_earlier() -> None:
    some = [frozenset("ab"), frozenset("ef")]
    assert one_minimal(list(NAMES), lambda things: collides(things, some)) == ["a", "b"]


@given(cores)
def test_all_minimal_sets_are_found_each_once(some: list[frozenset[str]]) -> None:
    def find(names: frozenset[str]) -> frozenset[str] | None:
        left = sorted(names)
        if not collides(left, some):
            return None
        return frozenset(one_minimal(left, lambda things: collides(things, some)))

    found = list(all_minimal(NAMES, find))
    assert len(found) == len(set(found))
    assert set(found) == minimal(some)
