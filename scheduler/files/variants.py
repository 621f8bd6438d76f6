"""``variants`` of a scenario: named changes. Notices and defaults in them are read as everywhere else."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from scheduler.domain.base import exact
from scheduler.domain.change import Change
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError
from scheduler.files.defaults import with_defaults
from scheduler.files.policy import load_policy
from scheduler.files.wording import collect
from scheduler.files.yaml_text import Document, Keys

KEY = "variants"
_CHANGES = "changes."


def listed(value: Any) -> Any:
    """One mapping as a list of one."""
    return [value] if isinstance(value, Mapping) else value


Changes = Annotated[tuple[Change, ...], BeforeValidator(listed)]
"""A list of changes, or one."""


def with_parts_read(document: Document, folder: Path, faults: list[Fault]) -> Document:
    """The document with the notices that its variants name, and the defaults of units that join."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get(KEY), dict):
        return document
    read: dict[str, Any] = {}
    for name, said in data[KEY].items():
        if isinstance(said, list):
            places = [(KEY, name, place) for place in range(len(said))]
            read[name] = [_read(*part, document, folder, faults) for part in zip(said, places, strict=True)]
        else:
            read[name] = _read(said, (KEY, name), document, folder, faults)
    return replace(document, data={**data, KEY: read})


def _read(change: Any, keys: Keys, document: Document, folder: Path, faults: list[Fault]) -> Any:
    match change:
        case {"change": "add_policy", "policy": str(reference)}:
            policy = collect(faults, lambda: _policy(reference, document, (*keys, "policy"), folder))
            # one that is not there has its fault: the schema need not find a second
            return {**change, "policy": policy} if policy else {"change": "drop_policy", "policy": reference}
        case {"change": "join", "units": list(rows)}:
            return change | _units(rows)
    return change


def _policy(reference: str, document: Document, keys: Keys, folder: Path) -> Any:
    """A notice of the library, or of a file; an unknown id is a fault of this file."""
    try:
        return load_policy(reference, folder)
    except InputError as error:
        raise InputError(
            [
                fault if fault.file else document.fault(keys, fault.message, fault.maybe, reference)
                for fault in error.faults
            ]
        ) from error


def _units(rows: list[Any]) -> dict[str, Any]:
    """Units with what they leave out filled in, and its sources; what is no number stays as it is."""
    units, sources = [], {}
    for row in rows:
        filled, used = with_defaults(_with_numbers(row)) if isinstance(row, dict) else (row, [])
        units.append({**filled, **row} if isinstance(row, dict) else row)
        sources.update({default.unit_id: {d.field: d.source for d in used} for default in used})
    return {"units": units, "defaults": sources}


def _with_numbers(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its size and capacity in exact numbers, without them where they are none."""
    numbers = {}
    for name in ("size", "capacity_t_per_day"):
        with suppress(KeyError, ValueError):
            numbers[name] = exact(row[name])
    return {
        name: value for name, value in row.items() if name not in ("size", "capacity_t_per_day")
    } | numbers


def variant_faults(document: Document, scenario: Scenario) -> list[Fault]:
    """What the variants ask of works, units, notices and parameters that this scenario does not have."""
    faults = []
    for name in scenario.variants:
        try:
            scenario.variant(name)
        except InputError as error:
            faults += [_in_file(document, name, fault) for fault in error.faults]
    return faults


def _in_file(document: Document, name: str, fault: Fault) -> Fault:
    """A fault of a change, at its line; the scenario names it by number and field, ``changes.0.works``."""
    place = fault.key.removeprefix(_CHANGES)
    if not isinstance(document.data[KEY][name], list):
        place = place.removeprefix("0.")
    return document.fault(document.keys_under((KEY, name), place), fault.message, fault.maybe, fault.value)
