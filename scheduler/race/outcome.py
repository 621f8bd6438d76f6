"""From two verified plans to positions: who stood for whom, and what that cost or saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

from scheduler.domain.plan import Plan
from scheduler.domain.race import FAR_APART, FEN_PER_YUAN, Duty
from scheduler.domain.race_results import Deal, Misreport, Position, Settlement
from scheduler.race.market import Market, market_of
from scheduler.race.misreport import misreports
from scheduler.race.prepare import Prepared
from scheduler.race.racing import NOTHING, Racing
from scheduler.race.settle import deals, schemes_for, settle
from scheduler.verify.burden import lost_in_season_yuan
from scheduler.verify.facts import Facts, tabulate


@dataclass(frozen=True)
class Exchange:
    """One region's trade: the model of its market, positions, every scheme, who stands for whom."""

    market: Market
    positions: tuple[Position, ...]
    settlements: tuple[Settlement, ...]
    deals: tuple[Deal, ...]
    beyond_t: tuple[Fraction, Fraction]
    """Tonnes that stand beyond all duties together, without trade and with it: whole days, mostly."""

    @property
    def saved_fen(self) -> int:
        """What the works save together by the two plans."""
        return sum(position.saved_fen for position in self.positions)

    @property
    def is_far_from_model(self) -> bool:
        """Whether the market's model sees much less of a gain than the plans, or much more."""
        low, high = sorted((self.saved_fen, self.market.gain_fen))
        return low < FAR_APART * high

    @cached_property
    def misreports(self) -> tuple[Misreport, ...]:
        """What each works would gain by declaring other costs; worked out when it is first asked for."""
        return tuple(misreports(self.market))


def markets(prepared: Prepared) -> Iterator[tuple[str, Market]]:
    """Each region in which anybody may trade, and the model of its market.

    Raises:
        ValueError: for a race in which nothing may be traded.
    """
    racing, traded = prepared.racing, prepared.traded
    if traded is None:
        raise ValueError("this race allows no trade")
    firm = Racing(traded, racing.race)
    least = {
        (works.enterprise_id, heat.stage.id): firm.least(works.enterprise_id, heat.stage)[0]
        for heat in firm.heats
        for works in heat.works
    }
    for region in racing.regions:
        if own := _trading(prepared, region):
            yield region, market_of(racing, own, least)


def _trading(prepared: Prepared, region: str) -> list[Duty]:
    """The duties of a region that may be traded."""
    return [d for d in prepared.duties if d.region == region and d.enterprise_id not in prepared.barred]


def exchanges(prepared: Prepared, without: Plan, with_trade: Plan) -> Iterator[Exchange]:
    """Each region's exchange between a plan without trade and one with it; the barred take no part.

    Raises:
        ValueError: for a race in which nothing may be traded.
    """
    racing = prepared.racing
    before, after = tabulate(racing.season, without), tabulate(racing.season, with_trade)
    for region, market in markets(prepared):
        duties = _trading(prepared, region)
        positions = tuple(_positions(racing, duties, before, after))
        yield Exchange(
            market,
            positions,
            tuple(settle(scheme, market, positions) for scheme in schemes_for(market)),
            tuple(deals(region, positions)),
            (_beyond_t(racing, duties, before), _beyond_t(racing, duties, after)),
        )


def _positions(racing: Racing, duties: Sequence[Duty], before: Facts, after: Facts) -> Iterator[Position]:
    traded = {stage: _traded(racing, own, after) for stage, own in _by_stage(duties).items()}
    for works in dict.fromkeys(duty.enterprise_id for duty in duties):
        yield Position(
            enterprise_id=works,
            traded_t={stage: tonnes[works] for stage, tonnes in traded.items() if works in tonnes},
            cost_without_fen=own_cost_yuan(before, works) * FEN_PER_YUAN,
            cost_with_fen=own_cost_yuan(after, works) * FEN_PER_YUAN,
        )


def _beyond_t(racing: Racing, duties: Sequence[Duty], facts: Facts) -> Fraction:
    return sum((stood_t(racing, facts, duty) - duty.tonnes for duty in duties), NOTHING)


def _by_stage(duties: Sequence[Duty]) -> dict[str, list[Duty]]:
    stages: dict[str, list[Duty]] = {}
    for duty in duties:
        stages.setdefault(duty.stage, []).append(duty)
    return stages


def _traded(racing: Racing, duties: Sequence[Duty], facts: Facts) -> dict[str, Fraction]:
    """Tonnes by works beyond its duty or below it; what nobody needs comes off those beyond in proportion."""
    beyond = {duty.enterprise_id: stood_t(racing, facts, duty) - duty.tonnes for duty in duties}
    needed = -sum((t for t in beyond.values() if t < 0), NOTHING)
    offered = sum((t for t in beyond.values() if t > 0), NOTHING)
    taken = needed / offered if offered else NOTHING
    return {works: t * taken if t > 0 else t for works, t in beyond.items()}


def stood_t(racing: Racing, facts: Facts, duty: Duty) -> Fraction:
    """Duty tonnes of a works that a plan's stops come to in a stage."""
    days = facts.span(duty.window).indices()
    units = racing.units_of[duty.enterprise_id]
    return sum((racing.rates[u.unit_id] * facts.days_off(u.unit_id, days) for u in units), NOTHING)


def own_cost_yuan(facts: Facts, works: str) -> int:
    """What a plan costs a works itself: margins that all its units lose, and their restarts."""
    units = facts.season.units_of[works]
    lost = sum(lost_in_season_yuan(facts, unit.unit_id) for unit in units)
    begun = (
        ceil(u.restart_cost_yuan) * sum(stop.start >= 0 for stop in facts[u.unit_id].stops) for u in units
    )
    return lost + sum(begun)


def is_dearer(without_yuan: int, with_yuan: int, found: Sequence[Exchange]) -> bool:
    """Whether trading costs more by the objective, or a region's works together more of their own money.

    Then nobody trades: no division of a loss leaves everybody no worse off.
    """
    return any(exchange.saved_fen < 0 for exchange in found) or with_yuan > without_yuan
