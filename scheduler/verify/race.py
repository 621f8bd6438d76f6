"""A race worked out a second time: points, ranks, duties, tonnes, costs, balance, who is worse off.

Written naively, from the rules and the plans alone; it knows nothing of the room that runs the race.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import StopShare
from scheduler.domain.plan import Plan
from scheduler.domain.race import (
    FEN_PER_YUAN,
    Bands,
    Criterion,
    Duty,
    Points,
    Position,
    Race,
    Score,
    Settlement,
    Target,
    Tilt,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process, Unit

HALVINGS = 200
"""Of the interval in which the common level lies: far below a tonne."""


@dataclass(frozen=True)
class Claimed:
    """Everything that a race says it has found."""

    season: Season
    """As the notices ask, before duties were shared out."""
    race: Race
    values: Mapping[str, Mapping[str, Fraction | None]]
    scores: Sequence[Score]
    targets: Sequence[Target]
    duties: Sequence[Duty]
    without: Plan
    with_trade: Plan
    positions: Sequence[Position] = ()
    settlements: Sequence[Settlement] = ()
    """Of every region and scheme."""
    barred: frozenset[str] = frozenset()


def verify_race(claimed: Claimed) -> tuple[str, ...]:
    """Everything that does not come out the same, in sentences; nothing where all does."""
    checks = (_scores, _ranks, _bounds, _shares, _stood, _positions, _settlements)
    return tuple(found for check in checks for found in check(claimed))


# ── score ────────────────────────────────────────────────────────────────────────────────────────


def _scores(claimed: Claimed) -> Iterator[str]:
    criteria = {criterion.id: criterion for criterion in claimed.race.criteria}
    for score in claimed.scores:
        field = _region_of(claimed, score.enterprise_id)
        for found in score.points:
            values = [claimed.values[works][found.criterion] for works in field]
            expected = _points(criteria[found.criterion], claimed.values[score.enterprise_id], values)
            if found.points != expected:
                yield _differs(f"{score.enterprise_id}, {found.criterion}, points", found.points, expected)
        if score.total != sum(found.points for found in score.points):
            yield f"{score.enterprise_id}: the points do not add up to {float(score.total):g}"


def _points(
    criterion: Criterion, own: Mapping[str, Fraction | None], field: Sequence[Fraction | None]
) -> Fraction:
    value = own[criterion.id]
    if value is None:
        return Fraction(0)
    known = [each for each in field if each is not None]
    worst, best = criterion.fixed_ends or (
        (max(known), min(known)) if criterion.better == "lower" else (min(known), max(known))
    )
    if worst == best:
        return criterion.weight
    return criterion.weight * min(Fraction(1), max(Fraction(0), (value - worst) / (best - worst)))


def _ranks(claimed: Claimed) -> Iterator[str]:
    """A works' rank is one more than the number of works of its region that are better."""
    by_works = {score.enterprise_id: score for score in claimed.scores}
    for works, score in by_works.items():
        rivals = [by_works[name] for name in _region_of(claimed, works)]
        better = sum(_is_better(claimed.race, other, score) for other in rivals)
        if score.rank != better + 1:
            yield _differs(f"{works}, rank", score.rank, better + 1)


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


def _region_of(claimed: Claimed, works: str) -> list[str]:
    """The works that share a works' target, of all that are scored."""
    regions = {duty.enterprise_id: duty.region for duty in claimed.duties}
    return [score.enterprise_id for score in claimed.scores if regions[score.enterprise_id] == regions[works]]


# ── allot ────────────────────────────────────────────────────────────────────────────────────────


def _bounds(claimed: Claimed) -> Iterator[str]:
    for duty in claimed.duties:
        where = f"{duty.enterprise_id}, {duty.stage}"
        units = _units(claimed, duty.enterprise_id)
        full = sum(_rate(claimed.season, unit) for unit in units) * _days(claimed.season, duty.window)
        if duty.full_t != full:
            yield _differs(f"{where}, tonnes at full load", duty.full_t, full)
        if not duty.least_t <= duty.tonnes <= duty.most_t:
            yield f"{where}: {duty.tonnes} t do not lie between {duty.least_t} and {duty.most_t}"
        own = {unit.unit_id for unit in units}
        for owed in claimed.season.obligations:
            if not isinstance(owed, StopShare) or owed.window != duty.window or set(owed.units) != own:
                continue
            if duty.tonnes < owed.share * full:
                yield f"{where}: {duty.tonnes} t are less than {owed.clause} asks"


def _shares(claimed: Claimed) -> Iterator[str]:
    """The common level of each region and stage, found by halving, gives the same duties to a tonne."""
    ranks = {score.enterprise_id: score.rank for score in claimed.scores}
    for target in claimed.targets:
        own = [d for d in claimed.duties if (d.region, d.stage) == (target.region, target.stage)]
        if sum(duty.tonnes for duty in own) < target.tonnes:
            yield f"{target.region}, {target.stage}: the duties add up to less than {target.tonnes} t"
        places = len(_region_of(claimed, own[0].enterprise_id))
        for duty in own:
            expected = _factor(claimed.race, ranks[duty.enterprise_id], places)
            if duty.factor != expected:
                yield _differs(f"{duty.enterprise_id}, factor", duty.factor, expected)
        if not any(duty.credit_t for duty in own):
            yield from _level(target, own)


def _level(target: Target, duties: Sequence[Duty]) -> Iterator[str]:
    low, high = Fraction(0), Fraction(max(duty.most_t / (duty.factor * duty.full_t) for duty in duties))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = sum(_at(duty, middle) for duty in duties) >= target.tonnes
        low, high = (low, middle) if enough else (middle, high)
    for duty in duties:
        if abs(duty.tonnes - _at(duty, high)) > 1:
            yield _differs(f"{duty.enterprise_id}, {duty.stage}, duty", duty.tonnes, _at(duty, high))


def _at(duty: Duty, level: Fraction) -> Fraction:
    return min(Fraction(duty.most_t), max(Fraction(duty.least_t), level * duty.factor * duty.full_t))


def _factor(race: Race, rank: int, places: int) -> Fraction:
    if isinstance(race.allot, Bands):
        return min(band.factor for band in race.allot.bands if rank <= band.up_to * places)
    if isinstance(race.allot, Tilt) and places > 1:
        step = 2 * race.allot.tilt / (places - 1)
        return 1 - race.allot.tilt + step * (rank - 1)
    return 1 - race.allot.tilt if isinstance(race.allot, Tilt) else Fraction(1)


# ── trade ────────────────────────────────────────────────────────────────────────────────────────


def _stood(claimed: Claimed) -> Iterator[str]:
    """Without trade each works does its duty; with it the total holds, and what may not be traded."""
    kept = claimed.race.trade.kept if claimed.race.trade else Fraction(1)
    for target in claimed.targets:
        own = [d for d in claimed.duties if (d.region, d.stage) == (target.region, target.stage)]
        for duty in own:
            alone = _stood_t(claimed, claimed.without, duty)
            traded = _stood_t(claimed, claimed.with_trade, duty)
            part = 1 if duty.enterprise_id in claimed.barred else kept
            if alone < duty.tonnes or traded < part * duty.tonnes:
                yield (
                    f"{duty.enterprise_id}, {duty.stage}: stands {float(alone):,g} t without trade and "
                    f"{float(traded):,g} t with it, of {duty.tonnes:,} t owed"
                )
        pool = [duty for duty in own if duty.enterprise_id not in claimed.barred]
        if sum(_stood_t(claimed, claimed.with_trade, d) for d in pool) < sum(d.tonnes for d in pool):
            yield f"{target.region}, {target.stage}: with trade less stands than is owed together"


def _positions(claimed: Claimed) -> Iterator[str]:
    duties = {(duty.enterprise_id, duty.stage): duty for duty in claimed.duties}
    for position in claimed.positions:
        works = position.enterprise_id
        costs = (position.cost_without_fen, position.cost_with_fen)
        for plan, cost in zip((claimed.without, claimed.with_trade), costs, strict=True):
            expected = _own_cost_yuan(claimed.season, plan, works) * FEN_PER_YUAN
            if cost != expected:
                yield _differs(f"{works}, cost in fen", cost, expected)
        for stage, tonnes in position.traded_t.items():
            beyond = _stood_t(claimed, claimed.with_trade, duties[works, stage]) - duties[works, stage].tonnes
            if not (0 <= tonnes <= beyond or tonnes == beyond):
                yield f"{works}, {stage}: trades {float(tonnes):,g} t, but stands {float(beyond):,g} t beyond"
    for region, members in _positions_by_region(claimed).items():
        for stage in {stage for position in members for stage in position.traded_t}:
            if sum(position.traded_t.get(stage, 0) for position in members):
                yield f"{region}, {stage}: tonnes sold are not tonnes bought"


def _positions_by_region(claimed: Claimed) -> dict[str, list[Position]]:
    regions = {duty.enterprise_id: duty.region for duty in claimed.duties}
    found: dict[str, list[Position]] = {}
    for position in claimed.positions:
        found.setdefault(regions[position.enterprise_id], []).append(position)
    return found


def _settlements(claimed: Claimed) -> Iterator[str]:
    saved = {position.enterprise_id: position.saved_fen for position in claimed.positions}
    for settlement in claimed.settlements:
        where = f"{settlement.region}, {settlement.scheme}"
        if sum(payment.fen for payment in settlement.payments):
            yield f"{where}: the payments do not add up to zero"
        losers = {p.enterprise_id for p in settlement.payments if p.fen + saved[p.enterprise_id] < 0}
        if losers != set(settlement.worse_off):
            yield f"{where}: worse off are {sorted(losers)}, not {sorted(settlement.worse_off)}"


# ── from a plan, day by day ──────────────────────────────────────────────────────────────────────


def _units(claimed: Claimed, works: str) -> list[Unit]:
    return [u for u in claimed.season.units_of[works] if u.process is claimed.race.process]


def _rate(season: Season, unit: Unit) -> Fraction:
    """Crude steel of a furnace's hot metal, the output of any other unit."""
    works = season.enterprise_by_id[unit.enterprise_id]
    ratio = works.steel_per_iron if unit.process is Process.BLAST_FURNACE else Fraction(1)
    return unit.capacity_t_per_day * ratio


def _days(season: Season, window: DayRange) -> int:
    return sum(day in window for day in season.calendar.dates())


def _stood_t(claimed: Claimed, plan: Plan, duty: Duty) -> Fraction:
    rates = {u.unit_id: _rate(claimed.season, u) for u in _units(claimed, duty.enterprise_id)}
    dates = list(claimed.season.calendar.dates())
    return sum(
        (
            rates[stop.unit_id] * sum(day in stop.window and day in duty.window for day in dates)
            for stop in plan.stops
            if stop.unit_id in rates
        ),
        Fraction(0),
    )


def _own_cost_yuan(season: Season, plan: Plan, works: str) -> int:
    """Margins of days stopped and of loads lowered, and restarts, as the objective counts them."""
    units = {unit.unit_id: unit for unit in season.units_of[works]}
    dates, cost = list(season.calendar.dates()), 0
    for stop in plan.stops:
        if stop.unit_id in units:
            unit = units[stop.unit_id]
            cost += sum(season.daily_margin_yuan(unit, day) for day in dates if day in stop.window)
            goes_on = stop.window.first <= season.calendar.first and season.stands_before(unit) > 0
            cost += 0 if goes_on else ceil(unit.restart_cost_yuan)
    for spell in plan.loads:
        if spell.unit_id in units and units[spell.unit_id].mode is Mode.LOAD:
            cost += _lowered_yuan(season, units[spell.unit_id], spell.window, 1 - spell.load)
    return cost


def _lowered_yuan(season: Season, unit: Unit, window: DayRange, given_up: Fraction) -> int:
    return sum(
        ceil(
            given_up
            * sum(
                season.daily_margin_yuan(unit, day)
                for day in season.calendar.dates()
                if day in period and day in window
            )
        )
        for period in season.load_periods(unit)
    )


def _differs(what: str, claimed: object, expected: object) -> str:
    return f"{what}: {claimed} by the race, {expected} by the checker"
