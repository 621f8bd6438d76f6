"""The market as a model: what each works would pay not to stand one more tonne, and what a group could save.

Each works has a convex curve in each stage: its units from the cheapest, a tonne of each at the stage's mean
margin, with its restart spread over the longest stop and the linked units that must follow (STL-11). It knows
tonnes, not days: shortest stops, rotation bands and material are left to the plan. So prices and shares of
the gain come from the model, costs and tonnes from verified plans.

All numbers are whole: tonnes, and fen a tonne.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor

from scheduler.domain.obligation import LinkedUnits
from scheduler.domain.race import FEN_PER_YUAN, Duty
from scheduler.domain.race_results import Offer, Step
from scheduler.domain.unit import Unit
from scheduler.race.racing import Racing


@dataclass(frozen=True)
class Curve:
    """What standing costs: steps of tonnes at a price, dearer and dearer."""

    steps: tuple[Step, ...]

    @property
    def most_t(self) -> int:
        return sum(step.tonnes for step in self.steps)

    def cost_fen(self, tonnes: int) -> int:
        """Of the cheapest so many tonnes."""
        cost = 0
        for step in self.steps:
            cost += step.fen_per_t * min(step.tonnes, tonnes)
            tonnes -= min(step.tonnes, tonnes)
        return cost

    def beyond(self, tonnes: int) -> tuple[Step, ...]:
        """The steps that are left after the first so many tonnes."""
        left = []
        for step in self.steps:
            used = min(step.tonnes, tonnes)
            tonnes -= used
            if step.tonnes > used:
                left.append(step._replace(tonnes=step.tonnes - used))
        return tuple(left)

    def declared_at(self, factor: Fraction) -> "Curve":
        """The curve that a works would declare which multiplies its costs."""
        return Curve(tuple(step._replace(fen_per_t=floor(step.fen_per_t * factor)) for step in self.steps))


@dataclass(frozen=True)
class Trader:
    """A works in one stage: its curve, its duty, and the least that it must stand itself."""

    curve: Curve
    duty_t: int
    least_t: int

    @property
    def own_cost_fen(self) -> int:
        """Of what it may trade, where it bears all of its duty itself."""
        return self.curve.cost_fen(self.duty_t) - self.curve.cost_fen(self.least_t)


Stalls = Mapping[str, Trader]
"""By works, in a fixed order."""


@dataclass(frozen=True)
class Market:
    """One region's market: traders by stage and works."""

    region: str
    stages: Mapping[str, Stalls]

    @cached_property
    def works(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(works for stalls in self.stages.values() for works in stalls))

    @cached_property
    def game(self) -> "Game":
        return Game(self)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The market as data."""
        return tuple(
            Offer(
                enterprise_id=works,
                region=self.region,
                stage=stage,
                duty_t=trader.duty_t,
                least_t=trader.least_t,
                steps=trader.curve.steps,
            )
            for stage, stalls in self.stages.items()
            for works, trader in stalls.items()
        )

    @property
    def gain_fen(self) -> int:
        """What trading saves by the curves: free of what a search for plans has missed."""
        return self.game.value(self.game.everyone)

    def declaring(self, works: str, factor: Fraction) -> "Market":
        """The market when one works multiplies its costs and all others say the truth."""
        stages = {
            stage: {
                name: replace(t, curve=t.curve.declared_at(factor)) if name == works else t
                for name, t in stalls.items()
            }
            for stage, stalls in self.stages.items()
        }
        return Market(self.region, stages)

    def cleared(self) -> dict[str, dict[str, int]]:
        """Stage to works to the tonnes that it stands at least cost."""
        return {stage: _cleared(stalls) for stage, stalls in self.stages.items()}

    def prices_fen(self) -> dict[str, int]:
        """Stage to what the dearest tonne costs that has to stand: the marginal cost of the target."""
        return {stage: _price(stalls) for stage, stalls in self.stages.items()}


def _merit_order(stalls: Stalls) -> list[tuple[int, str, int]]:
    """Every step beyond the least, the cheapest first: price, works, tonnes."""
    steps = [
        (step.fen_per_t, works, step.tonnes)
        for works, trader in stalls.items()
        for step in trader.curve.beyond(trader.least_t)
    ]
    return sorted(steps, key=lambda step: step[0])


def _needed(stalls: Stalls) -> int:
    return sum(trader.duty_t - trader.least_t for trader in stalls.values())


def _cleared(stalls: Stalls) -> dict[str, int]:
    stands = {works: trader.least_t for works, trader in stalls.items()}
    needed = _needed(stalls)
    for _, works, step in _merit_order(stalls):
        taken = min(step, needed)
        stands[works] += taken
        needed -= taken
    return stands


def _price(stalls: Stalls) -> int:
    needed, price = _needed(stalls), 0
    for price, _, step in _merit_order(stalls):  # noqa: B007  the last one counts
        needed -= step
        if needed <= 0:
            break
    return price


class Game:
    """What each group of works could save by trading among themselves only, in fen.

    Groups are numbers whose bits are the works, in the market's order. A market game: groups that join
    never lose, and some division of the gain satisfies every group at once (Shapley and Shubik 1969).
    """

    def __init__(self, market: Market) -> None:
        self.works = market.works
        place = {works: bit for bit, works in enumerate(self.works)}
        self._stages = []
        for stalls in market.stages.values():
            own = {place[works]: trader.own_cost_fen for works, trader in stalls.items()}
            needed = {place[works]: trader.duty_t - trader.least_t for works, trader in stalls.items()}
            order = [(price, place[works], step) for price, works, step in _merit_order(stalls)]
            self._stages.append((own, needed, order))
        self._values: dict[int, int] = {0: 0}

    @property
    def everyone(self) -> int:
        return (1 << len(self.works)) - 1

    def value(self, group: int) -> int:
        """The gain of a group."""
        if group not in self._values:
            self._values[group] = sum(self._gain(group, *stage) for stage in self._stages)
        return self._values[group]

    @staticmethod
    def _gain(
        group: int, own: Mapping[int, int], needed: Mapping[int, int], order: Sequence[tuple[int, int, int]]
    ) -> int:
        gain = sum(cost for bit, cost in own.items() if group >> bit & 1)
        left = sum(tonnes for bit, tonnes in needed.items() if group >> bit & 1)
        for price, bit, step in order:
            if not left:
                break
            if group >> bit & 1:
                taken = min(step, left)
                gain -= price * taken
                left -= taken
        return gain


# ── curves from an inventory ─────────────────────────────────────────────────────────────────────


def market_of(racing: Racing, duties: Sequence[Duty], least_t: Mapping[tuple[str, str], int]) -> Market:
    """The market of one region's duties; ``least_t`` by works and stage is what may not be traded."""
    stages: dict[str, dict[str, Trader]] = {}
    for duty in duties:
        least = min(duty.tonnes, least_t[duty.enterprise_id, duty.stage])
        trader = Trader(curve(racing, duty), duty.tonnes, least)
        stages.setdefault(duty.stage, {})[duty.enterprise_id] = trader
    return Market(duties[0].region, stages)


def curve(racing: Racing, duty: Duty) -> Curve:
    """A works' curve in a stage, up to the most that it can stand."""
    days = racing.season.calendar.span(duty.window).days
    followers = _followers_yuan_per_t(racing, duty)
    steps = []
    for unit in racing.units_of[duty.enterprise_id]:
        longest = racing.reach.days_off(unit, duty.window)
        if longest:
            yuan = _unit_yuan_per_t(racing, unit, duty, days, longest) + followers
            tonnes = floor(racing.rates[unit.unit_id] * longest)
            steps.append(Step(round(yuan * FEN_PER_YUAN), tonnes, unit.unit_id))
    return Curve(_up_to(sorted(steps), duty.most_t))


def _unit_yuan_per_t(racing: Racing, unit: Unit, duty: Duty, days: int, longest: int) -> Fraction:
    margin = Fraction(racing.season.margin_yuan(unit, duty.window), days)
    return (margin + unit.restart_cost_yuan / longest) / racing.rates[unit.unit_id]


def _followers_yuan_per_t(racing: Racing, duty: Duty) -> Fraction:
    """Margin of linked units, which give up the same share, per tonne of those that lead."""
    linked = {
        name
        for owed in racing.reach.all(LinkedUnits)
        if owed.window == duty.window and owed.subject == duty.enterprise_id
        for name in owed.group
    }
    margin = sum(racing.season.margin_yuan(racing.season.unit_by_id[name], duty.window) for name in linked)
    return margin / duty.full_t


def _up_to(steps: Sequence[Step], most_t: int) -> tuple[Step, ...]:
    """The steps cut, or the last one drawn out by what rounding took, so that they end at the most."""
    kept, left = [], most_t
    for step in steps:
        taken = min(step.tonnes, left)
        if taken:
            kept.append(step._replace(tonnes=taken))
        left -= taken
    if left and kept:
        last = kept.pop()
        kept.append(last._replace(tonnes=last.tonnes + left))
    return tuple(kept)
