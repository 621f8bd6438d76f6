"""The linear relaxation of a model of whole numbers: its optimum, and what rows and variables are worth.

GLOP, because ortools is in the process already and another LP solver cannot be loaded beside it.
"""

from collections.abc import Iterable
from math import ceil
from typing import Any

from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

from scheduler.model.linear import Variable
from scheduler.model.season_model import HUGE


class Relaxation:
    """The linear program of a model made of linear rows; some of its variables are held at 0."""

    def __init__(self, model: cp_model.CpModel, held: Iterable[Variable] = ()) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        at_zero = {variable.index for variable in held}
        self._variables = [
            self._solver.NumVar(*((0, 0) if index in at_zero else _bounds(variable.domain, HUGE)), "")
            for index, variable in enumerate(model.proto.variables)
        ]
        self._sizes: list[int] = []
        """What each row was divided by."""
        self._rows: list[pywraplp.Constraint] = []
        for constraint in model.proto.constraints:
            self._add(constraint)
        objective = model.proto.objective
        goal = self._solver.Objective()
        for variable, coefficient in zip(objective.vars, objective.coeffs, strict=True):
            goal.SetCoefficient(self._variables[variable], coefficient)
        goal.SetOffset(objective.offset)
        goal.SetMinimization()

    def _add(self, constraint: Any) -> None:
        if not constraint.has_linear():
            raise ValueError("the model has a row that is not linear")
        linear = constraint.linear
        size = max(map(abs, linear.coeffs), default=1) or 1  # a row of zeros asks nothing, or what cannot be
        row = self._solver.Constraint(*(bound / size for bound in _bounds(linear.domain, cp_model.INT_MAX)))
        for variable, coefficient in zip(linear.vars, linear.coeffs, strict=True):
            row.SetCoefficient(self._variables[variable], coefficient / size)
        self._rows.append(row)
        self._sizes.append(size)

    def solve(self, seconds: float | None = None) -> float | None:
        """The least cost; ``None`` where there is none, or the seconds were not enough to find it."""
        if seconds is not None:
            self._solver.SetTimeLimit(max(1, ceil(1000 * seconds)))  # 0 would be no limit
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        cost: float = self._solver.Objective().Value()
        return cost

    def saved_by(self, variable: Variable) -> float:
        """What one more of a variable that is held would save, at the margin."""
        reduced: float = self._variables[variable.index].reduced_cost()
        return -reduced

    def price(self, row: int) -> float:
        """What the optimum would rise by if the row asked for one more, at the margin."""
        dual: float = self._rows[row].dual_value()
        return dual / self._sizes[row]


def _bounds(domain: Any, endless: int) -> tuple[float, float]:
    """Lowest and highest; numbers beyond ``endless`` stand for none, and would spoil the solver's scaling."""
    infinity = pywraplp.Solver.infinity()
    lowest, *_, highest = domain
    return (-infinity if lowest <= -endless else lowest, infinity if highest >= endless else highest)
