"""One measurement in a process of its own: ``python benchmarks/measure.py build|plan CASE`` writes JSON."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from cases import CASES, Case
from watched import watched

from scheduler import api
from scheduler.domain.plan import Progress
from scheduler.files.plan_about import peak_memory_bytes
from scheduler.model.build import build_days, build_totals
from scheduler.model.season_model import SeasonModel
from scheduler.solve.grids import daily

MOST_BY_DAY = 1000
"""Units of the largest season of which a model by day of everything is built: nobody needs larger ones."""


def build(case: Case) -> dict[str, Any]:
    """Seconds and size of the models of the whole season: by totals, and by day with every unit free."""
    season = case.season()
    by_day = len(season.units) <= MOST_BY_DAY
    return {
        "units": len(season.units),
        "days": season.calendar.days,
        "obligations": len(season.obligations),
        "totals": _built(lambda: build_totals(season)),
        "by_day": _built(lambda: build_days(season, daily(season, season.units))) if by_day else None,
        "peak_memory_bytes": peak_memory_bytes(),
    }


def _built(make: Callable[[], SeasonModel]) -> dict[str, Any]:
    begun = time.perf_counter()
    model = make()
    seconds = time.perf_counter() - begun
    proto = model.cp.proto
    return {
        "seconds": round(seconds, 3),
        "variables": len(proto.variables),
        "constraints": len(proto.constraints),
    }


def plan(case: Case) -> dict[str, Any]:
    """A search to the time limit; the plan is verified, or this ends with an error."""
    with case.folder() as folder, watched() as peaks:
        scenario = api.read(folder)
        found = api.plan(scenario, time_limit_s=case.time_limit_s, gap=case.gap, seed=case.seed)
    solution = found.solution
    return {
        "status": solution.status,
        "objective_yuan": found.objective_yuan,
        "bound_yuan": found.bound_yuan,
        "gap": found.gap,
        "seconds_to_first_plan": solution.seconds_to_first_plan,
        "seconds": solution.seconds,
        "verified": len(found.verification.measured),
        "broken": len(found.verification.broken),
        "peak_memory_bytes": max(peaks),
        "settings": solution.settings,
        "history": [_moment(progress) for progress in solution.history],
    }


def _moment(progress: Progress) -> dict[str, Any]:
    return {**progress.model_dump(), "gap": progress.gap}


if __name__ == "__main__":
    what, name = sys.argv[1:]
    json.dump({"build": build, "plan": plan}[what](CASES[name]), sys.stdout, ensure_ascii=False)
