"""What an obligation requires and a plan achieves, with its unit, as people write it."""

from fractions import Fraction

from scheduler.domain.base import Text
from scheduler.domain.measure import CountedBy
from scheduler.domain.obligation import LinesOff, Maintenance, Obligation, StopWindow, SupplyFloor
from scheduler.domain.scenario import COKE_GAS
from scheduler.obligations.outcome import amount, percent

_T_PER_DAY = Text(zh="吨/日", en=" t/d")
_UNITS = {
    "days": Text(zh="天", en=" days"),
    "stops": Text(zh="次", en=" stops"),
    "changeovers": Text(zh="次", en=" changeovers"),
    "h": Text(zh="小时", en=" h"),
    "t": Text(zh="吨", en=" t"),
    "t/d": _T_PER_DAY,
    "m2": Text(zh="平方米", en=" m²"),
    "kg/d": Text(zh="千克/日", en=" kg/d"),
    "jobs": Text(zh="项", en=" jobs"),
    "permille": Text(zh="‰", en=" ‰"),
}
_SHARES = frozenset({"share", "load"})
_LINES = {
    CountedBy.CAPACITY: _T_PER_DAY,
    CountedBy.LINES: Text(zh="条", en=" lines"),
    CountedBy.POTS: Text(zh="台", en=" pots"),
}
_GAS = Text(zh="立方米", en=" m³")


def quantity(owed: Obligation, number: Fraction, lang: str) -> str:
    """'31天', '48 h', '3 lines', '37.5 %': a number of the obligation's own unit of measure."""
    if owed.unit_of_measure in _SHARES:
        return percent(number)
    return f"{amount(number)}{unit_of(owed)[lang]}"


def unit_of(owed: Obligation) -> Text:
    """The unit behind a number; lines are counted in three ways, and gas by volume."""
    match owed:
        case LinesOff():
            return _LINES[owed.by]
        case SupplyFloor() if owed.product == COKE_GAS:
            return _GAS
        case _:
            return _UNITS[owed.unit_of_measure]


_ASKED = {
    "shortest_stop": "days",
    "shortest_run": "days",
    "most_stops": "stops",
    "stop_days": "days",
    "load_ceiling": "ceiling",
    "one_load": "lowest_load",
    "coking_time": "hours",
    "stop_share": "share",
    "lines_off": "required",
    "output_ceiling": "tonnes",
    "region_output_ceiling": "tonnes",
    "heat_floor": "demand_m2",
    "rotation_band": "width_t_per_day",
    "changeover_limit": "most",
    "emission_ceiling": "kg_per_day",
}
"""Kind to the field that holds its number, in its unit of measure."""


def asked_for(owed: Obligation) -> Fraction | None:
    """The number that an obligation asks for, before there is a plan; ``None`` where it has none."""
    if isinstance(owed, StopWindow):
        return Fraction(owed.window.days)
    if isinstance(owed, Maintenance):
        return Fraction(len(owed.jobs))
    number = getattr(owed, _ASKED[owed.kind]) if owed.kind in _ASKED else None
    return None if number is None else Fraction(number)
