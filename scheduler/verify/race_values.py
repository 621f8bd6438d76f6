"""What works are scored by, and who is barred from the market, read a second time from the scenario."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from scheduler.domain.enterprise import Enterprise, EventKind, Grade
from scheduler.domain.policy import Policy
from scheduler.domain.race import Criterion, Source
from scheduler.domain.scenario import Scenario
from scheduler.verify.race_claims import Claimed, differs


def value_faults(claimed: Claimed) -> Iterator[str]:
    """Values that the scenario does not hold, and works that are wrongly in the market or out of it."""
    scenario = claimed.scenario
    works = {each.enterprise_id: each for each in scenario.enterprises}
    for score in claimed.scores:
        for criterion in claimed.race.criteria:
            held = _value(scenario, claimed, criterion, works[score.enterprise_id])
            said = claimed.values[score.enterprise_id][criterion.id]
            if said != held:
                yield differs(f"{score.enterprise_id}, {criterion.id}, value", said, held)
    yield from _barred(claimed)


def _barred(claimed: Claimed) -> Iterator[str]:
    """Who bears a mark that keeps it out of the market when the season begins (CEM-9)."""
    marks = claimed.race.trade.barred_marks if claimed.race.trade else frozenset()
    first = claimed.scenario.horizon.first
    for works in claimed.scenario.enterprises:
        bears = bool(_marks(claimed.scenario, works, first) & marks)
        if bears is not (works.enterprise_id in claimed.barred):
            yield f"{works.enterprise_id}: is {'' if bears else 'not '}to be barred from the market"


def _value(scenario: Scenario, claimed: Claimed, criterion: Criterion, works: Enterprise) -> Fraction | None:
    match criterion.source:
        case Source.TABLE:
            rows = (row for row in scenario.entries if row.enterprise_id == works.enterprise_id)
            return next((row.values.get(criterion.reads) for row in rows), None)
        case Source.UNITS:
            return _rate(scenario, claimed, criterion.reads, works)
        case Source.GRADE:
            grade = _grade(scenario, works)
            return criterion.values.get(grade) if grade else None
        case Source.MARK:
            borne = _marks(scenario, works, scenario.horizon.first)
            return Fraction(int(criterion.reads in borne))


def _rate(scenario: Scenario, claimed: Claimed, rate: str, works: Enterprise) -> Fraction | None:
    """Per tonne of what races; unknown where nothing races or is emitted, or a unit's rate is blank."""
    emitted, made = Fraction(0), Fraction(0)
    for unit in scenario.units:
        if unit.enterprise_id == works.enterprise_id:
            own = getattr(unit, rate)
            if not own and any(getattr(o, rate) for o in scenario.units if o.process is unit.process):
                return None
            emitted += own * unit.capacity_t_per_day
            made += unit.capacity_t_per_day if unit.process is claimed.race.process else 0
    return emitted / made if emitted and made else None


def _grade(scenario: Scenario, works: Enterprise) -> Grade | None:
    """The grade that the first notice looks at which meets the works, on the season's first day."""
    notice = next((policy for policy in scenario.policies if _meets(scenario, policy, works)), None)
    if notice is None:
        return None
    day = notice.grade.on if notice.grade else scenario.horizon.first
    given = sorted(
        (event.day, event.value)
        for event in scenario.events
        if (event.enterprise_id, event.kind) == (works.enterprise_id, EventKind.GRADE) and event.day <= day
    )
    return Grade(given[-1][1]) if given else works.grade


def _meets(scenario: Scenario, policy: Policy, works: Enterprise) -> bool:
    parameters, _ = policy.check_parameters(scenario.parameters.get(policy.id, {}))
    switch = policy.places.reference_switch
    reference = bool(switch and parameters[switch])
    return works.industry in policy.industries and policy.places.cover(works, reference)


def _marks(scenario: Scenario, works: Enterprise, day: date) -> set[str]:
    borne = set(works.marks)
    for event in sorted(scenario.events, key=lambda event: event.day):
        if event.enterprise_id == works.enterprise_id and not event.unit_id and event.day <= day:
            if event.kind is EventKind.MARK_WON:
                borne.add(event.value)
            if event.kind is EventKind.MARK_LOST:
                borne.discard(event.value)
    return borne
