"""The links table: which units feed which, empty cells standing for all units of the works that fit."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.domain.scenario import Link
from scheduler.domain.unit import Process
from scheduler.errors import Fault
from scheduler.files.records import Values, records
from scheduler.files.tables import RawTable, Row
from scheduler.files.vocabulary import meant
from scheduler.files.wording import nearest

MAKES: Mapping[str, Process] = {
    "sinter": Process.SINTER,
    "pellet": Process.PELLET,
    "coke": Process.COKE_OVEN,
    "lime": Process.LIME_KILN,
}
"""Product to the process that makes it."""


@dataclass(frozen=True)
class NamedUnit:
    """A unit as its row names it, whether or not the row is right in everything else."""

    enterprise_id: str
    process: str


Units = Mapping[str, NamedUnit]


def read_links(raw: RawTable, units: Units, faults: list[Fault]) -> tuple[Link, ...]:
    """Links with their units named; faults of cells, products and unit ids go to ``faults``."""
    faults.extend(fault for row in raw.rows for fault in _row_faults(raw, row, units))
    return tuple(link for _, link in records(raw, Link, faults, lambda values: _named(values, units)))


def _named(values: Values, units: Units) -> Values:
    """Empty feeders are the works' units that make the product, empty consumers its blast furnaces."""
    works = values.get("enterprise_id", "")
    maker = MAKES.get(values.get("product", ""))
    defaults = {
        "feeders": _units_of(works, maker, units),
        "consumers": _units_of(works, Process.BLAST_FURNACE, units),
    }
    return defaults | values


def _units_of(works: str, process: Process | None, units: Units) -> tuple[str, ...]:
    return tuple(
        unit_id for unit_id, unit in units.items() if unit.enterprise_id == works and unit.process == process
    )


def _row_faults(raw: RawTable, row: Row, units: Units) -> list[Fault]:
    works, product = row.text("enterprise_id"), raw.value(row, "product")
    faults = []
    if product and product not in MAKES:
        maybe = meant(product, MAKES, raw.words("product"))
        faults.append(raw.fault(row, "product", "is no product known here", maybe))
    if "consumers" not in row.cells and not _units_of(works, Process.BLAST_FURNACE, units):
        faults.append(raw.fault(row, "consumers", f"{works} has no blast furnace", "name the consumers"))
    for column in ("feeders", "consumers"):
        for unit_id in raw.names(row, column):
            if unit_id not in units:
                faults.append(raw.fault(row, column, f"unknown unit {unit_id}", nearest(unit_id, units)))
            elif units[unit_id].enterprise_id != works:
                owner = units[unit_id].enterprise_id
                faults.append(raw.fault(row, column, f"{unit_id} is a unit of {owner}, not of {works}"))
    return faults
