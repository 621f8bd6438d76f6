"""The costliest steps of a search: ``python benchmarks/steps.py SCENARIO SECONDS [--cell N]``.

Plans in this process with one worker under a profiler and prints, as shares of the whole, the time within
each step and what of it is its own; ``--cell``: the Nth largest cell alone, as a process has it.
"""

import argparse
import cProfile
import pstats
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.table import Table

from scheduler import api
from scheduler.domain.season import Season
from scheduler.model.build import build_days, build_totals
from scheduler.solve.bounds import bound_by_prices
from scheduler.solve.cells import cells
from scheduler.solve.first import plan_first, repair
from scheduler.solve.holding import broken_of
from scheduler.solve.run import run
from scheduler.solve.settings import Settings
from scheduler.solve.solve import priced, solve
from scheduler.solve.together import improve
from scheduler.solve.turns import so_far

STEPS: dict[str, Callable[..., Any]] = {
    "first plan: works in turn and repair": plan_first,
    "of it, repair": repair,
    "bound": bound_by_prices,
    "better plans, repair among them": improve,
    "price of the plan": priced,
    "models by day built": build_days,
    "models of totals built": build_totals,
    "CP-SAT": run,
    "the season narrowed to works so far": so_far,
    "the checker asked what is broken": broken_of,
}
"""Steps overlap: models are built and solved within the others."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("seconds", type=float)
    parser.add_argument("--cell", type=int, default=0, metavar="N", help="the Nth largest cell alone")
    asked = parser.parse_args()
    season = api.check(api.read(asked.scenario)).season
    if asked.cell:
        by_size = sorted((cell.season for cell in cells(season)), key=lambda each: -len(each.units))
        season = by_size[asked.cell - 1]
    Console(width=100).print(profiled(season, asked.seconds))


def profiled(season: Season, seconds: float) -> Table:
    settings = Settings(time_limit_s=seconds, gap=0, workers=1)
    profile = cProfile.Profile()
    found = profile.runcall(solve, season, settings)
    stats = pstats.Stats(profile)
    first = found.seconds_to_first_plan
    said = f"{len(season.units)} units, first plan {first and round(first, 1)} s, ended {found.seconds} s"
    shown = Table("step", "times", "seconds", "share", title=said)
    whole = found.seconds or seconds
    for step, function in STEPS.items():
        code = function.__code__
        _, calls, _, within, _ = stats.stats.get(  # type: ignore[attr-defined]
            (code.co_filename, code.co_firstlineno, code.co_name), (0, 0, 0.0, 0.0, {})
        )
        shown.add_row(step, str(calls), f"{within:.1f}", f"{within / whole:.0%}")
    return shown


if __name__ == "__main__":
    main()
