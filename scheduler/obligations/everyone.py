"""No unit may be left without an obligation to reduce or a named exemption (CEM-2)."""

from collections.abc import Iterator, Sequence

from scheduler.domain.enterprise import Enterprise
from scheduler.domain.finding import Exempted
from scheduler.domain.measure import EveryUnit
from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LinkedUnits,
    LoadCeiling,
    MakeUp,
    Obligation,
    OutputCeiling,
    StopDays,
    StopShare,
    StopWindow,
    Substitution,
)
from scheduler.domain.owing import ROTATION
from scheduler.domain.unit import Unit
from scheduler.domain.words import PROCESS_NAMES
from scheduler.obligations.outcome import Outcome, note
from scheduler.obligations.select import Scope

REDUCING = (StopWindow, StopDays, StopShare, LinesOff, LoadCeiling, CokingTime, MakeUp, OutputCeiling)


def units_left(
    scope: Scope, measure: EveryUnit, obligations: Sequence[Obligation], exemptions: Sequence[Exempted]
) -> Iterator[Outcome]:
    """Each unit of the process that nothing reduces and nothing exempts; else that there is none."""
    first, reduced = scope.scenario.horizon.first, _reduced(obligations)
    met = [
        (works, unit)
        for works in scope.works
        for unit in scope.units(works, measure.process)
        if scope.meets(measure, works, unit, first)
    ]
    named = [exempted for exempted in exemptions if set(exempted.lifts) & scope.policy.clauses.keys()]
    left = [
        (works, unit)
        for works, unit in met
        if unit.unit_id not in reduced and not any(_frees(exempted, unit) for exempted in named)
    ]
    for works, unit in left:
        yield _left(measure, works, unit)
    if met and not left:
        process = PROCESS_NAMES[measure.process]
        yield note(
            measure.clause,
            scope.policy.id,
            f"{process.zh}共{len(met)}座，每座均有错峰义务或豁免依据",
            f"each {process.en}, {len(met)} in all, owes a reduction or is exempt by name",
        )


def _left(measure: EveryUnit, works: Enterprise, unit: Unit) -> Outcome:
    process = PROCESS_NAMES[measure.process]
    return note(
        measure.clause,
        unit.unit_id,
        f"{works.name}的{process.zh}{unit.unit_id}既没有错峰义务，也没有豁免依据",
        f"{process.en} {unit.unit_id} of {works.name} owes no reduction, and nothing exempts it",
    )


def _frees(exempted: Exempted, unit: Unit) -> bool:
    return exempted.enterprise_id == unit.enterprise_id and (
        not exempted.units or unit.unit_id in exempted.units
    )


def _reduced(obligations: Sequence[Obligation]) -> frozenset[str]:
    """The units that some clause of a notice has reduce, alone or with others."""
    return frozenset(unit for owed in obligations if owed.clause != ROTATION for unit in _reducing(owed))


def _reducing(owed: Obligation) -> Sequence[str]:
    match owed:
        case StopShare(share=0) | LinesOff(required=0) | LoadCeiling(ceiling=1):
            return ()
        case LinkedUnits():
            return owed.group
        case Substitution():
            return owed.relieved
    return owed.units if isinstance(owed, REDUCING) else ()
