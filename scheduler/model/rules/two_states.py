"""The unit runs or stands (STL-10): it has states by day and no load, so nothing is left to state.

The rule refuses a season that gives such a unit a load, which would let lower load pass as a stop.
"""

from scheduler.domain.obligation import TwoStates
from scheduler.domain.unit import Mode
from scheduler.model.days import DayModel


def add(model: DayModel, owed: TwoStates) -> None:
    if model.season.unit_by_id[owed.subject].mode is not Mode.STOP:
        raise ValueError(f"{owed.subject} has two states (STL-10) but is planned by load")
