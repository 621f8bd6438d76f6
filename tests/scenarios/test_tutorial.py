"""The tutorial is small enough to be solved by trying everything."""

from pathlib import Path

from scheduler.files.scenario import read_scenario
from scheduler.obligations.derive import derive
from tests.scenarios.brute_force import least_cost

TUTORIAL = Path(__file__).parents[2] / "scenarios" / "tutorial"


def test_the_least_cost_is_what_the_readme_says() -> None:
    cost = least_cost(derive(read_scenario(TUTORIAL)))
    assert cost == 11_582_262
    assert f"**{cost:,} yuan**" in (TUTORIAL / "README.md").read_text(encoding="utf-8")
