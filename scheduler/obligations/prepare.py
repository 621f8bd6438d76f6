"""What must hold before notices are read: their parameters, stages that can be planned, one name a city."""

from collections.abc import Iterator
from itertools import pairwise

from scheduler.domain.calendar import Calendar, Stage
from scheduler.domain.policy import Policy, place_name
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError
from scheduler.obligations.outcome import Outcome
from scheduler.obligations.select import Planned, Scope, covered


def calendar_of(scenario: Scenario) -> Calendar:
    return Calendar(first=scenario.horizon.first, last=scenario.horizon.last)


def scopes_of(scenario: Scenario) -> list[Scope]:
    """Each notice with its parameters, read and checked.

    Raises:
        InputError: for parameters that are missing, unknown or wrong, and stages that cannot be planned.
    """
    faults = [*_stage_faults(scenario)]
    scopes = []
    for policy in scenario.policies:
        parameters, problems = policy.check_parameters(scenario.parameters.get(policy.id, {}))
        faults += [
            Fault(p.message, file="scenario.yaml", key=f"parameters.{policy.id}.{p.name}", maybe=p.maybe)
            for p in problems
        ]
        if not problems:
            scopes.append(Scope(scenario, policy, parameters, covered(policy, parameters, scenario)))
    if faults:
        raise InputError(faults)
    return scopes


def _stage_faults(scenario: Scenario) -> Iterator[Fault]:
    """Notices with other stages, and stages of which the horizon holds a part only."""
    if not scenario.policies:
        yield Fault("no notice applies", file="scenario.yaml", key="policies", maybe="add stl-2021-241")
    for first, other in pairwise(scenario.policies):
        if set(_windows(first)) != set(_windows(other)):
            yield Fault(
                f"{first.id} and {other.id} have different stages, which cannot be planned together yet",
                file="scenario.yaml",
                key="policies",
                maybe="plan each notice in a scenario of its own",
            )
    horizon = scenario.horizon
    for stage in scenario.policies[0].stages if scenario.policies else ():
        window = stage.window
        if window.overlaps(horizon) and not (window.first in horizon and window.last in horizon):
            yield Fault(
                f"the horizon holds a part of {stage.id} ({window}) only, but its tonnes are owed whole",
                file="scenario.yaml",
                key="horizon",
                value=str(horizon),
                maybe="let the horizon hold each stage whole, or leave it out",
            )


def _windows(policy: Policy) -> Iterator[tuple[str, str]]:
    return ((stage.id, str(stage.window)) for stage in policy.stages)


def stages_of(scenario: Scenario) -> tuple[Stage, ...]:
    """The notices' stages in the horizon, by day."""
    stages = (s for s in scenario.policies[0].stages if s.window.overlaps(scenario.horizon))
    return tuple(sorted(stages, key=lambda stage: stage.window.first))


def one_spelling(planned: Planned) -> Iterator[Outcome]:
    """A city written in two ways would be planned as two cities."""
    spellings: dict[str, set[str]] = {}
    for works in planned.works:
        spellings.setdefault(place_name(works.city), set()).add(works.city)
    for written in spellings.values():
        if len(written) > 1:
            yield Fault(
                f"one city is written in several ways: {', '.join(sorted(written))}",
                sheet="enterprises",
                column="city",
                maybe=f"write {min(written)} throughout",
            )
