"""Points and ranks from criteria: linear between a worst and a best value, nothing for what is missing.

Each works is scored by itself, so one that pollutes more gets no better rank and moves no two others.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from scheduler.domain.enterprise import Enterprise, Grade
from scheduler.domain.race import UNIT_RATES, Criterion, OneMore, Points, Race, Score, Source
from scheduler.domain.scenario import Scenario
from scheduler.obligations.prepare import scopes_of
from scheduler.obligations.select import Register

NOTHING = Fraction(0)
Values = Mapping[str, Mapping[str, Fraction | None]]
"""Enterprise id to criterion to value; ``None`` where it is missing."""


# ── values ───────────────────────────────────────────────────────────────────────────────────────


def values_of(scenario: Scenario, race: Race, works: Sequence[Enterprise]) -> Values:
    """What each works is scored by, from the table ``race``, its units, its grade and its marks."""
    facts = _Facts(scenario, race)
    return {
        each.enterprise_id: {criterion.id: facts.value(criterion, each) for criterion in race.criteria}
        for each in works
    }


class _Facts:
    def __init__(self, scenario: Scenario, race: Race) -> None:
        self._race = race
        self._register = Register(scenario)
        self._first = scenario.horizon.first
        self._entries = {entry.enterprise_id: entry.values for entry in scenario.entries}
        self._grades = {
            works.enterprise_id: scope.grade(works, self._first)
            for scope in reversed(scopes_of(scenario))
            for works in scope.works
        }
        """By the first notice that meets the works."""
        self._having = {
            rate: {unit.process for unit in scenario.units if getattr(unit, rate)} for rate in UNIT_RATES
        }
        """Processes of which any unit has the rate."""

    def value(self, criterion: Criterion, works: Enterprise) -> Fraction | None:
        match criterion.source:
            case Source.TABLE:
                return self._entries.get(works.enterprise_id, {}).get(criterion.reads)
            case Source.UNITS:
                return self._rate(criterion.reads, works)
            case Source.GRADE:
                grade: Grade | None = self._grades.get(works.enterprise_id)
                return None if grade is None else criterion.values.get(grade)
            case Source.MARK:
                return Fraction(criterion.reads in self._register.marks(works, self._first))

    def _rate(self, rate: str, works: Enterprise) -> Fraction | None:
        """Of all units of the works on a day at full load, per tonne of those that race.

        A unit without the rate, where others of its process have one, leaves it unknown for the whole works.
        """
        units = self._register.units_of[works.enterprise_id]
        made = sum((u.capacity_t_per_day for u in units if u.process is self._race.process), NOTHING)
        whole = sum((getattr(u, rate) * u.capacity_t_per_day for u in units), NOTHING)
        known = all(getattr(u, rate) or u.process not in self._having[rate] for u in units)
        return whole / made if whole and made and known else None


# ── points ───────────────────────────────────────────────────────────────────────────────────────


def _points(criterion: Criterion, value: Fraction | None) -> Fraction:
    if value is None:
        return NOTHING
    worst, best = criterion.ends
    return criterion.weight * max(NOTHING, min(Fraction(1), (value - worst) / (best - worst)))


def _one_more(criterion: Criterion, points: Fraction) -> OneMore | None:
    """The nearest value that exists and gives a point more, or all points where less than one is left."""
    if points == criterion.weight:
        return None
    value = _nearest(criterion, min(criterion.weight, points + 1))
    return None if value is None else OneMore(value=value, points=_points(criterion, value) - points)


def _nearest(criterion: Criterion, points: Fraction) -> Fraction | None:
    """The worst value that gives so many points: of those listed, whole, or any."""
    worst, best = criterion.ends
    value = worst + points / criterion.weight * (best - worst)
    lower = criterion.better == "lower"
    if criterion.listed:
        enough = [each for each in criterion.listed if (each <= value if lower else each >= value)]
        return (max if lower else min)(enough, default=None)
    if criterion.whole:
        return Fraction(floor(value) if lower else ceil(value))
    return value


def _told(criterion: Criterion, value: Fraction | None) -> Points:
    points = _points(criterion, value)
    return Points(
        criterion=criterion.id,
        value=value,
        points=points,
        most=criterion.weight,
        one_more=_one_more(criterion, points),
    )


def scores(race: Race, values: Values) -> tuple[Score, ...]:
    """Points by criterion, total and rank of each works, in the order of ``values``.

    Equals by total are told apart by the points of ``race.ties``, one criterion after the other; works that
    are still equal share the better rank, and the next one counts them all.
    """
    points = {works: tuple(_told(c, own[c.id]) for c in race.criteria) for works, own in values.items()}
    keys = {works: _key(race, own) for works, own in points.items()}
    return tuple(
        Score(
            enterprise_id=works,
            points=own,
            total=keys[works][0],
            rank=1 + sum(other > keys[works] for other in keys.values()),
        )
        for works, own in points.items()
    )


def _key(race: Race, points: Sequence[Points]) -> tuple[Fraction, ...]:
    by_id = {p.criterion: p.points for p in points}
    return (sum(by_id.values(), NOTHING), *(by_id[name] for name in race.ties))
