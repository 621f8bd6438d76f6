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
    conflict_by_day,
    conflict_by_totals,
    conflicts_by_totals,
    parts_ruled_out,
    works_ruled_out_by_day,
)
from scheduler.why.probe import Probe
from scheduler.why.values import Answer, Conflict, WayOut, WhyNot
from scheduler.why.ways_out import Inquiry, ways_out


@dataclass(frozen=True)
class Asked:
    """How much of an explanation is wanted."""

    every: bool = False
    """All minimal conflicts that the totals see, not only one of each part."""
    limit: int = 5
    """Conflicts at most."""
    ways: int = 3
    """Ways out of each part at most; 0 for none."""
    clause_weights: Mapping[str, int] = field(default_factory=dict)
    """What giving in by a hundredth costs, by clause, where it is not 1."""


def why_not(season: Season, findings: Sequence[Finding], settings: Settings, asked: Asked) -> WhyNot:
    """Explain a season within the time of its settings.

    ``findings`` are what arithmetic rules out: their works are looked at first.
    """
    clock = Clock(settings)
    probe = Probe(settings, clock)
    bare = season.model_copy(update={"objective": ()})
    with clock.hearing():
        ruled_out = parts_ruled_out(bare, probe)
        if ruled_out:
            found = _by_totals(ruled_out, probe, asked)
        else:
            found = _by_day(bare, [finding.subject for finding in findings], probe, asked)
    return found.model_copy(
        update={
            "findings": tuple(findings),
            "answer": Answer.IMPOSSIBLE if findings else found.answer,
            "seconds": round(clock.wall_seconds, 3),
        }
    )


def _by_totals(ruled_out: Sequence[Season], probe: Probe, asked: Asked) -> WhyNot:
    conflicts: list[Conflict] = []
    for part in ruled_out:
        every = conflicts_by_totals(part, probe) if asked.every else _one(part, probe)
        conflicts += islice(every, asked.limit - len(conflicts))
    ways = [
        way.model_copy(update={"part": number})
        for number, part in enumerate(ruled_out, 1)
        for way in _ways_out(part, probe, asked)
    ]
    return WhyNot(
        answer=Answer.IMPOSSIBLE,
        conflicts=_smallest_first(conflicts),
        all_found=asked.every and len(conflicts) < asked.limit and not probe.undecided,
        ways_out=tuple(ways),
        parts=len(ruled_out),
    )


def _one(part: Season, probe: Probe) -> Iterable[Conflict]:
    conflict = conflict_by_totals(part, probe)
    return [conflict] if conflict else []


def _by_day(season: Season, subjects: Sequence[str], probe: Probe, asked: Asked) -> WhyNot:
    """Where the totals add up: a works without a choice of days, else a part, else a plan."""
    works = {u.unit_id: u.enterprise_id for u in season.units}
    suspects = {works.get(subject, subject) for subject in subjects}
    place = works_ruled_out_by_day(season, probe, suspects) or _part_ruled_out(season, probe)
    if isinstance(place, Answer):
        return WhyNot(answer=place)
    conflict = conflict_by_day(place, probe)
    return WhyNot(
        answer=Answer.IMPOSSIBLE if conflict.proofs else Answer.OPEN,
        conflicts=(conflict,),
        ways_out=tuple(_ways_out(place, probe, asked)),
    )


def _part_ruled_out(season: Season, probe: Probe) -> Season | Answer:
    """The first part proved to have no plan; else whether all have one."""
    answers = set()
    for part in parts(season):
        answer = probe.by_search(part, probe.clock.left)
        if answer is Answer.IMPOSSIBLE:
            return part
        answers.add(answer)
    return Answer.POSSIBLE if answers <= {Answer.POSSIBLE} else Answer.OPEN


def _ways_out(part: Season, probe: Probe, asked: Asked) -> list[WayOut]:
    return ways_out(Inquiry(part, probe, asked.clause_weights), asked.ways) if asked.ways else []


def _smallest_first(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    return tuple(sorted(conflicts, key=lambda conflict: len(conflict.obligations)))
