"""An inventory: works, units and what belongs to them, from a workbook or a folder of CSV files."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.enterprise import Enterprise, Event
from scheduler.domain.scenario import AlertLevel, Defaulted, HeatDemand, Link, Price
from scheduler.domain.unit import Process, Unit
from scheduler.errors import Fault, InputError
from scheduler.files.columns import INVENTORY, NEEDED, OUTPUT_LAST_YEAR
from scheduler.files.defaults import with_defaults
from scheduler.files.links import NamedUnit, read_links
from scheduler.files.records import Record, Values, as_typed, records
from scheduler.files.tables import RawTable, Row, read_tables
from scheduler.files.wording import nearest

_STAGE_OUTPUT = re.compile(OUTPUT_LAST_YEAR.format(r"([\w-]+)"))

Tables = Mapping[str, RawTable]
Rows = list[tuple[Row, Record]]


@dataclass(frozen=True)
class Inventory:
    """Every table of an inventory, each row checked, and what was filled in."""

    enterprises: tuple[Enterprise, ...]
    units: tuple[Unit, ...]
    links: tuple[Link, ...]
    heat: tuple[HeatDemand, ...]
    prices: tuple[Price, ...]
    alerts: tuple[AlertLevel, ...]
    events: tuple[Event, ...]
    defaulted: tuple[Defaulted, ...]


def read_inventory(path: Path) -> Inventory:
    """Read a workbook or a folder of CSV files.

    Raises:
        InputError: every fault of every table, with file, sheet, row, column and value.
    """
    faults: list[Fault] = []
    tables = read_tables(path, INVENTORY, faults)
    faults.extend(_absent(tables, path, faults))
    units, defaulted = _units(tables, faults)
    inventory = Inventory(
        enterprises=_enterprises(tables, faults),
        units=units,
        links=_links(tables, faults),
        heat=_heat(tables, faults),
        prices=_prices(tables, faults),
        alerts=_only(_rows(tables, "alerts", AlertLevel, faults, _with_window)),
        events=_events(tables, faults),
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


def _enterprises(tables: Tables, faults: list[Fault]) -> tuple[Enterprise, ...]:
    faults.extend(_twice(tables, "enterprises", ("enterprise_id",)))
    return _only(_rows(tables, "enterprises", Enterprise, faults, _with_stage_outputs))


def _units(tables: Tables, faults: list[Fault]) -> tuple[tuple[Unit, ...], tuple[Defaulted, ...]]:
    defaulted: list[Defaulted] = []

    def filled(values: Values) -> Values:
        fields, used = with_defaults(values)
        defaulted.extend(used)
        return fields

    faults.extend(_twice(tables, "units", ("unit_id",)))
    faults.extend(_unknown(tables, "units", "enterprise_id", _ids(tables, "enterprises"), "unknown works"))
    return _only(_rows(tables, "units", Unit, faults, filled)), tuple(defaulted)


def _links(tables: Tables, faults: list[Fault]) -> tuple[Link, ...]:
    if "links" not in tables:
        return ()
    faults.extend(_unknown(tables, "links", "enterprise_id", _ids(tables, "enterprises"), "unknown works"))
    faults.extend(_twice(tables, "links", ("enterprise_id", "product")))
    units: dict[str, NamedUnit] = {}
    for row in _raw_rows(tables, "units"):
        units.setdefault(row.text("unit_id"), NamedUnit(row.text("enterprise_id"), row.text("process")))
    return read_links(tables["links"], units, faults)


def _heat(tables: Tables, faults: list[Fault]) -> tuple[HeatDemand, ...]:
    networks = {row.text("heat_network") for row in _raw_rows(tables, "enterprises")} - {""}
    known = [*sorted(networks), *_ids(tables, "enterprises")]
    faults.extend(_unknown(tables, "heat", "network", known, "is neither a heat network nor a works"))
    return _only(_rows(tables, "heat", HeatDemand, faults, _with_window))


def _prices(tables: Tables, faults: list[Fault]) -> tuple[Price, ...]:
    faults.extend(_twice(tables, "price", ("product", "month")))
    faults.extend(_unknown(tables, "price", "product", list(Process), "is no process known here"))
    return _only(_rows(tables, "price", Price, faults))


def _events(tables: Tables, faults: list[Fault]) -> tuple[Event, ...]:
    faults.extend(_unknown(tables, "events", "enterprise_id", _ids(tables, "enterprises"), "unknown works"))
    return _only(_rows(tables, "events", Event, faults))


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
) -> Rows[Record]:
    return records(tables[name], model, faults, fields) if name in tables else []


def _only(rows: Rows[Record]) -> tuple[Record, ...]:
    return tuple(record for _, record in rows)


def _raw_rows(tables: Tables, name: str) -> tuple[Row, ...]:
    return tables[name].rows if name in tables else ()


def _ids(tables: Tables, name: str) -> list[str]:
    """Ids as the rows name them, also of rows that are wrong in something else."""
    return [row.text("enterprise_id") for row in _raw_rows(tables, name)]


def _twice(tables: Tables, name: str, key: tuple[str, ...]) -> list[Fault]:
    """Rows whose key an earlier row has."""
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for row in _raw_rows(tables, name):
        found = tuple(row.text(column) for column in key)
        if all(found) and first.setdefault(found, row.number) != row.number:
            text = f"is there twice, first in row {first[found]}"
            faults.append(tables[name].fault(row, key[-1], text, value=" ".join(found)))
    return faults


def _unknown(tables: Tables, name: str, column: str, known: Iterable[str], text: str) -> list[Fault]:
    """Rows whose cell names none of ``known``."""
    names = list(known)
    return [
        tables[name].fault(row, column, text, nearest(row.text(column), names))
        for row in _raw_rows(tables, name)
        if row.text(column) and row.text(column) not in names
    ]
