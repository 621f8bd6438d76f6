"""The shipped scenarios and their seasons, each read and derived once, when a test first asks for it."""

from functools import cache
from pathlib import Path

from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.files.scenario import read_scenario
from scheduler.obligations.derive import derive

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@cache
def scenario(name: str) -> Scenario:
    return read_scenario(SCENARIOS / name)


@cache
def season(name: str) -> Season:
    return derive(scenario(name))
