"""How a solver's own process tells what it finds: one line of JSON each. Imports nothing that solves."""

import json
import sys
import time


def say(bound: float, values: list[float] | None = None) -> None:
    """Of the solver's process: one line for each plan, or a bound alone."""
    told: dict[str, object] = {"bound": float(bound)}
    if values is not None:
        told["values"] = [round(value) for value in values]
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def since(begun: float, seconds: float) -> float:
    return max(1.0, seconds - (time.perf_counter() - begun))
