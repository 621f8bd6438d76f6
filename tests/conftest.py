"""For all tests: a busy machine is no failure; the tutorial is read and planned once."""

import pytest
from hypothesis import settings

import scheduler
from scheduler.domain.scenario import Scenario
from tests.tutorial import TUTORIAL

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return scheduler.read(TUTORIAL)


@pytest.fixture(scope="session")
def planned(scenario: Scenario) -> scheduler.PlanResult:
    """Optimal: 11,582,262 yuan, as its README says."""
    return scheduler.plan(scenario, gap=0)
