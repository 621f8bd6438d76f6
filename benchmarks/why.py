"""How far ``why`` and ``prices`` prove what they say: ``python benchmarks/why.py SCENARIO PLAN [--units N]``.

For units drawn from those that the plan stops, by seed: how many of the changes asked about were answered,
how many exactly, and how wide the others stay, beside the cost that was found. Then the prices: of how many
obligations without slack, by which method, and how many have none.
"""

import argparse
import json
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from rich.console import Console
from run import RESULTS, machine

from scheduler import api
from scheduler.results import CheckedPlan
from scheduler.why.values import Answer

TIME_LIMIT_S = 60.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--units", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=TIME_LIMIT_S)
    asked = parser.parse_args()
    plan = api.measure(api.read(asked.scenario), asked.plan)
    stopped = sorted({stop.unit_id for stop in plan.plan.stops})
    units = Random(asked.seed).sample(stopped, asked.units)
    content = {
        "date": date.today().isoformat(),
        "machine": machine(),
        "scenario": asked.scenario.name,
        "plan_yuan": plan.verification.total_yuan,
        "time_limit_s": asked.time_limit,
        "why": [_why(plan, unit, asked.time_limit) for unit in units],
        "prices": _prices(plan, asked.time_limit),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (RESULTS / f"{date.today().isoformat()}-why.json").write_text(text + "\n", encoding="utf-8")
    Console(width=150).print_json(text)


def _why(plan: CheckedPlan, unit: str, seconds: float) -> dict[str, Any]:
    told: list[float] = [0.0]
    found = plan.why(unit, seconds, on_progress=lambda at, _: told.append(at)).found
    answered = [change for change in found.changes if change.cost_yuan is not None]
    widths = [
        change.at_most_yuan - change.at_least_yuan
        for change in answered
        if change.at_most_yuan is not None and change.at_least_yuan is not None
    ]
    return {
        "unit": unit,
        "last_question_at_s": round(told[-1], 1),
        "changes": len(found.changes),
        "answered": len(answered),
        "impossible_near_by": sum(change.found.answer is Answer.IMPOSSIBLE for change in found.changes),
        "exact": widths.count(0),
        "sign_proved": sum((c.at_least_yuan or 0) > 0 or (c.at_most_yuan or 0) < 0 for c in answered),
        "median_width_yuan": median(widths) if widths else None,
        "yuan": [[change.at_least_yuan, change.cost_yuan, change.at_most_yuan] for change in answered],
    }


def _prices(plan: CheckedPlan, seconds: float) -> dict[str, Any]:
    found = plan.prices(seconds).found
    methods = [price.method.value for price in found.prices]
    return {
        "without_slack": plan.figures.without_slack,
        **{method: methods.count(method) for method in sorted(set(methods))},
        "unpriced": len(found.unpriced),
    }


if __name__ == "__main__":
    main()
