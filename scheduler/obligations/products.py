"""Who makes a product where, and which regions its routes tie together (CEM-8, CEM-10, SX-6)."""

from collections.abc import Iterable
from fractions import Fraction

import networkx as nx

from scheduler.domain.condition import place_name
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.scenario import COKE_GAS, Scenario
from scheduler.domain.unit import Process, Unit


def made_per_day(product: str, units: Iterable[Unit]) -> dict[str, Fraction]:
    """What units make of a product in a day at full load, by unit id: tonnes, of coke-oven gas m³."""
    if product == COKE_GAS:
        ovens = (unit for unit in units if unit.process is Process.COKE_OVEN and unit.gas_m3_per_t)
        return {unit.unit_id: unit.capacity_t_per_day * unit.gas_m3_per_t for unit in ovens}
    return {unit.unit_id: unit.capacity_t_per_day for unit in units if unit.process == product}


def lies_in(works: Enterprise, region: str) -> bool:
    """Whether the works lies in a city or province."""
    return place_name(region) in (place_name(works.city), place_name(works.province))


def tied_regions(scenario: Scenario, product: str) -> list[tuple[str, ...]]:
    """The regions that need a product or that its routes name; those together that routes tie together.

    Names without 市 or 省, in order.
    """
    regions: nx.Graph[str] = nx.Graph()
    regions.add_nodes_from(place_name(row.region) for row in scenario.demand if row.product == product)
    regions.add_edges_from(
        (place_name(route.from_region), place_name(route.to_region))
        for route in scenario.routes
        if route.product == product
    )
    return sorted(tuple(sorted(group)) for group in nx.connected_components(regions))
