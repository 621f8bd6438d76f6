"""A saved race worked out again: from its two plans to every number of its tables."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.domain.base import decimal_text
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError
from scheduler.race.prepare import prepare
from scheduler.race_result import FILE, RaceResult
from scheduler.races import given, settled

if TYPE_CHECKING:
    import pandas as pd

OF_THE_SEARCH = frozenset({"without_trade", "with_trade", "gain_ends_yuan"})
"""Parts of ``race.json`` that tell of the search and its bounds, which no plan tells again."""
NOT_THERE = "—"


def is_saved_race(folder: Path) -> bool:
    """Whether a race was written there."""
    return (folder / FILE).is_file()


def verify_saved(scenario: Scenario, folder: Path) -> tuple[RaceResult, tuple[str, ...]]:
    """The race that the folder's plans give, checked as every race is, and where the folder says otherwise.

    Bounds of the search are not worked out again.

    Raises:
        InputError: for a scenario without a race, or a folder whose plans or ``race.json`` cannot be read.
        NoPlanExists: where a target cannot be shared out.
        PlanRejected: a plan breaks what it owes, or the second working-out of the race differs.
    """
    prepared = prepare(scenario)
    alone = given(prepared, prepared.own, folder / "without")
    together = alone if prepared.traded is None else given(prepared, prepared.traded, folder / "plan")
    result = settled(prepared, alone, together, lambda _phase: None)
    return result, (*_other_numbers(folder, result), *_other_cells(folder, result))


def _other_numbers(folder: Path, result: RaceResult) -> Iterator[str]:
    """Where ``race.json`` says something else."""
    try:
        saved = dict(json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (ValueError, TypeError) as fault:
        raise InputError([Fault(f"cannot be read: {fault}", file=FILE)]) from fault
    found = json.loads(json.dumps(result.to_dict()))
    for key in {**saved, **found}:
        if key not in OF_THE_SEARCH:
            yield from _differing(f"{FILE} {key}", saved.get(key), found.get(key))


def _differing(where: str, saved: Any, found: Any) -> Iterator[str]:
    """Every leaf in which two values differ, with its path."""
    match saved, found:
        case dict(), dict():
            for key in {**saved, **found}:
                yield from _differing(f"{where}.{key}", saved.get(key), found.get(key))
        case list(), list() if len(saved) == len(found):
            for place, (one, other) in enumerate(zip(saved, found, strict=True)):
                yield from _differing(f"{where}[{place}]", one, other)
        case _ if saved != found:
            yield _told(where, saved, found)


def _other_cells(folder: Path, result: RaceResult) -> Iterator[str]:
    """Where the tables beside it say something else, in the language in which they were written."""
    from scheduler.report.race_frames import HISTORY, history_rows

    languages = [result.tables(lang) for lang in ("zh", "en")]
    for name in languages[0]:
        faults = [list(_cells(folder / f"{name}.csv", _written(own[name]))) for own in languages]
        yield from min(faults, key=len)
    past = [
        [works, season, decimal_text(excess), decimal_text(turns)]
        for works, season, excess, turns in history_rows(result.history)
    ]
    yield from _cells(folder / "history.csv", [list(HISTORY), *past])


def _cells(path: Path, found: list[list[str]]) -> Iterator[str]:
    """Every cell of a table that differs; one sentence where its rows or heads do."""
    name, saved = path.name, _rows(path.read_text(encoding="utf-8")) if path.is_file() else []
    if len(saved) != len(found) or saved[:1] != found[:1]:
        yield _told(f"{name} heads and rows", _shape(saved), _shape(found))
        return
    for row, (one, other) in enumerate(zip(saved, found, strict=True), start=1):
        for column, was, now in zip(found[0], one, other, strict=False):
            if was != now:
                yield _told(f"{name} row {row} {column}", was, now)


def _written(frame: "pd.DataFrame") -> list[list[str]]:
    return _rows(frame.to_csv(index=False, lineterminator="\n"))


def _shape(rows: list[list[str]]) -> str:
    return f"{', '.join(rows[0])} × {len(rows) - 1}" if rows else NOT_THERE


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def _told(where: str, saved: object, found: object) -> str:
    was, now = (NOT_THERE if value is None else value for value in (saved, found))
    return f"{where}: {was} saved, {now} worked out"
