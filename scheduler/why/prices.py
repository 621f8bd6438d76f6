"""What obligations cost at the margin: how much less a plan would cost if one asked for a little less.

From the linear relaxation of the totals where that sees an obligation: exact for the relaxation, which
leaves timing and whole days out, so a guide for the season; the dearest few are held against the plan by a
re-solve near it, and both are told where they differ. What else has nothing to spare in the plan is
eased and re-solved near the plan, as far as the time goes; where the solver does not prove both the best
near by, the price is told with the numbers between which it is proved.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from math import ceil

from scheduler.domain.base import Exact, Text, Value
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
from scheduler.solve.relaxation import Relaxation
from scheduler.solve.settings import Settings
from scheduler.why.elastic import elastic_totals
from scheduler.why.gives import PERMILLE, eased, priced_terms
from scheduler.why.nearby import RESOLVE_S, Nearby, Resolving
from scheduler.why.values import Ask, unheard

LEAST_YUAN = 0.5
"""For one per cent: less is what an LP solver's rounding leaves."""
PER_CENT = Fraction(1, 100)
DEAREST = 5
"""Obligations whose price by the relaxation is held against the plan: duals can mislead."""
HELD_PART = 0.3
"""Part of the time after which the next of them waits until all that has no price yet was asked."""
MUCH = 0.2
"""What is proved of the difference of the two, as a part of the relaxation's, that is told."""
RESOLVES = 12
"""Obligations for which the time is enough, however long each of their two re-solves takes."""
_LEFT_OUT = frozenset({"lines_off", "maintenance", "material_balance"})
"""Kinds whose rows on totals have no unit of measure of their own, or cannot ask for less."""
_BY_DAY = frozenset({"heat_floor", "lines_off", "emission_ceiling", "rotation_band", "changeover_limit"})
"""Kinds that the totals see on average, or not at all: of these they cannot say that one costs nothing."""
_OF_EACH_STOP = frozenset({"shortest_stop", "shortest_run"})
"""Kinds that are measured by a stop or a run, and hold nothing where there is none."""
_OF_SHARE = (StopShare, LinkedUnits, LoadCeiling, OneLoad, CokingTime)


class Method(StrEnum):
    """Where a price comes from."""

    RELAXATION = "relaxation"
    """The dual price in the linear relaxation of the totals."""
    RESOLVE = "resolve"
    """The plan re-solved near by, with the obligation eased."""


class Near(Value):
    """What re-solving near the plan says beside a price of the relaxation, in the same unit."""

    yuan: float
    at_least_yuan: float
    at_most_yuan: float


class Price(Value):
    """What one obligation costs at the margin."""

    obligation: Obligation
    yuan: float
    """Saved by each unit of ``measure`` that it asks less."""
    at_least_yuan: float
    """Proved near the plan, or of the relaxation: it saves no less,"""
    at_most_yuan: float
    """and no more."""
    measure: str
    """``t`` of capacity for shares and loads; else the obligation's unit of measure."""
    yuan_per_percent: float
    """Saved if it asked for a hundredth less: what compares tonnes, days and m²."""
    slack: Exact
    """In the plan."""
    method: Method
    near: Near | None = None
    """Of the dearest by the relaxation, as far as the time went."""

    @property
    def misleads(self) -> bool:
        """Whether the plan, with its whole days, is proved to say something else than the relaxation."""
        if self.near is None:
            return False
        nearest = min(max(self.yuan, self.near.at_least_yuan), self.near.at_most_yuan)
        return abs(nearest - self.yuan) > MUCH * self.yuan

    @property
    def exact(self) -> bool:
        """Whether it is proved to the yuan."""
        return self.at_most_yuan - self.at_least_yuan < 1


class Priced(Value):
    """The dearest first: all that costs something, and all that binds though it costs nothing."""

    prices: tuple[Price, ...]
    relaxation_yuan: float | None
    """Least cost of the relaxation that the prices belong to; ``None`` where it could not be solved."""
    plan_yuan: int
    unpriced: tuple[str, ...] = ()
    """Ids of obligations without slack for which the time gave no price."""
    without_number: tuple[str, ...] = ()
    """Ids of obligations without slack that ask for nothing that could be a little less."""


def priced(
    season: Season,
    plan: Plan,
    verification: Verification,
    settings: Settings,
    most_resolved: int | None = None,
    *,
    ask: Ask = unheard,
) -> Priced:
    """Price what binds a plan; at most so many obligations by re-solves, ``None``: as the time allows."""
    measured = {found.obligation_id: found for found in verification.measured}
    cost, prices = _by_relaxation(season, measured)
    known = {price.obligation.id for price in prices}
    left = [owed for owed in season.obligations if owed.id not in known and _binds(owed, measured[owed.id])]
    open_ones = sorted(filter(priced_terms, left), key=lambda owed: owed.kind not in _BY_DAY)
    dearest = sorted((p for p in prices if p.yuan and priced_terms(p.obligation)), key=_dearness)[:DEAREST]
    held, limit_s = [price.obligation for price in dearest], settings.time_limit_s
    asked = [
        *((owed, HELD_PART * limit_s) for owed in held),
        *((owed, limit_s) for owed in (*open_ones, *held)),
    ][:most_resolved]
    found = {p.obligation.id: p for p in _by_resolves(season, plan, measured, asked, settings, ask=ask)}
    prices = [_beside(price, found.get(price.obligation.id)) for price in prices]
    resolved = [price for name, price in found.items() if name not in known]
    known |= found.keys()
    return Priced(
        prices=tuple(sorted(prices + resolved, key=_dearness)),
        relaxation_yuan=cost,
        plan_yuan=verification.total_yuan,
        unpriced=tuple(owed.id for owed in open_ones if owed.id not in known),
        without_number=tuple(owed.id for owed in left if priced_terms(owed) is None),
    )


def _dearness(price: Price) -> float:
    return -price.yuan_per_percent


def _beside(price: Price, near: Price | None) -> Price:
    """A price of the relaxation, with what re-solving says of the same obligation."""
    if near is None:
        return price
    told = Near(yuan=near.yuan, at_least_yuan=near.at_least_yuan, at_most_yuan=near.at_most_yuan)
    return price.model_copy(update={"near": told})


def _binds(owed: Obligation, found: Measured) -> bool:
    """Whether it has nothing to spare, and there is something that it holds."""
    return not found.slack and (owed.kind not in _OF_EACH_STOP or bool(found.detail))


# ── by the relaxation ────────────────────────────────────────────────────────────────────────────


def _by_relaxation(season: Season, measured: dict[str, Measured]) -> tuple[float | None, list[Price]]:
    """Each shortfall is held at 0: what more of it would save is the price of its obligation."""
    seen = [o for o in season.obligations if hasattr(RULES[o.kind], "relax") and o.kind not in _LEFT_OUT]
    model = elastic_totals(season, {owed.id: 0 for owed in seen})
    relaxed = Relaxation(model.cp, model.shortfalls.values())
    cost = relaxed.solve()
    if cost is None:
        return None, []
    found = []
    for owed in seen:
        saved = relaxed.saved_by(model.shortfalls[owed.id])
        price = _price(season, owed, measured[owed.id], (saved, saved, saved), Method.RELAXATION)
        free = price.yuan_per_percent < LEAST_YUAN
        if not free or (owed.kind not in _BY_DAY and _binds(owed, measured[owed.id])):
            found.append(
                _price(season, owed, measured[owed.id], (0, 0, 0), Method.RELAXATION) if free else price
            )
    return cost, found


def _price(
    season: Season, owed: Obligation, found: Measured, per_step: tuple[float, float, float], method: Method
) -> Price:
    """From what a step less would save: at least, as found, at most."""
    amount, measure = _step(season, owed)
    share_of_asked = found.required * PER_CENT / _step_asked(owed)
    least, yuan, most = (saved / float(amount) for saved in per_step)
    return Price(
        obligation=owed,
        yuan=yuan,
        at_least_yuan=least,
        at_most_yuan=most,
        measure=measure,
        yuan_per_percent=per_step[1] * float(share_of_asked),
        slack=found.slack,
        method=method,
    )


def _step_asked(owed: Obligation) -> Fraction:
    """A step in the obligation's unit of measure."""
    if isinstance(owed, LinkedUnits | OneLoad | CokingTime):
        return PERMILLE
    terms = priced_terms(owed)
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
    asked: Sequence[tuple[Obligation, float]],
    settings: Settings,
    *,
    ask: Ask,
) -> Iterator[Price]:
    """Of each obligation that is ``asked``, once, unless more than its seconds have gone by."""
    seconds = min(RESOLVE_S, settings.time_limit_s / RESOLVES / 2)
    resolving = Resolving(settings, Clock(settings), ask, now_s=seconds)
    around: dict[frozenset[str], Nearby] = {}
    done: set[str] = set()
    of = len({owed.id for owed, _ in asked})
    for owed, until_s in asked:
        if resolving.clock.left <= 0:
            return
        if owed.id in done or resolving.clock.seconds >= until_s:
            continue
        done.add(owed.id)
        units = _moving_with(season, owed)
        if units not in around:
            around[units] = Nearby.around(season, plan, units, resolving)
        which = f"{owed.clause} {owed.subject}（{len(done)}/{of}）"
        resolving.say(Text(zh=f"放宽{which}", en=f"easing {which}"))
        if (per_step := _saved(around[units], owed, seconds)) is not None:
            yield _price(season, owed, measured[owed.id], per_step, Method.RESOLVE)


def _moving_with(season: Season, owed: Obligation) -> frozenset[str]:
    """The units of its works; where it holds several works, the units that it reads."""
    works = {season.unit_by_id[unit_id].enterprise_id for unit_id in owed.units}
    if len(works) > 1:
        return frozenset(owed.units)
    return frozenset(unit.unit_id for name in works for unit in season.units_of[name])


def _saved(nearby: Nearby, owed: Obligation, seconds: float) -> tuple[float, float, float] | None:
    """Yuan saved near the plan by a step less: at least, as found, at most.

    Asked of a hundredth less, or one step. Asking less never costs, whatever a search leaves over.
    """
    terms = priced_terms(owed)
    assert terms is not None  # only such are asked
    steps = max(1, ceil(terms.asked * PER_CENT / terms.step))
    found = nearby.under([eased(owed, steps)], [owed], seconds=seconds)
    if found.at_most_yuan is None or found.at_least_yuan is None or found.more_yuan is None:
        return None
    least, most = max(0, -found.at_most_yuan), max(0, -found.at_least_yuan)
    return least / steps, min(most, max(least, -found.more_yuan)) / steps, most / steps
