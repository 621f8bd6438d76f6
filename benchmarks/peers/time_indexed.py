"""The time-indexed CP-SAT model: one model of all rules on the grid of days, no hint, no stages."""

from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model
from telling import Task

from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.model.build import build_days
from scheduler.model.days import DayModel
from scheduler.model.schedule import to_plan
from scheduler.solve.grids import daily

WORKERS = 8
"""More than cores: with two, such models never find a first plan."""


def model_of(season: Season) -> DayModel:
    return build_days(season, daily(season, season.units))


def plan_of(model: DayModel, values: Sequence[int]) -> Plan:
    """The plan that the values of all variables, in their order, stand for."""
    return to_plan(model.season, model.read(values))


def run(task: Task) -> None:
    model = model_of(task.season)
    cp_sat(task, model.cp, lambda values: plan_of(model, values))


def cp_sat(task: Task, model: cp_model.CpModel, plan: Any, *, whole_cost: bool = True) -> None:
    """Solve, telling each plan as it is found; where the model prices a part only, without cost and bound."""

    class Listener(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            found = plan(self.response_proto.solution)
            if whole_cost:
                task.tell(found, int(self.objective_value), int(self.best_objective_bound))
            else:
                task.tell(found)

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = task.seed
    solver.parameters.max_time_in_seconds = task.left
    status = solver.solve(model, Listener())
    if status != cp_model.INFEASIBLE and whole_cost:
        task.tell(bound_yuan=int(solver.best_objective_bound))
