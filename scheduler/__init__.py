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
    from scheduler.api import check, compare_plans, measure, plan, read
    from scheduler.errors import CuofengError, InputError, NoPlanExists, NoPlanFound, PlanRejected
    from scheduler.results import Check, CheckedPlan, Comparison, PlanResult

__all__ = [
    "Check",
    "CheckedPlan",
    "Comparison",
    "CuofengError",
    "InputError",
    "NoPlanExists",
    "NoPlanFound",
    "PlanRejected",
    "PlanResult",
    "check",
    "compare_plans",
    "measure",
    "plan",
    "read",
]

_HOMES = ("scheduler.api", "scheduler.results", "scheduler.errors")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for home in map(import_module, _HOMES):
            if hasattr(home, name):
                return getattr(home, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
