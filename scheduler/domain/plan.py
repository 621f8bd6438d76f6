"""A plan: which unit stands from which day to which, and which runs at which load."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import Field

from scheduler.domain.base import Exact, Value
from scheduler.domain.calendar import ONE_DAY, DayRange
from scheduler.domain.finding import Adjusted


class Stop(Value):
    """One stop of one unit. A remark is carried to every export (ZC-7)."""

    unit_id: str
    window: DayRange
    remark: str = ""


class LoadSpell(Value):
    """One unit at one load over a range of days; a unit without one runs at full load."""

    unit_id: str
    window: DayRange
    load: Exact
    """Share of the rated capacity. Above 1 only in plans made by hand, which STL-13 then breaks."""


class PlacedJob(Value):
    """A maintenance job and the days on which it is done (CEM-7)."""

    job_id: str
    unit_id: str
    window: DayRange


class Plan(Value):
    """Stops sorted by unit and day, none touching another of the same unit; load spells likewise."""

    stops: tuple[Stop, ...] = ()
    loads: tuple[LoadSpell, ...] = ()
    jobs: tuple[PlacedJob, ...] = ()
    """Maintenance jobs that found a place."""


def joined(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Sorted stops, those of a unit that touch made one."""
    found: list[Stop] = []
    for stop in stops:
        before = found[-1] if found else None
        if before and before.unit_id == stop.unit_id and before.window.last + ONE_DAY == stop.window.first:
            remark = "; ".join(dict.fromkeys(filter(None, (before.remark, stop.remark))))
            window = DayRange(first=before.window.first, last=stop.window.last)
            found[-1] = Stop(unit_id=stop.unit_id, window=window, remark=remark)
        else:
            found.append(stop)
    return tuple(found)


class Status(StrEnum):
    OPTIMAL = "optimal"
    """The bound equals the objective."""
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    """No plan can exist; confirmed a second way."""
    UNKNOWN = "unknown"
    """No plan found in the time given."""


class Measured(Value):
    """One obligation held against a plan."""

    obligation_id: str
    required: Exact
    achieved: Exact
    slack: Exact
    """How much could still be given away; negative by as much as is missing."""
    met: bool
    detail: str = ""
    """Unit and day of the worst finding, where the number alone does not say."""
    broken_on: tuple[date, ...] = ()
    """Days, or first days of weeks, that break what is owed of each day or week."""


class Verification(Value):
    """What the checker found: every obligation measured, the objective recomputed."""

    measured: tuple[Measured, ...]
    cost_yuan: dict[str, int]
    """Term to yuan."""

    @property
    def broken(self) -> tuple[Measured, ...]:
        return tuple(m for m in self.measured if not m.met)

    @property
    def total_yuan(self) -> int:
        return sum(self.cost_yuan.values())


class Progress(Value):
    """A better plan or a better bound, as the solver finds it."""

    seconds: float
    objective_yuan: int | None = None
    bound_yuan: int | None = None
    phase: str

    @property
    def gap(self) -> float | None:
        return gap(self.objective_yuan, self.bound_yuan)


class Solution(Value):
    """What a solve ended with. ``plan`` is there exactly when the status is optimal or feasible."""

    status: Status
    plan: Plan | None = None
    objective_yuan: int | None = None
    bound_yuan: int | None = None
    cost_yuan: dict[str, int] = Field(default_factory=dict)
    """Term to yuan, as the model counts it."""
    history: tuple[Progress, ...] = ()
    settings: dict[str, Any] = Field(default_factory=dict)
    """Solver settings and versions."""
    seconds_to_build: float | None = None
    seconds_to_first_plan: float | None = None
    seconds: float | None = None
    spent_s: float = 0.0
    """Of the time limit; in reproducible mode the solver's deterministic seconds."""
    interrupted: bool = False
    out_of_memory: bool = False
    """Ended before its time by the limit on memory."""
    adjusted: tuple[Adjusted, ...] = ()
    """Rows of the plan it began with that were not taken as they stood."""

    @property
    def gap(self) -> float | None:
        return gap(self.objective_yuan, self.bound_yuan)

    @property
    def is_cut_short(self) -> bool:
        """Whether Ctrl-C or the limit on memory ended the search: nothing new is to be begun."""
        return self.interrupted or self.out_of_memory


def gap(objective_yuan: int | None, bound_yuan: int | None) -> float | None:
    """(objective − bound) ÷ objective; 0 where both are 0, ``None`` where either is missing."""
    if objective_yuan is None or bound_yuan is None:
        return None
    return (objective_yuan - bound_yuan) / objective_yuan if objective_yuan else 0.0
