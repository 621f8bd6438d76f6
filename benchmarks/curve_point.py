"""One point of the curve in a process of its own: ``python curve_point.py SCENARIO SECONDS GAP SEED``.

Writes JSON. Seconds of the wall and of all cores, with those of child processes; memory likewise.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from psutil import NoSuchProcess, Process
from watched import watched

from scheduler import api
from scheduler.domain.plan import Progress
from scheduler.domain.season import Season
from scheduler.model.build import build_days, build_totals
from scheduler.solve.grids import daily
from scheduler.solve.relaxation import Relaxation
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.verify.check import verify

Made = TypeVar("Made")


def point(folder: str, seconds: float, gap: float, seed: int) -> dict[str, Any]:
    """Plan once, to the gap or the time; then what no way of planning can do without."""
    with watched() as peaks:
        season, read = timed(lambda: api.check(api.read(folder)).season)
        planned = plan(season, Settings(time_limit_s=seconds, gap=gap, seed=seed))
    return {
        "works": len(season.enterprises),
        "units": len(season.units),
        "days": season.calendar.days,
        "obligations": len(season.obligations),
        "read": read,
        **planned,
        "peak_memory_bytes": max(peaks),
        **limits(season),
    }


def plan(season: Season, settings: Settings) -> dict[str, Any]:
    """The search, from the derived season on; its plan is verified."""
    begun = Stopwatch()
    first: dict[str, float] = {}

    def on_progress(found: Progress) -> None:
        if found.objective_yuan is not None and not first:
            first.update(begun.spent())

    solution = solve(season, settings, on_progress)
    ended = begun.spent()
    reached = solution.gap is not None and solution.gap <= settings.gap
    found, verified = timed(lambda: verify(season, solution.plan) if solution.plan is not None else None)
    return {
        "status": solution.status,
        "gap": solution.gap,
        "first_plan": first or None,
        "to_the_gap": ended if reached else None,
        "ended": ended,
        "verify": verified,
        "broken": None if found is None else len(found.broken),
        "history": [found.model_dump() for found in solution.history],
    }


def limits(season: Season) -> dict[str, Any]:
    """Building and solving the linear relaxation of the totals alone; building the model by day."""
    totals, build = timed(lambda: build_totals(season))
    relaxation, load = timed(lambda: Relaxation(totals.cp, ()))
    least, relaxed = timed(relaxation.solve)
    _, by_day = timed(lambda: build_days(season, daily(season, season.units)))
    return {
        "build_totals": build,
        "solve_totals": {key: load[key] + relaxed[key] for key in relaxed},
        "totals_yuan": least,
        "build_by_day": by_day,
    }


class Stopwatch:
    """Seconds since it was made: of the wall, and of all cores."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), cpu_seconds()

    def spent(self) -> dict[str, float]:
        return {
            "seconds": round(time.perf_counter() - self._wall, 3),
            "cpu_seconds": round(cpu_seconds() - self._cpu, 3),
        }


def timed(make: Callable[[], Made]) -> tuple[Made, dict[str, float]]:
    begun = Stopwatch()
    made = make()
    return made, begun.spent()


def cpu_seconds() -> float:
    """Of this process and of its children, also those that have ended."""
    this = Process()
    times = this.cpu_times()
    total = times.user + times.system + times.children_user + times.children_system
    for child in this.children(recursive=True):
        with suppress(NoSuchProcess):
            own = child.cpu_times()
            total += own.user + own.system
    return float(total)


if __name__ == "__main__":
    folder, seconds, gap, seed = sys.argv[1:]
    json.dump(point(folder, float(seconds), float(gap), int(seed)), sys.stdout)
