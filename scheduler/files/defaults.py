"""What an inventory leaves empty: defaults by process and size, each with its source (``defaults.yaml``)."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from pydantic import RootModel

from scheduler.domain.base import Amount, Positive, Share, Value, decimal_text
from scheduler.domain.scenario import Defaulted
from scheduler.domain.unit import Days, Mode, Process
from scheduler.files.yaml_text import read_yaml, validated

PER_CAPACITY = {
    "margin_yuan_per_day": "margin_yuan_per_t",
    "restart_cost_yuan": "restart_yuan_per_t_per_day",
}
"""Columns whose default is so much for each tonne per day of capacity."""

FILLED = (
    "mode",
    "load_min",
    "shortest_stop_days",
    "shortest_run_days",
    "most_stops_per_stage",
    "margin_yuan_per_day",
    "restart_cost_yuan",
    "pm_kg_per_t",
    "so2_kg_per_t",
    "nox_kg_per_t",
    "co2_t_per_t",
    "power_kwh_per_t",
    "normal_coking_hours",
    "longest_coking_hours",
    "gas_m3_per_t",
)
"""Columns of a unit that have a default; coking hours and gas have one for ovens only."""


class DefaultValues(Value):
    """Values of one source; what is left out comes from another block."""

    mode: Mode | None = None
    load_min: Share | None = None
    shortest_stop_days: Days | None = None
    shortest_run_days: Days | None = None
    most_stops_per_stage: Days | None = None
    margin_yuan_per_t: Amount | None = None
    restart_yuan_per_t_per_day: Amount | None = None
    pm_kg_per_t: Amount | None = None
    so2_kg_per_t: Amount | None = None
    nox_kg_per_t: Amount | None = None
    co2_t_per_t: Amount | None = None
    power_kwh_per_t: Amount | None = None
    normal_coking_hours: Positive | None = None
    longest_coking_hours: Positive | None = None
    gas_m3_per_t: Amount | None = None


class Block(Value):
    """Values with one source, for units below a size where that is given."""

    source: str
    below_size: Positive | None = None
    values: DefaultValues

    def fits(self, size: Fraction | None) -> bool:
        return self.below_size is None or (size is not None and size < self.below_size)


class Defaults(RootModel[dict[Process, tuple[Block, ...]]]):
    """Blocks by process; the first that fits and gives a value counts."""


def with_defaults(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Defaulted]]:
    """The parsed cells of a unit with its empty columns filled, and what was filled from where.

    A unit of unknown process is given back as it is; its margin stays empty where the capacity is none.
    """
    filled = dict(values)
    used: list[Defaulted] = []
    if values.get("process") not in list(Process):
        return filled, used
    for column in FILLED:
        if column not in values and (found := _default(column, values)) is not None:
            filled[column], source = found
            used.append(
                Defaulted(
                    unit_id=values.get("unit_id", ""), field=column, value=_text(found[0]), source=source
                )
            )
    return filled, used


@cache
def _defaults() -> Defaults:
    with as_file(files("scheduler.files") / "defaults.yaml") as path:
        return validated(Defaults, read_yaml(path))


def _default(column: str, values: Mapping[str, Any]) -> tuple[Any, str] | None:
    """Value and source of one empty column."""
    name = PER_CAPACITY.get(column, column)
    blocks = _defaults().root[Process(values["process"])]
    block = next(
        (b for b in blocks if b.fits(values.get("size")) and getattr(b.values, name) is not None), None
    )
    if block is None:
        return None
    value = getattr(block.values, name)
    if column not in PER_CAPACITY:
        return value, block.source
    capacity = values.get("capacity_t_per_day", 0)
    if capacity <= 0:
        return None
    return value * capacity, f"{block.source} ({decimal_text(value)} yuan a t/d)"


def _text(value: Any) -> str:
    return decimal_text(value) if isinstance(value, Fraction) else str(value)
