"""Clauses that a table of the scenario makes concrete: how many of its rows bind, and by which clause."""

from collections.abc import Collection, Iterator, Sequence

from scheduler.domain.condition import place_name
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import ByTable
from scheduler.domain.unit import Unit
from scheduler.obligations.outcome import Outcome, note
from scheduler.obligations.products import lies_in, made_per_day, tied_regions
from scheduler.obligations.select import Scope

Met = Sequence[tuple[Enterprise, Unit]]
"""The units that a measure meets, with their works."""


def clause_of(table: str, units: Collection[str], scopes: Sequence[Scope], otherwise: str) -> str:
    """The clause of the first notice that leaves the matter to the table and meets one of the units."""
    for scope in scopes:
        for measure in scope.policy.of(ByTable):
            if measure.table == table and any(unit.unit_id in units for _, unit in _met(scope, measure)):
                return measure.clause
    return otherwise


def by_table(scope: Scope, measure: ByTable) -> Iterator[Outcome]:
    """How many rows of the table bind units that the notice meets (CEM-7, CEM-8, CEM-10, SX-6, SX-12)."""
    table = measure.table
    rows, binding = len(getattr(scope.scenario, table)), _binding(scope, table, _met(scope, measure))
    if rows:
        zh = f"表{table}共{rows}行，其中{binding}行对适用本条的设备产生约束"
        en = f"{binding} of {rows} rows of the table {table} bind units that the clause meets"
    else:
        zh, en = f"表{table}为空，本条不产生约束", f"the table {table} is empty: binds nothing"
    yield note(measure.clause, scope.policy.id, zh, en)


def _met(scope: Scope, measure: ByTable) -> Met:
    first = scope.scenario.horizon.first
    return [
        (works, unit)
        for works in scope.works
        for unit in scope.units(works)
        if scope.meets(measure, works, unit, first)
    ]


# ── which rows bind ──────────────────────────────────────────────────────────────────────────────


def _binding(scope: Scope, table: str, met: Met) -> int:
    """How many rows say something, inside the horizon, of the units met."""
    scenario = scope.scenario
    match table:
        case "maintenance":
            units = {unit.unit_id for _, unit in met}
            return sum(job.unit_id in units for job in scenario.maintenance)
        case "heat":
            heaters = {name for works, unit in met if unit.heat_area_m2 for name in _networks(works)}
            return sum(
                row.network in heaters and row.window.overlaps(scenario.horizon) for row in scenario.heat
            )
        case "demand":
            supplied = _supplied(scope, met)
            return sum(
                (row.product, place_name(row.region)) in supplied and row.window.overlaps(scenario.horizon)
                for row in scenario.demand
            )
    supplied = _supplied(scope, met)
    return sum((row.product, place_name(row.from_region)) in supplied for row in scenario.routes)


def _networks(works: Enterprise) -> tuple[str, str]:
    return works.enterprise_id, works.heat_network


def _supplied(scope: Scope, met: Met) -> frozenset[tuple[str, str]]:
    """Products that are needed, and the regions that the units met supply, over routes too."""
    return frozenset(
        (product, region)
        for product in {row.product for row in scope.scenario.demand}
        for regions in tied_regions(scope.scenario, product)
        if any(
            lies_in(works, near) and made_per_day(product, [unit]) for near in regions for works, unit in met
        )
        for region in regions
    )
