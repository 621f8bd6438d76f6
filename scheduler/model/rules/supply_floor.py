"""What each region needs of a product in a week is made, in store or sent there (CEM-8, CEM-10, SX-6).

store(r, w − 1) + Σ t per day(u) · (days − reduced days(u)) + Σ arrivals − Σ departures − floor(r, w)
≥ store(r, w), with 0 ≤ store(r, w) ≤ what the region holds and 0 ≤ moved ≤ what the route carries in
a week. The stock at first is there whole in the first week. Stores and routes count grains, of which
every amount is a whole number: then a whole flow exists wherever any does. On totals: all regions and
weeks in sum.
"""

from fractions import Fraction
from functools import partial
from math import lcm

import networkx as nx

from scheduler.domain.obligation import RegionSupply, SupplyFloor
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode
from scheduler.model.days import DayModel
from scheduler.model.expressions import made
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel, Values

Node = tuple[str, int]
"""A region in a week, counted from 0."""
Arc = tuple[Node, Node]
"""Into the next week, or to another region."""
SOURCE, SINK = ("source", -1), ("sink", -1)


def add(model: DayModel, owed: SupplyFloor) -> None:
    grains = _grains(model.season, owed)
    supplies = {
        (region.region, week): _supply(model, region, week).scaled(grains)
        for region in owed.regions
        for week in range(len(region.floors_t))
    }
    floors = {
        (region.region, week): int(floor_t * grains)
        for region in owed.regions
        for week, (_, floor_t) in enumerate(region.floors_t)
    }
    balances = {node: Linear(-floors[node]).add(supply) for node, supply in supplies.items()}
    flow = _FlowOf(supplies, floors, _capacities(owed, grains))
    for arc, most in flow.capacities.items():
        moved = model.defined(0, most, partial(flow.on, arc))
        balances[arc[0]].plus(moved, -1)
        balances[arc[1]].plus(moved)
    for balance in balances.values():
        model.at_least(balance.scaled(Fraction(1, grains)))


def _supply(model: DayModel, region: RegionSupply, week: int) -> Linear:
    """Tonnes that the region makes in the week, and in the first what it has in store."""
    days = model.season.calendar.span(region.floors_t[week][0])
    supply = Linear(region.stock_t if week == 0 else 0)
    for unit_id, rate in region.t_per_day.items():
        supply.plus(rate, days.days)
        supply.add(model.reduced_in(model.season.unit_by_id[unit_id], days), -rate)
    return supply


def _grains(season: Season, owed: SupplyFloor) -> int:
    """Grains in a tonne."""
    amounts = [tonnes for route in owed.routes for tonnes in route.t_by_week]
    for region in owed.regions:
        amounts += [region.stock_t, region.stock_max_t, *(floor_t for _, floor_t in region.floors_t)]
        for unit_id, rate in region.t_per_day.items():
            by_load = season.unit_by_id[unit_id].mode is Mode.LOAD
            amounts.append(rate / LOAD_STEPS if by_load else rate)
    return lcm(*(amount.denominator for amount in amounts))


def _capacities(owed: SupplyFloor, grains: int) -> dict[Arc, int]:
    """Grains that each arc can carry; those that carry none are left out."""
    most: dict[Arc, Fraction] = {}
    for region in owed.regions:
        for week in range(len(region.floors_t) - 1):
            most[(region.region, week), (region.region, week + 1)] = region.stock_max_t
    for route in owed.routes:
        for week, tonnes in enumerate(route.t_by_week):
            arc = (route.origin, week), (route.destination, week)
            most[arc] = most.get(arc, Fraction(0)) + tonnes
    return {arc: int(tonnes * grains) for arc, tonnes in most.items() if tonnes}


class _FlowOf:
    """What moves on each arc in a largest flow from the supplies to the floors."""

    def __init__(
        self, supplies: dict[Node, Linear], floors: dict[Node, int], capacities: dict[Arc, int]
    ) -> None:
        self.capacities = capacities
        self._supplies = supplies
        self._floors = floors
        self._values: Values | None = None
        self._flow: dict[Node, dict[Node, int]] = {}

    def on(self, arc: Arc, values: Values) -> int:
        if values is not self._values:
            self._values, self._flow = values, self._largest(values)
        tail, head = arc
        return self._flow[tail][head]

    def _largest(self, values: Values) -> dict[Node, dict[Node, int]]:
        network: nx.DiGraph[Node] = nx.DiGraph()
        for node, supply in self._supplies.items():
            network.add_edge(SOURCE, node, capacity=int(supply.at(values)))
            network.add_edge(node, SINK, capacity=self._floors[node])
        for (tail, head), grains in self.capacities.items():
            network.add_edge(tail, head, capacity=grains)
        return nx.maximum_flow(network, SOURCE, SINK)[1]


def relax(model: SeasonModel, owed: SupplyFloor) -> None:
    supply = Linear()
    for region in owed.regions:
        supply.plus(region.stock_t - sum(floor_t for _, floor_t in region.floors_t))
        rated = ((model.season.unit_by_id[unit_id], rate) for unit_id, rate in region.t_per_day.items())
        supply.add(made(model, rated, owed.window))
    model.at_least(supply)
