"""Measure the cases and keep the figures by date: ``python benchmarks/run.py [CASE ...]``.

Build time, time to the first plan, gap over time and peak memory; each measurement in a process of its
own, every plan verified. Figures of different machines compare as ratios only.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from cases import CASES
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
RESULTS = HERE / "results"
MOMENTS_S = (15, 60, 300, 1200)
"""Seconds at which the gap is read."""
MEBIBYTE = 2**20
WIDTH = 150


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}; all unless told")
    asked = parser.parse_args().cases or list(CASES)
    if unknown := [name for name in asked if name not in CASES]:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(CASES)}")
    results = [measured(name) for name in asked]
    Console(width=WIDTH).print(table(results))


def measured(name: str) -> dict[str, Any]:
    """Measure one case and write its file."""
    case = CASES[name]
    result = {
        "case": name,
        "scenario": case.scenario,
        "date": date.today().isoformat(),
        "seed": case.seed,
        "time_limit_s": case.time_limit_s,
        "machine": machine(),
        "build": in_own_process("build", name),
        "plan": in_own_process("plan", name),
    }
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{result['date']}-{name}.json"
    file.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return result


def in_own_process(what: str, name: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "measure.py"), what, name]
    written: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    )
    return written


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}


def gap_at(plan: dict[str, Any], seconds: float) -> float | None:
    """The gap that was reached by then."""
    reached = [moment["gap"] for moment in plan["history"] if moment["seconds"] <= seconds]
    return reached[-1] if reached else None


def table(results: list[dict[str, Any]]) -> Table:
    heads = ("case", "units", "totals", "by day", "first plan", *(f"gap {s} s" for s in MOMENTS_S))
    shown = Table(*heads, "gap in the end", "memory", "verified")
    for result in results:
        build, plan = result["build"], result["plan"]
        gaps = [_per_cent(gap_at(plan, s)) if s <= result["time_limit_s"] else "" for s in MOMENTS_S]
        shown.add_row(
            result["case"],
            str(build["units"]),
            f"{build['totals']['seconds']:.1f} s",
            f"{build['by_day']['seconds']:.1f} s" if build["by_day"] else "",
            f"{plan['seconds_to_first_plan']:.1f} s",
            *gaps,
            f"{_per_cent(plan['gap'])} at {plan['seconds']:.0f} s",
            f"{plan['peak_memory_bytes'] / MEBIBYTE:.0f} MiB",
            f"{plan['verified']}, {plan['broken']} broken",
        )
    return shown


def _per_cent(gap: float | None) -> str:
    return "–" if gap is None else f"{gap:.2%}"


if __name__ == "__main__":
    main()
