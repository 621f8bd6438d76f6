"""What stands instead of a winter stop stands beyond every other duty: no day counts twice (CEM-3, CEM-4)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.domain.base import Text
from scheduler.domain.calendar import Calendar, DayRange
from scheduler.domain.obligation import MakeUp, Obligation, StopDays, StopWindow, Substitution
from scheduler.domain.season import cut_apart
from scheduler.domain.unit import Unit
from scheduler.obligations.outcome import amount
from scheduler.obligations.sure import Days, sure_days

Duties = dict[str, list[StopWindow | StopDays]]


def beyond_duty(
    obligations: Sequence[Obligation], units: dict[str, Unit], calendar: Calendar
) -> Iterator[Obligation]:
    """The obligations, with what units that make up or stand in owe on the same days by other clauses."""
    days, duties = Days(calendar), _duties(obligations)
    for owed in obligations:
        if isinstance(owed, MakeUp):
            yield _made_up_beyond(owed, _taken(duties, owed.subject, [owed.window], days))
        elif isinstance(owed, Substitution):
            extra = list(cut_apart(owed.extra))
            taken = (
                units[unit_id].capacity_t_per_day * _taken(duties, unit_id, extra, days)
                for unit_id in owed.standing_in
            )
            yield _swapped_beyond(owed, sum(taken, Fraction(0)))
        else:
            yield owed


def _duties(obligations: Sequence[Obligation]) -> Duties:
    duties: Duties = defaultdict(list)
    for owed in obligations:
        if isinstance(owed, StopWindow | StopDays):
            duties[owed.subject].append(owed)
    return duties


def _taken(duties: Duties, unit_id: str, windows: Sequence[DayRange], days: Days) -> int:
    """Days of the windows on which the unit stands for sure by its other duties, at most all."""
    return sum(
        min(days.of(window), sum(sure_days(own, window, days) for own in duties.get(unit_id, ())))
        for window in windows
    )


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
