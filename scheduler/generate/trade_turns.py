"""The witness's part at works of one kind of unit: by days, by lines, by load, on alert days."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from scheduler.domain.calendar import Span
from scheduler.domain.enterprise import Grade
from scheduler.domain.unit import Mode, Process, Unit
from scheduler.generate.inventory import Works
from scheduler.generate.place import (
    ALERT_SHARES,
    ALERTS,
    CITIES,
    LINES_OFF,
    LONGER_COKING_H,
    RED_SHARES,
    SHANXI,
    SHANXI_STAGES,
    SHANXI_WINTER,
    STAGES,
    STOPPING_FIRST,
    WHOLE,
    WINTER,
    WORST_GRADE_LOAD,
    reduction_share,
)
from scheduler.generate.rota import Rotas, Turn, spans
from scheduler.generate.trades import IN_SHANXI
from scheduler.generate.witness import Witness

CASTING_C = tuple(Turn(stage, days) for stage, days in zip(SHANXI_STAGES, (36, 54), strict=True))
"""SX-4: casting of grade C stands 90 days of the season."""


def trade_turns(works: Works, rotas: Rotas, witness: Witness) -> None:
    """Stops and loads of a works by its grade and the notices of its province."""
    if works.trade.process is Process.GLOVE_LINE:
        _on_alerts(works, witness)
    elif works.units[0].mode is Mode.LOAD:
        load = _load(works)
        window = SHANXI_WINTER if _under_shanxi(works) else WINTER
        window = WHOLE if works.grade is Grade.D and _under_shanxi(works) else window
        for unit in works.units if load < 1 else ():
            witness.run_at(unit, load, window)
    else:
        _by_stopping(works, rotas, witness)


def _under_shanxi(works: Works) -> bool:
    return works.enterprise.province == SHANXI and works.trade.industry in IN_SHANXI


def _acts_alone(works: Works) -> bool:
    return works.grade in (Grade.A, Grade.LEADING)


# ── by stopping ──────────────────────────────────────────────────────────────────────────────────


def _by_stopping(works: Works, rotas: Rotas, witness: Witness) -> None:
    process = works.trade.process
    if _acts_alone(works):
        return
    if works.grade is Grade.D:
        for unit in works.units:
            witness.stand(unit, (WHOLE if _under_shanxi(works) else WINTER,), rotas.of(unit))
    elif process in LINES_OFF and not _under_shanxi(works):
        required = ceil(LINES_OFF[process] * len(works.units))
        _lines_take_turns(works.units, [Fraction(1)] * len(works.units), Fraction(required), rotas, witness)
    elif process in (Process.GYPSUM_BOARD, Process.ROCK_WOOL):
        _stopping_first(works, rotas, witness)
    else:
        for unit in works.units:
            witness.stand(unit, rotas.of(unit).place(unit, stop_turns(works, unit)))


def stop_turns(works: Works, unit: Unit) -> Sequence[Turn]:
    """Days off of one unit in each stage (SX-4, GEN-2)."""
    under_shanxi = _under_shanxi(works)
    if under_shanxi and unit.process is Process.CASTING_FURNACE and works.grade is Grade.C:
        return CASTING_C
    share = reduction_share(unit.process, works.grade)
    stages = SHANXI_STAGES if under_shanxi else STAGES
    return [Turn(stage, ceil(share * stage.days)) for stage in stages]


def _stopping_first(works: Works, rotas: Rotas, witness: Witness) -> None:
    """Several lines by capacity on every day; a single one in one piece, longer than its share (ZC-4)."""
    if len(works.units) > 1:
        capacities = [unit.capacity_t_per_day for unit in works.units]
        _lines_take_turns(works.units, capacities, STOPPING_FIRST * sum(capacities), rotas, witness)
        return
    unit = works.units[0]
    days = [floor(STOPPING_FIRST * stage.days) + 1 for stage in STAGES]
    stops = (Span(STAGES[0].end - days[0], STAGES[0].end), Span(STAGES[1].end - days[1], STAGES[1].end))
    witness.stand(unit, stops, rotas.of(unit))


def _lines_take_turns(
    units: Sequence[Unit], weights: Sequence[Fraction], required: Fraction, rotas: Rotas, witness: Witness
) -> None:
    """In stage 1 the first lines stand, in stage 2 the last: each as many as are required on a day."""
    lines = list(zip(units, weights, strict=True))
    first, second = set(_enough(lines, required)), set(_enough(lines[::-1], required))
    for unit in units:
        days: set[int] = set()
        days.update(STAGES[0].indices() if unit.unit_id in first else ())
        days.update(STAGES[1].indices() if unit.unit_id in second else ())
        if days:
            witness.stand(unit, spans(days), rotas.of(unit))


def _enough(lines: Sequence[tuple[Unit, Fraction]], required: Fraction) -> Iterator[str]:
    for unit, weight in lines:
        if required <= 0:
            return
        yield unit.unit_id
        required -= weight


def _on_alerts(works: Works, witness: Witness) -> None:
    """On each alert of the city another part of the lines is off."""
    off: dict[str, set[int]] = {unit.unit_id: set() for unit in works.units}
    for level, window in alerts_of(works.enterprise.city):
        number = ceil(ALERT_SHARES[level] * len(works.units))
        rested = sorted(works.units, key=lambda unit: (len(off[unit.unit_id]), unit.unit_id))
        for unit in rested[:number]:
            off[unit.unit_id].update(window.indices())
    for unit in works.units:
        if stops := spans(off[unit.unit_id]):
            witness.stand(unit, stops)


def alerts_of(city: str) -> Iterator[tuple[str, Span]]:
    """Level and days of a city's alerts; weather moves on by a day every few cities."""
    later = CITIES.index(city) % 5
    for level, first, days in ALERTS:
        yield level, Span(first + later, first + later + days)


# ── by load ──────────────────────────────────────────────────────────────────────────────────────


def _load(works: Works) -> Fraction:
    """One load for the season, the lowest that any clause asks for; 1 where none does."""
    unit = works.units[0]
    asked = [Fraction(1)]
    if works.grade is Grade.D:
        asked.append(WORST_GRADE_LOAD)
        if _under_shanxi(works):
            asked.append(1 - Fraction(RED_SHARES[unit.process]))
    if not _acts_alone(works):
        asked.extend(_asked(works, unit))
    return max(min(asked), unit.lowest_load)


def _asked(works: Works, unit: Unit) -> Iterator[Fraction]:
    if unit.process is Process.GLASS_FURNACE:
        yield 1 - STOPPING_FIRST
    elif works.grade is not Grade.D and (_under_shanxi(works) or unit.process is Process.GLASS_WOOL):
        yield 1 - reduction_share(unit.process, works.grade)
    elif unit.process is Process.COKE_OVEN and not _under_shanxi(works):
        assert unit.normal_coking_hours is not None
        yield unit.normal_coking_hours / LONGER_COKING_H
    elif unit.process is Process.POT_LINE and not _under_shanxi(works):
        pots = sum(line.pots or 0 for line in works.units)
        yield 1 - Fraction(ceil(LINES_OFF[unit.process] * pots), pots)
    elif works.grade is not Grade.D and unit.process is Process.FERTILISER_LINE:
        yield 1 - reduction_share(unit.process, works.grade)
