"""Several clauses on one unit: the strictest holds, the others stay listed as met by it (SX-7, CEM-6).

A duty is listed under another where every plan that meets that one meets it too. Where this is not
certain both stand. Of duties that meet each other the first stays.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.domain.base import decimal_text
from scheduler.domain.calendar import Calendar
from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LoadCeiling,
    Obligation,
    Overruled,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.unit import Unit
from scheduler.obligations.sure import Days, days_owed, sure_days

OfUnit = StopWindow | StopDays | LoadCeiling | CokingTime
OfGroup = StopShare | LinesOff
NOTHING = Fraction(0)


def settle(obligations: Sequence[Obligation], units: dict[str, Unit], calendar: Calendar) -> list[Obligation]:
    """The obligations without those that others meet; each of these is listed under one that does."""
    by_unit: dict[str, list[OfUnit]] = defaultdict(list)
    by_group: dict[tuple[str, str], list[OfGroup]] = defaultdict(list)
    for owed in obligations:
        if isinstance(owed, OfUnit):
            by_unit[owed.subject].append(owed)
        elif isinstance(owed, OfGroup):
            by_group[owed.subject, owed.process].append(owed)
    met_by: dict[int, Obligation] = {}
    days = Days(calendar)
    for own in by_unit.values():
        for lesser, stricter in _met(own, days):
            met_by[id(lesser)] = stricter
    for group in by_group.values():
        for lesser, stricter in _met(group, days):
            met_by[id(lesser)] = stricter
        for owed in group:
            by_units = _met_by_units(owed, by_unit, units, days)
            if by_units is not None:
                met_by[id(owed)] = by_units
    return list(_listed(obligations, met_by))


# ── one duty by another ──────────────────────────────────────────────────────────────────────────


def _met(owed: Sequence[OfUnit] | Sequence[OfGroup], days: Days) -> Iterator[tuple[Obligation, Obligation]]:
    """Each duty that another one of the same subject meets, with that other one."""
    for place, lesser in enumerate(owed):
        for other, stricter in enumerate(owed):
            if place != other and _meets(stricter, lesser, days):
                mutual = _meets(lesser, stricter, days)
                if not mutual or other < place:
                    yield lesser, stricter
                    break


def _meets(stricter: OfUnit | OfGroup, lesser: OfUnit | OfGroup, days: Days) -> bool:
    """Whether every plan that meets ``stricter`` meets ``lesser``."""
    match stricter, lesser:
        case (StopWindow() | StopDays(), StopWindow() | StopDays()):
            return sure_days(stricter, lesser.window, days) >= days_owed(lesser, days)
        case (LoadCeiling() | CokingTime(), LoadCeiling() | CokingTime()):
            return _ceiling(stricter) <= _ceiling(lesser) and days.within(lesser.window, stricter.window)
        case (StopShare(), StopShare()):
            same = stricter.units == lesser.units and stricter.window == lesser.window
            return same and stricter.share >= lesser.share
        case (LinesOff(), LinesOff()):
            same = stricter.weights == lesser.weights
            return (
                same and stricter.required >= lesser.required and days.within(lesser.window, stricter.window)
            )
    return False


def _ceiling(owed: LoadCeiling | CokingTime) -> Fraction:
    return owed.ceiling if isinstance(owed, LoadCeiling) else owed.normal_hours / owed.hours


# ── a works' duty by those of its units ──────────────────────────────────────────────────────────


def _met_by_units(
    owed: OfGroup, by_unit: dict[str, list[OfUnit]], units: dict[str, Unit], days: Days
) -> Obligation | None:
    """The first of the units' duties to stand that together meet the works'; ``None`` where they do not."""
    stops = [
        [own for own in by_unit.get(unit_id, ()) if isinstance(own, StopWindow | StopDays)]
        for unit_id in owed.units
    ]
    if isinstance(owed, LinesOff):
        standing = [[own for own in found if _stands_through(own, owed, days)] for found in stops]
        sure = sum((owed.weights[u] for u, found in zip(owed.units, standing, strict=True) if found), NOTHING)
        need, found = owed.required, standing
    else:
        capacity = {unit_id: units[unit_id].capacity_t_per_day for unit_id in owed.units}
        sure = sum(
            (
                capacity[u] * max((sure_days(own, owed.window, days) for own in found), default=0)
                for u, found in zip(owed.units, stops, strict=True)
            ),
            NOTHING,
        )
        need, found = owed.share * sum(capacity.values(), NOTHING) * days.of(owed.window), stops
    first = next((own for each in found for own in each), None)
    return first if sure >= need else None


def _stands_through(own: StopWindow | StopDays, owed: LinesOff, days: Days) -> bool:
    return isinstance(own, StopWindow) and days.within(owed.window, own.window)


# ── who is listed where ──────────────────────────────────────────────────────────────────────────


def _listed(obligations: Sequence[Obligation], met_by: dict[int, Obligation]) -> Iterator[Obligation]:
    lesser: dict[int, list[Overruled]] = defaultdict(list)
    for owed in obligations:
        if id(owed) in met_by:
            stricter = met_by[id(owed)]
            while id(stricter) in met_by:
                stricter = met_by[id(stricter)]
            lesser[id(stricter)].append(
                Overruled(clause=owed.clause, required=_required(owed), ground=owed.ground)
            )
    for owed in obligations:
        if id(owed) in lesser:
            yield owed.model_copy(update={"overruled": (*owed.overruled, *lesser[id(owed)])})
        elif id(owed) not in met_by:
            yield owed


def _required(owed: Obligation) -> str:
    """The number that the lesser duty asks for, in its own unit of measure."""
    match owed:
        case StopWindow():
            return str(owed.window.days)
        case StopDays():
            return str(owed.days)
        case StopShare():
            return decimal_text(owed.share)
        case LinesOff():
            return decimal_text(owed.required)
        case LoadCeiling() | CokingTime():
            return decimal_text(_ceiling(owed))
    raise TypeError(f"{owed.kind} is never listed under another")
