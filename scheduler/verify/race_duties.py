"""Points, ranks, targets and duties of a race worked out a second time, naively, from the rules alone.

Of the most that a works can give up only bounds are: the days that nothing forbids, and what the plans do.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from scheduler.domain.obligation import ForbiddenDays, OutputCeiling, RegionOutputCeiling, StopShare
from scheduler.domain.race import Bands, Criterion, Duty, Points, Race, Score, Source, Target, Tilt
from scheduler.domain.unit import Unit
from scheduler.verify.race_claims import Claimed, days_of, differs, rate_of, region_of, stood_t, units_of

HALVINGS = 200
"""Of the interval in which the common level lies."""
HAIR = Fraction(1, 10**40)
"""Tonnes: far more than so many halvings leave open."""


def duty_faults(claimed: Claimed) -> Iterator[str]:
    """Every point, rank, target and duty that does not come out the same."""
    for check in (_scores, _ranks, _bounds, _targets, _shares):
        yield from check(claimed)


# ── score ────────────────────────────────────────────────────────────────────────────────────────


def _scores(claimed: Claimed) -> Iterator[str]:
    criteria = {criterion.id: criterion for criterion in claimed.race.criteria}
    for score in claimed.scores:
        for found in score.points:
            where = f"{score.enterprise_id}, {found.criterion}"
            criterion = criteria[found.criterion]
            value = claimed.values[score.enterprise_id][found.criterion]
            if found.value != value:
                yield differs(f"{where}, value", found.value, value)
            if found.points != (expected := _points(criterion, value)):
                yield differs(f"{where}, points", found.points, expected)
            yield from _one_more(where, criterion, found)
        if score.total != sum(found.points for found in score.points):
            yield f"{score.enterprise_id}: the points do not add up to {float(score.total):g}"


def _points(criterion: Criterion, value: Fraction | None) -> Fraction:
    if value is None:
        return Fraction(0)
    worst, best = criterion.ends
    return criterion.weight * min(Fraction(1), max(Fraction(0), (value - worst) / (best - worst)))


def _one_more(where: str, criterion: Criterion, found: Points) -> Iterator[str]:
    """The value that is named exists, gives a point more (all, where less is left), and none nearer does."""
    wanted = min(criterion.weight, found.points + 1)
    more = found.one_more
    if more is None:
        if found.points < criterion.weight and _gives(criterion, wanted):
            yield f"{where}: a value that gives one point more is not named"
    elif found.points == criterion.weight:
        yield f"{where}: nothing is needed, all points are given"
    else:
        if more.points != (given := _points(criterion, more.value) - found.points):
            yield differs(f"{where}, points more at {float(more.value):g}", more.points, given)
        if not _is_nearest(criterion, more.value, wanted):
            yield f"{where}: {float(more.value):g} is not the nearest value that gives one point more"


def _gives(criterion: Criterion, wanted: Fraction) -> list[Fraction]:
    """The grades or marks that give so many points; where values run on, the best gives all."""
    known = _known(criterion) or [criterion.ends[1]]
    return [value for value in known if _points(criterion, value) >= wanted]


def _known(criterion: Criterion) -> list[Fraction]:
    """The values that a grade or a mark can have."""
    if criterion.source is Source.MARK:
        return [Fraction(0), Fraction(1)]
    return list(criterion.values.values())


def _is_nearest(criterion: Criterion, value: Fraction, wanted: Fraction) -> bool:
    """Whether a value exists that gives so many points, and every worse one that exists gives fewer."""
    enough = _points(criterion, value) >= wanted
    worse = 1 if criterion.better == "lower" else -1
    if known := _known(criterion):
        others = (other for other in _gives(criterion, wanted) if (other - value) * worse > 0)
        return enough and value in known and next(others, None) is None
    if criterion.whole:
        return enough and value.denominator == 1 and _points(criterion, value + worse) < wanted
    return _points(criterion, value) == wanted and min(criterion.ends) <= value <= max(criterion.ends)


def _ranks(claimed: Claimed) -> Iterator[str]:
    """A works' rank is one more than the number of works of its region that are better."""
    by_works = {score.enterprise_id: score for score in claimed.scores}
    for works, score in by_works.items():
        rivals = [by_works[name] for name in region_of(claimed, works)]
        better = sum(_is_better(claimed.race, other, score) for other in rivals)
        if score.rank != better + 1:
            yield differs(f"{works}, rank", score.rank, better + 1)


def _is_better(race: Race, one: Score, other: Score) -> bool:
    if one.total != other.total:
        return one.total > other.total
    for name in race.ties:
        mine, theirs = _of(one.points, name), _of(other.points, name)
        if mine != theirs:
            return mine > theirs
    return False


def _of(points: Sequence[Points], criterion: str) -> Fraction:
    return next(each.points for each in points if each.criterion == criterion)


# ── allot ────────────────────────────────────────────────────────────────────────────────────────


def _bounds(claimed: Claimed) -> Iterator[str]:
    """Each duty lies between its ends, which no notice, no forbidden day and neither plan gives the lie."""
    for duty in claimed.duties:
        where = f"{duty.enterprise_id}, {duty.stage}"
        units = units_of(claimed, duty.enterprise_id)
        full = sum(rate_of(claimed.season, unit) for unit in units) * days_of(claimed.season, duty.window)
        if duty.full_t != full:
            yield differs(f"{where}, tonnes at full load", duty.full_t, full)
        if not duty.least_t <= duty.tonnes <= duty.most_t:
            yield f"{where}: {duty.tonnes} t do not lie between {duty.least_t} and {duty.most_t}"
        for clause, tonnes in asked_t(claimed, duty):
            if duty.least_t < tonnes:
                yield f"{where}: {duty.least_t} t are less than {clause} asks"
        free = sum(rate_of(claimed.season, unit) * len(free_days(claimed, duty, unit)) for unit in units)
        if duty.most_t > free:
            yield f"{where}: {duty.most_t} t are more than the {float(free):,g} t of the days it may stand on"
        for plan in (claimed.without, claimed.with_trade):
            if floor(stood := stood_t(claimed, plan, duty)) > duty.most_t:  # which is in whole tonnes
                yield f"{where}: a plan stands {float(stood):,g} t, but at most {duty.most_t} t are possible"


def asked_t(claimed: Claimed, duty: Duty) -> Iterator[tuple[str, Fraction]]:
    """Clause and tonnes of each share of the works, and of each ceiling on its output (STL-4, 5, 6)."""
    own = {unit.unit_id for unit in units_of(claimed, duty.enterprise_id)}
    for owed in claimed.season.obligations:
        if owed.subject != duty.enterprise_id or owed.window != duty.window:
            continue
        if isinstance(owed, StopShare) and set(owed.units) == own:
            yield owed.clause, owed.share * duty.full_t
        if type(owed) is OutputCeiling and own & owed.t_per_day.keys():
            made = sum(t for unit, t in owed.t_per_day.items() if unit in own)
            yield owed.clause, made * days_of(claimed.season, duty.window) - owed.tonnes


def free_days(claimed: Claimed, duty: Duty, unit: Unit) -> list[date]:
    """The days of a stage on which nothing forbids a unit to stand."""
    forbidden = [
        owed.window
        for owed in claimed.season.obligations
        if isinstance(owed, ForbiddenDays) and owed.subject == unit.unit_id
    ]
    days = (day for day in claimed.season.calendar.dates() if day in duty.window)
    return [day for day in days if not any(day in window for window in forbidden)]


def _targets(claimed: Claimed) -> Iterator[str]:
    """What is asked of a region's works together: the most of all ceilings, shares and least duties."""
    for target in claimed.targets:
        own = _sharing(claimed, target)
        share = claimed.race.target.get(target.stage, Fraction(0))
        asked = [share * sum(duty.full_t for duty in own), Fraction(sum(duty.least_t for duty in own))]
        asked += _ceilings(claimed, target, {duty.enterprise_id for duty in own})
        if target.tonnes != ceil(max(asked)):
            yield differs(f"{target.region}, {target.stage}, target", target.tonnes, ceil(max(asked)))


def _ceilings(claimed: Claimed, target: Target, works: set[str]) -> Iterator[Fraction]:
    """What ceilings on the output of all works leave to these, once the others keep their own (STL-2, 3)."""
    racing = {u.unit_id: u.enterprise_id for w in claimed.season.units_of for u in units_of(claimed, w)}
    ceilings = [owed for owed in claimed.season.obligations if isinstance(owed, OutputCeiling)]
    days = days_of(claimed.season, target.window)
    for owed in (owed for owed in ceilings if owed.window == target.window):
        counted = owed.t_per_day.keys()
        if type(owed) is RegionOutputCeiling and {racing[u] for u in counted & racing.keys()} & works:
            others = [
                own
                for own in ceilings
                if type(own) is OutputCeiling and own.window == owed.window
                if own.t_per_day.keys() <= counted - racing.keys()
            ]
            given = sum(max(Fraction(0), _too_much(own, days)) for own in others)
            yield _too_much(owed, days) - given


def _too_much(owed: OutputCeiling, days: int) -> Fraction:
    return Fraction(sum(owed.t_per_day.values()) * days - owed.tonnes)


def _sharing(claimed: Claimed, target: Target) -> list[Duty]:
    return [d for d in claimed.duties if (d.region, d.stage) == (target.region, target.stage)]


def _shares(claimed: Claimed) -> Iterator[str]:
    """The common level of each region and stage, found by halving, gives the same duties."""
    ranks = {score.enterprise_id: score.rank for score in claimed.scores}
    for target in claimed.targets:
        own = _sharing(claimed, target)
        if sum(duty.tonnes for duty in own) < target.tonnes:
            yield f"{target.region}, {target.stage}: the duties add up to less than {target.tonnes} t"
        places = len(region_of(claimed, own[0].enterprise_id))
        for duty in own:
            expected = _factor(claimed.race, ranks[duty.enterprise_id], places)
            if duty.factor != expected:
                yield differs(f"{duty.enterprise_id}, factor", duty.factor, expected)
        yield from _levels(claimed, target, own)


def _levels(claimed: Claimed, target: Target, duties: Sequence[Duty]) -> Iterator[str]:
    """The duties, and what earlier seasons took off them: the difference to the duties without any."""
    carried = {duty.enterprise_id: _carried_t(claimed, duty) for duty in duties}
    now, before = _level(target, duties, carried), _level(target, duties, dict.fromkeys(carried, Fraction(0)))
    for duty in duties:
        where = f"{duty.enterprise_id}, {duty.stage}"
        owed = _at(duty, now, carried[duty.enterprise_id])
        if not _is_rounded_up(duty.tonnes, owed):
            yield differs(f"{where}, duty", duty.tonnes, float(owed))
        uncredited = _at(duty, before, Fraction(0))
        if not _is_rounded_up(duty.tonnes + duty.credit_t, uncredited):
            yield differs(f"{where}, duty without credit", duty.tonnes + duty.credit_t, float(uncredited))


def _carried_t(claimed: Claimed, duty: Duty) -> Fraction:
    own = (past.excess for past in claimed.history if past.enterprise_id == duty.enterprise_id)
    return claimed.race.rotate.carry_over * sum(own, Fraction(0)) * duty.full_t


def _level(target: Target, duties: Sequence[Duty], carried: Mapping[str, Fraction]) -> Fraction:
    """By halving, from a level at which all owe their least to one at which all owe their most."""
    ends = [
        (end + carried[duty.enterprise_id]) / (duty.factor * duty.full_t)
        for duty in duties
        for end in (duty.least_t, duty.most_t)
    ]
    low, high = min(ends), max(ends)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = sum(_at(duty, middle, carried[duty.enterprise_id]) for duty in duties) >= target.tonnes
        low, high = (low, middle) if enough else (middle, high)
    return high


def _at(duty: Duty, level: Fraction, carried_t: Fraction) -> Fraction:
    owed = level * duty.factor * duty.full_t - carried_t
    return min(Fraction(duty.most_t), max(Fraction(duty.least_t), owed))


def _is_rounded_up(tonnes: Fraction | int, owed: Fraction) -> bool:
    """``owed`` was found from above, and so nearly that a hair less is below what it stands for."""
    return owed - HAIR <= tonnes < owed - HAIR + 1


def _factor(race: Race, rank: int, places: int) -> Fraction:
    if isinstance(race.allot, Bands):
        return min(band.factor for band in race.allot.bands if rank <= band.up_to * places)
    if isinstance(race.allot, Tilt) and places > 1:
        step = 2 * race.allot.tilt / (places - 1)
        return 1 - race.allot.tilt + step * (rank - 1)
    return 1 - race.allot.tilt if isinstance(race.allot, Tilt) else Fraction(1)
