"""Totals of works put together: mixed for better prices, picked for a better plan.

Column generation (Dantzig and Wolfe 1960): at given prices each works tells what it would do. Mixed so that
what ties works holds at the least cost, they give the prices at which to ask next. Picked whole, one of each
works, they are totals that a plan may be made of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from scheduler.model.totals import Quantity
from scheduler.solve.clock import Clock
from scheduler.solve.known import Aim
from scheduler.solve.prices import Column, PriceOf, TiedTotals, WorksTotals
from scheduler.solve.relaxation import Relaxation
from scheduler.solve.run import Effort, solved
from scheduler.solve.settings import Settings

DEARER = 2
"""Times the price of the mix: what a tie costs that a pick does not meet."""
STEPS, MOST_STEPS = 1000, 10**6
"""In which it is counted: parts of what the largest column gives, and the most of them."""


@dataclass(frozen=True)
class Mix:
    """The cheapest mix of columns."""

    yuan: float
    price_of: PriceOf
    """What ties works, priced."""


@dataclass(frozen=True)
class Pick:
    """A column of each works whole, and what the season costs so on totals, in yuan."""

    yuan: int
    aim: Aim


class Master:
    """The choice among columns of each works, so that what ties works holds."""

    def __init__(self, totals: TiedTotals, works: Iterable[WorksTotals]) -> None:
        self._totals = totals
        self._model = cp_model.CpModel()
        self._columns: list[tuple[Column, cp_model.IntVar]] = []
        for each in works:
            chosen = [self._model.new_bool_var("") for _ in each.columns]
            self._model.add(cp_model.LinearExpr.sum(chosen) == 1)
            self._columns += zip(each.columns, chosen, strict=True)
        self._beside: dict[int, cp_model.IntVar] = {}
        """Variables that belong to no works, by their index in the totals."""
        self._numbers = {number: self._state(number) for number in totals.rows}
        """Of rows in the totals, and here."""
        self._minimise()

    def _state(self, number: int) -> int:
        """State a row of the totals in columns; gives its number here."""
        row = self._totals.rows[number]
        of_works: dict[Quantity, int] = {}
        variables, coefficients = [], []
        for index, coefficient in zip(row.vars, row.coeffs, strict=True):
            if index in self._totals.of_variable:
                _, what = self._totals.of_variable[index]
                of_works[what] = coefficient
            else:
                variables.append(self._variable(index))
                coefficients.append(coefficient)
        for column, chosen in self._columns:
            given = sum(factor * column.amounts.get(what, 0) for what, factor in of_works.items())
            if given:
                variables.append(chosen)
                coefficients.append(given)
        linear = cp_model.LinearExpr.weighted_sum(variables, coefficients)
        return int(self._model.add_linear_constraint(linear, row.domain[0], row.domain[1]).index)

    def _variable(self, index: int) -> cp_model.IntVar:
        if index not in self._beside:
            self._beside[index] = self._model.new_int_var(*self._totals.model.bounds[index], "")
        return self._beside[index]

    def _minimise(self) -> None:
        paid = self._totals.paid_beside
        variables, yuan = [], []
        for index, cost in self._totals.beside.items():
            if index not in self._totals.of_variable:
                variables.append(self._variable(index))
                yuan.append(cost)
        for column, chosen in self._columns:
            variables.append(chosen)
            beside = sum(cost * column.amounts.get(what, 0) for what, cost in paid.items())
            yuan.append(column.own_yuan + beside)
        self._model.minimize(cp_model.LinearExpr.weighted_sum(variables, yuan))

    def mixed(self) -> Mix | None:
        """Any parts of columns; nothing where no mix holds what ties works."""
        relaxation = Relaxation(self._model)
        yuan = relaxation.solve()
        if yuan is None:
            return None
        constant = float(self._totals.constant)
        return Mix(yuan + constant, lambda number: relaxation.price(self._numbers[number]))

    def picked(self, settings: Settings, clock: Clock, seconds: float) -> Pick | None:
        """One column of each works, whole; nothing where no mix holds what ties works, or none came in time.

        What ties works may give a little, at a price above that of the mix: few columns meet it to the tonne,
        and a plan near to them can.
        """
        mix = self.mixed()
        if mix is None:
            return None
        model = self._eased(mix)
        # one worker with the full relaxation: as many as cores, without, find worse picks in the same time
        effort = Effort(seconds, workers=1, for_bound=True)
        solver, status = solved(model, settings, clock, effort)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        picked = [column for column, chosen in self._columns if solver.value(chosen)]
        aim = {what: amount for column in picked for what, amount in column.amounts.items()}
        return Pick(round(solver.objective_value + float(self._totals.constant)), aim)

    def _eased(self, mix: Mix) -> cp_model.CpModel:
        """Rows that hold works only: in others a variable that belongs to none gives, at its own price."""
        eased, others = self._model.clone(), {variable.index for variable in self._beside.values()}
        proto = eased.proto
        for number, here in self._numbers.items():
            row, price = proto.constraints[here].linear, mix.price_of(number)
            if not others.isdisjoint(row.vars):
                continue
            step = max(1, max(map(abs, row.coeffs), default=1) // STEPS)
            if (yuan := ceil(DEARER * price * step)) > 0:
                short = eased.new_int_var(0, MOST_STEPS, "")
                row.vars.append(short.index)
                row.coeffs.append(step)
                proto.objective.vars.append(short.index)
                proto.objective.coeffs.append(yuan)
        return eased
