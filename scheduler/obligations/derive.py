"""Scenario in, season out: every notice's measures and the planner's wishes become obligations."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from scheduler.domain import measure as measures
from scheduler.domain.finding import Exempted, Finding
from scheduler.domain.obligation import HeatFloor, Obligation, StopShare
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.errors import Fault, InputError
from scheduler.obligations import (
    ceilings,
    equipment,
    everyone,
    exemptions,
    groups,
    heated_area,
    instead,
    lines,
    loads,
    maintenance,
    stopping,
    substitution,
    supply,
    tables,
)
from scheduler.obligations.beyond import beyond_duty
from scheduler.obligations.coverage import whom
from scheduler.obligations.heat import HeatRoom, cap_note, capped, heat_floors
from scheduler.obligations.outcome import Outcome, note
from scheduler.obligations.physics import loads_elsewhere, physics
from scheduler.obligations.prepare import calendar_of, lifted_unknown, one_spelling, planned_of, scopes_of
from scheduler.obligations.select import Planned, Scope
from scheduler.obligations.stricter import settle
from scheduler.obligations.wishes import burden_limits, emission_ceilings, material_balances, rotation

MEASURES: dict[type[measures.Measure], Callable[[Scope, Any], Iterator[Outcome]]] = {
    measures.Exemption: exemptions.exemptions,
    measures.ShareFactor: exemptions.share_factors,
    measures.StopWindow: stopping.stop_windows,
    measures.StopDays: stopping.stop_days,
    measures.PeriodDays: stopping.period_days,
    measures.StopShare: groups.stop_shares,
    measures.MarkIncrement: groups.mark_increments,
    measures.LinesOff: lines.lines_off,
    measures.ShareByStopping: lines.share_by_stopping,
    measures.AlertLines: lines.alert_lines,
    measures.LoadReduction: loads.load_reductions,
    measures.LoadCeiling: loads.load_ceilings,
    measures.CokingTime: loads.coking_times,
    measures.HeatLoadCeiling: heated_area.heat_load_ceilings,
    measures.MakeUp: instead.make_up,
    measures.Substitution: substitution.substitution,
    measures.OutputNotAboveLastYear: ceilings.outputs_not_above_last_year,
    measures.RegionYearCeiling: ceilings.region_year_ceilings,
    measures.RegionCut: ceilings.region_cuts,
    measures.TwoStates: equipment.two_states,
    measures.LinkedReduction: equipment.linked_reductions,
    measures.ByTable: tables.by_table,
    measures.NotComputed: equipment.not_computed,
}
"""Each kind of measure and what reads it. A new measure is one function and one line here."""

AT_THE_END = (measures.EveryUnit,)
"""Measures that look at what all the others brought forth."""

WISHES: tuple[Callable[[Planned], Iterator[Outcome]], ...] = (
    one_spelling,
    heat_floors,
    physics,
    material_balances,
    rotation,
    emission_ceilings,
)
"""What units can do at all, and what the planner asks beyond the notices."""

CLAUSE = re.compile(r"[A-Z]+-\d+[a-z]?")


def derive(scenario: Scenario) -> Season:
    """Who owes what, by which clause, on which ground; who is exempt; what binds nothing.

    Works that no notice meets are left out of the season; a finding of each notice says whom it leaves out.

    Raises:
        InputError: with every parameter or cell that a clause needs and does not find.
    """
    scopes = scopes_of(scenario)
    planned = planned_of(scenario, scopes)
    gathered = _Gathered()
    gathered.take(lifted_unknown(scopes))
    for scope in scopes:
        gathered.take(_measures(scope))
    for wish in WISHES:
        gathered.take(wish(planned))
    gathered.take(supply.supply_floors(planned, scopes))
    gathered.take(maintenance.maintenance(planned, scopes))
    gathered.settle(planned)
    gathered.take(burden_limits(gathered.season(planned), scenario.limits))
    for scope in scopes:
        for every in scope.policy.of(measures.EveryUnit):
            gathered.take(everyone.units_left(scope, every, gathered.obligations, gathered.exemptions))
        gathered.take(whom(scope))
        gathered.take(_silent(scope.policy, gathered))
    if gathered.faults:
        raise InputError(gathered.faults)
    return gathered.season(planned)


@dataclass
class _Gathered:
    """What the notices and wishes have brought forth so far."""

    obligations: list[Obligation] = field(default_factory=list)
    exemptions: list[Exempted] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def take(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            match outcome:
                case Exempted():
                    self.exemptions.append(outcome)
                case Finding():
                    self.findings.append(outcome)
                case Fault():
                    self.faults.append(outcome)
                case _:
                    self.obligations.append(outcome)

    def settle(self, planned: Planned) -> None:
        """Keep the strictest duty of each unit and works, and of shares no more than heating leaves."""
        calendar, units = calendar_of(planned.scenario), {unit.unit_id: unit for unit in planned.units}
        floors = [owed for owed in self.obligations if isinstance(owed, HeatFloor)]
        room = HeatRoom(floors, units, calendar)
        strictest = settle(self.obligations, units, calendar)
        strictest += loads_elsewhere(strictest, units, calendar)
        settled = beyond_duty(strictest, units, calendar)
        self.obligations = []
        for owed in settled:
            if isinstance(owed, StopShare) and (after := capped(owed, room, units, calendar)) is not owed:
                self.findings.append(cap_note(owed, after))
                self.obligations.append(after)
            else:
                self.obligations.append(owed)

    def season(self, planned: Planned) -> Season:
        scenario = planned.scenario
        return Season(
            calendar=calendar_of(scenario),
            stages=planned.stages,
            stages_by_works=planned.stages_by_works,
            enterprises=planned.works,
            units=planned.units,
            obligations=_in_order(self.obligations),
            objective=scenario.objective,
            price_factors={(price.product, price.month): price.factor for price in scenario.prices},
            exemptions=tuple(self.exemptions),
            findings=tuple(self.findings),
        )


# ── reading the notices ──────────────────────────────────────────────────────────────────────────


def _measures(scope: Scope) -> Iterator[Outcome]:
    for measure in scope.policy.measures:
        if not isinstance(measure, AT_THE_END):
            yield from MEASURES[type(measure)](scope, measure)


def _silent(policy: Policy, gathered: _Gathered) -> Iterator[Outcome]:
    """Clauses from which nothing followed, neither an obligation nor a ground nor a finding.

    Those that only say where, when or by which grade the others hold are no duty that could bind.
    """
    defining = {policy.places.clause, policy.stages_clause, policy.grade.clause if policy.grade else ""}
    defining -= {measure.clause for measure in policy.measures}
    cited = {finding.clause for finding in gathered.findings}
    cited |= {exempted.clause for exempted in gathered.exemptions}
    for owed in gathered.obligations:
        grounds = [owed.ground.en, *(lesser.ground.en for lesser in owed.overruled)]
        cited |= {owed.clause, *(lesser.clause for lesser in owed.overruled)}
        cited |= {clause for ground in grounds for clause in CLAUSE.findall(ground)}
    for clause in policy.clauses:
        if clause not in cited | defining:
            yield note(clause, policy.id, "在本方案中不产生约束", "binds nothing in this scenario")


# ── names and order ──────────────────────────────────────────────────────────────────────────────


def _in_order(obligations: Sequence[Obligation]) -> tuple[Obligation, ...]:
    """By clause, kind, subject and day, whatever the inventory's order; equal ids are counted on."""
    seen: Counter[str] = Counter()
    named = []
    for owed in obligations:
        seen[owed.id] += 1
        again = seen[owed.id]
        named.append(owed if again == 1 else owed.model_copy(update={"id": f"{owed.id}/{again}"}))
    return tuple(sorted(named, key=_place))


def _place(owed: Obligation) -> tuple[str, int, str, str, str, str]:
    """STL-2 before STL-10."""
    family, _, number = owed.clause.partition("-")
    digits = re.match(r"\d*", number)
    rank = int(digits[0]) if digits and digits[0] else 0
    return (family, rank, owed.kind, owed.subject, str(owed.window.first), owed.id)
