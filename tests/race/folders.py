"""The tutorial's three works in a race: a folder with a section ``race`` and its tables."""

import csv
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scheduler.domain.race import Race
from scheduler.domain.scenario import Scenario
from scheduler.files.scenario import read_scenario
from tests.tutorial import TUTORIAL

RACE = """
race:
  criteria:
    - {id: nox, name: {zh: 氮氧化物, en: NOx}, of: nox_kg_per_t, weight: 60, better: lower, best: 0, worst: 1}
    - {id: grade, name: {zh: 等级, en: grade}, source: grade, weight: 40, better: higher,
       values: {A: 2, B: 1, C: 0}}
  ties: [grade]
  target: {stage1: 0.5, stage2: 0.45}
  allot: {method: tilt, tilt: 0.2}
  trade: {clauses: [T-5], kept: 0.4}
"""
NOX = {"S1": "0.4", "S2": "0.9", "S3": ""}
"""Of the third works nothing is known."""


def race_folder(
    folder: Path,
    race: str = RACE,
    nox: Mapping[str, str] = NOX,
    declared: Mapping[str, str] | None = None,
    history: Sequence[tuple[str, str, str]] = (),
) -> Path:
    """A copy of the tutorial that races; ``history`` gives works, season and excess."""
    made = shutil.copytree(TUTORIAL, folder / "race")
    with (made / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write(race)
    _as_csv(made)
    rows = [(works, value, (declared or {}).get(works, "")) for works, value in nox.items()]
    _write(made / "inventory" / "race.csv", ("enterprise_id", "nox_kg_per_t", "declared_yuan_per_t"), rows)
    if history:
        _write(made / "inventory" / "history.csv", ("enterprise_id", "season", "excess"), history)
    return made


def tutorial_race(folder: Path, **changed: Any) -> Scenario:
    return read_scenario(race_folder(folder, **changed))


def race_of(worst: int = 1, **fields: Any) -> Race:
    """A race by one criterion, from 0 points at ``worst`` to 100 at 0."""
    name = {"zh": "x", "en": "x"}
    one = {"id": "x", "name": name, "weight": 100, "better": "lower", "best": 0, "worst": worst}
    return Race.model_validate({"criteria": [one], **fields})


def _as_csv(made: Path) -> None:
    """The workbook as a folder of CSV files, so that tables can be added."""
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(made / "inventory.xlsx")
    (made / "inventory").mkdir()
    names = {"企业": "enterprises", "设备": "units", "配套关系": "links", "供热需求": "heat", "价格": "price"}
    for sheet in book.worksheets:
        rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        _write(made / "inventory" / f"{names[sheet.title]}.csv", rows[0], rows[1:])
    (made / "inventory.xlsx").unlink()
    said = (made / "scenario.yaml").read_text(encoding="utf-8")
    (made / "scenario.yaml").write_text(
        said.replace("inventory: inventory.xlsx", "inventory: inventory"), encoding="utf-8"
    )


def _cell(cell: Any) -> str:
    return "" if cell is None else str(cell).removesuffix(" 00:00:00")


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
