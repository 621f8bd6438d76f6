"""A small scenario folder to spoil: two works, a furnace with its sinter machine, an electric furnace."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from scheduler.errors import Fault, InputError
from scheduler.files.writing import write_tables

Tables = dict[str, list[dict[str, Any]]]

SCENARIO = """\
name: small
title: {zh: 小例, en: Small}
policies: [stl-2021-241]
parameters:
  stl-2021-241:
    annual_ceiling_t: {邯郸: 2000000}
    grade_shares: {B: 0.30, B-: 0.35, C: 0.40, D: 0.50}
    mark_increments: {violation: 0.05, over_120_utilisation: 0.05, not_listed: 0.10}
attribution: Made up for the tests.
"""


LOCAL_NOTICE = """\
id: local
title: {zh: 本地通知, en: Local notice}
source: "1"
industries: [cement]
places: {clause: L-1, cities: [邯郸]}
stages_clause: L-1
stages:
  - {id: winter, every_year: {first: "11-15", last: "03-15"}}
clauses:
  L-1: {zh: 采暖季, en: The heating season}
  L-2: {zh: 自有码头者免除, en: Works with a port of their own are free}
marks:
  own_port: {zh: 自有码头, en: port of its own}
measures:
  - {measure: stop_window, clause: L-1, who: [{processes: [clinker_kiln]}]}
  - {measure: exemption, clause: L-2, who: [{marks: [own_port]}], lifts: [L-1]}
"""
"""A notice of every winter, which describes a mark that the library does not have."""


def tables() -> Tables:
    """Tables without a fault. Where a unit leaves a column out its default applies."""
    place = {"province": "河北", "city": "邯郸", "industry": "steel"}
    return {
        "enterprises": [
            {
                "enterprise_id": "W1",
                "name": "甲钢铁",
                **place,
                "grade": "C",
                "marks": "violation; heats_homes",
            },
            {
                "enterprise_id": "W2",
                "name": "乙钢铁",
                **place,
                "grade": "A",
                "marks": "all_scrap_short_process",
            },
        ],
        "units": [
            _unit("W1-BF1", "W1", "1号高炉", "blast_furnace", 3000),
            _unit("W1-SI1", "W1", "1号烧结机", "sinter", 4500),
            _unit("W2-EF1", "W2", "1号电炉", "electric_furnace", 1200),
        ],
        "links": [
            {
                "enterprise_id": "W1",
                "product": "sinter",
                "feeders": "W1-SI1",
                "consumers": "W1-BF1",
                "t_per_t": 1.3,
                "stock_t": 30000,
                "stock_max_t": 40000,
                "purchases_t_per_day": 0,
            }
        ],
    }


def _unit(unit_id: str, works: str, name: str, process: str, capacity: float) -> dict[str, Any]:
    row = {"unit_id": unit_id, "enterprise_id": works, "name": name, "process": process}
    return row | {"capacity_t_per_day": capacity}


def scenario_folder(folder: Path, text: str = SCENARIO, rows: Tables | None = None) -> Path:
    """The scenario with its inventory as CSV files."""
    folder.mkdir(exist_ok=True)
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    write_tables(folder / "inventory", rows or tables(), lang="en")
    return folder


def faults_of(read: Callable[[], Any]) -> tuple[Fault, ...]:
    """What a reading finds wrong; it must find something."""
    with pytest.raises(InputError) as caught:
        read()
    return caught.value.faults


def only_fault(read: Callable[[], Any]) -> Fault:
    faults = faults_of(read)
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]


def with_cell(rows: Tables, table: str, row: int, **cells: Any) -> Tables:
    """The tables with some cells of one row (counted from 0) changed."""
    changed = {name: list(body) for name, body in rows.items()}
    changed[table][row] = changed[table][row] | cells
    return changed


def csv_text(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    lines = [",".join(header), *(",".join(str(row.get(name, "")) for name in header) for row in rows)]
    return "\n".join(lines) + "\n"
