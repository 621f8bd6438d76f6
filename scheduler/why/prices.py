"""What obligations cost at the margin: how much less a plan would cost if one asked for a little less.

From the linear relaxation of the totals where that sees an obligation: exact for the relaxation, which
leaves timing and whole days out, so a guide for the season. For obligations that hold on each day and have
nothing to spare in the plan, by re-solving near the plan with the obligation eased; where the time does not
prove both the best near by, the difference would be the search's and no price is given.
"""

from enum import StrEnum
from fractions import Fraction
from math import ceil

from scheduler.domain.base import Exact, Value
from scheduler.domain.obligation import (
    CokingTime,
    LinkedUnits,
    LoadCeiling,
    Obligation,
    OneLoad,
    StopShare,
)
from scheduler.domain.plan import Measured, Plan, Verification
from scheduler.domain.season import Season
from scheduler.model.rules import RULES
from scheduler.solve.clock import Clock
from scheduler.solve.settings import Settings
from scheduler.why.elastic import elastic_totals
from scheduler.why.gives import PERMILLE, eased, terms_of
from scheduler.why.nearby import Nearby
from scheduler.why.relaxation import Relaxation
from scheduler.why.values import Ask, unheard

LEAST_YUAN = 0.5
"""For one per cent: less is what an LP solver's rounding leaves."""
PER_CENT = Fraction(1, 100)
_LEFT_OUT = frozenset({"lines_off", "maintenance"})
"""Kinds whose rows on totals have no unit of measure of their own."""
_BY_DAY = frozenset({"heat_floor", "lines_off", "emission_ceiling", "rotation_band", "changeover_limit"})
"""Kinds that the totals see on average, or not at all."""
_OF_SHARE = (StopShare, LinkedUnits, LoadCeiling, OneLoad, CokingTime)


class Method(StrEnum):
    """Where a price comes from."""

    RELAXATION = "relaxation"
    """The dual price in the linear relaxation of the totals."""
    RESOLVE = "resolve"
    """The plan re-solved near by, with the obligation eased."""


class Price(Value):
    """What one obligation costs at the margin."""

    obligation: Obligation
    yuan: float
    """Saved by each unit of ``measure`` that it asks less."""
    measure: str
    """``t`` of capacity for shares and loads; else the obligation's unit of measure."""
    yuan_per_percent: float
    """Saved if it asked for a hundredth less: what compares tonnes, days and m²."""
    slack: Exact
    """In the plan."""
    method: Method


class Priced(Value):
    """The dearest first; what is not named costs nothing at the margin, as far as the method sees."""

    prices: tuple[Price, ...]
    relaxation_yuan: float | None
    """Least cost of the relaxation that the prices belong to; ``None`` where it could not be solved."""
    plan_yuan: int
    unpriced: tuple[str, ...] = ()
    """Ids of obligations by day without slack for which the time gave no price."""


def priced(
    season: Season,
    plan: Plan,
    verification: Verification,
    settings: Settings,
    most_resolved: int,
    *,
    ask: Ask = unheard,
) -> Priced:
    """Price what a plan's season owes; at most so many obligations by re-solves."""
    measured = {found.obligation_id: found for found in verification.measured}
    cost, prices = _by_relaxation(season, measured)
    known = {price.obligation.id for price in prices}
    by_day = [
        owed
        for owed in season.obligations
        if owed.kind in _BY_DAY and owed.id not in known and not measured[owed.id].slack and terms_of(owed)
    ]
    resolved, unpriced = _by_resolves(season, plan, measured, by_day[:most_resolved], settings, ask=ask)
    return Priced(
        prices=tuple(sorted(prices + resolved, key=lambda price: -price.yuan_per_percent)),
        relaxation_yuan=cost,
        plan_yuan=verification.total_yuan,
        unpriced=(*unpriced, *(owed.id for owed in by_day[most_resolved:])),
    )


# ── by the relaxation ────────────────────────────────────────────────────────────────────────────


def _by_relaxation(season: Season, measured: dict[str, Measured]) -> tuple[float | None, list[Price]]:
    """Each shortfall is held at 0: what more of it would save is the price of its obligation."""
    seen = [o for o in season.obligations if hasattr(RULES[o.kind], "relax") and o.kind not in _LEFT_OUT]
    model = elastic_totals(season, {owed.id: 0 for owed in seen})
    relaxed = Relaxation(model.cp, model.shortfalls.values())
    cost = relaxed.solve()
    if cost is None:
        return None, []
    found = (
        _price(
            season, owed, measured[owed.id], relaxed.saved_by(model.shortfalls[owed.id]), Method.RELAXATION
        )
        for owed in seen
        if owed.id in model.shortfalls
    )
    return cost, [price for price in found if price.yuan_per_percent >= LEAST_YUAN]


def _price(season: Season, owed: Obligation, found: Measured, per_step: float, method: Method) -> Price:
    """From what a step less would save."""
    amount, measure = _step(season, owed)
    share_of_asked = found.required * PER_CENT / _step_asked(owed)
    return Price(
        obligation=owed,
        yuan=per_step / float(amount),
        measure=measure,
        yuan_per_percent=per_step * float(share_of_asked),
        slack=found.slack,
        method=method,
    )


def _step_asked(owed: Obligation) -> Fraction:
    """A step in the obligation's unit of measure."""
    if isinstance(owed, LinkedUnits | OneLoad | CokingTime):
        return PERMILLE
    terms = terms_of(owed)
    return terms.step if terms else Fraction(1)


def _step(season: Season, owed: Obligation) -> tuple[Fraction, str]:
    """What a step is to people: tonnes of capacity for shares and loads, else its unit of measure."""
    if isinstance(owed, _OF_SHARE):
        units = owed.group if isinstance(owed, LinkedUnits) else owed.units
        capacity = sum(season.unit_by_id[unit_id].capacity_t_per_day for unit_id in units)
        return Fraction(capacity * season.calendar.span(owed.window).days) * PERMILLE, "t"
    return _step_asked(owed), owed.unit_of_measure


# ── by re-solving ────────────────────────────────────────────────────────────────────────────────


def _by_resolves(
    season: Season,
    plan: Plan,
    measured: dict[str, Measured],
    obligations: list[Obligation],
    settings: Settings,
    *,
    ask: Ask,
) -> tuple[list[Price], list[str]]:
    clock = Clock(settings)
    around: dict[str, Nearby] = {}
    prices, unpriced = [], []
    for owed in obligations:
        works = season.unit_by_id[owed.units[0]].enterprise_id
        if works not in around:
            around[works] = Nearby.around(season, plan, works, settings, ask)
        saved = _saved(around[works], owed) if clock.left > 0 else None
        if saved is None:
            unpriced.append(owed.id)
        elif saved[0] > 0:
            yuan, steps = saved
            prices.append(_price(season, owed, measured[owed.id], yuan / steps, Method.RESOLVE))
    return prices, unpriced


def _saved(nearby: Nearby, owed: Obligation) -> tuple[int, int] | None:
    """Yuan saved near the plan, and the steps given for it: a hundredth of what is asked, or one step."""
    terms = terms_of(owed)
    if terms is None or not nearby.now.best or nearby.now.cost_yuan is None:
        return None
    steps = max(1, ceil(terms.asked * PER_CENT / terms.step))
    found = nearby.with_pins([eased(owed, steps)], [owed])
    if not found.best or found.cost_yuan is None:
        return None
    return nearby.now.cost_yuan - found.cost_yuan, steps
