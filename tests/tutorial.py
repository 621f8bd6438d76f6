"""The tutorial's folder, and copies of it that ask for something else."""

import shutil
from pathlib import Path

SCENARIOS = Path(__file__).parents[1] / "scenarios"
TUTORIAL = SCENARIOS / "tutorial"
HANDAN = SCENARIOS / "handan-2021-2022"


def tutorial_with(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the tutorial in ``folder`` with words of its ``scenario.yaml`` changed."""
    made = shutil.copytree(TUTORIAL, folder / "changed")
    text = (made / "scenario.yaml").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (made / "scenario.yaml").write_text(text, encoding="utf-8")
    return made


ON_XUN_DAYS = ("changeover_days: any", "changeover_days: xun")
"""Stage 1 then has one day of changes, its first: a furnace stands all of it or none."""
ALL_OF_GRADE_C = ("C: 0.40", "C: 1.00")
"""Ovens can reduce by 1 − 20/48 at most, and must by as much as the furnaces (T-7)."""
YEAR_ALL_BUT_MADE = ("样例: 1738500", "样例: 1720000")
"""10,000 t are left for stage 1: 29,900 of 39,900 t must stop, more than ovens can follow."""
