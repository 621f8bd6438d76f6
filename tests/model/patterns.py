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
from tests.helpers import season, stage
from tests.model.test_agreement import fixed_to

SETTINGS = Settings(time_limit_s=20, reproducible=True)

Pattern = str | Sequence[int]
"""Of a unit that stops: ``X`` for each day off, ``.`` for each other. Of an oven: thousandths by stage."""
TWO_STAGES: tuple[Stage, ...] = (stage("stage1", 0, 4), stage("stage2", 5, 9))


def scheduled(planned: Season, patterns: Mapping[str, Pattern]) -> Schedule:
    """A schedule of the patterns; units that are not named run throughout, at full load."""
    off, steps = {}, {}
    for unit in planned.units:
        if unit.mode is Mode.STOP:
            days = patterns.get(unit.unit_id, "." * planned.calendar.days)
            assert len(days) == planned.calendar.days
            off[unit.unit_id] = bytes(day == "X" for day in days)
        else:
            steps[unit.unit_id] = tuple(patterns.get(unit.unit_id, [LOAD_STEPS] * len(planned.stages)))
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
    return solved(season(units, obligations, objective=[term], **fields), patterns).costs[term.term]
