"""Units that need not stand when a clause says so: they make the days up (CEM-4), or others do (CEM-3).

Where a unit may do either, the measure that the notice names first holds.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.calendar import ONE_DAY, DayRange, Stage, Yearly, shared_days
from scheduler.domain.condition import place_name
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import MakeUp, StopWindow, Substitution
from scheduler.domain.obligation import MakeUp as MakeUpOwed
from scheduler.domain.unit import Mode, Unit
from scheduler.errors import Fault
from scheduler.obligations.exemptions import standing_text
from scheduler.obligations.outcome import Outcome, owe, wrong_mode
from scheduler.obligations.select import Scope

Instead = MakeUp | Substitution
TWO_YEARS = timedelta(days=731)


class _Way(NamedTuple):
    """How a unit that a clause has stand answers it: by standing, or by a measure in place of that."""

    instead: Instead | None


class Duty(NamedTuple):
    """A stretch of a stage on which a clause has a unit stand, and what the unit may do instead."""

    works: Enterprise
    unit: Unit
    stage: Stage
    days: DayRange
    instead: Instead | None

    @property
    def province(self) -> str:
        return place_name(self.works.province)


def relieved(scope: Scope, clause: str, works: Enterprise, unit: Unit, day: date) -> bool:
    """Whether the unit need not stand on the day for the clause, because of what it or others do instead."""
    return _instead(scope, clause, works, unit, day) is not None


def _instead(scope: Scope, clause: str, works: Enterprise, unit: Unit, day: date) -> Instead | None:
    for measure in scope.policy.measures:
        if isinstance(measure, MakeUp | Substitution) and measure.of == clause:
            in_time = any(day in stage.window for stage in scope.stages_of(measure, works))
            if in_time and scope.owes(measure, works, unit, day):
                return measure
    return None


def duties(scope: Scope, clause: str) -> Iterator[Duty]:
    """All that the stop windows of a clause ask for, relieved or not."""
    asked = [measure for measure in scope.policy.of(StopWindow) if measure.clause == clause]
    for works in scope.works:
        stages = dict.fromkeys(stage for measure in asked for stage in scope.stages_of(measure, works))
        for stage in stages:
            for unit in scope.units(works):
                for days, way in _ways(scope, asked, works, unit, stage):
                    yield Duty(works, unit, stage, days, way.instead)


def _ways(
    scope: Scope, asked: Sequence[StopWindow], works: Enterprise, unit: Unit, stage: Stage
) -> Iterator[tuple[DayRange, _Way]]:
    here = [measure for measure in asked if stage in scope.stages_of(measure, works)]

    def look(day: date) -> _Way | None:
        if any(scope.owes(measure, works, unit, day) for measure in here):
            return _Way(_instead(scope, here[0].clause, works, unit, day))
        return None

    return scope.spells(works, stage.window, look)


def cannot_stand(measure: Instead, unit: Unit) -> Fault:
    return wrong_mode(
        f"{measure.clause} counts the days on which {unit.unit_id} stands, but it reduces by load",
        unit,
        "write stop",
    )


# ── later ────────────────────────────────────────────────────────────────────────────────────────


def make_up(scope: Scope, measure: MakeUp) -> Iterator[Outcome]:
    """Each day run in the stage is owed between the heating season and the next stage (CEM-4)."""
    short: dict[DayRange, list[Duty]] = {}
    for duty in duties(scope, measure.of):
        if duty.instead is not measure:
            continue
        if duty.unit.mode is Mode.LOAD:
            yield cannot_stand(measure, duty.unit)
            continue
        window = _window_to_make_up(scope, measure, duty)
        if window is None:
            yield _no_window(scope, measure, duty)
        elif _days_held(scope, window) < duty.days.days:
            short.setdefault(window, []).append(duty)
        else:
            yield _to_make_up(scope, measure, duty, window)
    yield from (_too_short(scope, measure, window, late) for window, late in short.items())


def _window_to_make_up(scope: Scope, measure: MakeUp, duty: Duty) -> DayRange | None:
    """After the stage and its heating season, to the eve of the works' next stage or heating season."""
    heating: Yearly = scope.parameters[measure.heating_season]
    stage = duty.stage.window
    first = max([stage.last, *(days.last for days in heating.within(stage))]) + ONE_DAY
    years = DayRange(first=first, last=first + TWO_YEARS)
    later = [
        s.window.first for s in scope.policy.stages_for(duty.works, years) if s.window.first > stage.last
    ]
    later += [days.first for days in heating.within(years) if days.first > first]
    last = min(later) - ONE_DAY if later else scope.scenario.horizon.last
    return DayRange(first=first, last=last) if first <= last else None


def _days_held(scope: Scope, window: DayRange) -> int:
    """Days of the window that the horizon holds."""
    held = shared_days(window, scope.scenario.horizon)
    return held.days if held else 0


def _to_make_up(scope: Scope, measure: MakeUp, duty: Duty, window: DayRange) -> MakeUpOwed:
    known = standing_text(scope, duty.works, duty.days.first, [duty.unit])
    return owe(
        MakeUpOwed,
        clause=measure.clause,
        subject=duty.unit.unit_id,
        window=window,
        ground=Text(
            zh=f"{known.zh}；代替{duty.days}的停产（{measure.of}）",
            en=f"{known.en}; instead of standing in {duty.days} ({measure.of})",
        ),
        units=[duty.unit],
        apart=str(duty.days.first),
        instead_of=duty.days,
    )


def _no_window(scope: Scope, measure: MakeUp, duty: Duty) -> Fault:
    return Fault(
        f"after the stage {duty.stage.window} of {duty.works.name} no day is left on which {measure.clause} "
        "lets the days be made up",
        file="scenario.yaml",
        key=f"parameters.{scope.policy.id}.{measure.heating_season}",
        maybe="check the heating season; or let the horizon go on after the stage",
    )


def _too_short(scope: Scope, measure: MakeUp, window: DayRange, late: Sequence[Duty]) -> Fault:
    units = ", ".join(dict.fromkeys(duty.unit.unit_id for duty in late))
    need = max(duty.days.days for duty in late)
    return Fault(
        f"{measure.clause} lets {units} make up to {need} days up in {window}, of which the horizon holds "
        f"{_days_held(scope, window)}",
        file="scenario.yaml",
        key="horizon",
        value=str(scope.scenario.horizon),
        maybe=f"let the horizon reach to {window.last}",
    )
