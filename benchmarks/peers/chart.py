"""Plan cost and bound by time, one colour a peer."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

HUNDRED_MILLION = 1e8
LEAST_S = 0.1
"""What came sooner is drawn here: a hand rule needs no seconds."""


def draw(histories: dict[str, list[dict[str, Any]]], title: str, path: Path) -> None:
    """By name of the peer. Solid: plans that hold everything; crosses: that do not; dashed: bounds."""
    figure, axes = plt.subplots(figsize=(11, 5), layout="constrained")
    for place, (name, history) in enumerate(histories.items()):
        held, broken, bounds = _points(history)
        marks = {"color": f"C{place}", "markersize": 4}
        told = "" if held else ": only plans that break rules" if broken else ": no plan in time"
        (line,) = axes.step(*_columns(held), where="post", marker="o", **marks)
        line.set_label(f"{name}{told}")
        axes.plot(*_columns(broken), "x", **marks)
        # a bound told once is a tick
        axes.step(*_columns(bounds), where="post", linestyle="--", linewidth=1, marker="_", **marks)
    axes.set_xscale("log")
    axes.set_xlabel("seconds")
    axes.set_ylabel("cost and bound, 100 million yuan")
    axes.set_title(f"{title}\nplans that hold (solid), that break rules (x), bounds (dashed)", fontsize=10)
    axes.grid(alpha=0.3)
    figure.legend(loc="outside right upper", fontsize=8, frameon=False)
    figure.savefig(path, dpi=110)
    plt.close(figure)


Points = list[tuple[float, float]]


def _points(history: list[dict[str, Any]]) -> tuple[Points, Points, Points]:
    held: Points = []
    broken: Points = []
    bounds: Points = []
    for at in history:
        cost = at.get("measured_yuan", at["cost_yuan"])
        if cost is not None:
            (broken if at.get("broken") else held).append(
                (max(LEAST_S, at["seconds"]), cost / HUNDRED_MILLION)
            )
        if at["bound_yuan"] is not None and at["bound_yuan"] > 0:
            bounds.append((max(LEAST_S, at["seconds"]), at["bound_yuan"] / HUNDRED_MILLION))
    return held, broken, bounds


def _columns(points: Points) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
