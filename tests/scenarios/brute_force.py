"""The tutorial's optimum by trying everything: knows neither the model nor the solver.

For each works all stop patterns of its furnaces are listed, each with the cheapest linked units that
serve it; then all combinations of the three works. Only what costs more than an optimum can is
skipped: the limit on the whole cost starts low and rises until a plan lies below it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.objective import BandExcess, Unfairness
from scheduler.domain.obligation import (
    ChangeoverLimit,
    HeatFloor,
    MaterialBalance,
    OutputCeiling,
    RegionOutputCeiling,
    RotationBand,
    StopShare,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Process, Unit

Ints = NDArray[np.int64]
Stands = NDArray[np.int8]
"""0 or 1; days on the last axis."""
GRAIN = 1000
"""Tonnes in store are counted in thousandths, so that they stay whole."""


@dataclass(frozen=True)
class Way:
    """One way for a works: its furnaces' stops, with units that serve them."""

    off: Stands
    """Furnace by day."""
    cost: int
    """Lost margin, restarts and the priced sum of excess burdens."""
    largest: int
    """Larger excess of the two stages, in thousandths."""


@dataclass(frozen=True)
class Serving:
    """What one linked unit costs: restarts, and lost margin in each stage."""

    restarts: int
    lost: tuple[int, ...]


def least_cost(season: Season) -> int:
    """Cost of the best plan of a season like the tutorial's."""
    works = [_Works(season, enterprise.enterprise_id) for enterprise in season.enterprises]
    floors = [one.cheapest() for one in works]
    limit = ceil(1.1 * sum(floors))
    while True:
        ways = [list(one.ways(limit - sum(floors) + own)) for one, own in zip(works, floors, strict=True)]
        best = _Region(season).best(ways, limit)
        if best is not None:
            return best
        limit = ceil(1.1 * limit)


def patterns(season: Season, unit: Unit) -> Stands:
    """All stop patterns that hold the unit's own rules: at most one stop begins in each of two stages."""
    end = season.calendar.days
    turn = season.calendar.index(season.stages[1].window.first)
    stops = [(a, b) for a in range(end) for b in range(a + unit.shortest_stop_days, end + 1)]
    early = [stop for stop in stops if stop[0] < turn]
    late = [stop for stop in stops if stop[0] >= turn]
    pairs = [(a, b) for a in early for b in late if b[0] - a[1] >= unit.shortest_run_days]
    rows: list[tuple[tuple[int, int], ...]] = [(), *((stop,) for stop in stops), *pairs]
    off = np.zeros((len(rows), end), dtype=np.int8)
    for row, members in zip(off, rows, strict=True):
        for first, last in members:
            row[first:last] = 1
    return off


class _Works:
    """One works of the season: what it owes and what each of its days is worth."""

    def __init__(self, season: Season, works: str) -> None:
        self.season, self.works = season, works
        self.units = season.units_of[works]
        self.furnaces = [unit for unit in self.units if unit.process is Process.BLAST_FURNACE]
        self.linked = [unit for unit in self.units if unit.process is not Process.BLAST_FURNACE]
        self.spans = [season.calendar.span(stage.window) for stage in season.stages]
        self.capacities = np.array([int(unit.capacity_t_per_day) for unit in self.furnaces])
        self.patterns = {u.unit_id: patterns(season, u) for u in self.units if u.mode is Mode.STOP}
        self.unfairness = next(term for term in season.objective if isinstance(term, Unfairness))
        dates = list(season.calendar.dates())
        self.margins = np.array([[season.daily_margin_yuan(u, day) for day in dates] for u in self.furnaces])
        self.stage_margins = {
            unit.unit_id: [season.margin_yuan(unit, stage.window) for stage in season.stages]
            for unit in self.units
        }
        self.owed = [season.owed_share(works, stage) for stage in season.stages]
        self.off, self.at_least = self._furnace_patterns()
        self.known: dict[int, list[Way]] = {}

    def cheapest(self) -> int:
        """No way of this works costs less."""
        return int(self.at_least.min())

    def ways(self, budget: int) -> Iterator[Way]:
        for at in map(int, np.flatnonzero(self.at_least <= budget)):
            if at not in self.known:
                self.known[at] = self._ways_of(self.off[at])
            yield from (way for way in self.known[at] if way.cost <= budget)

    def _furnace_patterns(self) -> tuple[Stands, Ints]:
        """Joint patterns that hold what the works owes (furnace by day), and what each costs at least.

        That is the furnaces' own cost and the margin of linked units stopped for just the furnaces' share.
        """
        single = [self.patterns[unit.unit_id] for unit in self.furnaces]
        index = np.indices([len(one) for one in single]).reshape(len(single), -1)
        off = np.stack([one[at] for one, at in zip(single, index, strict=True)], axis=1)
        off = off[self._holds(off)]
        restarts = np.array([ceil(unit.restart_cost_yuan) for unit in self.furnaces])
        own = (off * self.margins).sum(axis=(1, 2)) + (_starts(off) * restarts).sum(axis=1)
        linked = sum(int(unit.margin_yuan_per_day) for unit in self.linked)
        stopped = (off.sum(axis=2) * self.capacities).sum(axis=1)
        return off, own + stopped * linked // int(self.capacities.sum())

    def _holds(self, off: Stands) -> NDArray[np.bool_]:
        stopped = np.einsum("pud,u->pd", off, self.capacities)
        holds = np.ones(len(off), dtype=np.bool_)
        for owed in self.season.obligations:
            if owed.subject != self.works:
                continue
            span = self.season.calendar.span(owed.window)
            tonnes = stopped[:, span.start : span.end].sum(axis=1)
            full = int(self.capacities.sum()) * span.days
            if isinstance(owed, StopShare):
                holds &= tonnes >= ceil(owed.share * full)
            elif isinstance(owed, OutputCeiling):
                holds &= full - tonnes <= floor(owed.tonnes)  # a tonne of steel from a tonne of iron
            elif isinstance(owed, HeatFloor):
                areas = [int(unit.heat_area_m2) for unit in self.furnaces]
                heat = np.einsum("pud,u->pd", 1 - off, areas)
                holds &= (heat >= int(owed.demand_m2)).all(axis=1)
        return holds

    def _ways_of(self, off: Stands) -> list[Way]:
        """Ways to serve one joint pattern; of equally fair ones the cheapest."""
        servings = [self._servings(unit, off) for unit in self.linked]
        found: dict[int, Way] = {}
        for chosen in product(*servings):
            way = self._way(off, chosen)
            if way.largest not in found or way.cost < found[way.largest].cost:
                found[way.largest] = way
        return list(found.values())

    def _way(self, off: Stands, chosen: Sequence[Serving]) -> Way:
        furnace_lost = (off * self.margins).sum(axis=0)
        lost = [
            int(furnace_lost[span.start : span.end].sum()) + sum(serving.lost[stage] for serving in chosen)
            for stage, span in enumerate(self.spans)
        ]
        restarts = sum(
            int(count) * ceil(unit.restart_cost_yuan)
            for unit, count in zip(self.furnaces, _starts(off), strict=True)
        )
        restarts += sum(serving.restarts for serving in chosen)
        excess = [self._excess_permille(stage, lost[stage]) for stage in range(2)]
        return Way(
            off, sum(lost) + restarts + self.unfairness.yuan_per_permille_sum * sum(excess), max(excess)
        )

    def _excess_permille(self, stage: int, lost: int) -> int:
        margin = sum(margins[stage] for margins in self.stage_margins.values()) // 1000
        return max(0, ceil((1000 * ceil(Fraction(lost, 1000)) - 1000 * self.owed[stage] * margin) / margin))

    def _servings(self, unit: Unit, off: Stands) -> list[Serving]:
        """What a linked unit may cost: options that another beats in every respect are left out."""
        shares = [self._furnace_share(off, stage) for stage in range(2)]
        if unit.mode is Mode.LOAD:
            return self._coking(unit, off, shares)
        own = self.patterns[unit.unit_id]
        days = np.stack([own[:, span.start : span.end].sum(axis=1) for span in self.spans], axis=1)
        enough = [ceil(share * span.days) for share, span in zip(shares, self.spans, strict=True)]
        holds: NDArray[np.bool_] = np.all(days >= enough, axis=1)
        holds[holds] = self._supplied(unit, off, GRAIN * (1 - own[holds].astype(np.int64)))
        figures = np.column_stack(
            [
                _starts(own)[holds] * ceil(unit.restart_cost_yuan),
                days[holds] * int(unit.margin_yuan_per_day),
            ]
        )
        options = np.unique(figures, axis=0)
        beaten = [any((other <= one).all() and (other < one).any() for other in options) for one in options]
        return [Serving(int(one[0]), (int(one[1]), int(one[2]))) for one in options[~np.array(beaten, bool)]]

    def _coking(self, unit: Unit, off: Stands, shares: Sequence[Fraction]) -> list[Serving]:
        """Ovens reduce by just the furnaces' share: more coke never hurts."""
        steps = [floor((1 - share) * LOAD_STEPS) for share in shares]
        running = np.repeat(steps, [span.days for span in self.spans])[None, :] * (GRAIN // LOAD_STEPS)
        if min(steps) < unit.lowest_load_step or not self._supplied(unit, off, running)[0]:
            return []
        margins = self.stage_margins[unit.unit_id]
        lost = [ceil(Fraction(LOAD_STEPS - s, LOAD_STEPS) * m) for s, m in zip(steps, margins, strict=True)]
        return [Serving(0, tuple(lost))]

    def _furnace_share(self, off: Stands, stage: int) -> Fraction:
        span = self.spans[stage]
        tonnes = int((off[:, span.start : span.end].sum(axis=1) * self.capacities).sum())
        return Fraction(tonnes, int(self.capacities.sum()) * span.days)

    def _supplied(self, unit: Unit, off: Stands, running: Ints) -> NDArray[np.bool_]:
        """Whether the store never runs dry, for each row of running shares in 1/GRAIN."""
        link = next(
            owed
            for owed in self.season.obligations
            if isinstance(owed, MaterialBalance) and unit.unit_id in owed.feeders
        )
        in_grains = (link.t_per_t, link.stock_t, link.stock_max_t, link.purchases_t_per_day)
        per_tonne, stock, most, bought = (int(GRAIN * amount) for amount in in_grains)
        need = per_tonne * ((1 - off).T * self.capacities).sum(axis=1)
        made = int(unit.capacity_t_per_day) * running
        store = np.full(len(running), stock)
        holds = np.ones(len(running), dtype=np.bool_)
        for day, taken in enumerate(need):
            store = np.minimum(store + made[:, day] + bought - taken, most)
            holds &= store >= 0
        return holds


class _Region:
    """What couples the works: steel of the city, changeovers, the band, the largest excess."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self.capacities = np.array(
            [int(unit.capacity_t_per_day) for unit in season.units if unit.process is Process.BLAST_FURNACE]
        )
        self.price = next(term.yuan_per_t for term in season.objective if isinstance(term, BandExcess))
        self.largest_price = next(
            term.yuan_per_permille_largest for term in season.objective if isinstance(term, Unfairness)
        )

    def best(self, ways: Sequence[Sequence[Way]], limit: int) -> int | None:
        """Least cost of all combinations not above the limit; ``None`` where there is none."""
        ordered = [sorted(own, key=lambda way: way.cost) for own in ways]
        if not all(ordered):
            return None
        best: int | None = None
        first, *others = ordered
        costs = np.array([way.cost for way in first])
        for chosen in product(*others):
            rest = sum(way.cost for way in chosen)
            top = limit if best is None else best - 1
            for way in first[: np.searchsorted(costs, top - rest, side="right")]:
                cost = self._cost((way, *chosen), limit if best is None else best - 1)
                best = cost if cost is not None else best
        return best

    def _cost(self, chosen: Sequence[Way], top: int) -> int | None:
        cost = sum(way.cost for way in chosen) + self.largest_price * max(way.largest for way in chosen)
        if cost > top:
            return None
        off = np.concatenate([way.off for way in chosen])
        stopped = self.capacities @ off
        for owed in self.season.obligations:
            span = self.season.calendar.span(owed.window)
            days = stopped[span.start : span.end]
            if isinstance(owed, RegionOutputCeiling):
                if int(self.capacities.sum()) * span.days - int(days.sum()) > owed.tonnes:
                    return None
            elif isinstance(owed, ChangeoverLimit):
                changes = np.abs(np.diff(off, axis=1, prepend=0)).sum(axis=0)
                if owed.most is not None and changes.max() > owed.most:
                    return None
            elif isinstance(owed, RotationBand):
                cost += self.price * _least_outside(days, owed.width_t_per_day)
        return cost if cost <= top else None


def _least_outside(stopped: NDArray[Any], width: int) -> int:
    """Tonnes outside a corridor of the width, at the best of all levels that touch a day."""
    levels = {int(level) for tonnes in stopped for level in (tonnes, tonnes - width)}
    return min(
        int(np.maximum(0, np.maximum(stopped - level - width, level - stopped)).sum()) for level in levels
    )


def _starts(off: Stands) -> Ints:
    """Stops that begin, along the last axis."""
    counts: Ints = (np.diff(off.astype(np.int64), axis=-1, prepend=0) == 1).sum(axis=-1)
    return counts
