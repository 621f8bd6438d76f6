"""cuofeng 错峰: from notices and an inventory to a verified plan of who stops when.

    import scheduler
    scenario = scheduler.read("scenarios/handan-2021-2022")
    plan = scheduler.plan(scenario, time_limit_s=60)
    plan.stops
    plan.gantt()

What stands here is loaded when it is first asked for, so that ``import scheduler`` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.api import check, explain, measure, plan, policy, read
    from scheduler.comparison import Comparison
    from scheduler.domain.change import (
        AlertAdded,
        GradeGiven,
        HeatChanged,
        HorizonChanged,
        LimitsChanged,
        MarksChanged,
        ParametersChanged,
        PolicyAdded,
        PolicyDropped,
        Retrofit,
        UnitsChanged,
        UnitsClosed,
        UnitsJoined,
        WeightsChanged,
    )
    from scheduler.errors import CuofengError, InputError, NoPlanExists, NoPlanFound, PlanRejected
    from scheduler.race_result import RaceResult
    from scheduler.races import plan_race, plan_races
    from scheduler.report.explanation import Explanation
    from scheduler.results import Check, CheckedPlan, PlanResult
    from scheduler.study.compare import compare
    from scheduler.study.draws import Alerts, Breakdowns
    from scheduler.study.frontier import Front, frontier
    from scheduler.study.robustness import Robustness, robustness
    from scheduler.study.sweep import Sweep, sweep

__all__ = [
    "AlertAdded",
    "Alerts",
    "Breakdowns",
    "Check",
    "CheckedPlan",
    "Comparison",
    "CuofengError",
    "Explanation",
    "Front",
    "GradeGiven",
    "HeatChanged",
    "HorizonChanged",
    "InputError",
    "LimitsChanged",
    "MarksChanged",
    "NoPlanExists",
    "NoPlanFound",
    "ParametersChanged",
    "PlanRejected",
    "PlanResult",
    "PolicyAdded",
    "PolicyDropped",
    "RaceResult",
    "Retrofit",
    "Robustness",
    "Sweep",
    "UnitsChanged",
    "UnitsClosed",
    "UnitsJoined",
    "WeightsChanged",
    "check",
    "compare",
    "explain",
    "frontier",
    "measure",
    "plan",
    "plan_race",
    "plan_races",
    "policy",
    "read",
    "robustness",
    "sweep",
]

_HOMES = (
    "scheduler.api",
    "scheduler.results",
    "scheduler.comparison",
    "scheduler.errors",
    "scheduler.report.explanation",
    "scheduler.domain.change",
    "scheduler.study.compare",
    "scheduler.study.draws",
    "scheduler.study.frontier",
    "scheduler.study.robustness",
    "scheduler.study.sweep",
    "scheduler.races",
)


def __getattr__(name: str) -> Any:
    if name in __all__:
        for home in map(import_module, _HOMES):
            if hasattr(home, name):
                return getattr(home, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
