"""Who is free of which clauses, on which days and on which ground (STL-4, SX-5, SX-6, ZC-2, ZC-3)."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from scheduler.domain.base import Text
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.finding import Exempted
from scheduler.domain.measure import Exemption, ShareFactor
from scheduler.domain.unit import Unit
from scheduler.domain.words import FUEL_NAMES, PROCESS_NAMES
from scheduler.errors import Fault
from scheduler.obligations.outcome import Outcome
from scheduler.obligations.select import Lifting, Scope


def exemptions(scope: Scope, measure: Exemption) -> Iterator[Outcome]:
    """Works, or units of theirs, that meet a condition; an exemption may begin or end with an event."""
    lifting = next((lifting for lifting in scope.liftings if lifting.measure is measure), None)
    if lifting is None:  # switched off by the place
        return
    for works in scope.works:
        season = scope.reach_of(measure, works)
        if season is None:
            continue
        for window, units in scope.spells(works, season, partial(_freed, lifting, works)):
            yield Exempted(
                enterprise_id=works.enterprise_id,
                clause=measure.clause,
                lifts=tuple(sorted(lifting.clauses)),
                ground=_ground(scope, works, units, window.first),
                units=tuple(unit.unit_id for unit in units),
                window=None if window == season else window,
            )


def _freed(lifting: Lifting, works: Enterprise, day: date) -> tuple[Unit, ...] | None:
    """The units that are free on a day, none for the whole works; ``None`` where nothing is."""
    units = lifting.scope.units(works)
    if not units:
        return () if lifting.holds(works, None, day) else None
    freed = tuple(unit for unit in units if lifting.holds(works, unit, day))
    return () if freed == units else freed or None


def standing_text(scope: Scope, works: Enterprise, day: date, units: Sequence[Unit] = ()) -> Text:
    """Grade and marks, with those of units where any are named; no words where there is neither."""
    own = scope.register.marks(works, day).union(*(scope.register.marks(works, day, unit) for unit in units))
    grade, marks = scope.grade(works, day), sorted(own)
    on = scope.graded_on(works, day)
    zh = [f"{on}环保绩效{grade}级"] if grade else []
    en = [f"grade {grade} on {on}"] if grade else []
    zh += [scope.mark_name(mark, "zh") for mark in marks]
    en += [scope.mark_name(mark, "en") for mark in marks]
    return Text(zh="；".join(zh), en="; ".join(en))


def _ground(scope: Scope, works: Enterprise, units: tuple[Unit, ...], day: date) -> Text:
    """What is known of the works, and what the units are where only some are free."""
    if not units:
        known = standing_text(scope, works, day)
        return known if known.zh else Text(zh="符合豁免条件", en="meets the exemption's condition")
    kinds = dict.fromkeys((unit.process, unit.fuel or works.fuel) for unit in units)
    zh = [PROCESS_NAMES[p].zh + (f"（{FUEL_NAMES[f].zh}）" if f else "") for p, f in kinds]
    en = [PROCESS_NAMES[p].en + (f" ({FUEL_NAMES[f].en})" if f else "") for p, f in kinds]
    known = standing_text(scope, works, day, units)
    return Text(
        zh="；".join(filter(None, ["、".join(zh), known.zh])),
        en="; ".join(filter(None, [", ".join(en), known.en])),
    )


def share_factors(scope: Scope, measure: ShareFactor) -> Iterator[Outcome]:
    """The factor is read with each share; here only what it names wrongly is said (SX-6)."""
    return misnamed(scope, measure.parameter, measure.clause)


def misnamed(scope: Scope, parameter: str, clause: str) -> Iterator[Fault]:
    """Works and units that a parameter names and that the notice does not meet."""
    known = {works.enterprise_id for works in scope.works}
    known |= {unit.unit_id for works in scope.works for unit in scope.units(works)}
    for name in scope.parameters[parameter]:
        if name not in known:
            yield Fault(
                f"{parameter} names {name}, which is no works or unit that {clause} meets",
                file="scenario.yaml",
                key=f"parameters.{scope.policy.id}.{parameter}.{name}",
                maybe="write an enterprise_id or a unit_id of the inventory",
            )
