"""Why a plan stops a unit when it does: what the stop serves, and what changing it would cost.

What a stop serves is measured by the checker: the plan without it, the plan with it a day shorter or
longer. What a change costs is found by re-solving near the plan, and compared with the best found near
the plan with nothing changed, so that what the search had left over is not counted as the change's.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from scheduler.domain.base import Exact, Text, Value
from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import ForbiddenDays, Obligation, OneLoad, StopWindow
from scheduler.domain.plan import Measured, Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.solve.clock import Clock
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from scheduler.why.nearby import RESOLVE_S, Nearby, Resolved, Resolving, of_units
from scheduler.why.probe import alone
from scheduler.why.values import Answer, Ask, unheard

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
LEAST_S = 1.5
"""For one re-solve, while there is time at all."""
ASKED = Text(zh="假设：若改变停产", en="asked: what if it were otherwise")


class Served(Value):
    """An obligation to which a stop counts."""

    obligation: Obligation
    slack: Exact
    """As the plan is."""
    without: Exact
    """Without the stop."""

    @property
    def needed(self) -> bool:
        """Whether the obligation would be broken without the stop."""
        return self.without < 0


class StopReason(Value):
    """One stop: what it serves, and what leaves it not a day."""

    stop: Stop
    serves: tuple[Served, ...]
    """Those that would be broken without it first."""
    tight: tuple[Obligation, ...]
    """Broken by the stop being a day shorter or longer at either end."""


class Question(StrEnum):
    """What may be done otherwise."""

    EARLIER = "earlier"
    """The stop, as long as it is, a week earlier."""
    LATER = "later"
    DROPPED = "dropped"
    """The unit stands on none of the stop's days."""
    UNTOUCHED = "untouched"
    """The works runs in full on every day; its own duties are left out."""


QUESTIONS = {
    Question.EARLIER: Text(zh="提前一周停产", en="stop a week earlier"),
    Question.LATER: Text(zh="推迟一周停产", en="stop a week later"),
    Question.DROPPED: Text(zh="这些天不停产", en="do not stop on these days"),
    Question.UNTOUCHED: Text(
        zh="全季不停产、不减产，由其他企业承担", en="run the works in full, others bear it"
    ),
}


class Change(Value):
    """What doing otherwise would cost, as far as the time told, of plans near this one."""

    question: Question
    stop: Stop | None = None
    """``None`` where the whole works is meant."""
    found: Resolved
    cost_yuan: int | None = None
    """More than the best found near the plan with nothing changed; less than 0: it saves."""
    at_least_yuan: int | None = None
    """Proved, of plans near this one: the change costs no less,"""
    at_most_yuan: int | None = None
    """and no more. All three are the same where both re-solves ended."""
    free_units: int
    """Units that the re-solves could move."""
    outside: DayRange | None = None
    """Days that the stop would take, where they leave the season: nothing is asked of it then."""
    left_out: tuple[Obligation, ...] = ()
    """Duties of the works alone that the change breaks."""


class WhyThis(Value):
    """Why a unit or a works stands as it does."""

    subject: str
    """Id of the unit or works."""
    stops: tuple[StopReason, ...]
    changes: tuple[Change, ...]
    plan_yuan: int
    """Cost of the part of the season to which the works belongs, by the plan."""
    now: Resolved
    """The best found near the plan with nothing changed."""


def why_this(season: Season, plan: Plan, subject: str, settings: Settings, ask: Ask = unheard) -> WhyThis:
    """Explain the stops of a unit, or of a works, within the time of the settings.

    Raises:
        KeyError: for an id that the season does not know.
    """
    unit = season.unit_by_id.get(subject)
    works = unit.enterprise_id if unit else season.enterprise_by_id[subject].enterprise_id
    of_works = {u.unit_id for u in season.units_of[works]}
    nearby = Nearby.around(season, plan, of_works, Resolving(settings, Clock(settings), ask))
    own = {subject} if unit else of_works
    stops = [stop for stop in plan.stops if stop.unit_id in own]
    now, part_plan = nearby.now, of_units(plan, nearby.season)
    changes = list(_moves(nearby, stops)) if unit else []
    return WhyThis(
        subject=subject,
        stops=tuple(_reason(season, plan, stop) for stop in stops),
        changes=(*changes, _untouched(nearby, part_plan, works)),
        plan_yuan=verify(nearby.season, part_plan).total_yuan,
        now=now,
    )


# ── what a stop serves ───────────────────────────────────────────────────────────────────────────


def _reason(season: Season, plan: Plan, stop: Stop) -> StopReason:
    reading = [owed for owed in season.obligations if stop.unit_id in owed.units]
    small = alone(season, reading)
    own = of_units(plan, small)
    now = {found.obligation_id: found.slack for found in verify(small, own).measured}
    without = {found.obligation_id: found.slack for found in _measured(small, own, stop, None)}
    serves = [
        Served(obligation=owed, slack=now[owed.id], without=without[owed.id])
        for owed in small.obligations
        if without[owed.id] < now[owed.id] and owed.kind != "shortest_stop"
    ]
    tight = {
        found.obligation_id
        for window in _a_day_otherwise(season, stop)
        for found in _measured(small, own, stop, window)
        if not found.met
    }
    return StopReason(
        stop=stop,
        serves=tuple(sorted(serves, key=lambda served: not served.needed)),
        tight=tuple(owed for owed in small.obligations if owed.id in tight),
    )


def _measured(season: Season, plan: Plan, stop: Stop, window: DayRange | None) -> tuple[Measured, ...]:
    """The plan with the stop on other days, or without it."""
    others = tuple(other for other in plan.stops if other != stop)
    moved = () if window is None else (stop.model_copy(update={"window": window}),)
    return verify(season, plan.model_copy(update={"stops": others + moved})).measured


def _a_day_otherwise(season: Season, stop: Stop) -> Iterator[DayRange]:
    """The stop a day shorter or longer at either end, inside the season."""
    first, last = stop.window.first, stop.window.last
    for begin, end in ((first + DAY, last), (first, last - DAY), (first - DAY, last), (first, last + DAY)):
        if season.calendar.first <= begin <= end <= season.calendar.last:
            yield DayRange(first=begin, last=end)


# ── what changing it would cost ──────────────────────────────────────────────────────────────────

_MOVES = (Question.EARLIER, Question.LATER, Question.DROPPED)
KEPT_FOR_UNTOUCHED = 0.4
"""Part of the time that moving and dropping stops leaves to the last question, which moves many works."""
SOLVES = 2
"""Re-solves that a question takes, more or less: changed, and for the first of a stop nothing changed."""
DROPPED_STEP = 3
"""Days between those on which a stop that is dropped may begin or end elsewhere."""
BETTERING = 0.4
"""Part of the time of that question in which what the others bear is shared out better."""
BEARING = 12
"""Re-solves for which the time that is left is enough where others have to bear all that a works does."""


def _moves(nearby: Nearby, stops: Sequence[Stop]) -> Iterator[Change]:
    """Each stop moved and dropped; each question has its part of the time that is left."""
    clock = nearby.resolving.clock
    kept = KEPT_FOR_UNTOUCHED * nearby.resolving.settings.time_limit_s
    asked = [(stop, question) for stop in stops for question in _MOVES]
    for number, (stop, question) in enumerate(asked):
        each = max(0.0, clock.left - kept) / (SOLVES * (len(asked) - number))
        yield _move(nearby, stop, question, min(RESOLVE_S, max(LEAST_S, each)))


def _move(nearby: Nearby, stop: Stop, question: Question, seconds: float) -> Change:
    """The change asked for; where it leaves the season, that it does.

    All changes of a stop are asked on the same days, so that they are set against the same with none.
    """
    calendar, window = nearby.season.calendar, stop.window
    elsewhere = set(range(0, calendar.days, DROPPED_STEP)) | {
        calendar.span(window).start,
        calendar.span(window).end,
    }
    also = {stop.unit_id: {day for day in elsewhere if day < calendar.days}}
    for shift in (WEEK, -WEEK):
        for unit_id, days in nearby.shifted(window, shift.days).items():
            also[unit_id] = also.get(unit_id, set()) | days
    if question is Question.DROPPED:
        pins: tuple[Obligation, ...] = (_pin(ForbiddenDays, stop.unit_id, window),)
        return _change(nearby, question, pins, stop, also, seconds=seconds)
    shift = -WEEK if question is Question.EARLIER else WEEK
    moved = DayRange(first=window.first + shift, last=window.last + shift)
    if not calendar.first <= moved.first <= moved.last <= calendar.last:
        ruled_out = Resolved(answer=Answer.IMPOSSIBLE)
        return Change(question=question, stop=stop, found=ruled_out, free_units=0, outside=moved)
    if question is Question.EARLIER:
        left = DayRange(first=max(window.first, moved.last + DAY), last=window.last)
    else:
        left = DayRange(first=window.first, last=min(window.last, moved.first - DAY))
    pins = (_pin(StopWindow, stop.unit_id, moved), _pin(ForbiddenDays, stop.unit_id, left))
    return _change(nearby, question, pins, stop, also, seconds=seconds)


def _untouched(nearby: Nearby, plan: Plan, works: str) -> Change:
    """The works runs in full; of its own duties those are left out that this breaks."""
    season, own = nearby.season, nearby.season.units_of[works]
    ids = {unit.unit_id for unit in own}
    running = Plan(
        stops=tuple(stop for stop in plan.stops if stop.unit_id not in ids),
        loads=tuple(spell for spell in plan.loads if spell.unit_id not in ids),
        jobs=tuple(job for job in plan.jobs if job.unit_id not in ids),
    )
    broken = {found.obligation_id for found in verify(season, running).broken}
    left_out = tuple(o for o in season.obligations if o.id in broken and ids.issuperset(o.units))
    pins = [pin for unit in own for pin in _running(season, unit)]
    left = nearby.resolving.clock.left
    seconds = min(RESOLVE_S, max(LEAST_S, left / BEARING))
    return _change(
        nearby, Question.UNTOUCHED, pins, left_out=left_out, seconds=seconds, better_s=left * BETTERING
    )


def _change(
    nearby: Nearby,
    question: Question,
    pins: Iterable[Obligation],
    stop: Stop | None = None,
    also: Mapping[str, Collection[int]] | None = None,
    *,
    left_out: tuple[Obligation, ...] = (),
    seconds: float,
    better_s: float = 0.0,
) -> Change:
    nearby.resolving.say(QUESTIONS[question])
    compared = nearby.under(pins, left_out, also, seconds, better_s)
    return Change(
        question=question,
        stop=stop,
        found=compared.found,
        cost_yuan=compared.more_yuan,
        at_least_yuan=compared.at_least_yuan,
        at_most_yuan=compared.at_most_yuan,
        free_units=compared.free_units,
        left_out=left_out,
    )


def _running(season: Season, unit: Unit) -> Iterator[Obligation]:
    """The unit runs in full on every day; a load unit in each of its load periods."""
    if unit.mode is Mode.STOP:
        yield _pin(ForbiddenDays, unit.unit_id, DayRange(**season.calendar.model_dump()))
    else:
        for period in season.load_periods(unit):
            yield _pin(OneLoad, unit.unit_id, period, lowest_load=Fraction(1))


Pin = TypeVar("Pin", ForbiddenDays, OneLoad, StopWindow)


def _pin(kind: type[Pin], unit_id: str, window: DayRange, **fields: object) -> Pin:
    """What is asked for the question's sake."""
    return kind.model_validate(
        {
            "id": f"asked/{kind.__name__}/{unit_id}/{window.first}",
            "clause": "WHY",
            "subject": unit_id,
            "window": window,
            "ground": ASKED,
            "units": (unit_id,),
            **fields,
        }
    )
