"""Changes of the place, its notices and the planner's wishes."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from scheduler.domain import change as changes
from scheduler.domain.changing_faults import findings, late_faults, require, unknown
from scheduler.domain.condition import place_name
from scheduler.domain.objective import Term
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import AlertLevel, Scenario
from scheduler.errors import Fault

_TERM: TypeAdapter[Term] = TypeAdapter(Term)
_TERMS = tuple(kind.model_fields["term"].default for kind in get_args(get_args(Term)[0]))


def alert(scenario: Scenario, change: changes.AlertAdded) -> Scenario:
    cities = sorted({works.city for works in scenario.enterprises})
    if place_name(change.city) not in map(place_name, cities):
        require(unknown("city", (change.city,), cities))
    alert = AlertLevel(city=change.city, level=change.level, window=change.window)
    return scenario.model_copy(update={"alerts": (*scenario.alerts, alert)})


def heat(scenario: Scenario, change: changes.HeatChanged) -> Scenario:
    known = list(dict.fromkeys(demand.network for demand in scenario.heat))
    require(unknown("networks", change.networks, known))
    whom = change.networks or known
    changed = (
        demand.model_copy(update={"demand_m2": demand.demand_m2 * change.factor})
        if demand.network in whom
        else demand
        for demand in scenario.heat
    )
    return scenario.model_copy(update={"heat": tuple(demand for demand in changed if demand.demand_m2)})


def parameters(scenario: Scenario, change: changes.ParametersChanged) -> Scenario:
    policies = {policy.id: policy for policy in scenario.policies}
    require(unknown("policy", (change.policy,), policies))
    before = scenario.parameters.get(change.policy, {})
    written = {
        **before,
        **{name: _merged(before.get(name), value) for name, value in change.values.items()},
    }
    return _under(scenario, policies[change.policy], written, "values")


def _merged(before: Any, written: Any) -> Any:
    """A table with some entries written anew; anything else as written."""
    if isinstance(before, Mapping) and isinstance(written, Mapping):
        return {**before, **written}
    return written


def add_policy(scenario: Scenario, change: changes.PolicyAdded) -> Scenario:
    known = [policy.id for policy in scenario.policies]
    if change.policy.id in known:
        require([Fault("applies already", key="policy", value=change.policy.id)])
    more = scenario.model_copy(update={"policies": (*scenario.policies, change.policy)})
    return _under(more, change.policy, change.parameters, "parameters")


def _under(scenario: Scenario, policy: Policy, written: Mapping[str, Any], field: str) -> Scenario:
    """The parameters of a notice, read as those of a scenario's file are."""
    filled, problems = policy.check_parameters(written)
    require([Fault(p.message, key=f"{field}.{p.name}", maybe=p.maybe) for p in problems])
    return scenario.model_copy(update={"parameters": scenario.parameters | {policy.id: filled}})


def drop_policy(scenario: Scenario, change: changes.PolicyDropped) -> Scenario:
    known = [policy.id for policy in scenario.policies]
    faults = unknown("policy", (change.policy,), known)
    if not faults and len(known) == 1:
        faults.append(Fault("is the only notice that applies", key="policy", value=change.policy))
    require(faults)
    parameters = {name: values for name, values in scenario.parameters.items() if name != change.policy}
    left = tuple(policy for policy in scenario.policies if policy.id != change.policy)
    return scenario.model_copy(update={"policies": left, "parameters": parameters})


def horizon(scenario: Scenario, change: changes.HorizonChanged) -> Scenario:
    after = scenario.model_copy(update={"horizon": change.window})
    require(late_faults("window", scenario.units, after))
    return after


# ── wishes ───────────────────────────────────────────────────────────────────────────────────────


def weights(scenario: Scenario, change: changes.WeightsChanged) -> Scenario:
    faults = unknown("terms", change.terms, _TERMS)
    before: dict[str, Term] = {term.term: term for term in scenario.objective}
    after: dict[str, Term] = {} if change.alone else dict(before)
    for name in [name for name in change.terms if name in _TERMS]:
        numbers = before[name].model_dump() if name in before else {}
        try:
            after[name] = _TERM.validate_python({**numbers, **change.terms[name], "term": name})
        except ValidationError as error:
            faults += findings(error, name, "terms")
    require(faults)
    return scenario.model_copy(update={"objective": tuple(after.values())})


def limits(scenario: Scenario, change: changes.LimitsChanged) -> Scenario:
    cities = sorted({works.city for works in scenario.enterprises})
    require(unknown("peak_emission_kg_per_day", change.peak_emission_kg_per_day, cities))
    peaks = {**scenario.limits.peak_emission_kg_per_day, **change.peak_emission_kg_per_day}
    given = {"peak_emission_kg_per_day": peaks}
    if change.largest_excess_burden is not None:
        given |= {"largest_excess_burden": change.largest_excess_burden}  # type: ignore[dict-item]
    return scenario.model_copy(update={"limits": scenario.limits.model_copy(update=given)})
