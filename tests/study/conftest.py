"""The tutorial, planned once for all tests, and one works of it, planned in a moment."""

import pytest

import scheduler
from scheduler.domain.scenario import Scenario
from tests.tutorial import TUTORIAL


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return scheduler.read(TUTORIAL)


@pytest.fixture(scope="session")
def planned(scenario: Scenario) -> scheduler.PlanResult:
    """Optimal: 11,582,262 yuan, as its README says."""
    return scheduler.plan(scenario, gap=0)


@pytest.fixture(scope="session")
def small(scenario: Scenario) -> Scenario:
    """S2 alone: a furnace of grade C with its oven, sinter machine and lime kiln."""
    others = [unit.unit_id for unit in scenario.units if unit.enterprise_id != "S2"]
    return scenario.change(
        scheduler.HeatChanged(networks="S1", factor=0), scheduler.UnitsClosed(units=others)
    )
