"""Whose turn it is on unwanted dates (ROTATION)."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import ForbiddenDays
from scheduler.domain.race import Duty, Past, Score
from scheduler.domain.race_results import Turn
from scheduler.obligations.outcome import owe
from scheduler.obligations.reach import Reach
from scheduler.race.racing import NOTHING, Racing

ROTATION = "ROTATION"


def turns(
    racing: Racing, scores: Mapping[str, Score], duties: Sequence[Duty], history: Sequence[Past]
) -> tuple[Turn, ...]:
    """Fewest turns so far go first, then the worse rank; until ``ready`` of the capacity has its turn.

    A works that could not do its duty outside these dates and all others that it is spared is not spared.
    """
    taken = {works: NOTHING for works in racing.units_of}
    for past in history:
        taken[past.enterprise_id] = taken.get(past.enterprise_id, NOTHING) + past.turns
    given: dict[str, list[DayRange]] = {works: [] for works in racing.units_of}
    found = []
    for dates in racing.race.rotate.unwanted:
        for region, members in racing.regions.items():
            names = [works.enterprise_id for works in members]
            ready = _ready(racing, names, taken, scores)
            resting = [w for w in names if w not in ready]
            spared = [w for w in resting if _can_be_spared(racing, w, [*given[w], dates.window], duties)]
            ready = [works for works in names if works not in spared]
            for works in ready:
                taken[works] += 1
            for works in spared:
                given[works].append(dates.window)
            found.append(Turn(region=region, dates=dates, ready=tuple(ready), spared=tuple(spared)))
    return tuple(found)


def _ready(
    racing: Racing, names: Sequence[str], taken: Mapping[str, Fraction], scores: Mapping[str, Score]
) -> list[str]:
    capacity = {works: sum(racing.rates[u.unit_id] for u in racing.units_of[works]) for works in names}
    ready: list[str] = []
    for works in sorted(names, key=lambda name: (taken[name], -scores[name].rank)):
        if sum(capacity[w] for w in ready) >= racing.race.rotate.ready * sum(capacity.values()):
            break
        ready.append(works)
    return ready


def _can_be_spared(racing: Racing, works: str, dates: Sequence[DayRange], duties: Sequence[Duty]) -> bool:
    """Whether a works can do its duty without standing on any of the dates."""
    own = [unit.unit_id for unit in racing.units_of[works]]
    days = {day for window in dates for day in racing.season.calendar.span(window).indices()}
    if any(days & set(racing.reach.must_stand(unit)) for unit in racing.units_of[works]):
        return False
    forbidden = (owed for window in dates for owed in _forbidden(racing, works, window))
    reach = Reach(racing.season.model_copy(update={"obligations": (*racing.season.obligations, *forbidden)}))
    rates = {name: racing.rates[name] for name in own}
    mine = (duty for duty in duties if duty.enterprise_id == works)
    return all(reach.most(own, rates, duty.window) >= duty.tonnes for duty in mine)


def spared_days(racing: Racing, found: Sequence[Turn]) -> Iterator[ForbiddenDays]:
    """Nobody stands on unwanted dates whose turn it is not."""
    for turn in found:
        for works in turn.spared:
            yield from _forbidden(racing, works, turn.dates.window)


def _forbidden(racing: Racing, works: str, window: DayRange) -> Iterator[ForbiddenDays]:
    for unit in racing.units_of[works]:
        yield owe(
            ForbiddenDays,
            clause=ROTATION,
            subject=unit.unit_id,
            window=window,
            ground=Text(zh="本次不轮到该企业在此期间停产", en="not the works' turn to stand on these dates"),
            units=[unit],
            apart="turn",
        )
