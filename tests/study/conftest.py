"""One works of the tutorial, planned in a moment."""

import pytest

import scheduler
from scheduler.domain.scenario import Scenario


@pytest.fixture(scope="session")
def small(scenario: Scenario) -> Scenario:
    """S2 alone: a furnace of grade C with its oven, sinter machine and lime kiln."""
    others = [unit.unit_id for unit in scenario.units if unit.enterprise_id != "S2"]
    return scenario.change(
        scheduler.HeatChanged(networks="S1", factor=0), scheduler.UnitsClosed(units=others)
    )
