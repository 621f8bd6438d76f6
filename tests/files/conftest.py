"""What the tests of files share."""

from pathlib import Path

import pytest

from scheduler.domain.scenario import Scenario
from scheduler.files.scenario import read_scenario
from tests.files.folders import scenario_folder


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return read_scenario(scenario_folder(tmp_path / "scenario"))
