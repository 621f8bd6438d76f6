"""Cells: what is searched by itself. A small part whole; a large one city by city.

Between cities supply and swaps are shared, in parts which add up: each city makes, stores and sends what a
linear program finds balanced, and kilns of its own stand in for a kiln. Cells which hold their parts hold the
whole. What else cities owe together keeps them in one cell. Bounds are of the cells alone: what ties them is
left out, never made harder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import networkx as nx

from scheduler.domain.obligation import Obligation, RegionSupply, Substitution, SupplyFloor
from scheduler.domain.season import Season
from scheduler.solve.decompose import parts, restrict
from scheduler.solve.linear_program import LinearProgram
from scheduler.solve.turns import so_far

MOST_UNITS = 600
"""A part with more is cut into its cities."""


@dataclass(frozen=True)
class Cell:
    """Units that are planned together."""

    season: Season
    """With their part of what they share with other cells: every plan of all cells holds the whole."""
    alone: Season | None = None
    """Without it: what any plan of the whole holds; ``None`` where nothing is shared."""


def cells(season: Season) -> Iterator[Cell]:
    """All units of a season, each in one cell."""
    for part in parts(season):
        if len(part.units) <= MOST_UNITS:
            yield Cell(part)
            continue
        balanced = part.model_copy(
            update={"obligations": tuple(_without_routes(o) for o in part.obligations)}
        )
        for unit_ids in _cities_apart(part):
            yield Cell(so_far(balanced, unit_ids), restrict(part, unit_ids))


def _cities_apart(part: Season) -> Iterator[set[str]]:
    """Units of cities that owe nothing together, what can be shared out left aside."""
    together: nx.Graph[str] = nx.Graph()
    together.add_nodes_from(unit.unit_id for unit in part.units)
    for units in part.units_in_city.values():
        nx.add_path(together, [unit.unit_id for unit in units])
    for owed in part.obligations:
        if not isinstance(owed, SupplyFloor | Substitution):
            nx.add_path(together, owed.units)
    yield from nx.connected_components(together)


def _without_routes(owed: Obligation) -> Obligation:
    """The supply of regions with what each sends and gets settled: floors that each meets by itself."""
    if not isinstance(owed, SupplyFloor) or not owed.routes:
        return owed
    moved = _moved(owed)
    regions = []
    for region in owed.regions:
        net = [
            sum(
                tonnes[week] * ((route.origin == region.region) - (route.destination == region.region))
                for route, tonnes in zip(owed.routes, moved, strict=True)
            )
            for week in range(len(region.floors_t))
        ]
        floors = tuple(
            (days, max(floor_t * 0, floor_t + sent))
            for (days, floor_t), sent in zip(region.floors_t, net, strict=True)
        )
        regions.append(region.model_copy(update={"floors_t": floors}))
    return owed.model_copy(update={"regions": tuple(regions), "routes": ()})


def _moved(owed: SupplyFloor) -> list[list[int]]:
    """Whole tonnes on each route in each week: the region pressed hardest is so as little as can be.

    Pressed: the part of all that it could make in a week which it has to.
    """
    weeks = range(len(owed.regions[0].floors_t))
    count = len(owed.routes) * len(weeks)
    ease = count
    program = LinearProgram(count + 1, maximise=ease)
    for number, route in enumerate(owed.routes):
        for week in weeks:
            program.add({number * len(weeks) + week: 1.0}, 0.0, float(route.t_by_week[week]))
    for region in owed.regions:
        for week in weeks:
            _ease(program, owed, region, week, ease)
    values = program.solve()
    return [[max(0, floor(values[n * len(weeks) + week])) for week in weeks] for n in range(len(owed.routes))]


def _ease(program: LinearProgram, owed: SupplyFloor, region: RegionSupply, week: int, ease: int) -> None:
    """(1 − ease) · what the region can make ≥ floor + sent − got; and no more is got than is needed."""
    weeks = len(region.floors_t)
    days, floor_t = region.floors_t[week]
    most = float(sum(region.t_per_day.values()) * days.days)
    net = {
        number * weeks + week: float((route.destination == region.region) - (route.origin == region.region))
        for number, route in enumerate(owed.routes)
        if region.region in (route.origin, route.destination)
    }
    program.add({**net, ease: -most}, float(floor_t) - most)
    program.add({index: -factor for index, factor in net.items()}, -float(floor_t))
    program.add({ease: -1.0}, -1.0)
