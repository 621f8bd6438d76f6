"""The shipped race of three works, and copies of it that ask for something else."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scheduler.domain.race import Race
from scheduler.domain.scenario import Scenario
from scheduler.files.scenario import read_scenario
from tests.tutorial import SCENARIOS, TUTORIAL

RACE_TRADE = SCENARIOS / "race-trade"


def _said() -> tuple[str, str, str]:
    """What stands in ``scenario.yaml`` before the section ``race``, in it, and after it."""
    text = (RACE_TRADE / "scenario.yaml").read_text(encoding="utf-8")
    before, rest = text.split("\nrace:\n")
    section, after = rest.split("\nattribution:")
    return f"{before}\n", f"race:\n{section}\n", f"attribution:{after}"


RACE = _said()[1]
NOX = {"S1": "0.4", "S2": "0.9", "S3": ""}


def race_folder(
    folder: Path,
    race: str = RACE,
    nox: Mapping[str, str] | None = None,
    declared: Mapping[str, str] | None = None,
) -> Path:
    """A copy with other rules, and where they are given with other values in the table ``race``."""
    made = shutil.copytree(RACE_TRADE, folder / "race")
    before, _, after = _said()
    text = before.replace("../tutorial", str(TUTORIAL)) + race + after
    (made / "scenario.yaml").write_text(text, encoding="utf-8")
    if nox is not None or declared is not None:
        rows = [(works, value, "0", (declared or {}).get(works, "")) for works, value in (nox or NOX).items()]
        header = ("enterprise_id", "nox_kg_per_t", "violations", "declared_yuan_per_t")
        with (made / "inventory" / "race.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    return made


def changed_race(folder: Path, **changed: Any) -> Scenario:
    return read_scenario(race_folder(folder, **changed))


def race_of(worst: int = 1, **fields: Any) -> Race:
    """A race by one criterion, from 0 points at ``worst`` to 100 at 0."""
    name = {"zh": "x", "en": "x"}
    one = {"id": "x", "name": name, "weight": 100, "better": "lower", "best": 0, "worst": worst}
    return Race.model_validate({"criteria": [one], **fields})
