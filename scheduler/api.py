"""What a notebook calls: a scenario in, a checked plan out. Each step is a function of values."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from scheduler.domain.base import Text
from scheduler.domain.carrying import OldPlan, carried_over, of_season
from scheduler.domain.finding import Severity
from scheduler.domain.plan import Progress, Status, Verification
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError, NoPlanExists, NoPlanFound, PlanRejected
from scheduler.files.old_plan import read_old_plan
from scheduler.files.plan import read_plan
from scheduler.files.policy import load_policy
from scheduler.files.scenario import read_scenario
from scheduler.obligations.derive import derive
from scheduler.obligations.precheck import precheck
from scheduler.results import Check, CheckedPlan, PlanResult
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify

if TYPE_CHECKING:
    from scheduler.report.explanation import Explanation
    from scheduler.solve.executors import Place
    from scheduler.why.explain import Asked
    from scheduler.why.values import Ask

DEFAULTS = Settings()
EXPLAIN_S = 60.0
"""Longest time that ``plan`` takes to explain why there is none."""


def read(folder: str | Path) -> Scenario:
    """Read a scenario folder.

    Raises:
        InputError: every fault of the scenario, its notices, their parameters and the inventory.
    """
    return read_scenario(Path(folder))


def policy(reference: str | Path) -> Policy:
    """A notice of the library by its id, or one in a local file, to add to a scenario.

    Raises:
        InputError: for an unknown id, and for every fault of the file.
    """
    return load_policy(str(reference))


def check(scenario: Scenario) -> Check:
    """Who owes what, why, and what arithmetic alone rules out; no solver runs.

    Raises:
        InputError: every parameter or cell that a clause needs and does not find.
    """
    season = derive(scenario)
    notes = tuple(finding for finding in season.findings if finding.severity is Severity.NOTE)
    return Check(scenario, season.model_copy(update={"findings": (*notes, *precheck(season))}))


def plan(
    scenario: Scenario,
    *,
    time_limit_s: float = DEFAULTS.time_limit_s,
    gap: float = DEFAULTS.gap,
    workers: int = DEFAULTS.workers,
    seed: int = DEFAULTS.seed,
    memory_mib: int | None = DEFAULTS.memory_mib,
    reproducible: bool = DEFAULTS.reproducible,
    start: str | Path | CheckedPlan | None = None,
    place: "Place" = None,
    on_progress: Callable[[Progress], None] | None = None,
    keep_rejected: str | Path | None = None,
    lang: str = "zh",
) -> PlanResult:
    """The best plan found, measured a second time without the solver.

    Args:
        time_limit_s: seconds to search; in reproducible mode the solver's deterministic seconds.
        gap: stop when (objective − bound) ÷ objective is no larger.
        memory_mib: mebibytes that this process and its children may hold; near them the search ends.
        reproducible: one worker and deterministic limits: the same bytes each time.
        start: a plan to begin with (its folder, or a result), also of another version of the scenario; what
            it broke is repaired, ``adjusted`` says what had no place. Where it holds, none dearer is given.
        place: where cities of the season are worked on: ``None``, this machine; an executor; the address of
            a Dask cluster (``tcp://…``). With ``reproducible`` all is done here.
        on_progress: told of each better plan or bound; left out, a notebook shows a bar.
        keep_rejected: folder in which a plan that fails verification is kept aside.
        lang: of the words on the bar.

    Ctrl-C ends the search with the best plan so far.

    Raises:
        InputError: for a setting out of range, or what a clause needs and does not find.
        NoPlanExists: names the clauses that collide.
        NoPlanFound: time or memory ended first; gives the best bound.
        PlanRejected: the checker refused the plan, or priced it otherwise than the solver did.
    """
    settings = settings_of(
        time_limit_s=time_limit_s,
        gap=gap,
        workers=workers,
        seed=seed,
        memory_mib=memory_mib,
        reproducible=reproducible,
    )
    checked = check(scenario)
    begun = None if start is None else old_plan(checked, start)
    with heard(on_progress, settings, lang) as tell:
        return plan_season(checked, settings, tell, keep_rejected, start=begun, place=place)


def old_plan(checked: Check, start: str | Path | CheckedPlan) -> OldPlan:
    """What of an old plan has a place in a season at hand, and what of it was left out, renamed or cut.

    Raises:
        InputError: every fault of the plan's tables. What the season does not know is no fault.
    """
    if isinstance(start, CheckedPlan):
        return carried_over(of_season(start.plan, start.season), checked.season)
    return read_old_plan(Path(start), checked.season)


def plan_season(
    checked: Check,
    settings: Settings,
    on_progress: Callable[[Progress], None] | None = None,
    keep_rejected: str | Path | None = None,
    *,
    start: OldPlan | None = None,
    place: "Place" = None,
) -> PlanResult:
    """As ``plan``, of a season at hand.

    Raises:
        As ``plan``.
    """
    if checked.impossible:
        raise _collision(checked, settings, 0.0, on_progress)
    from scheduler.solve.solve import solve

    solution = solve(checked.season, settings, on_progress, start.plan if start else None, place)
    if solution.status is Status.INFEASIBLE:
        raise _collision(checked, settings, solution.seconds or 0.0, on_progress)
    if solution.plan is None:
        raise NoPlanFound(solution.seconds or 0.0, solution.bound_yuan, solution.out_of_memory)
    verification = verify(checked.season, solution.plan)
    told = solution.model_copy(update={"adjusted": start.adjusted if start else ()})
    result = PlanResult(checked.scenario, checked.season, solution.plan, verification, told)
    _accept(result, keep_rejected)
    return result


def explain(
    scenario: Scenario,
    *,
    every: bool = False,
    limit: int = 5,
    ways_out: int = 3,
    clause_weights: Mapping[str, int] | None = None,
    time_limit_s: float = DEFAULTS.time_limit_s,
    workers: int = DEFAULTS.workers,
    seed: int = DEFAULTS.seed,
    reproducible: bool = DEFAULTS.reproducible,
    on_progress: "Ask | None" = None,
    lang: str = "zh",
) -> "Explanation":
    """Why a season has no plan: minimal sets of obligations that collide, and the cheapest ways out.

    Each set is proved once more alone, and each of its obligations is left out in turn to see that the
    others have a plan; what the time did not tell is said to be open.

    Args:
        every: all minimal conflicts, not only one of each part of the season; ``found.all_found`` tells
            whether the time was enough for that.
        limit: conflicts at most.
        ways_out: ways out at most, for each part of the season that has no plan.
        clause_weights: by clause, what giving in by a hundredth weighs, where it is not 1.
        reproducible: one worker and deterministic limits: the same answer each time.
        on_progress: told what is being asked; left out, a notebook shows a bar.
        lang: of the words on the bar.

    Raises:
        InputError: for a setting out of range, or what a clause needs and does not find.
    """
    from scheduler.report.progress import questions
    from scheduler.why.explain import Asked

    settings = settings_of(time_limit_s=time_limit_s, workers=workers, seed=seed, reproducible=reproducible)
    asked = Asked(every, limit, ways_out, clause_weights or {})
    with nullcontext(on_progress) if on_progress else questions(time_limit_s, lang=lang) as ask:
        return _explained(check(scenario), settings, asked, ask)


def heard(
    on_progress: Callable[[Progress], None] | None, settings: Settings, lang: str = "zh"
) -> AbstractContextManager[Callable[[Progress], None]]:
    """Whom a search tells while the block runs: who asked to be told, else a notebook's bar."""
    from scheduler.report.progress import search

    return nullcontext(on_progress) if on_progress else search(settings.time_limit_s, lang=lang)


def measure(scenario: Scenario, plan_folder: str | Path) -> CheckedPlan:
    """Hold any plan against the scenario, also one made by hand (its ``stops.csv`` and ``loads.csv``).

    Raises:
        InputError: every fault of the plan's tables. A plan that breaks obligations is no error.
    """
    season = check(scenario).season
    found = read_plan(Path(plan_folder), season)
    return CheckedPlan(scenario, season, found, verify(season, found))


def require_held(checked: CheckedPlan) -> None:
    """Let no plan pass that breaks an obligation.

    Raises:
        PlanRejected: with every obligation broken.
    """
    if checked.verification.broken:
        raise PlanRejected(None, tuple(_broken(checked.verification)))


def settings_of(**given: object) -> Settings:
    """The settings of a solve; what is left out has its default.

    Raises:
        InputError: for every one that is unknown or out of range.
    """
    try:
        return Settings.model_validate(given)
    except ValidationError as fault:
        raise InputError(
            [
                Fault(error["msg"], key=".".join(map(str, error["loc"])), value=str(error["input"]))
                for error in fault.errors()
            ]
        ) from fault


def _collision(
    checked: Check, settings: Settings, seconds: float, tell: Callable[[Progress], None] | None
) -> NoPlanExists:
    """After so many seconds it is known that there is no plan: which clauses collide, and a way out."""
    from scheduler.why.explain import Asked

    if tell is not None:
        tell(Progress(seconds=seconds, phase="explain"))
    limited = settings.model_copy(update={"time_limit_s": EXPLAIN_S})
    found = _explained(checked, limited, Asked(ways=1))
    both = zip(found.reasons("zh"), found.reasons("en"), strict=True)
    return NoPlanExists(found.clauses, [Text(zh=zh, en=en) for zh, en in both], found)


def _explained(checked: Check, settings: Settings, asked: "Asked", ask: "Ask | None" = None) -> "Explanation":
    from scheduler.report.explanation import Explanation
    from scheduler.why.explain import why_not
    from scheduler.why.values import unheard

    found = why_not(checked.season, checked.impossible, settings, asked, ask or unheard)
    return Explanation(checked.scenario.title, checked.season, found)


def _accept(result: PlanResult, keep_rejected: str | Path | None) -> None:
    """Refuse a plan that breaks something or that costs what the solver did not say; keep it aside."""
    findings = [*_broken(result.verification), *_mispriced(result)]
    if not findings:
        return
    kept = result.save(keep_rejected, overwrite=True) if keep_rejected is not None else None
    raise PlanRejected(kept, findings)


def _broken(verification: Verification) -> Iterator[str]:
    for found in verification.broken:
        numbers = f"required {float(found.required):,g}, achieved {float(found.achieved):,g}"
        yield f"{found.obligation_id}: {numbers}{', ' if found.detail else ''}{found.detail}"


def _mispriced(result: PlanResult) -> Iterator[str]:
    solver, checker = result.solution.cost_yuan, result.verification.cost_yuan
    for term in sorted(solver.keys() | checker.keys()):
        if solver.get(term) != checker.get(term):
            yield f"{term}: {checker.get(term)} yuan by the checker, {solver.get(term)} by the solver"
