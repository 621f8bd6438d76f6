"""The cheapest ways out: how far which obligations would have to give, the least weight first.

The weight of a concession is its clause's weight times the part of what is asked that is conceded, so that
days, tonnes and square metres can be set against each other. Alternatives are told apart by what gives way
(clause and kind): after each, the best without one of those is sought (Lawler 1972).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count

from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.model.schedule import to_plan
from scheduler.model.season_model import SeasonModel
from scheduler.solve.exact import SMALL_UNIT_DAYS
from scheduler.solve.grids import change_days, daily, on_allowed_days
from scheduler.solve.run import Effort, Outcome, run
from scheduler.verify.check import verify
from scheduler.why.elastic import Weights, elastic_days, elastic_totals
from scheduler.why.gives import eased, terms_of
from scheduler.why.in_turn import least_in_turn
from scheduler.why.probe import Probe
from scheduler.why.values import Answer, Concession, WayOut

WAY_S = 10.0
"""Longest time to look for one way out."""
PLAN_S = 12.0
"""Longest time to look for a plan with it."""
MILLION = 1_000_000

Group = tuple[str, str]
"""Clause and kind: what gives way together."""
Least = Callable[[Weights], Outcome]
"""The least weighted shortfall of the obligations that may give."""


@dataclass(frozen=True)
class Inquiry:
    """A part of a season or a works that has no plan, and what each clause weighs: 1 if nothing is said."""

    place: Season
    part: Season
    """The part of the season to which the place belongs: a plan with a way out is one of the whole part."""
    probe: Probe
    clause_weights: Mapping[str, int]
    asked: dict[frozenset[str], Outcome] = field(default_factory=dict)
    """What the totals answered, by the ids of what might give."""

    def on_totals(self, weights: Weights) -> Outcome:
        """What has to give for days off and loads to add up; asked once of the same obligations."""
        may_give = frozenset(weights)
        if may_give not in self.asked:
            self.asked[may_give] = self._run(elastic_totals(self.place, weights))
        return self.asked[may_give]

    def by_day(self, weights: Weights) -> Outcome:
        """What has to give for a choice of days; of a large place only the totals tell what is least."""
        place = self.place
        if len(place.units) * place.calendar.days <= SMALL_UNIT_DAYS:
            allowed = on_allowed_days(daily(place, place.units), change_days(place))
            return self._run(elastic_days(place, allowed, weights))
        found = least_in_turn(place, weights, self.probe.settings, self.probe.clock)
        if found is None:
            return Outcome(Status.UNKNOWN)
        return replace(found, bound=self.on_totals(weights).bound)

    def _run(self, model: SeasonModel) -> Outcome:
        return run(model, self.probe.settings, self.probe.clock, Effort(WAY_S))

    def weights(self, barred: frozenset[Group]) -> dict[str, int]:
        """What a step of each obligation costs that may give."""
        return {
            owed.id: terms.weight * self.clause_weights.get(owed.clause, 1)
            for owed in self.place.obligations
            if _group(owed) not in barred and (terms := terms_of(owed))
        }


def ways_out(inquiry: Inquiry, most: int) -> list[WayOut]:
    """At most so many ways out of a place, cheapest first; none where nothing that may give is enough.

    Asked of the totals, which are quick; by day from the first way out of theirs with which no plan is found.
    Those before it stay in front: no plan gives less.
    """
    found: list[WayOut] = []
    beyond: list[WayOut] = []
    for way in _ranked(inquiry, inquiry.on_totals, most):
        if way.answer is not Answer.POSSIBLE or not way.concessions:
            beyond = [way] if way.concessions and way.answer is not Answer.IMPOSSIBLE else []
            break
        found.append(way)
    else:
        if found:
            return found
    by_day = [way for way in _ranked(inquiry, inquiry.by_day, most) if way.answer is not Answer.IMPOSSIBLE]
    others = by_day or [way.model_copy(update={"least": False}) for way in beyond]
    known = {_groups(way) for way in found}
    return [*found, *(way for way in others if _groups(way) not in known)][:most]


def _ranked(inquiry: Inquiry, least: Least, most: int) -> Iterator[WayOut]:
    """Best first: the next best lacks at least one group of each that came before."""
    order = count()
    waiting: list[tuple[int, int, frozenset[Group], Outcome]] = []
    seen: set[frozenset[Group]] = set()

    def look(barred: frozenset[Group]) -> None:
        inquiry.probe.say("求让步最少的出路", "looking for the way out that gives least")
        outcome = least(inquiry.weights(barred))
        if outcome.objective is not None:
            heappush(waiting, (outcome.objective, next(order), barred, outcome))

    look(frozenset())
    while waiting and len(seen) < most:
        _, _, barred, outcome = heappop(waiting)
        way = _way_out(inquiry, outcome, barred)
        groups = _groups(way)
        if groups not in seen:
            seen.add(groups)
            yield _answered(inquiry, way, outcome)
        for group in sorted(groups) if len(seen) < most else ():
            look(barred | {group})


def _way_out(inquiry: Inquiry, outcome: Outcome, barred: frozenset[Group]) -> WayOut:
    weights = inquiry.weights(barred)
    given = [
        _concession(owed, outcome.costs[owed.id] // weights[owed.id])
        for owed in inquiry.place.obligations
        if outcome.costs.get(owed.id)
    ]
    return WayOut(
        concessions=tuple(given),
        weight=Fraction(outcome.objective or 0, MILLION),
        least=outcome.bound == outcome.objective,
        answer=Answer.OPEN,
    )


def _concession(owed: Obligation, steps: int) -> Concession:
    less = eased(owed, steps)
    asked, left = terms_of(owed), terms_of(less)
    assert asked is not None and left is not None  # what gives asks for something, before and after
    return Concession(obligation=owed, eased=less, asked=asked.asked, left=left.asked)


def _answered(inquiry: Inquiry, way: WayOut, outcome: Outcome) -> WayOut:
    """With the answer to whether the part has a plan once these give; what else it lacks is not the way's."""
    less = {given.obligation.id: given.eased for given in way.concessions}
    owed = tuple(less.get(one.id, one) for one in inquiry.part.obligations)
    season = inquiry.part.model_copy(update={"obligations": owed, "objective": ()})
    if inquiry.place is inquiry.part and outcome.schedule is not None:
        held = not verify(season, to_plan(season, outcome.schedule)).broken
        return way.model_copy(update={"answer": Answer.POSSIBLE if held else Answer.OPEN})
    answer = inquiry.probe.by_search(season, PLAN_S)
    elsewhere = answer is Answer.IMPOSSIBLE and inquiry.place is not inquiry.part
    return way.model_copy(update={"answer": Answer.OPEN if elsewhere else answer})


def _groups(way: WayOut) -> frozenset[Group]:
    """What gives way."""
    return frozenset(_group(given.obligation) for given in way.concessions)


def _group(owed: Obligation) -> Group:
    return owed.clause, owed.kind
