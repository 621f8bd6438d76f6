"""The only place that calls a solver, and the only place that reads its values."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from ortools.sat.python import cp_model

from scheduler.domain.plan import Status
from scheduler.model.days import DayModel
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import SeasonModel
from scheduler.solve.clock import Clock
from scheduler.solve.settings import Settings

_ROUNDING = 1e-6
_POLL_S = 0.1


@dataclass(frozen=True)
class Outcome:
    """What a solve ended with; values are there only when a solution is."""

    status: Status
    schedule: Schedule | None = None
    """States of the free units of a day model."""
    objective: int | None = None
    bound: int | None = None
    costs: dict[str, int] = field(default_factory=dict)
    """Objective term to yuan."""
    before: int | None = None
    """What the schedule costs, in the same model, from which the solve began."""


@dataclass(frozen=True)
class Effort:
    """Limits of one solve."""

    seconds: float
    gap: float = 0.0
    workers: int | None = None
    """``None``: as many as the settings say."""
    for_bound: bool = False
    """Spend it on the bound: full linear relaxation, sub-solvers that work on it."""
    presolve: bool = True


def run(
    model: SeasonModel,
    settings: Settings,
    clock: Clock,
    effort: Effort,
) -> Outcome:
    """Solve a model within the effort and what the clock has left."""
    if clock.left <= 0:
        return Outcome(Status.UNKNOWN)
    solver = cp_model.CpSolver()
    _set(solver.parameters, settings, effort, min(effort.seconds, clock.left))
    status = _solve(solver, model.cp, clock)
    clock.spend(solver.response_proto.deterministic_time)
    return _outcome(solver, status, model)


def _set(parameters: Any, settings: Settings, effort: Effort, seconds: float) -> None:
    parameters.num_workers = 1 if settings.reproducible else (effort.workers or settings.workers)
    if effort.for_bound:
        parameters.linearization_level = 2
        if parameters.num_workers > 1:
            parameters.subsolvers.extend(["max_lp", "reduced_costs"])
    parameters.random_seed = settings.seed
    parameters.relative_gap_limit = effort.gap
    parameters.cp_model_presolve = effort.presolve
    parameters.catch_sigint_signal = False
    if settings.reproducible:
        parameters.max_deterministic_time = seconds
    else:
        parameters.max_time_in_seconds = seconds


def _solve(solver: cp_model.CpSolver, model: cp_model.CpModel, clock: Clock) -> "cp_model.CpSolverStatus":
    """Solve in a thread of its own, so that Ctrl-C is heard and memory watched while the solver works."""
    with ThreadPoolExecutor(1) as pool:
        work: Future[cp_model.CpSolverStatus] = pool.submit(solver.solve, model)
        while True:
            try:
                return work.result(timeout=_POLL_S)
            except NotYet:
                if clock.is_stopped:  # Ctrl-C is heard elsewhere where several solve at once
                    solver.stop_search()
            except KeyboardInterrupt:
                clock.interrupted = True
                solver.stop_search()


def _outcome(solver: cp_model.CpSolver, status: "cp_model.CpSolverStatus", model: SeasonModel) -> Outcome:
    if status == cp_model.MODEL_INVALID:
        raise ValueError(f"the model is invalid: {model.cp.validate()}")
    if status == cp_model.INFEASIBLE:
        return Outcome(Status.INFEASIBLE)
    bound = ceil(solver.best_objective_bound - _ROUNDING)
    if status == cp_model.UNKNOWN:
        return Outcome(Status.UNKNOWN, bound=bound)
    objective = round(solver.objective_value)
    # Reaching the gap limit is reported as OPTIMAL too: only the numbers decide.
    return Outcome(
        Status.OPTIMAL if bound >= objective else Status.FEASIBLE,
        model.read(solver) if isinstance(model, DayModel) else None,
        objective,
        min(bound, objective),
        {name: model.value(solver, cost) for name, cost in model.costs.items()},
    )
