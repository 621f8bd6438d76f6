"""Lines off on every day, by capacity, number or pots; the share reached by stopping first (ZZ-3, ZC)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from math import ceil, floor

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange, shared_days
from scheduler.domain.condition import place_name
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import AlertLines, CountedBy, ShareByStopping
from scheduler.domain.measure import LinesOff as LinesMeasure
from scheduler.domain.obligation import LinesOff, LoadCeiling, MostStops, StopDays
from scheduler.domain.unit import Mode, Unit
from scheduler.domain.words import ALERT_NAMES
from scheduler.errors import Fault
from scheduler.obligations.groups import GroupOwes, each_group
from scheduler.obligations.outcome import Outcome, amount, missing, owe, percent, wrong_mode
from scheduler.obligations.select import Scope
from scheduler.obligations.shares import Owed

COUNTED = {
    CountedBy.CAPACITY: Text(zh="吨/日产能", en="t/d of capacity"),
    CountedBy.LINES: Text(zh="条生产线", en="lines"),
    CountedBy.POTS: Text(zh="台电解槽", en="pots"),
}


def lines_off(scope: Scope, measure: LinesMeasure) -> Iterator[Outcome]:
    """A share of each works' lines of each process is off on every day (ZZ-3b, c, d, f)."""
    for group in each_group(scope, measure):
        if isinstance(group, Fault):
            yield group
        else:
            yield from _off(measure.clause, group.units, group.window, measure.by, group.owed)


def _off(
    clause: str, units: Sequence[Unit], window: DayRange, by: CountedBy, owed: Owed
) -> Iterator[Outcome]:
    """Lines and pots are whole: their share is rounded up; capacity is not rounded."""
    faults = [fault for unit in units for fault in _uncountable(clause, unit, by)]
    if faults:
        yield from faults
        return
    weights = {unit.unit_id: _weight(unit, by) for unit in units}
    total = sum(weights.values(), Fraction(0))
    required = owed.share * total if by is CountedBy.CAPACITY else Fraction(ceil(owed.share * total))
    counted = COUNTED[by]
    yield owe(
        LinesOff,
        clause=clause,
        subject=units[0].enterprise_id,
        window=window,
        ground=Text(
            zh=f"{owed.ground.zh}；共{amount(total)}{counted.zh}，每天不少于{amount(required)}",
            en=f"{owed.ground.en}; of {amount(total)} {counted.en}, at least {amount(required)} on each day",
        ),
        units=units,
        apart=units[0].process,
        process=units[0].process,
        by=by,
        weights=weights,
        required=required,
    )


def _weight(unit: Unit, by: CountedBy) -> Fraction:
    match by:
        case CountedBy.CAPACITY:
            return unit.capacity_t_per_day
        case CountedBy.POTS:
            return Fraction(unit.pots or 0)
        case CountedBy.LINES:
            return Fraction(1)


def _uncountable(clause: str, unit: Unit, by: CountedBy) -> Iterator[Fault]:
    if by is CountedBy.POTS and unit.pots is None:
        yield missing(unit.unit_id, "pots", clause, "units")
    if by is CountedBy.LINES and unit.mode is Mode.LOAD:
        yield wrong_mode(
            f"{clause} counts lines, but {unit.unit_id} reduces by load and is never off", unit, "write stop"
        )


# ── by stopping first ────────────────────────────────────────────────────────────────────────────


def share_by_stopping(scope: Scope, measure: ShareByStopping) -> Iterator[Outcome]:
    """Several lines, a single line, lines that cannot stop: each in its own way (ZC-4)."""
    for group in each_group(scope, measure):
        if isinstance(group, Fault):
            yield group
        else:
            yield from _by_stopping(measure.clause, group)


def _by_stopping(clause: str, group: GroupOwes) -> Iterator[Outcome]:
    stopping = [unit for unit in group.units if unit.mode is Mode.STOP]
    if len(stopping) > 1:
        yield from _off(clause, stopping, group.window, CountedBy.CAPACITY, group.owed)
    elif stopping:
        yield from _in_one_piece(clause, stopping[0], group.window, group.owed)
    for unit in group.units:
        if unit.mode is Mode.LOAD:
            yield load_below(clause, unit, group.window, group.owed)


def _in_one_piece(clause: str, unit: Unit, window: DayRange, owed: Owed) -> Iterator[Outcome]:
    """One stop of more days than share × days, strictly: 31.5 → 32, 30 → 31; never more than there are."""
    days = min(window.days, floor(owed.share * window.days) + 1)
    ground = Text(
        zh=f"{owed.ground.zh}；单一生产线连续停产，多于{window.days}天的{percent(owed.share)}，即{days}天",
        en=f"{owed.ground.en}; a single line, in one piece, more than {percent(owed.share)} of "
        f"{window.days} days: {days}",
    )
    owed_so = partial(owe, clause=clause, subject=unit.unit_id, window=window, ground=ground, units=[unit])
    yield owed_so(StopDays, days=days)
    yield owed_so(MostStops, stops=1, counts_carried=True)


def load_below(clause: str, unit: Unit, window: DayRange, owed: Owed) -> LoadCeiling:
    """A unit that cannot stop runs at what the share leaves."""
    ceiling = 1 - owed.share
    return owe(
        LoadCeiling,
        clause=clause,
        subject=unit.unit_id,
        window=window,
        ground=Text(
            zh=f"{owed.ground.zh}；负荷不高于{percent(ceiling)}",
            en=f"{owed.ground.en}; load at most {percent(ceiling)}",
        ),
        units=[unit],
        ceiling=ceiling,
    )


# ── on alert days ────────────────────────────────────────────────────────────────────────────────


def alert_lines(scope: Scope, measure: AlertLines) -> Iterator[Outcome]:
    """On each alert of a works' city, inside its stages, a share of its lines by level is off (ZC-6)."""
    shares = {"yellow": measure.yellow, "orange": measure.orange, "red": measure.red}
    for alert in scope.scenario.alerts:
        share = shares[alert.level]
        name = ALERT_NAMES[alert.level]
        ground = Text(zh=f"{name.zh}减产{percent(share)}", en=f"{name.en}: {percent(share)}")
        owed = Owed(share, ground)
        for works in scope.works if share else ():
            if place_name(works.city) == place_name(alert.city):
                yield from _on_alert(scope, measure, works, alert.window, owed)


def _on_alert(
    scope: Scope, measure: AlertLines, works: Enterprise, alert: DayRange, owed: Owed
) -> Iterator[Outcome]:
    windows = [shared_days(alert, stage.window) for stage in scope.stages_of(measure, works)]
    for process in measure.processes:
        look = partial(scope.owing, measure, works, scope.units(works, process))
        for window in (window for window in windows if window is not None):
            for days, units in scope.spells(works, window, look):
                if units:
                    yield from _off(measure.clause, units, days, measure.by, owed)
