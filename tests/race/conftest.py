"""The tutorial's race, run once."""

from pathlib import Path

import pytest

from scheduler.files.scenario import read_scenario
from scheduler.races import RaceResult, plan_race
from tests.race.folders import race_folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return race_folder(tmp_path_factory.mktemp("race"))


@pytest.fixture(scope="session")
def result(folder: Path) -> RaceResult:
    return plan_race(read_scenario(folder), time_limit_s=4, gap=0.05, reproducible=True)
