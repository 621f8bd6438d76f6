"""A changed scenario: each change applied to what the ones before it left, held to what reading asks for."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from scheduler.domain import change as changes
from scheduler.domain import changing_place as place
from scheduler.domain import changing_works as works
from scheduler.domain.canonical import canonical
from scheduler.domain.change import Change
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError

APPLY: dict[type[Change], Callable[[Scenario, Any], Scenario]] = {
    changes.GradeGiven: works.grade,
    changes.MarksChanged: works.marks,
    changes.UnitsChanged: works.units,
    changes.Retrofit: works.retrofit,
    changes.AlertAdded: place.alert,
    changes.HeatChanged: place.heat,
    changes.ParametersChanged: place.parameters,
    changes.PolicyAdded: place.add_policy,
    changes.PolicyDropped: place.drop_policy,
    changes.HorizonChanged: place.horizon,
    changes.UnitsJoined: works.join,
    changes.UnitsClosed: works.close,
    changes.WeightsChanged: place.weights,
    changes.LimitsChanged: place.limits,
}
"""Each kind of change and what applies it."""


def changed(scenario: Scenario, given: Sequence[Change]) -> Scenario:
    """The scenario after the changes, which it keeps; its digest names base and changes.

    Raises:
        InputError: every fault of every change; the key is its number and field, ``changes.0.works``.
    """
    faults: list[Fault] = []
    for number, change in enumerate(given):
        try:
            after = APPLY[type(change)](scenario, change)
        except InputError as error:
            faults += (_at(number, change, fault) for fault in error.faults)
            continue
        digest = sha256(f"{scenario.digest} {canonical(change)}".encode()).hexdigest()
        scenario = after.model_copy(update={"changes": (*scenario.changes, change), "digest": digest})
    if faults:
        raise InputError(faults)
    return scenario


def _at(number: int, change: Change, fault: Fault) -> Fault:
    return Fault(
        f"{change.change}: {fault.message}",
        key=f"changes.{number}.{fault.key}",
        value=fault.value,
        maybe=fault.maybe,
    )
