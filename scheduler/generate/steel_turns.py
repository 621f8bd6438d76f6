"""The witness's part at steelworks: furnaces in turn, what serves them in step (STL-5, 8, 11, SX-4)."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from scheduler.domain.calendar import Span
from scheduler.domain.enterprise import Grade
from scheduler.domain.unit import Mode, Process, Unit
from scheduler.generate.inventory import Works
from scheduler.generate.place import (
    DOWNSTREAM_SHARE,
    RED_SHARES,
    SHANXI,
    SHANXI_STAGES,
    SHANXI_WINTER,
    STAGES,
    WHOLE,
    reduction_share,
)
from scheduler.generate.rota import Rotas, Stops, Turn, legal, spans
from scheduler.generate.steel import HEAT_CUT, share_by_grade
from scheduler.generate.witness import Witness

OWN_ACCORD_DAYS = 10
"""Works of grade A stop each furnace so long in stage 2, of their own accord (STL-4)."""
SCRAP_LOAD = Fraction("0.80")
"""Of electric furnaces, which act on their own; what SX-4 leaves them in Shanxi."""
WINTERS = {True: (SHANXI_WINTER,), False: STAGES}
"""In Shanxi one load holds the whole season (SX-4), elsewhere each stage has its own."""


def steel_turns(works: Works, rotas: Rotas, witness: Witness) -> None:
    """Furnaces stand by turns, all for the same days of a stage, and their works with them."""
    shanxi = works.enterprise.province == SHANXI
    if shanxi and works.grade is Grade.D:
        _everything_stands(works, rotas, witness)
        return
    turns = _turns(works, shanxi)
    for furnace in works.of(Process.BLAST_FURNACE):
        witness.stand(furnace, rotas.of(furnace).place(furnace, turns))
    for process in (Process.SINTER, Process.PELLET, Process.LIME_KILN):
        _serving_stand(works, process, witness, turns)
    for oven in works.of(Process.COKE_OVEN):
        for window in WINTERS[shanxi]:
            witness.run_at(oven, _oven_load(works, oven, turns, window, shanxi), window)
    _downstream(works, rotas, witness, shanxi)


def scrap_turns(works: Works, witness: Witness) -> None:
    shanxi = works.enterprise.province == SHANXI
    for unit in works.units:
        witness.run_at(unit, SCRAP_LOAD, *WINTERS[shanxi])


def _everything_stands(works: Works, rotas: Rotas, witness: Witness) -> None:
    """SX-3, until mended."""
    for unit in works.units:
        if unit.mode is Mode.STOP:
            witness.stand(unit, (WHOLE,), rotas.of(unit))
        else:
            witness.run_at(unit, 1 - Fraction(RED_SHARES[unit.process]), WHOLE)


def _turns(works: Works, shanxi: bool) -> list[Turn]:
    """Days off in each stage, by the stricter of the notices that the works is under."""
    if works.grade is Grade.A:
        return [Turn(STAGES[0], 0), Turn(STAGES[1], OWN_ACCORD_DAYS)]
    share = share_by_grade(works.enterprise)
    if works.enterprise.heated_area_last_year_m2 is not None:
        share += HEAT_CUT
    serving = {unit.process for unit in works.units if unit.process in _INTERRUPTIBLE}
    by_unit = max(reduction_share(process, works.grade) for process in serving) if shanxi else Fraction(0)
    return [
        Turn(stage, max(ceil(share * stage.days), ceil(by_unit * longer.days)))
        for stage, longer in zip(STAGES, SHANXI_STAGES, strict=True)
    ]


_INTERRUPTIBLE = (Process.BLAST_FURNACE, Process.SINTER, Process.PELLET, Process.LIME_KILN)


def _serving_stand(works: Works, process: Process, witness: Witness, turns: Sequence[Turn]) -> None:
    furnaces, group = works.of(Process.BLAST_FURNACE), works.of(process)
    for place, unit in enumerate(group):
        served = furnaces[place % len(furnaces) :: len(group)]
        witness.stand(unit, _in_step(unit, [witness.stops[f.unit_id] for f in served], turns))


def _in_step(unit: Unit, served: Sequence[Stops], turns: Sequence[Turn]) -> Stops:
    """As many days off as each furnace: a part of them with each that the unit serves, else all with one."""
    days: set[int] = set()
    for turn in turns:
        part = -(-turn.days // len(served))
        for stops in served:
            missing = turn.days - len(days.intersection(turn.window.indices()))
            off = [day for stop in stops for day in stop.indices() if day in turn.window and day not in days]
            days.update(off[: min(part, missing)])
    stops = spans(days)
    whole = all(len(days.intersection(turn.window.indices())) == turn.days for turn in turns)
    return stops if whole and legal(unit, stops, [turn.window for turn in turns]) else served[0]


def _oven_load(works: Works, oven: Unit, turns: Sequence[Turn], window: Span, shanxi: bool) -> Fraction:
    """No more than the furnaces' share leaves, in each stage of the window (STL-11), nor than SX-4 does."""
    loads = [1 - Fraction(turn.days, turn.window.days) for turn in turns if turn.window.start in window]
    if shanxi and works.grade is not Grade.A:
        loads.append(1 - reduction_share(oven.process, works.grade))
    return max(min(loads), oven.lowest_load)


def _downstream(works: Works, rotas: Rotas, witness: Witness, shanxi: bool) -> None:
    """Converters and rolling mills, by capacity (GEN-7) or one by one (SX-4)."""
    if works.grade is Grade.A:
        return
    stages = SHANXI_STAGES if shanxi else STAGES
    for unit in works.of(Process.ROLLING):
        share = reduction_share(unit.process, works.grade) if shanxi else DOWNSTREAM_SHARE
        turns = [Turn(stage, ceil(share * stage.days)) for stage in stages]
        witness.stand(unit, rotas.of(unit).place(unit, turns))
    for unit in works.of(Process.CONVERTER):
        share = reduction_share(unit.process, works.grade) if shanxi else DOWNSTREAM_SHARE
        witness.run_at(unit, 1 - share, *WINTERS[shanxi])
