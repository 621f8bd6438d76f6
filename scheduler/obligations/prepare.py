"""What must hold before notices are read: their parameters, stages that can be planned, one name a city."""

from collections.abc import Iterator, Sequence

from scheduler.domain.calendar import Calendar, Stage
from scheduler.domain.condition import place_name
from scheduler.domain.measure import Exemption
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError
from scheduler.obligations.outcome import Outcome, note
from scheduler.obligations.select import Lifting, Planned, Register, Scope, covered


def calendar_of(scenario: Scenario) -> Calendar:
    return Calendar(first=scenario.horizon.first, last=scenario.horizon.last)


def scopes_of(scenario: Scenario) -> list[Scope]:
    """Each notice with its parameters, read and checked.

    Raises:
        InputError: for parameters that are missing, unknown or wrong, and stages that cannot be planned.
    """
    faults, scopes, register = [], [], Register(scenario)
    if not scenario.policies:
        faults.append(
            Fault("no notice applies", file="scenario.yaml", key="policies", maybe="add stl-2021-241")
        )
    for policy in scenario.policies:
        parameters, problems = policy.check_parameters(scenario.parameters.get(policy.id, {}))
        faults += [
            Fault(p.message, file="scenario.yaml", key=f"parameters.{policy.id}.{p.name}", maybe=p.maybe)
            for p in problems
        ]
        if not problems:
            scopes.append(Scope(register, policy, parameters, covered(policy, parameters, scenario)))
            faults += _stage_faults(scopes[-1])
    if faults:
        raise InputError(faults)
    liftings = [lifting for scope in scopes for lifting in _liftings(scope)]
    for scope in scopes:
        scope.liftings.extend(liftings)
    return scopes


def _liftings(scope: Scope) -> Iterator[Lifting]:
    """The exemptions that the place has not switched off, with the clauses that it adds."""
    for measure in scope.policy.of(Exemption):
        if not measure.switch or scope.parameters[measure.switch]:
            more = scope.parameters[measure.more] if measure.more else ()
            yield Lifting(scope, measure, frozenset((*measure.lifts, *more)))


def lifted_unknown(scopes: Sequence[Scope]) -> Iterator[Outcome]:
    """Clauses that an exemption lifts, but that no notice of the scenario has."""
    known = {clause for scope in scopes for clause in scope.policy.clauses}
    for scope in scopes:
        for lifting in (lifting for lifting in scope.liftings if lifting.scope is scope):
            for clause in sorted(lifting.clauses - known):
                yield note(
                    lifting.measure.clause,
                    scope.policy.id,
                    f"豁免所及的{clause}不在本方案的各项通知之中",
                    f"lifts {clause}, which no notice of the scenario has",
                )


def _stage_faults(scope: Scope) -> Iterator[Fault]:
    """A notice without a day in the horizon, and stages of its works of which that holds a part only."""
    scenario, policy = scope.scenario, scope.policy
    horizon = scenario.horizon
    rules = [rule for rule in policy.stages if any(rule.is_for(works) for works in scope.works)]
    if rules and not any(rule.within(horizon) for rule in rules):
        yield _horizon_fault(scenario, f"no stage of {policy.id} meets the horizon", "check the years")
    met = {stage for works in scope.works for stage in policy.stages_for(works, horizon)}
    for stage in sorted(met, key=lambda stage: stage.window.first):
        if stage.window.first not in horizon or stage.window.last not in horizon:
            yield _horizon_fault(
                scenario,
                f"the horizon holds a part of {stage.id} of {policy.id} ({stage.window}) only, "
                "but its duties are owed whole",
                "let the horizon hold each stage whole, or leave it out",
            )


def _horizon_fault(scenario: Scenario, message: str, maybe: str) -> Fault:
    return Fault(message, file="scenario.yaml", key="horizon", value=str(scenario.horizon), maybe=maybe)


def planned_of(scenario: Scenario, scopes: Sequence[Scope]) -> Planned:
    """The works that any notice meets, each with the stages of the notice that lasts longest for it."""
    stages: dict[str, tuple[Stage, ...]] = {}
    for scope in scopes:
        for works in scope.works:
            found = scope.policy.stages_for(works, scenario.horizon)
            if _days(found) > _days(stages.get(works.enterprise_id, ())):
                stages[works.enterprise_id] = found
    met = {works.enterprise_id for scope in scopes for works in scope.works}
    planned = tuple(works for works in scenario.enterprises if works.enterprise_id in met)
    by_works = {each.enterprise_id: stages.get(each.enterprise_id, ()) for each in planned}
    return Planned(scopes[0].register, planned, by_works)


def _days(stages: Sequence[Stage]) -> int:
    return sum(stage.window.days for stage in stages)


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
