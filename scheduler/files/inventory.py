"""An inventory: works, units and what belongs to them, from a workbook or a folder of CSV files."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.base import Text
from scheduler.domain.enterprise import Enterprise, Event
from scheduler.domain.race import Entry, Past
from scheduler.domain.scenario import (
    AlertLevel,
    Defaulted,
    Demand,
    HeatDemand,
    Link,
    MaintenanceJob,
    Price,
    Route,
)
from scheduler.domain.unit import Process, Unit
from scheduler.errors import Fault, InputError
from scheduler.files.columns import INVENTORY, NEEDED, OUTPUT_LAST_YEAR
from scheduler.files.crosschecks import Tables, rows_of, said, said_by, twice, unknown
from scheduler.files.defaults import with_defaults
from scheduler.files.links import NamedUnit, read_links
from scheduler.files.marks import Marks
from scheduler.files.race import read_entries, read_history
from scheduler.files.records import Record, Values, as_typed, records
from scheduler.files.supply import read_demand, read_maintenance, read_routes
from scheduler.files.tables import read_tables
from scheduler.files.vocabulary import meant

_STAGE_OUTPUT = re.compile(OUTPUT_LAST_YEAR.format(r"([\w-]+)"))

NO_MORE: Mapping[str, Text] = {}
"""What notices describe beyond the library's marks: nothing."""


@dataclass(frozen=True)
class Inventory:
    """Every table of an inventory, each row checked, and what was filled in."""

    enterprises: tuple[Enterprise, ...]
    units: tuple[Unit, ...]
    links: tuple[Link, ...]
    heat: tuple[HeatDemand, ...]
    prices: tuple[Price, ...]
    demand: tuple[Demand, ...]
    routes: tuple[Route, ...]
    maintenance: tuple[MaintenanceJob, ...]
    alerts: tuple[AlertLevel, ...]
    events: tuple[Event, ...]
    entries: tuple[Entry, ...]
    history: tuple[Past, ...]
    defaulted: tuple[Defaulted, ...]


def read_inventory(path: Path, more_marks: Mapping[str, Text] | None = NO_MORE) -> Inventory:
    """Read a workbook or a folder of CSV files.

    Args:
        more_marks: marks that notices describe beyond those of the library, with what people call them;
            ``None`` where that is not known, and no mark is refused.

    Raises:
        InputError: every fault of every table, with file, sheet, row, column and value.
    """
    faults: list[Fault] = []
    marks = Marks(more_marks)
    tables = read_tables(path, INVENTORY, faults)
    faults.extend(_absent(tables, path, faults))
    units, defaulted = _units(tables, marks, faults)
    inventory = Inventory(
        enterprises=_enterprises(tables, marks, faults),
        units=units,
        links=_links(tables, faults),
        heat=_heat(tables, faults),
        prices=_prices(tables, faults),
        demand=read_demand(tables, faults),
        routes=read_routes(tables, faults),
        maintenance=read_maintenance(tables, faults),
        alerts=_rows(tables, "alerts", AlertLevel, faults, _with_window),
        events=_events(tables, marks, faults),
        entries=read_entries(tables, faults),
        history=read_history(tables, faults),
        defaulted=defaulted,
    )
    if faults:
        raise InputError(faults)
    return inventory


def _absent(tables: Tables, path: Path, faults: Sequence[Fault]) -> list[Fault]:
    """Needed tables that are missing or have no row; a file that could not be read has its fault already."""
    unreadable = {Path(fault.file).stem for fault in faults}
    if not tables and faults:
        return []
    missing = [name for name in NEEDED if name not in tables and name not in unreadable]
    bare = [raw for name, raw in tables.items() if name in NEEDED and raw.columns and not raw.rows]
    return [Fault(f"table {name} is missing", str(path)) for name in missing] + [
        Fault("has headings but no row", raw.file, raw.sheet) for raw in bare
    ]


# ── the tables ───────────────────────────────────────────────────────────────────────────────────


def _enterprises(tables: Tables, marks: Marks, faults: list[Fault]) -> tuple[Enterprise, ...]:
    faults.extend(twice(tables, "enterprises", ("enterprise_id",)))
    faults.extend(marks.unknown_in(tables, "enterprises"))
    return _rows(
        tables, "enterprises", Enterprise, faults, lambda values: marks.of_row(_with_stage_outputs(values))
    )


def _units(
    tables: Tables, marks: Marks, faults: list[Fault]
) -> tuple[tuple[Unit, ...], tuple[Defaulted, ...]]:
    defaulted: list[Defaulted] = []

    def filled(values: Values) -> Values:
        fields, used = with_defaults(marks.of_row(values))
        defaulted.extend(used)
        return fields

    faults.extend(twice(tables, "units", ("unit_id",)))
    faults.extend(_of_unknown_works(tables, "units"))
    faults.extend(marks.unknown_in(tables, "units"))
    return _rows(tables, "units", Unit, faults, filled), tuple(defaulted)


def _links(tables: Tables, faults: list[Fault]) -> tuple[Link, ...]:
    if "links" not in tables:
        return ()
    faults.extend(_of_unknown_works(tables, "links"))
    faults.extend(twice(tables, "links", ("enterprise_id", "product")))
    units: dict[str, NamedUnit] = {}
    for row in rows_of(tables, "units"):
        process = said(tables["units"], row, "process") or ""
        units.setdefault(row.text("unit_id"), NamedUnit(row.text("enterprise_id"), process))
    return read_links(tables["links"], units, faults)


def _heat(tables: Tables, faults: list[Fault]) -> tuple[HeatDemand, ...]:
    networks = sorted(set(said_by(tables, "enterprises", "heat_network")))
    known = [*networks, *_works(tables)]
    faults.extend(unknown(tables, "heat", "network", known, "is neither a heat network nor a works"))
    return _rows(tables, "heat", HeatDemand, faults, _with_window)


def _prices(tables: Tables, faults: list[Fault]) -> tuple[Price, ...]:
    faults.extend(twice(tables, "price", ("product", "month")))
    faults.extend(unknown(tables, "price", "product", Process, "is no process known here"))
    return _rows(tables, "price", Price, faults)


def _events(tables: Tables, marks: Marks, faults: list[Fault]) -> tuple[Event, ...]:
    faults.extend(_of_unknown_works(tables, "events"))
    faults.extend(_of_units_elsewhere(tables))
    faults.extend(marks.unknown_to_events(tables))
    return _rows(tables, "events", Event, faults, marks.of_event)


def _of_units_elsewhere(tables: Tables) -> Iterator[Fault]:
    """Events of a unit that their works does not have."""
    units: dict[str, list[str]] = {}
    for row in rows_of(tables, "units"):
        units.setdefault(row.text("enterprise_id"), []).append(row.text("unit_id"))
    for row in rows_of(tables, "events"):
        name, known = row.text("unit_id"), units.get(row.text("enterprise_id"), [])
        if name and name not in known:
            yield tables["events"].fault(row, "unit_id", "is no unit of this works", meant(name, known, {}))


# ── what they share ──────────────────────────────────────────────────────────────────────────────


def _with_stage_outputs(values: Values) -> Values:
    """``output_last_year_stage1_t`` and its like gathered by stage."""
    found = {name: match[1] for name in values if (match := _STAGE_OUTPUT.fullmatch(name))}
    rest = {name: value for name, value in values.items() if name not in found}
    return rest | {"output_last_year_t": {stage: values[name] for name, stage in found.items()}}


def _with_window(values: Values) -> Values:
    """``first`` and ``last`` as a range of days."""
    ends = {name: values[name] for name in ("first", "last") if name in values}
    rest = {name: value for name, value in values.items() if name not in ends}
    return rest | {"window": ends}


def _rows(
    tables: Tables,
    name: str,
    model: type[Record],
    faults: list[Fault],
    fields: Callable[[Values], Values] = as_typed,
) -> tuple[Record, ...]:
    if name not in tables:
        return ()
    return tuple(record for _, record in records(tables[name], model, faults, fields))


def _works(tables: Tables) -> list[str]:
    return said_by(tables, "enterprises", "enterprise_id")


def _of_unknown_works(tables: Tables, name: str) -> list[Fault]:
    return unknown(tables, name, "enterprise_id", _works(tables), "unknown works")
