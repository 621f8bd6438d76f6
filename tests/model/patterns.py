"""Schedules written as one letter a day, and what the exact model says of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scheduler.domain.calendar import Stage
from scheduler.domain.objective import Term
from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.schedule import Schedule
from scheduler.solve.clock import Clock
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.settings import Settings
from tests.helpers import one_load_by_stage, season, stage
from tests.model.test_agreement import fixed_to

SETTINGS = Settings(time_limit_s=20, reproducible=True)

Pattern = str | Sequence[int]
"""Of a unit that stops: ``X`` for a day off, ``.`` for any other. Of an oven: its loads in thousandths."""
TWO_STAGES: tuple[Stage, ...] = (stage("stage1", 0, 4), stage("stage2", 5, 9))


def by_stage(
    units: Sequence[Unit], obligations: Iterable[Obligation] = (), *, days: int = 10, **fields: Any
) -> Season:
    """A season in which units that run lower have one load for each stage."""
    stages = fields.setdefault("stages", (stage("stage1", 0, days - 1),))
    return season(units, [*one_load_by_stage(units, stages), *obligations], days=days, **fields)


def scheduled(planned: Season, patterns: Mapping[str, Pattern]) -> Schedule:
    """A schedule of the patterns; units that are not named run throughout, at full load."""
    off, steps = {}, {}
    for unit in planned.units:
        if unit.mode is Mode.STOP:
            days = patterns.get(unit.unit_id, "." * planned.calendar.days)
            assert len(days) == planned.calendar.days
            off[unit.unit_id] = bytes(day == "X" for day in days)
        else:
            full = [LOAD_STEPS] * len(planned.load_periods(unit))
            steps[unit.unit_id] = tuple(patterns.get(unit.unit_id, full))
    return Schedule(off, steps)


def solved(planned: Season, patterns: Mapping[str, Pattern]) -> Outcome:
    """The exact model with every state held to the patterns."""
    model = fixed_to(planned, scheduled(planned, patterns))
    return run(model, SETTINGS, Clock(SETTINGS), Effort(20))


def cost(
    units: Sequence[Unit],
    term: Term,
    patterns: Mapping[str, Pattern],
    obligations: Iterable[Obligation] = (),
    **fields: Any,
) -> int:
    """Yuan of one term, as the model counts it."""
    return solved(by_stage(units, obligations, objective=[term], **fields), patterns).costs[term.term]
