"""Whose turn it is on unwanted dates, and how evenly burdens fall (ROTATION, FAIRNESS)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import ForbiddenDays
from scheduler.domain.plan import Plan
from scheduler.domain.race import Duty, Past, Score, UnwantedDates
from scheduler.obligations.outcome import owe
from scheduler.obligations.reach import Reach
from scheduler.race.racing import NOTHING, Racing
from scheduler.verify.burden import lost_margin_yuan
from scheduler.verify.facts import tabulate

ROTATION = "ROTATION"


@dataclass(frozen=True)
class Turn:
    """One region on some unwanted dates: who is to be ready to stand, and who runs."""

    region: str
    dates: UnwantedDates
    ready: tuple[str, ...]
    spared: tuple[str, ...]


def turns(
    racing: Racing, scores: Mapping[str, Score], duties: Sequence[Duty], history: Sequence[Past]
) -> tuple[Turn, ...]:
    """Fewest turns so far go first, then the worse rank; until ``ready`` of the capacity has its turn.

    A works that could not do its duty outside the dates is never spared.
    """
    taken = {works: NOTHING for works in racing.units_of}
    for past in history:
        taken[past.enterprise_id] = taken.get(past.enterprise_id, NOTHING) + past.turns
    found = []
    for dates in racing.race.rotate.unwanted:
        for region, members in racing.regions.items():
            names = [works.enterprise_id for works in members]
            ready = _ready(racing, names, taken, scores)
            spared = [w for w in names if w not in ready and _can_be_spared(racing, w, dates.window, duties)]
            ready = [works for works in names if works not in spared]
            for works in ready:
                taken[works] += 1
            found.append(Turn(region, dates, tuple(ready), tuple(spared)))
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


def _can_be_spared(racing: Racing, works: str, window: DayRange, duties: Sequence[Duty]) -> bool:
    own = [unit.unit_id for unit in racing.units_of[works]]
    days = set(racing.season.calendar.span(window).indices())
    if any(days & set(racing.reach.must_stand(unit)) for unit in racing.units_of[works]):
        return False
    obligations = (*racing.season.obligations, *_forbidden(racing, works, window))
    reach = Reach(racing.season.model_copy(update={"obligations": obligations}))
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


# ── burdens ──────────────────────────────────────────────────────────────────────────────────────


def after_season(
    racing: Racing, plan: Plan, duties: Sequence[Duty], found: Sequence[Turn], season: str
) -> tuple[Past, ...]:
    """What each works takes into the next season: burden beyond the share it owed before credit, and turns.

    Burden is the margin lost in the stages ÷ the margin of the stages. Turns count the works that stood.
    """
    facts = tabulate(racing.season, plan)
    rows = []
    for works, units in racing.units_of.items():
        own = [duty for duty in duties if duty.enterprise_id == works]
        if not own:
            continue
        spans = [racing.season.calendar.span(duty.window) for duty in own]
        every = racing.season.units_of[works]
        lost = sum(lost_margin_yuan(facts, u.unit_id, span.indices()) for u in every for span in spans)
        margin = sum(racing.season.margin_of_days_yuan(u, span) for u in every for span in spans)
        owed = sum(duty.tonnes + duty.credit_t for duty in own) / sum(duty.full_t for duty in own)
        stood = [
            turn
            for turn in found
            if works in turn.ready
            and any(facts.days_off(u.unit_id, facts.span(turn.dates.window).indices()) for u in units)
        ]
        rows.append(
            Past(
                enterprise_id=works,
                season=season,
                excess=(Fraction(lost, margin) if margin else NOTHING) - owed,
                turns=Fraction(len(stood)),
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class Evenness:
    """How evenly burdens beyond the owed fall: largest, Gini coefficient, largest envy between equals."""

    largest: Fraction
    gini: Fraction
    envy: Fraction


def evenness(
    burdens: Mapping[str, Fraction], excesses: Mapping[str, Fraction], scores: Mapping[str, Score]
) -> Evenness:
    """Of one or several seasons: burdens and what of them goes beyond the owed, by works.

    Envy is the largest difference in excess between two works of one rank; the Gini coefficient is that of
    the burdens: 0 where all bear the same.
    """
    pairs = combinations(burdens.values(), 2)
    whole = sum(burdens.values(), NOTHING)
    apart = sum((abs(one - other) for one, other in pairs), NOTHING)
    equals = [
        abs(excesses[one] - excesses[other])
        for one, other in combinations(excesses, 2)
        if scores[one].rank == scores[other].rank
    ]
    return Evenness(
        largest=max(excesses.values(), default=NOTHING),
        gini=apart / (len(burdens) * whole) if whole else NOTHING,
        envy=max(equals, default=NOTHING),
    )
