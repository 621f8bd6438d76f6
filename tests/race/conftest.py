"""The shipped race of three works, run once."""

from pathlib import Path

import pytest

from scheduler.files.scenario import read_scenario
from scheduler.race_result import RaceResult
from scheduler.races import plan_race
from scheduler.results import PlanResult
from tests.race.folders import RACE_TRADE


@pytest.fixture(scope="session")
def folder() -> Path:
    return RACE_TRADE


@pytest.fixture(scope="session")
def result(folder: Path) -> RaceResult:
    return plan_race(read_scenario(folder), time_limit_s=4, gap=0.05, reproducible=True)


@pytest.fixture(scope="session")
def alone(result: RaceResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder in which each works bears its own duty."""
    assert isinstance(result.without, PlanResult)
    return result.without.save(tmp_path_factory.mktemp("alone") / "plan")
