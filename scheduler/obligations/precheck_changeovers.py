"""What arithmetic rules out of changeovers: fewer allowed than stops that must begin, in all or by a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from scheduler.domain.finding import Finding
from scheduler.domain.obligation import ChangeoverDays, ChangeoverLimit, LinesOff, StopShare
from scheduler.domain.unit import Mode, Unit
from scheduler.obligations.outcome import impossible
from scheduler.obligations.reach import NOTHING, Reach

XUN = (1, 11, 21)


def changeover_limits(reach: Reach) -> Iterator[Finding]:
    """Fewer changeovers allowed in the season than stops that must begin."""
    for owed in reach.all(ChangeoverLimit):
        if len(reach.days(owed.window)) < reach.season.calendar.days:  # stops may begin outside the window
            continue
        days = sum(1 for day in reach.days(owed.window) if _allowed(reach, owed, day))
        if owed.most is None and days:
            continue
        most, need = (owed.most or 0) * days, _stops_to_begin(reach, owed)
        if need > most:
            yield impossible(
                owed.clause,
                owed.subject,
                f"{owed.window}至多切换{most}次（{days}天），而停产比例要求至少开始{need}次停产",
                f"at most {most} changeovers in {owed.window} (on {days} days), "
                f"the shares owed need at least {need} stops to begin",
            )


def _allowed(reach: Reach, owed: ChangeoverLimit, day: int) -> bool:
    when = reach.season.calendar.day(day)
    return owed.days is ChangeoverDays.ANY or when.day in XUN or when in _first_days(reach, owed)


def _first_days(reach: Reach, owed: ChangeoverLimit) -> set[date]:
    """Days on which a stage of one of the works begins."""
    works = {unit.enterprise_id for unit in reach.units(owed.units)}
    return {stage.window.first for name in works for stage in reach.season.stages_of(name)}


def _stops_to_begin(reach: Reach, limit: ChangeoverLimit) -> int:
    """Over the works: units that owe days themselves, or the fewest that can stop what a stage owes."""
    fewest = Counter(unit.enterprise_id for unit in reach.units(limit.units) if _begins(reach, unit))
    for owed in reach.all(StopShare):
        if set(owed.units) <= set(limit.units):
            fewest[owed.subject] = max(fewest[owed.subject], _fewest_units(reach, owed))
    return fewest.total()


def _begins(reach: Reach, unit: Unit) -> bool:
    """Whether the unit owes days off and does not stand already."""
    return unit.unit_id in reach.stopping and not reach.season.stands_before(unit)


def _fewest_units(reach: Reach, owed: StopShare) -> int:
    """Units that must begin a stop; those that stand on the season's first day need not."""
    units = [unit for unit in reach.units(owed.units) if unit.mode is Mode.STOP]
    if len(units) < len(owed.units):
        return 0
    most = [unit.capacity_t_per_day * reach.days_off(unit, owed.window) for unit in units]
    need = owed.share * reach.unit_days(owed.units, owed.window)
    reached = [NOTHING, *accumulate(sorted(most, reverse=True))]
    count = next((number for number, total in enumerate(reached) if total >= need), len(units))
    standing = sum(1 for unit in units if reach.season.stands_before(unit))
    return max(0, count - standing)


# ── by a day ─────────────────────────────────────────────────────────────────────────────────────


def first_stops(reach: Reach) -> Iterator[Finding]:
    """More units that must stand by a day, and ran on the eve, than may change over up to it."""
    for owed in reach.all(ChangeoverLimit):
        days = reach.days(owed.window)
        if not days or days.start:  # what changes over before the window is not limited
            continue
        for deadline in _deadlines(reach, owed):
            allowed = sum(_allowed(reach, owed, day) for day in range(deadline + 1))
            if owed.most is None and allowed:
                break
            most, need = (owed.most or 0) * allowed, _stopped_by(reach, owed, deadline)
            if need > most:
                last = reach.season.calendar.day(deadline)
                yield impossible(
                    owed.clause,
                    owed.subject,
                    f"截至{last}至多切换{most}次，而届时必须已停{need}台（座）",
                    f"at most {most} changeovers up to {last}, but {need} units must have stopped by then",
                )
                break


def _deadlines(reach: Reach, limit: ChangeoverLimit) -> list[int]:
    """Days on which a duty has some of the units stand for the first time."""
    first = {min(days) for unit in reach.units(limit.units) if (days := reach.must_stand(unit))}
    return sorted(first | {reach.days(owed.window).start for owed in _lines(reach, limit)})


def _lines(reach: Reach, limit: ChangeoverLimit) -> list[LinesOff]:
    """Lines off on every day of which all are limited and stop."""
    limited = {unit.unit_id for unit in reach.units(limit.units) if unit.mode is Mode.STOP}
    return [
        owed for owed in reach.all(LinesOff) if reach.days(owed.window) and limited.issuperset(owed.units)
    ]


def _stopped_by(reach: Reach, limit: ChangeoverLimit, deadline: int) -> int:
    """Over the works: units that must stand on some day so far, or the fewest lines that will do."""
    running = [unit for unit in reach.units(limit.units) if not reach.season.stands_before(unit)]
    due = Counter(
        unit.enterprise_id
        for unit in running
        if min(reach.must_stand(unit), default=deadline + 1) <= deadline
    )
    for owed in _lines(reach, limit):
        if reach.days(owed.window).start <= deadline:
            due[owed.subject] = max(due[owed.subject], _fewest_lines(reach, owed))
    return due.total()


def _fewest_lines(reach: Reach, owed: LinesOff) -> int:
    """Lines that must stop for it; those that stand on the season's first day need not."""
    reached = accumulate(sorted(owed.weights.values(), reverse=True))
    count = next((n for n, total in enumerate(reached, start=1) if total >= owed.required), len(owed.units))
    standing = sum(1 for unit in reach.units(owed.units) if reach.season.stands_before(unit))
    return max(0, count - standing) if owed.required else 0
