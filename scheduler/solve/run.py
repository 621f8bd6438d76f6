"""One solve by CP-SAT: limits, Ctrl-C and memory, and what it ends with."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
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
    values: Mapping[int, int] = field(default_factory=dict)
    """Of the variables of a totals model, by their index."""


@dataclass(frozen=True)
class Effort:
    """Limits of one solve."""

    seconds: float
    gap: float = 0.0
    workers: int | None = None
    """``None``: as many as the settings say."""
    for_bound: bool = False
    """Spend it on the full linear relaxation, and on sub-solvers that work on the bound."""
    presolve: bool = True
    any_solution: bool = False
    """End at the first: whether there is one is all that is asked."""


def run(
    model: SeasonModel,
    settings: Settings,
    clock: Clock,
    effort: Effort,
    on_better: Callable[[Outcome], object] | None = None,
) -> Outcome:
    """Solve a model within the effort and what the clock has left.

    ``on_better`` is told of solutions and bounds while the solve is under way, in the caller's thread; not in
    reproducible mode, as what it hears depends on the time.
    """
    if clock.left <= 0:
        return Outcome(Status.UNKNOWN)
    latest = _Latest(model, on_better) if on_better and not settings.reproducible else None
    return _outcome(*solved(model.cp, settings, clock, effort, latest), model)


def solved(
    model: cp_model.CpModel, settings: Settings, clock: Clock, effort: Effort, latest: "_Latest | None" = None
) -> "tuple[cp_model.CpSolver, cp_model.CpSolverStatus]":
    """The solver once it has ended, and how."""
    solver = cp_model.CpSolver()
    _set(solver.parameters, settings, effort, min(effort.seconds, clock.left))
    status = _solve(solver, model, clock, latest)
    clock.spend(solver.response_proto.deterministic_time)
    return solver, status


def _set(parameters: Any, settings: Settings, effort: Effort, seconds: float) -> None:
    parameters.num_workers = 1 if settings.reproducible else (effort.workers or settings.workers)
    if effort.for_bound:
        parameters.linearization_level = 2
        if parameters.num_workers > 1:
            parameters.subsolvers.extend(["max_lp", "reduced_costs"])
    parameters.random_seed = settings.seed
    parameters.relative_gap_limit = effort.gap
    parameters.cp_model_presolve = effort.presolve
    parameters.stop_after_first_solution = effort.any_solution
    parameters.catch_sigint_signal = False
    if settings.reproducible:
        parameters.max_deterministic_time = seconds
    else:
        parameters.max_time_in_seconds = seconds


def _solve(
    solver: cp_model.CpSolver, model: cp_model.CpModel, clock: Clock, latest: "_Latest | None"
) -> "cp_model.CpSolverStatus":
    """Solve in a thread of its own, so that Ctrl-C is heard and memory watched while the solver works."""
    if latest:
        solver.best_bound_callback = latest.raise_bound
    with ThreadPoolExecutor(1) as pool:
        work: Future[cp_model.CpSolverStatus] = pool.submit(solver.solve, model, latest)
        while True:
            try:
                with suppress(NotYet):
                    return work.result(timeout=_POLL_S)
                if clock.is_stopped:  # Ctrl-C is heard elsewhere where several solve at once
                    solver.stop_search()
                if latest:
                    latest.tell()
            except KeyboardInterrupt:
                clock.interrupted = True
                solver.stop_search()


class _Latest(cp_model.CpSolverSolutionCallback):
    """The last solution and bound of a solve under way, until told; read then, so that no solver waits."""

    def __init__(self, model: SeasonModel, on_better: Callable[[Outcome], object]) -> None:
        super().__init__()
        self._model = model
        self._on_better = on_better
        self._bound: float | None = None
        self._solution: tuple[Sequence[int], float] | None = None

    def on_solution_callback(self) -> None:
        self._bound = self.best_objective_bound
        self._solution = list(self.response_proto.solution), self.objective_value

    def raise_bound(self, bound: float) -> None:
        self._bound = bound

    def tell(self) -> None:
        """Of what came since it was told last, read as the model means it."""
        bound, solution = self._bound, self._solution
        self._bound = self._solution = None
        if bound is None:
            return
        if solution is None:
            self._on_better(Outcome(Status.UNKNOWN, bound=_whole(bound)))
        else:
            self._on_better(_found(self._model, *solution, bound))


def _outcome(solver: cp_model.CpSolver, status: "cp_model.CpSolverStatus", model: SeasonModel) -> Outcome:
    if status == cp_model.MODEL_INVALID:
        raise ValueError(f"the model is invalid: {model.cp.validate()}")
    if status == cp_model.INFEASIBLE:
        return Outcome(Status.INFEASIBLE)
    if status == cp_model.UNKNOWN:
        return Outcome(Status.UNKNOWN, bound=_whole(solver.best_objective_bound))
    solution = solver.response_proto.solution
    return _found(model, solution, solver.objective_value, solver.best_objective_bound)


def _found(model: SeasonModel, solution: Sequence[int], cost: float, at_least: float) -> Outcome:
    objective, bound = round(cost), _whole(at_least)
    # Reaching the gap limit is reported as OPTIMAL too: only the numbers decide.
    return Outcome(
        Status.OPTIMAL if bound >= objective else Status.FEASIBLE,
        model.read(solution) if isinstance(model, DayModel) else None,
        objective,
        min(bound, objective),
        {name: int(yuan.at(solution)) for name, yuan in model.costs.items()},
        values={} if isinstance(model, DayModel) else dict(enumerate(solution)),
    )


def _whole(bound: float) -> int:
    """A bound of whole yuan, the solver's rounding errors left aside."""
    return ceil(bound - _ROUNDING)
