"""Why a season has no plan: what arithmetic rules out, minimal conflicts, the cheapest ways out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from scheduler.domain.finding import Finding
from scheduler.domain.season import Season
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import parts
from scheduler.solve.settings import Settings
from scheduler.why.conflicts import (
    Found,
    every_conflict,
    seen_at_once,
    seen_by_search,
    seen_in_works_by_day,
)
from scheduler.why.probe import Probe
from scheduler.why.values import Answer, Ask, Conflict, WayOut, WhyNot, unheard
from scheduler.why.ways_out import Inquiry, ways_out

CONFLICTS_SHARE = 0.6
"""Part of the time after which no further conflict is sought, where ways out are wanted too."""


@dataclass(frozen=True)
class Asked:
    """How much of an explanation is wanted."""

    every: bool = False
    """All minimal conflicts, not only one of each part."""
    limit: int = 5
    """Conflicts at most."""
    ways: int = 3
    """Ways out of each part at most; 0 for none."""
    clause_weights: Mapping[str, int] = field(default_factory=dict)
    """What giving in by a hundredth costs, by clause, where it is not 1."""


@dataclass(frozen=True)
class _Search:
    """What was found of conflicts."""

    found: tuple[Found, ...]
    ended: bool
    """Whether it looked everywhere; not where it had enough, or no more time."""
    answer: Answer = Answer.OPEN
    """Of a season in which nothing was found."""


def why_not(
    season: Season, findings: Sequence[Finding], settings: Settings, asked: Asked, ask: Ask = unheard
) -> WhyNot:
    """Explain a season within the time of its settings; ``findings`` are what arithmetic rules out."""
    clock = Clock(settings)
    probe = Probe(settings, clock, ask=ask)
    with clock.hearing():
        bare = season.model_copy(update={"objective": (), "findings": ()})
        searched = _conflicts(bare, probe, asked, known=bool(findings))
        places = {id(one.place): one for one in searched.found}.values()
        ways = [
            way.model_copy(update={"part": number})
            for number, one in enumerate(places, 1)
            for way in _ways_out(one, probe, asked)
        ]
    conflicts = [found.conflict for found in searched.found]
    proved = bool(findings) or any(conflict.proved for conflict in conflicts)
    return WhyNot(
        answer=Answer.IMPOSSIBLE if proved else searched.answer,
        findings=tuple(findings),
        conflicts=_proved_and_smallest_first(conflicts),
        all_found=searched.ended and not probe.undecided and all(c.irreducible for c in conflicts),
        ways_out=tuple(ways),
        parts=max(1, len(places)),
        seconds=round(clock.wall_seconds, 3),
    )


def _conflicts(season: Season, probe: Probe, asked: Asked, *, known: bool) -> _Search:
    """Those seen at once; by day where all are wanted, or where nothing is known to rule the season out."""
    whole = parts(season)
    probe.say(f"核算{len(whole)}个部分的总量", f"adding up the totals of {len(whole)} parts")
    if asked.every:
        return _every(whole, probe, asked)
    seen = (seen_at_once(part, probe) for part in whole)
    found = tuple(islice(filter(None, seen), asked.limit))
    return _Search(found, ended=False) if found or known else _first_by_day(whole, probe)


def _every(whole: Sequence[Season], probe: Probe, asked: Asked) -> _Search:
    """Conflicts of all parts, one part after another, while there is time."""
    for_ways_out = (1 - CONFLICTS_SHARE if asked.ways else 0) * probe.settings.time_limit_s
    each = (
        Found(part, part, conflict)
        for part in whole
        for conflict in every_conflict(part, probe, for_ways_out)
    )
    found = tuple(islice(each, asked.limit))
    if found or probe.undecided:
        return _Search(found, ended=len(found) < asked.limit)
    return _Search((), ended=True, answer=Answer.POSSIBLE)


def _first_by_day(whole: Sequence[Season], probe: Probe) -> _Search:
    """The first conflict that a choice of days shows, works before parts; else whether all have a plan."""
    for part in whole:
        if found := seen_in_works_by_day(part, probe):
            return _Search((found,), ended=False)
    answers = set()
    for part in whole:
        seen = seen_by_search(part, probe, probe.clock.left)
        if isinstance(seen, Found):
            return _Search((seen,), ended=False)
        answers.add(seen)
    return _Search((), ended=False, answer=Answer.POSSIBLE if answers <= {Answer.POSSIBLE} else Answer.OPEN)


def _ways_out(found: Found, probe: Probe, asked: Asked) -> list[WayOut]:
    inquiry = Inquiry(found.place, found.part, probe, asked.clause_weights)
    return ways_out(inquiry, asked.ways) if asked.ways else []


def _proved_and_smallest_first(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    return tuple(sorted(conflicts, key=lambda conflict: (not conflict.proved, len(conflict.obligations))))
