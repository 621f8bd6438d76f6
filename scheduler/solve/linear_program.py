"""Small linear programs over free variables: maximise, rows added as they are found wanting.

GLOP, because ortools is in the process already and another LP solver cannot be loaded beside it.
"""

from collections.abc import Mapping, Sequence

from ortools.linear_solver import pywraplp


class LinearProgram:
    """Maximise one variable subject to rows; variables may be negative."""

    def __init__(self, variables: int, maximise: int) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        infinity = self._solver.infinity()
        self._variables = [self._solver.NumVar(-infinity, infinity, "") for _ in range(variables)]
        self._solver.Maximize(self._variables[maximise])
        self._rows: list[pywraplp.Constraint] = []

    def add(self, coefficients: Mapping[int, float], least: float, most: float | None = None) -> int:
        """A row ``least ≤ Σ coefficient · variable ≤ most``; gives its number."""
        row = self._solver.Constraint(least, self._solver.infinity() if most is None else most)
        for variable, coefficient in coefficients.items():
            row.SetCoefficient(self._variables[variable], coefficient)
        self._rows.append(row)
        return len(self._rows) - 1

    def solve(self) -> Sequence[float]:
        """The variables' values at the optimum.

        Raises:
            RuntimeError: where there is none; the rows are the caller's, who knows that there is one.
        """
        status = self._solver.Solve()
        if status != pywraplp.Solver.OPTIMAL:
            raise RuntimeError(f"the linear program ended with status {status}")
        return [variable.solution_value() for variable in self._variables]

    def price(self, row: int) -> float:
        """What the optimum would lose by a unit more in the row: above 0 where it holds the optimum down."""
        dual: float = self._rows[row].dual_value()
        return -dual
