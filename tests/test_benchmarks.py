"""The peers in ``benchmarks/peers`` that need no package beside the planner's own still run."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LONGER_S = (2, 10, 60)
"""A peer that had no plan in its time is given more: the machine may be busy."""


def last_plan_of(peer: str) -> dict[str, Any]:
    """The last plan that a peer tells of the tutorial, as the checker measures it."""
    for seconds in LONGER_S:
        if plans := [told for told in told_by(peer, seconds) if "broken" in told]:
            return plans[-1]
    raise AssertionError(f"{peer} found no plan in {LONGER_S[-1]} seconds")


def told_by(peer: str, seconds: int) -> list[dict[str, Any]]:
    child = [sys.executable, "benchmarks/peers/child.py", peer, "scenarios/tutorial", str(seconds), "1"]
    run = subprocess.run(child, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    history: list[dict[str, Any]] = json.loads(run.stdout.splitlines()[-1])["history"]
    return history


def test_a_model_of_all_rules_ends_with_a_plan_that_breaks_nothing() -> None:
    last = last_plan_of("time-indexed")
    assert last["broken"] == {}
    assert last["measured_yuan"] <= last["cost_yuan"]


def test_a_newcomer_s_model_ends_with_a_plan() -> None:
    """It cannot say every rule: what it breaks is counted, and no fault."""
    assert last_plan_of("newcomer")["measured_yuan"] > 0


def test_the_rule_of_thumb_ends_with_a_plan() -> None:
    assert last_plan_of("hand")["measured_yuan"] > 0
