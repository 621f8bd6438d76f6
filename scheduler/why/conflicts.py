"""Which obligations collide: where in the season, which of them, and none too many.

What nothing couples is asked apart, arithmetic before totals before days, a works before its city. Of what
is ruled out, an elastic filter (Chinneck 1997) leaves few obligations, QuickXplain a minimal set, and each
of those is left out once more by day: a plan for the others, checked, shows that it is needed.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.model.rules import RULES
from scheduler.solve.decompose import restrict
from scheduler.solve.run import Effort, run
from scheduler.why.elastic import elastic_totals
from scheduler.why.gives import terms_of
from scheduler.why.probe import PROBE_S, Probe, alone, arithmetic_rules_out
from scheduler.why.shrink import all_minimal, one_minimal
from scheduler.why.values import Answer, Conflict, Proof

SEARCH_S = 30.0
"""Longest time to look for a plan of what is left of a part, where every conflict is wanted."""
_EQUIPMENT = ("shortest_stop", "shortest_run", "most_stops", "two_states", "load_ceiling", "material_balance")
"""Kinds named last, and dropped first: what a notice asks tells a planner more."""

RuleOut = Callable[[Season], bool]
"""Whether a season is ruled out, in one of the ways to see it."""


class Found(NamedTuple):
    """A conflict, and where it was found."""

    part: Season
    """The part of the season that has no plan because of it."""
    place: Season
    """Where to look for a way out: the part, or the works that alone has no choice of days."""
    conflict: Conflict


def seen_at_once(part: Season, probe: Probe) -> Found | None:
    """A minimal conflict of a part, as arithmetic or its totals see it; ``None`` where neither does."""
    if (place := _smallest_place(part, arithmetic_rules_out)) is not None:
        core = _in_order(place.obligations)
        return Found(part, part, _shrunk(place, core, arithmetic_rules_out, probe))
    if (place := _smallest_place(part, probe.totals_rule_out)) is not None:
        return Found(part, part, _shrunk(place, _core(place, probe), probe.totals_rule_out, probe))
    return None


def seen_in_works_by_day(part: Season, probe: Probe) -> Found | None:
    """A minimal conflict of the smallest works of a part that alone has no choice of days."""
    for units in sorted(part.units_of.values(), key=len):
        own = restrict(part, [unit.unit_id for unit in units])
        if own.obligations and probe.clock.left > 0 and _has_no_days(own, probe):
            return Found(part, own, _shrunk(own, _in_order(own.obligations), probe.days_rule_out, probe))
    return None


def seen_by_search(part: Season, probe: Probe, seconds: float) -> Found | Answer:
    """A minimal conflict of a part that has no plan; else whether it has one."""
    probe.say(f"为{len(part.units)}台设备找方案", f"looking for a plan of {len(part.units)} units")
    answer = probe.by_search(part, seconds)
    if answer is not Answer.IMPOSSIBLE:
        return answer
    return Found(part, part, _shrunk(part, _in_order(part.obligations), probe.days_rule_out, probe))


def every_conflict(part: Season, probe: Probe, until_left_s: float) -> Iterator[Conflict]:
    """Every minimal conflict of a part, each once: first those seen at once, then those that days show.

    Nothing more is asked once so little time is left; what was not is counted as undecided.
    """
    made: dict[frozenset[str], Conflict] = {}

    def by(see: Callable[[Season], Found | None]) -> Callable[[frozenset[str]], frozenset[str] | None]:
        def find(names: frozenset[str]) -> frozenset[str] | None:
            if probe.clock.left <= until_left_s:
                probe.undecided += 1
                return None
            found = see(alone(part, [owed for owed in part.obligations if owed.id in names]))
            if found is None:
                return None
            ids = frozenset(owed.id for owed in found.conflict.obligations)
            made[ids] = found.conflict
            return ids

        return find

    def by_day(left: Season) -> Found | None:
        found = seen_in_works_by_day(left, probe) or seen_by_search(left, probe, SEARCH_S)
        probe.undecided += found is Answer.OPEN
        return found if isinstance(found, Found) else None

    names = tuple(owed.id for owed in part.obligations)
    for ids in all_minimal(names, by(lambda left: seen_at_once(left, probe))):
        yield made[ids]
    for ids in all_minimal(names, by(by_day), tuple(made)):
        yield made[ids]


def _has_no_days(works: Season, probe: Probe) -> bool:
    name = works.enterprises[0].name
    probe.say(f"{name}能否逐日排开", f"whether {name} alone has a choice of days")
    return probe.days_rule_out(works)


def _smallest_place(part: Season, rules_out: RuleOut) -> Season | None:
    """A works of the part that is ruled out by itself, else the part, where it is."""
    if not rules_out(part):
        return None
    for units in part.units_of.values():
        own = restrict(part, [unit.unit_id for unit in units])
        if own.obligations and rules_out(own):
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


def _shrunk(place: Season, core: Sequence[Obligation], rules_out: RuleOut, probe: Probe) -> Conflict:
    """A minimal conflict among obligations that are ruled out; once the time is over nothing more is."""

    def collide(owed: Sequence[Obligation]) -> bool:
        probe.say(f"{len(owed)}项义务能否同时满足", f"whether {len(owed)} obligations can hold together")
        return probe.clock.left > 0 and rules_out(alone(place, owed))

    return _confirmed(place, one_minimal(core, collide), probe)


def _confirmed(place: Season, found: Sequence[Obligation], probe: Probe) -> Conflict:
    """Prove what was found a second time; then leave each out once more, by day.

    Fewer that still collide take its place only where they too are proved a second time.
    """
    kept, proofs, doubtful = list(found), _proofs(place, found, probe), []
    for owed in reversed(found):
        fewer = [other for other in kept if other is not owed]
        answer = _without(place, fewer, probe)
        if answer is Answer.IMPOSSIBLE and (again := _proofs(place, fewer, probe)):
            kept, proofs = fewer, again
        elif answer is not Answer.POSSIBLE:
            doubtful.append(owed.id)
    return Conflict(obligations=tuple(_in_order(kept)), proofs=proofs, doubtful=tuple(doubtful))


def _proofs(place: Season, owed: Sequence[Obligation], probe: Probe) -> tuple[Proof, ...]:
    probe.say(f"再次单独证明{len(owed)}项义务冲突", f"proving again that {len(owed)} obligations collide")
    return probe.proofs(alone(place, owed))


def _without(place: Season, fewer: Sequence[Obligation], probe: Probe) -> Answer:
    if not fewer:
        return Answer.POSSIBLE
    probe.say(
        f"去掉一项，其余{len(fewer)}项能否满足", f"one left out: whether the other {len(fewer)} can hold"
    )
    return probe.by_day(alone(place, fewer)) if probe.clock.left > 0 else Answer.OPEN
