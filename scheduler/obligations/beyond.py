"""What stands instead of a winter stop stands beyond every other duty: no day counts twice (CEM-3, CEM-4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil

from scheduler.domain.base import Text
from scheduler.domain.calendar import Calendar, Span
from scheduler.domain.obligation import MakeUp, Obligation, Substitution
from scheduler.domain.owing import Demand, demands, least_t
from scheduler.domain.season import cut_apart
from scheduler.domain.unit import Unit
from scheduler.obligations.outcome import amount


def beyond_duty(
    obligations: Sequence[Obligation], units: Mapping[str, Unit], calendar: Calendar
) -> Iterator[Obligation]:
    """The obligations, with what units that make up or stand in owe on the same days by other clauses."""
    others = [owed for owed in obligations if not isinstance(owed, MakeUp)]
    asked: dict[str, list[Demand]] = defaultdict(list)
    for demand in demands(others, units, calendar):
        asked[demand.units[0].enterprise_id].append(demand)
    for owed in obligations:
        match owed:
            case MakeUp():
                taken_t = _taken_t(asked, [units[owed.subject]], [calendar.span(owed.window)])
                yield _made_up_beyond(owed, ceil(taken_t / units[owed.subject].capacity_t_per_day))
            case Substitution():
                extra = [calendar.span(days) for days in cut_apart(owed.extra)]
                yield _swapped_beyond(owed, _taken_t(asked, [units[u] for u in owed.standing_in], extra))
            case _:
                yield owed


def _taken_t(
    asked: Mapping[str, Sequence[Demand]], standing: Iterable[Unit], windows: Iterable[Span]
) -> Fraction:
    """Capacity × days that the units give up in the windows for sure, whatever else is done for it."""
    names: dict[str, set[str]] = defaultdict(set)
    for unit in standing:
        names[unit.enterprise_id].add(unit.unit_id)
    found = [demand.of(own) for works, own in names.items() for demand in asked.get(works, ())]
    left = [demand for demand in found if demand.days]
    return sum((least_t(demand.within(window) for demand in left) for window in windows), start=Fraction(0))


def _made_up_beyond(owed: MakeUp, taken: int) -> MakeUp:
    if not taken:
        return owed
    ground = Text(
        zh=f"{owed.ground.zh}；期间另须停产的{taken}天不计入",
        en=f"{owed.ground.en}; beyond the {taken} days owed there by other clauses",
    )
    return owed.model_copy(update={"besides_days": taken, "ground": ground})


def _swapped_beyond(owed: Substitution, taken_t: Fraction) -> Substitution:
    if not taken_t:
        return owed
    ground = Text(
        zh=f"{owed.ground.zh}；期间另须停产的{amount(taken_t)}吨产能不计入",
        en=f"{owed.ground.en}; beyond the {amount(taken_t)} t of capacity owed there by other clauses",
    )
    return owed.model_copy(update={"besides_t": taken_t, "ground": ground})
