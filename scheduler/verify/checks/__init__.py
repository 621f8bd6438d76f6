"""How each kind of obligation is measured: one module a kind, under the kind's name."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts

Check = Callable[[Facts, Any], Measured]
"""Takes an obligation of its own kind only."""

KINDS = (
    "shortest_stop",
    "shortest_run",
    "most_stops",
    "forbidden_days",
    "stop_window",
    "stop_days",
    "two_states",
    "load_ceiling",
    "one_load",
    "coking_time",
    "make_up",
    "stop_share",
    "lines_off",
    "linked_units",
    "output_ceiling",
    "heat_floor",
    "material_balance",
    "burden_limit",
    "region_output_ceiling",
    "substitution",
    "supply_floor",
    "maintenance",
    "rotation_band",
    "changeover_limit",
    "emission_ceiling",
)

CHECKS: dict[str, Check] = {kind: import_module(f"{__name__}.{kind}").check for kind in KINDS}
