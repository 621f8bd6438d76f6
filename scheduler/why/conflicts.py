"""Which obligations collide: where in the season, which of them, and none too many.

What nothing couples is asked apart, totals before days, a works before its city. Of what is ruled out, an
elastic filter (Chinneck 1997) leaves few obligations, QuickXplain a minimal set, and each of those is left
out once more by day: a plan for the others, checked, shows that it is needed.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.model.rules import RULES
from scheduler.solve.decompose import parts, restrict
from scheduler.solve.run import Effort, run
from scheduler.why.elastic import elastic_totals
from scheduler.why.gives import terms_of
from scheduler.why.probe import PROBE_S, Probe, alone
from scheduler.why.shrink import all_minimal, one_minimal
from scheduler.why.values import Answer, Conflict

_EQUIPMENT = ("shortest_stop", "shortest_run", "most_stops", "two_states", "load_ceiling", "material_balance")
"""Kinds named last, and dropped first: what a notice asks tells a planner more."""


def parts_ruled_out(season: Season, probe: Probe) -> list[Season]:
    """The parts of a season whose totals do not add up."""
    return [part for part in parts(season) if probe.totals_rule_out(part)]


def works_ruled_out_by_day(season: Season, probe: Probe, suspects: Collection[str]) -> Season | None:
    """The first works that alone has no choice of days; those suspected are asked first."""
    works = sorted(season.units_of, key=lambda name: (name not in suspects, len(season.units_of[name])))
    for units in (season.units_of[name] for name in works):
        own = restrict(season, [unit.unit_id for unit in units])
        if probe.clock.left <= 0:
            return None
        if own.obligations and probe.days_rule_out(own):
            return own
    return None


def conflict_by_totals(part: Season, probe: Probe) -> Conflict | None:
    """A minimal conflict of a part, as its totals see it; ``None`` where they rule nothing out."""
    place = _smallest_place(part, probe)
    if place is None:
        return None
    core = _core(place, probe)
    found = one_minimal(core, _asking(place, probe, probe.totals_rule_out))
    return _confirmed(place, found, probe)


def conflict_by_day(place: Season, probe: Probe) -> Conflict:
    """A minimal conflict of a small season that has no choice of days."""
    found = one_minimal(_in_order(place.obligations), _asking(place, probe, probe.days_rule_out))
    return _confirmed(place, found, probe)


def conflicts_by_totals(part: Season, probe: Probe) -> Iterator[Conflict]:
    """Every minimal conflict of a part that its totals see, each once."""
    by_id = {owed.id: owed for owed in part.obligations}
    made: dict[frozenset[str], Conflict] = {}

    def find(names: frozenset[str]) -> frozenset[str] | None:
        conflict = conflict_by_totals(alone(part, [by_id[i] for i in by_id if i in names]), probe)
        if conflict is None:
            return None
        ids = frozenset(owed.id for owed in conflict.obligations)
        made[ids] = conflict
        return ids

    for ids in all_minimal(tuple(by_id), find):
        yield made[ids]


def _asking(
    place: Season, probe: Probe, rule_out: Callable[[Season], bool]
) -> Callable[[Sequence[Obligation]], bool]:
    """Whether obligations of a place are ruled out alone; once the time is over nothing is."""
    return lambda owed: probe.clock.left > 0 and rule_out(alone(place, owed))


def _smallest_place(part: Season, probe: Probe) -> Season | None:
    """A works of the part that is ruled out by itself, else the part, where it is."""
    if not probe.totals_rule_out(part):
        return None
    for units in part.units_of.values():
        own = restrict(part, [unit.unit_id for unit in units])
        if own.obligations and probe.totals_rule_out(own):
            return own
    return part


def _core(place: Season, probe: Probe) -> list[Obligation]:
    """Few obligations that the totals still rule out: those that gave way, held, until nothing else can."""
    elastic = {o.id: _weight(o) for o in place.obligations if hasattr(RULES[o.kind], "relax")}
    held: set[str] = set()
    while elastic:
        outcome = run(elastic_totals(place, elastic), probe.settings, probe.clock, Effort(PROBE_S, gap=0.5))
        gave = {name for name, cost in outcome.costs.items() if cost}
        if not gave:
            break
        held |= gave
        elastic = {name: weight for name, weight in elastic.items() if name not in gave}
    read = {unit_id for owed in place.obligations if owed.id in held for unit_id in owed.units}
    near = [o for o in place.obligations if o.id not in elastic and not read.isdisjoint(o.units)]
    kept = near if near and probe.totals_rule_out(alone(place, near)) else place.obligations
    return _in_order(kept)


def _weight(owed: Obligation) -> int:
    terms = terms_of(owed)
    return terms.weight if terms else 1000


def _in_order(obligations: Sequence[Obligation]) -> list[Obligation]:
    return sorted(obligations, key=lambda owed: (owed.kind in _EQUIPMENT, owed.clause, owed.kind))


def _confirmed(place: Season, found: Sequence[Obligation], probe: Probe) -> Conflict:
    """Leave each out once more, by day; then prove what stays a second time."""
    kept, doubtful = list(found), []
    for owed in reversed(found):
        fewer = [other for other in kept if other is not owed]
        answer = _without(place, fewer, probe)
        if answer is Answer.IMPOSSIBLE:
            kept = fewer
        elif answer is Answer.OPEN:
            doubtful.append(owed.id)
    proofs = probe.proofs(alone(place, kept))
    return Conflict(obligations=tuple(_in_order(kept)), proofs=proofs, doubtful=tuple(doubtful))


def _without(place: Season, fewer: Sequence[Obligation], probe: Probe) -> Answer:
    if not fewer:
        return Answer.POSSIBLE
    return probe.by_day(alone(place, fewer)) if probe.clock.left > 0 else Answer.OPEN
