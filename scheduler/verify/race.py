"""A race worked out a second time: points, ranks, duties, tonnes, costs, balance, who is worse off.

Written naively, from the rules and the plans alone; it knows nothing of the room that runs the race. Taken
as they are: the values that works are scored by, marginal costs, and how a gain is divided.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from scheduler.domain.calendar import DayRange
from scheduler.domain.plan import Plan
from scheduler.domain.race import FEN_PER_YUAN, Position, Scheme, Settlement
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.verify.race_claims import Claimed, differs, stood_t
from scheduler.verify.race_duties import duty_faults


def verify_race(claimed: Claimed) -> tuple[str, ...]:
    """Everything that does not come out the same, in sentences; nothing where all does."""
    checks = (duty_faults, _stood, _positions, _settlements)
    return tuple(found for check in checks for found in check(claimed))


# ── trade ────────────────────────────────────────────────────────────────────────────────────────


def _stood(claimed: Claimed) -> Iterator[str]:
    """Without trade each works does its duty; with it the total holds, and what may not be traded."""
    kept = claimed.race.trade.kept if claimed.race.trade else Fraction(1)
    for target in claimed.targets:
        own = [d for d in claimed.duties if (d.region, d.stage) == (target.region, target.stage)]
        for duty in own:
            alone = stood_t(claimed, claimed.without, duty)
            traded = stood_t(claimed, claimed.with_trade, duty)
            part = 1 if duty.enterprise_id in claimed.barred else kept
            if alone < duty.tonnes or traded < part * duty.tonnes:
                yield (
                    f"{duty.enterprise_id}, {duty.stage}: stands {float(alone):,g} t without trade and "
                    f"{float(traded):,g} t with it, of {duty.tonnes:,} t owed"
                )
        pool = [duty for duty in own if duty.enterprise_id not in claimed.barred]
        if sum(stood_t(claimed, claimed.with_trade, d) for d in pool) < sum(d.tonnes for d in pool):
            yield f"{target.region}, {target.stage}: with trade less stands than is owed together"


def _positions(claimed: Claimed) -> Iterator[str]:
    duties = {(duty.enterprise_id, duty.stage): duty for duty in claimed.duties}
    for position in claimed.positions:
        works = position.enterprise_id
        costs = (position.cost_without_fen, position.cost_with_fen)
        for plan, cost in zip((claimed.without, claimed.with_trade), costs, strict=True):
            expected = _own_cost_yuan(claimed.season, plan, works) * FEN_PER_YUAN
            if cost != expected:
                yield differs(f"{works}, cost in fen", cost, expected)
        for stage, tonnes in position.traded_t.items():
            beyond = stood_t(claimed, claimed.with_trade, duties[works, stage]) - duties[works, stage].tonnes
            if not (0 <= tonnes <= beyond or tonnes == beyond):
                yield f"{works}, {stage}: trades {float(tonnes):,g} t, but stands {float(beyond):,g} t beyond"
    for region, members in _positions_by_region(claimed).items():
        for stage in {stage for position in members for stage in position.traded_t}:
            if sum(position.traded_t.get(stage, 0) for position in members):
                yield f"{region}, {stage}: tonnes sold are not tonnes bought"
        if sum(position.saved_fen for position in members) < 0:
            yield f"{region}: trading costs the works more than it saves them"


def _positions_by_region(claimed: Claimed) -> dict[str, list[Position]]:
    regions = {duty.enterprise_id: duty.region for duty in claimed.duties}
    found: dict[str, list[Position]] = {}
    for position in claimed.positions:
        found.setdefault(regions[position.enterprise_id], []).append(position)
    return found


def _settlements(claimed: Claimed) -> Iterator[str]:
    by_region = _positions_by_region(claimed)
    for settlement in claimed.settlements:
        where = f"{settlement.region}, {settlement.scheme}"
        saved = {position.enterprise_id: position.saved_fen for position in by_region[settlement.region]}
        paid = {payment.enterprise_id: payment.fen for payment in settlement.payments}
        if paid.keys() != saved.keys():
            yield f"{where}: pays {sorted(paid)}, but {sorted(saved)} trade"
            continue
        if sum(paid.values()):
            yield f"{where}: the payments do not add up to zero"
        losers = {works for works, fen in paid.items() if fen + saved[works] < 0}
        if losers != set(settlement.worse_off):
            yield f"{where}: worse off are {sorted(losers)}, not {sorted(settlement.worse_off)}"
        for works, fen in _by_the_scheme(settlement, by_region[settlement.region]).items():
            if abs(paid[works] - fen) >= 1:
                yield differs(f"{where}: {works}, payment in fen", paid[works], float(fen))


def _by_the_scheme(settlement: Settlement, positions: Sequence[Position]) -> dict[str, Fraction]:
    """Payments by the prices that are named, or by what standing costs; by a division of the gain none."""
    if settlement.scheme is Scheme.CLEARING:
        prices = settlement.price_fen_per_t
        return {
            p.enterprise_id: sum((prices[s] * t for s, t in p.traded_t.items()), Fraction(0))
            for p in positions
        }
    if settlement.scheme is Scheme.PAY_AS_BID:
        bids = {p.enterprise_id: Fraction(max(0, -p.saved_fen)) for p in positions if p.net_t > 0}
        bought = sum(p.net_t for p in positions if p.net_t < 0)
        shared = {p.enterprise_id: -sum(bids.values()) * p.net_t / bought for p in positions if p.net_t < 0}
        return dict.fromkeys((p.enterprise_id for p in positions), Fraction(0)) | bids | shared
    return {}


# ── what a plan costs ────────────────────────────────────────────────────────────────────────────


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
