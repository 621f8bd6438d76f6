"""The clauses that collide when a season has no plan: a deletion filter over clauses."""

from collections.abc import Callable
from functools import partial

from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.model.build import build_days, build_totals
from scheduler.model.season_model import SeasonModel
from scheduler.obligations.precheck import precheck
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import parts
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, run
from scheduler.solve.settings import Settings

PROBE_S = 10.0
"""Longest time for one question; one that stays open keeps its clause."""

Impossible = Callable[[Season], bool]
"""Whether a season is proved to have no plan."""


def colliding_clauses(season: Season, seed: int = 1, probe_s: float = PROBE_S) -> tuple[str, ...]:
    """Clauses that cannot hold together; leaving out any one of them may leave a plan.

    What arithmetic alone rules out is named first. Otherwise the totals relaxation is asked, and where
    that has a solution, the exact model by day. Empty where neither gives a proof in the time of a probe.
    """
    if found := precheck(season):
        return tuple(dict.fromkeys(finding.clause for finding in found))
    unpriced = season.model_copy(update={"objective": ()})
    for build in (build_totals, _every_day):
        impossible = partial(_impossible, build, seed, probe_s)
        for part in parts(unpriced):
            if impossible(part):
                return _filtered(part, impossible)
    return ()


def _filtered(season: Season, impossible: Impossible) -> tuple[str, ...]:
    """Leave out one clause after the other for as long as there is still no plan."""
    needed = _clauses(season)
    for clause in _clauses(season):
        fewer = tuple(other for other in needed if other != clause)
        if impossible(_under(season, fewer)):
            needed = fewer
    return needed


def _clauses(season: Season) -> tuple[str, ...]:
    return tuple(dict.fromkeys(owed.clause for owed in season.obligations))


def _under(season: Season, clauses: tuple[str, ...]) -> Season:
    """The season under some of its clauses only."""
    kept = tuple(owed for owed in season.obligations if owed.clause in clauses)
    return season.model_copy(update={"obligations": kept})


def _every_day(season: Season) -> SeasonModel:
    return build_days(season, daily(season, season.units))


def _impossible(build: Callable[[Season], SeasonModel], seed: int, probe_s: float, season: Season) -> bool:
    """One worker, no presolve and no hint: the plainest way to ask, so that a proof is to be trusted."""
    settings = Settings(time_limit_s=probe_s, workers=1, seed=seed)
    effort = Effort(probe_s, presolve=False)
    return run(build(season), settings, Clock(settings), effort).status is Status.INFEASIBLE
