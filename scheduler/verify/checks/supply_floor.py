"""What each region needs of a product in a week is made, in store or sent there (CEM-8, CEM-10, SX-6).

Tonnes flow through a network in time: from what a week makes to its need, over routes to other
regions, and into the next week as far as the store holds. All needs are met when the most that can
flow at once is all that is needed.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import lcm

import networkx as nx
from networkx.algorithms.flow import shortest_augmenting_path

from scheduler.domain.obligation import RegionSupply, SupplyFloor
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts, Number
from scheduler.verify.measure import at_least

Node = tuple[str, int]
"""A region in a week, counted from 0."""
SOURCE, SINK = ("source", -1), ("sink", -1)

Arc = tuple[Node, Node, Number]
"""From where, to where, at most how many tonnes."""
Tonnes = dict[Node, dict[Node, Fraction]]


def check(facts: Facts, owed: SupplyFloor) -> Measured:
    """Hold the most that can reach those in need against all they need, over all regions and weeks."""
    needed = sum((t for region in owed.regions for _, t in region.floors_t), start=Fraction(0))
    flow = _most_flow([arc for region in owed.regions for arc in _of_region(facts, region)] + _moves(owed))
    supplied = sum((heads.get(SINK, Fraction(0)) for heads in flow.values()), start=Fraction(0))
    short = _short(owed, flow)
    first = min(short, default=None)
    detail = f"{short[first]} falls short in the week from {first}" if first else ""
    return at_least(owed, needed, supplied, detail).model_copy(update={"broken_on": tuple(sorted(short))})


def _of_region(facts: Facts, region: RegionSupply) -> Iterator[Arc]:
    """What it has at first, makes, needs and keeps for the week after."""
    yield SOURCE, (region.region, 0), region.stock_t
    for week, (window, floor_t) in enumerate(region.floors_t):
        here = (region.region, week)
        yield SOURCE, here, _made_t(facts, region, facts.span(window).indices())
        yield here, SINK, floor_t
        yield here, (region.region, week + 1), region.stock_max_t


def _made_t(facts: Facts, region: RegionSupply, days: range) -> Number:
    return sum(rate * sum(facts[u].output[day] for day in days) for u, rate in region.t_per_day.items())


def _moves(owed: SupplyFloor) -> list[Arc]:
    return [
        ((route.origin, week), (route.destination, week), tonnes)
        for route in owed.routes
        for week, tonnes in enumerate(route.t_by_week)
    ]


def _most_flow(arcs: list[Arc]) -> Tonnes:
    """Exact tonnes on each arc of a largest flow, counted in whole parts of a tonne.

    Shortest ways go first: what a week makes serves that week before it is sent or stored. Equal
    networks give equal flows.
    """
    parts = lcm(*(Fraction(tonnes).denominator for _, _, tonnes in arcs))
    network: nx.DiGraph[Node] = nx.DiGraph()
    network.add_nodes_from([SOURCE, SINK])
    for tail, head, tonnes in arcs:
        before = network.get_edge_data(tail, head, {"capacity": 0})["capacity"]
        network.add_edge(tail, head, capacity=before + int(tonnes * parts))
    _, flow = nx.maximum_flow(network, SOURCE, SINK, flow_func=shortest_augmenting_path)
    return {tail: {head: Fraction(n, parts) for head, n in heads.items()} for tail, heads in flow.items()}


def _short(owed: SupplyFloor, flow: Tonnes) -> dict[date, str]:
    """First days of the weeks that this flow leaves short, and the first region that it does."""
    short: dict[date, str] = {}
    for region in owed.regions:
        for week, (window, floor_t) in enumerate(region.floors_t):
            if flow[region.region, week][SINK] < floor_t:
                short.setdefault(window.first, region.region)
    return short
