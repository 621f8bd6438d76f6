"""Plan cost and bound by time, one colour a peer."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

HUNDRED_MILLION = 1e8


def draw(found: list[dict[str, Any]], titles: dict[str, str], scenario: str, path: Path) -> None:
    """Solid: plans that hold everything; crosses: plans that break something; dashed: bounds."""
    figure, axes = plt.subplots(figsize=(9, 5), layout="constrained")
    for place, result in enumerate(found):
        colour = f"C{place}"
        held, broken, bounds = _points(result["history"])
        title = titles[result["peer"]]
        marks = {"color": colour, "markersize": 4}
        if held:
            axes.step(*_columns(held), where="post", marker="o", label=title, **marks)
        if broken:
            axes.plot(*_columns(broken), "x", label="" if held else f"{title}: breaks rules", **marks)
        axes.step(*_columns(bounds), where="post", color=colour, linestyle="--", linewidth=1)
    axes.set_xscale("log")
    axes.set_xlabel("seconds")
    axes.set_ylabel("cost and bound, 100 million yuan")
    axes.set_title(f"{scenario}: plans that hold (solid), that break rules (x), bounds (dashed)")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    figure.savefig(path, dpi=150)
    plt.close(figure)


Points = list[tuple[float, float]]


def _points(history: list[dict[str, Any]]) -> tuple[Points, Points, Points]:
    held: Points = []
    broken: Points = []
    bounds: Points = []
    for at in history:
        cost = at.get("measured_yuan", at["cost_yuan"])
        if cost is not None:
            (broken if at.get("broken") else held).append((at["seconds"], cost / HUNDRED_MILLION))
        if at["bound_yuan"] is not None and at["bound_yuan"] > 0:
            bounds.append((at["seconds"], at["bound_yuan"] / HUNDRED_MILLION))
    return held, broken, bounds


def _columns(points: Points) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
