"""Duties of units to stand: on every day, on some days, in named periods (CEM-1, SX-3, SX-4, ZZ-2, ZC-5)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Literal

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.condition import places_of
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import PeriodDays, StopDays, StopWindow
from scheduler.domain.obligation import StopDays as StopDaysOwed
from scheduler.domain.obligation import StopWindow as StopWindowOwed
from scheduler.domain.parameter import Period
from scheduler.domain.unit import Mode, Unit
from scheduler.domain.words import FUEL_NAMES, PROCESS_NAMES
from scheduler.errors import Fault
from scheduler.obligations.exemptions import standing_text
from scheduler.obligations.festival import period_windows
from scheduler.obligations.instead import relieved
from scheduler.obligations.outcome import Outcome, owe, wrong_mode
from scheduler.obligations.select import Scope
from scheduler.obligations.shares import Duty, Owed, owed_spells, share_owed, with_factor

# ── every day ────────────────────────────────────────────────────────────────────────────────────


def stop_windows(scope: Scope, measure: StopWindow) -> Iterator[Outcome]:
    """Units stand on each day of a stage on which they owe it; until mended, beyond the stages too."""
    for works in scope.works:
        for unit in scope.units(works):
            look = partial(_must_stand, scope, measure, works, unit)
            for spell, _ in scope.spells_in(measure, works, look, until_mended=measure.until_mended):
                yield _stand(measure, unit, spell, unit_text(scope, works, unit, spell.first))


def _must_stand(
    scope: Scope, measure: StopWindow, works: Enterprise, unit: Unit, day: date
) -> Literal[True] | None:
    owes = scope.owes(measure, works, unit, day)
    return True if owes and not relieved(scope, measure.clause, works, unit, day) else None


def _stand(measure: StopWindow, unit: Unit, window: DayRange, ground: Text) -> Outcome:
    if unit.mode is Mode.LOAD:
        return only_by_load(measure.clause, unit)
    return owe(
        StopWindowOwed,
        clause=measure.clause,
        subject=unit.unit_id,
        window=window,
        ground=ground,
        units=[unit],
    )


def only_by_load(clause: str, unit: Unit) -> Fault:
    return wrong_mode(
        f"{clause} has {unit.unit_id} stand, but it reduces by load",
        unit,
        "write stop; or its works is exempt and lacks the mark that says so",
    )


def unit_text(scope: Scope, works: Enterprise, unit: Unit, day: date) -> Text:
    """Process and fuel of a unit, grade of its works and marks of both: why a clause meets it."""
    fuel, known = unit.fuel or works.fuel, standing_text(scope, works, day, [unit])
    zh, en = [PROCESS_NAMES[unit.process].zh], [PROCESS_NAMES[unit.process].en]
    if fuel:
        zh.append(f"燃料为{FUEL_NAMES[fuel].zh}")
        en.append(f"burns {FUEL_NAMES[fuel].en}" if fuel != "electricity" else "heated by electricity")
    return Text(
        zh="；".join([*zh, *([known.zh] if known.zh else [])]),
        en="; ".join([*en, *([known.en] if known.en else [])]),
    )


# ── some days ────────────────────────────────────────────────────────────────────────────────────


def stop_days(scope: Scope, measure: StopDays) -> Iterator[Outcome]:
    """Each unit stands its share of each stage, or its days of the season, rounded up (SX-4)."""
    for works in scope.works:
        for unit in scope.units(works):
            yield from _days_of(scope, measure, works, unit)


def _days_of(scope: Scope, measure: StopDays, works: Enterprise, unit: Unit) -> Iterator[Outcome]:
    look = partial(_owed, scope, measure, works, unit)
    for spell, owed in owed_spells(scope.spells_in(measure, works, look, per=measure.per)):
        yield owed if isinstance(owed, Fault) else _some_days(measure.clause, unit, spell, owed)


def _owed(scope: Scope, measure: StopDays, works: Enterprise, unit: Unit, day: date) -> Duty | None:
    season = scope.season_of(measure, works)
    if season is None or not scope.owes(measure, works, unit, day):
        return None
    if measure.days is not None:
        days = Owed(Fraction(measure.days, season.days), unit_text(scope, works, unit, day))
        return with_factor(scope, measure.clause, works, unit, days)
    return share_owed(scope, measure, works, unit, day)


def _some_days(clause: str, unit: Unit, window: DayRange, owed: Owed) -> Outcome:
    """⌈share × days⌉ of the days on which it is owed."""
    if unit.mode is Mode.LOAD:
        return only_by_load(clause, unit)
    days = ceil(owed.share * window.days)
    return owe(
        StopDaysOwed,
        clause=clause,
        subject=unit.unit_id,
        window=window,
        ground=Text(
            zh=f"{owed.ground.zh}；{window.days}天中不少于{days}天",
            en=f"{owed.ground.en}; at least {days} of {window.days} days",
        ),
        units=[unit],
        days=days,
    )


def period_days(scope: Scope, measure: PeriodDays) -> Iterator[Outcome]:
    """Each unit stands the days of each named period of its place (CEM-1 outside the north)."""
    for period in scope.parameters[measure.parameter]:
        for window in period_windows(period, scope.scenario.horizon):
            if period.days > window.days:
                yield _too_many_days(scope, measure, period, window)
                continue
            for works in scope.works:
                if not period.places or not period.places.isdisjoint(places_of(works)):
                    yield from _in_period(scope, measure, works, period, window)


def _in_period(
    scope: Scope, measure: PeriodDays, works: Enterprise, period: Period, window: DayRange
) -> Iterator[Outcome]:
    days = period.days
    ground = Text(zh=f"{period.name}期间停产{days}天", en=f"{days} days in the period {period.name}")
    owed = Owed(Fraction(days, window.days), ground)
    for unit in scope.units(works):
        look = partial(scope.owing, measure, works, [unit])
        for spell, owing in scope.spells(works, window, look):
            if owing:
                less = with_factor(scope, measure.clause, works, unit, owed)
                yield _some_days(measure.clause, unit, spell, less)


def _too_many_days(scope: Scope, measure: PeriodDays, period: Period, window: DayRange) -> Fault:
    return Fault(
        f"{period.name} asks for {period.days} days off, but has {window.days} ({window})",
        file="scenario.yaml",
        key=f"parameters.{scope.policy.id}.{measure.parameter}",
        value=str(period.days),
        maybe="lengthen the period, or ask for fewer days",
    )
