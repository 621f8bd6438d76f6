"""What a notebook calls: a scenario in, a checked plan out. Each step is a function of values."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from scheduler.domain.finding import Finding, Severity
from scheduler.domain.plan import Progress, Status, Verification
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError, NoPlanExists, NoPlanFound, PlanRejected
from scheduler.files.plan import read_plan
from scheduler.files.policy import load_policy
from scheduler.files.scenario import read_scenario
from scheduler.obligations.derive import derive
from scheduler.obligations.precheck import precheck
from scheduler.results import Check, CheckedPlan, PlanResult
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify

DEFAULTS = Settings()


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
    reproducible: bool = DEFAULTS.reproducible,
    on_progress: Callable[[Progress], None] | None = None,
    keep_rejected: str | Path | None = None,
) -> PlanResult:
    """The best plan found, measured a second time without the solver.

    Args:
        time_limit_s: seconds to search; in reproducible mode the solver's deterministic seconds.
        gap: stop when (objective − bound) ÷ objective is no larger.
        reproducible: one worker and deterministic limits: the same bytes each time.
        on_progress: told of each better plan or bound.
        keep_rejected: folder in which a plan that fails verification is kept aside.

    Ctrl-C ends the search with the best plan so far.

    Raises:
        InputError: for a setting out of range, or what a clause needs and does not find.
        NoPlanExists: names the clauses that collide.
        NoPlanFound: the time ended first; gives the best bound.
        PlanRejected: the checker refused the plan, or priced it otherwise than the solver did.
    """
    settings = settings_of(
        time_limit_s=time_limit_s, gap=gap, workers=workers, seed=seed, reproducible=reproducible
    )
    checked = check(scenario)
    if checked.impossible:
        raise _ruled_out(checked.impossible)
    from scheduler.solve.solve import solve

    solution = solve(checked.season, settings, on_progress)
    if solution.status is Status.INFEASIBLE:
        raise _collision(checked, settings)
    if solution.plan is None:
        raise NoPlanFound(solution.seconds or 0.0, solution.bound_yuan)
    verification = verify(checked.season, solution.plan)
    result = PlanResult(scenario, checked.season, solution.plan, verification, solution)
    _accept(result, keep_rejected)
    return result


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


def _ruled_out(impossible: Sequence[Finding]) -> NoPlanExists:
    clauses = dict.fromkeys(finding.clause for finding in impossible)
    return NoPlanExists(tuple(clauses), [f"{f.clause}, {f.subject}: {f.text.en}" for f in impossible])


def _collision(checked: Check, settings: Settings) -> NoPlanExists:
    from scheduler.why.conflict import colliding_clauses

    clauses = colliding_clauses(checked.season, settings.seed)
    return NoPlanExists(clauses, [_said(checked, clause) for clause in clauses])


def _said(checked: Check, clause: str) -> str:
    """What a clause demands: in the notice's words, else by the first of its obligations."""
    from scheduler.report.sentences import say

    for policy in checked.scenario.policies:
        if clause in policy.clauses:
            return f"{clause}: {policy.clauses[clause].en}"
    owed = [obligation for obligation in checked.season.obligations if obligation.clause == clause]
    more = f", and {len(owed) - 1} more" if len(owed) > 1 else ""
    return f"{clause}: {say(owed[0], checked.season, 'en')}{more}"


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
