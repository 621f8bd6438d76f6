"""One peer in a process of its own: ``python child.py PEER SCENARIO SECONDS SEED`` writes JSON.

When its time is over the checker measures the plans that it told: the first, the last, and some between.
Seconds of all cores, with those of its child processes, stand beside: on a shared machine a peer may starve.
"""

import json
import os
import sys
import time
from importlib import import_module
from typing import Any

from registry import PEERS
from telling import Task, Told

from scheduler import api
from scheduler.domain.season import Season
from scheduler.files.plan_about import peak_memory_bytes
from scheduler.verify.check import verify

MOST_MEASURED = 12


def main(name: str, scenario: str, seconds: float, seed: int) -> dict[str, Any]:
    season = api.check(api.read(scenario)).season
    peer = import_module(PEERS[name].module)
    task = Task(season, seconds, seed)
    peer.run(task)
    took = time.perf_counter() - task.begun
    return {
        "peer": name,
        "units": len(season.units),
        "kinds": sorted({owed.kind for owed in season.obligations}),
        "seconds": round(took, 1),
        "cpu_seconds": round(sum(os.times()[:4]), 1),
        "peak_memory_bytes": peak_memory_bytes(),
        "history": [_measured(season, told) for told in _some(task.told)],
    }


def _some(told: list[Told]) -> list[Told]:
    """All that needs no measuring, and of the plans as many as may be measured, first and last among them."""
    plans = [each for each in told if each.plan]
    step = max(1, -(-len(plans) // MOST_MEASURED))
    kept = {id(each) for each in [*plans[::step], *plans[-1:]]}
    return [each for each in told if not each.plan or id(each) in kept]


def _measured(season: Season, told: Told) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seconds": told.seconds,
        "bound_yuan": told.bound_yuan,
        "cost_yuan": told.cost_yuan,
    }
    if told.plan is None:
        return row
    found = verify(season, told.plan)
    kinds = {owed.id: owed.kind for owed in season.obligations}
    broken: dict[str, int] = {}
    for each in found.broken:
        broken[kinds[each.obligation_id]] = broken.get(kinds[each.obligation_id], 0) + 1
    return {**row, "measured_yuan": found.total_yuan, "broken": broken}


if __name__ == "__main__":
    name, scenario, seconds, seed = sys.argv[1:]
    json.dump(main(name, scenario, float(seconds), int(seed)), sys.stdout)
