"""How an obligation can ask for less: by so many steps of its own unit of measure.

What a clause or a wish of the planner sets can give. What equipment can do, and what follows from another
duty (linked units, material), cannot: such an obligation gives only when it is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from typing import NamedTuple

from scheduler.domain.calendar import Calendar
from scheduler.domain.obligation import (
    CokingTime,
    LinkedUnits,
    Obligation,
    StopDays,
    StopShare,
    StopWindow,
    SupplyFloor,
)
from scheduler.domain.season import GRAMS_PER_KG
from scheduler.domain.unit import Unit
from scheduler.model.linear import Number

ONE, PERMILLE = Fraction(1), Fraction(1, 1000)


class _Field(NamedTuple):
    """The field that holds what an obligation asks for, a step of it, and which way is less."""

    name: str
    step: Fraction
    sign: int
    per_unit: int = 1
    """Of the unit of measure in the field's."""


_FIELDS = {
    "stop_days": _Field("days", ONE, -1),
    "stop_share": _Field("share", PERMILLE, -1),
    "lines_off": _Field("required", ONE, -1),
    "heat_floor": _Field("demand_m2", ONE, -1),
    "load_ceiling": _Field("ceiling", PERMILLE, 1),
    "output_ceiling": _Field("tonnes", ONE, 1),
    "region_output_ceiling": _Field("tonnes", ONE, 1),
    "burden_limit": _Field("most_excess", PERMILLE, 1, 1000),
    "emission_ceiling": _Field("kg_per_day", ONE, 1),
    "rotation_band": _Field("width_t_per_day", ONE, 1),
    "changeover_limit": _Field("most", ONE, 1),
}
_EQUIPMENT = {
    "shortest_stop": _Field("days", ONE, -1),
    "shortest_run": _Field("days", ONE, -1),
    "most_stops": _Field("stops", ONE, 1),
}
"""What equipment asks for gives nothing when clauses collide, but it too has a price."""


@dataclass(frozen=True)
class Terms:
    """What an obligation asks for, and what a step less is."""

    asked: Fraction
    """In its unit of measure."""
    step: Fraction

    @property
    def weight(self) -> int:
        """Of a step: the part of what is asked that it gives, in millionths."""
        return max(1, round(1_000_000 * self.step / self.asked)) if self.asked else 1_000_000


def terms_of(owed: Obligation) -> Terms | None:
    """What an obligation can give; ``None`` where it can give nothing."""
    match owed:
        case StopWindow():
            return Terms(Fraction(owed.window.days), ONE)
        case CokingTime():
            return Terms(owed.hours, PERMILLE)
        case SupplyFloor():
            return Terms(_needed_t(owed), _needed_t(owed) * PERMILLE)
        case _ if owed.kind in _FIELDS:
            field = _FIELDS[owed.kind]
            asked = getattr(owed, field.name)
            return (
                None
                if asked is None
                else Terms(Fraction(asked) * field.per_unit, field.step * field.per_unit)
            )
        case _:
            return None


def priced_terms(owed: Obligation) -> Terms | None:
    """As ``terms_of``, of equipment too: what it would be worth if it asked for a step less."""
    if owed.kind in _EQUIPMENT:
        return Terms(Fraction(getattr(owed, _EQUIPMENT[owed.kind].name)), ONE)
    return terms_of(owed)


def eased(owed: Obligation, steps: int) -> Obligation:
    """The obligation asking for so many steps less; never for less than nothing."""
    match owed:
        case StopWindow():
            kept = owed.model_dump(exclude={"kind", "overruled"})
            return StopDays(**kept, overruled=owed.overruled, days=max(0, owed.window.days - steps))
        case CokingTime():
            load = min(ONE, owed.normal_hours / owed.hours + steps * PERMILLE)
            return owed.model_copy(update={"hours": owed.normal_hours / load})
        case SupplyFloor():
            return _with_floors(owed, max(Fraction(0), 1 - steps * PERMILLE))
        case _:
            field = (_FIELDS | _EQUIPMENT)[owed.kind]
            before = getattr(owed, field.name)
            after = max(Fraction(0), before + field.sign * steps * field.step)
            return owed.model_copy(update={field.name: int(after) if isinstance(before, int) else after})


def _needed_t(owed: SupplyFloor) -> Fraction:
    return sum((floor_t for r in owed.regions for _, floor_t in r.floors_t), Fraction(0))


def _with_floors(owed: SupplyFloor, part: Fraction) -> SupplyFloor:
    regions = (
        region.model_copy(update={"floors_t": tuple((week, part * t) for week, t in region.floors_t)})
        for region in owed.regions
    )
    return owed.model_copy(update={"regions": tuple(regions)})


# ── in the models' rows ──────────────────────────────────────────────────────────────────────────


def per_step_on_totals(owed: Obligation, units: Mapping[str, Unit], calendar: Calendar) -> Iterable[Number]:
    """What a step adds to each row of the obligation on totals."""
    match owed:
        case SupplyFloor():
            return repeat(_needed_t(owed) * PERMILLE)
        case _:
            return repeat(_per_step(owed, units, calendar))


def per_step_by_day(owed: Obligation, units: Mapping[str, Unit], calendar: Calendar) -> Iterable[Number]:
    """What a step adds to each row of the obligation by day, in the order in which the rule states them."""
    if isinstance(owed, SupplyFloor):
        return [floor_t * PERMILLE for region in owed.regions for _, floor_t in region.floors_t]
    return repeat(_per_step(owed, units, calendar))


def _per_step(owed: Obligation, units: Mapping[str, Unit], calendar: Calendar) -> Number:
    """What a step adds to every row; 1 for what has no steps of its own."""
    days = calendar.span(owed.window).days
    match owed:
        case StopShare():
            return days * sum(units[unit_id].capacity_t_per_day for unit_id in owed.units) * PERMILLE
        case LinkedUnits():
            return days * PERMILLE
        case _ if owed.kind == "emission_ceiling":
            return GRAMS_PER_KG
        case _:
            return 1
