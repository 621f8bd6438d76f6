"""A limit on memory ends a search with its best plan, which says so."""

import subprocess
import sys

import pytest

import scheduler.solve.exact
from scheduler.domain.plan import Progress, Status
from scheduler.report.console import result_line
from scheduler.solve.memory import MEBIBYTE, Memory, resident_bytes
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.verify.check import verify
from tests.solve.test_solve import steelworks

GROWTH_MIB = 300
"""What a test holds on purpose: far more than a search of a small season."""


def test_memory_of_this_process_and_of_its_children_counts() -> None:
    script = f"held = b'x' * {GROWTH_MIB * MEBIBYTE}; print(flush=True); input()"
    before = resident_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        grown = resident_bytes() - before
        child.communicate("\n")
    assert grown > 0.9 * GROWTH_MIB * MEBIBYTE


def test_without_a_limit_memory_never_runs_out() -> None:
    assert not Memory(None).runs_out()
    assert Memory(1).runs_out()


def test_a_search_whose_memory_runs_out_ends_with_its_best_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the first plan this process takes more than it may; the time would be ample."""
    monkeypatch.setattr(scheduler.solve.exact, "SMALL_UNIT_DAYS", 0)
    held = []

    def grow_at_the_first_plan(now: Progress) -> None:
        if now.objective_yuan is not None and not held:
            held.append(b"x" * (2 * GROWTH_MIB * MEBIBYTE))

    limit = resident_bytes() // MEBIBYTE + 2 * GROWTH_MIB
    season = steelworks(2, days=20)
    found = solve(season, Settings(time_limit_s=600, gap=0, memory_mib=limit), grow_at_the_first_plan)
    assert found.out_of_memory
    assert found.status is Status.FEASIBLE
    assert found.plan is not None
    assert not verify(season, found.plan).broken
    assert found.seconds is not None
    assert found.seconds < 600
    said = result_line(found, found.objective_yuan or 0, "en").plain
    assert said.endswith("ended by the limit on memory with the best plan so far")


def test_too_little_memory_for_a_first_plan_makes_no_wrong_claim() -> None:
    found = solve(steelworks(2, days=20), Settings(memory_mib=1))
    assert found.out_of_memory
    assert found.status is Status.UNKNOWN
    assert found.plan is None
