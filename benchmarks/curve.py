"""How cost grows with size: ``python benchmarks/curve.py [--works 12,25,50,…] [--gap G] [--time-limit S]``.

Generated seasons, each planned in a process of its own to the gap or the time; seconds of the wall and of
all cores to the first plan and to the gap. Beside them what no way of planning can do without: reading the
season, building and solving the linear relaxation of its totals, building its model by day. Exponents are
slopes of log seconds of all cores over log units; n·log n is about 1.15 between 100 and 10,000 units.
Writes ``results/<date>-curve.json`` and ``.png``, anew after each size.
"""

import argparse
import json
import subprocess
import sys
from datetime import date
from math import log
from pathlib import Path
from statistics import linear_regression
from typing import Any

import matplotlib

matplotlib.use("Agg")
from cases import generated
from matplotlib import pyplot as plt
from run import HERE, RESULTS, machine

WORKS = "12,25,50,100,200,500,1000"
STEPS = {
    "first_plan": "first plan",
    "to_the_gap": "to the gap",
    "read": "read and derive",
    "build_totals": "build the totals",
    "solve_totals": "solve the LP of the totals",
    "build_by_day": "build the model by day",
}
OURS = ("first_plan", "to_the_gap")
"""What the search takes; the other steps are the physical limit."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--works", default=WORKS, help=f"sizes  [default: {WORKS}]")
    parser.add_argument("--gap", type=float, default=0.08)
    parser.add_argument("--time-limit", type=float, default=1200.0, metavar="S", help="for each size")
    parser.add_argument("--seed", type=int, default=7, help="of the seasons and of the search")
    parser.add_argument(
        "--note", default="", help="what else the machine did meanwhile; kept with the figures"
    )
    asked = parser.parse_args()
    about = {"gap": asked.gap, "time_limit_s": asked.time_limit, "seed": asked.seed, "note": asked.note}
    points: list[dict[str, Any]] = []
    for works in map(int, asked.works.split(",")):
        points.append(measured(works, asked.time_limit, asked.gap, asked.seed))
        print(told(points[-1]), flush=True)
        write(points, about)


def measured(works: int, time_limit_s: float, gap: float, seed: int) -> dict[str, Any]:
    """Generate a season and plan it; what went wrong stands in its point."""
    with generated(works, seed) as scenario:
        command = [sys.executable, str(HERE / "curve_point.py"), scenario, time_limit_s, gap, seed]
        done = subprocess.run([str(part) for part in command], capture_output=True, check=False, text=True)
    if done.returncode:
        return {"works": works, "failed": (done.stderr.strip().splitlines() or ["killed"])[-1]}
    point: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return point


def told(point: dict[str, Any]) -> str:
    if "failed" in point:
        return f"{point['works']} works: {point['failed']}"
    steps = (f"{title} {_seconds(point[step])}" for step, title in STEPS.items())
    gap = "no plan" if point["gap"] is None else f"gap {point['gap']:.2%}, {point['broken']} broken"
    return f"{point['works']} works, {point['units']} units: {gap}; {'; '.join(steps)}"


def _seconds(spent: dict[str, float] | None) -> str:
    return "–" if spent is None else f"{spent['seconds']:.1f} s ({spent['cpu_seconds']:.1f} s of all cores)"


def exponents(points: list[dict[str, Any]]) -> dict[str, float | None]:
    """Of each step; ``None`` where fewer than two sizes got there."""
    return {step: exponent(reached(points, step)) for step in STEPS}


def reached(points: list[dict[str, Any]], step: str) -> list[tuple[int, float]]:
    """Units, and seconds of all cores."""
    return [
        (at["units"], at[step]["cpu_seconds"]) for at in points if at.get(step) and at[step]["cpu_seconds"]
    ]


def exponent(reached: list[tuple[int, float]]) -> float | None:
    if len(reached) < 2:
        return None
    slope = linear_regression([log(units) for units, _ in reached], [log(cpu) for _, cpu in reached]).slope
    return round(slope, 2)


# ── files ────────────────────────────────────────────────────────────────────────────────────────


def write(points: list[dict[str, Any]], about: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{date.today().isoformat()}-curve.json"
    content = {**about, "date": date.today().isoformat(), "machine": machine()}
    text = json.dumps(
        {**content, "exponents": exponents(points), "points": points}, ensure_ascii=False, indent=1
    )
    file.write_text(text + "\n", encoding="utf-8")
    draw(points, about, file.with_suffix(".png"))


def draw(points: list[dict[str, Any]], about: dict[str, Any], path: Path) -> None:
    """Seconds of all cores over units, both logarithmic; solid: the search, dashed: the physical limit."""
    figure, axes = plt.subplots(figsize=(10.5, 5), layout="constrained")
    for step, title in STEPS.items():
        found = reached(points, step)
        grows = exponent(found)
        label = title if grows is None else f"{title}, n^{grows:.2f}"
        line = "-" if step in OURS else "--"
        units, cpu = [n for n, _ in found], [seconds for _, seconds in found]
        axes.plot(units, cpu, f"o{line}", label=label if found else f"{title}: not reached", markersize=4)
    guide(axes, reached(points, "first_plan"))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("units")
    axes.set_ylabel("seconds of all cores")
    axes.set_title(headline(about), fontsize=10)
    axes.grid(alpha=0.3)
    figure.legend(loc="outside right upper", fontsize=8, frameon=False)
    figure.savefig(path, dpi=110)
    plt.close(figure)


def headline(about: dict[str, Any]) -> str:
    seed, gap, limit = about["seed"], about["gap"], about["time_limit_s"]
    said = f"generated seasons, seed {seed}, to a gap of {gap:.0%} or {limit:g} s"
    return f"{said}: {about['note']}" if about["note"] else said


def guide(axes: Any, found: list[tuple[int, float]]) -> None:
    """n·log n through the first plan of the smallest season."""
    if found:
        (units, cpu), *_ = found
        grown = [cpu * n * log(n) / (units * log(units)) for n, _ in found]
        axes.plot([n for n, _ in found], grown, ":", color="grey", label="n·log n")


if __name__ == "__main__":
    main()
