"""What ties works to each other, priced: then each works does its best alone, and the sum is a bound.

Lagrangian relaxation (Geoffrion 1974). For any price ≥ 0 of each row that ties works,

    Σ over works of (least own cost − what it gives to the rows, at their prices) + Σ price · what they ask

is no more than any plan costs. At the prices of the linear relaxation that is as good as the relaxation;
that each works must stop whole units for whole days makes it better.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from scheduler.domain.objective import LostMargin, RestartCost, Term, Unfairness
from scheduler.domain.season import Season
from scheduler.model.build import build_totals
from scheduler.model.linear import Linear, Number, Variable, total
from scheduler.model.season_model import Values
from scheduler.model.totals import Quantity
from scheduler.solve.decompose import restrict
from scheduler.solve.relaxation import Relaxation

FINEST = 10**9
"""Prices are whole parts of this: any price gives a bound, and the solver's rounding errors are gone."""

Worth = Mapping[Quantity, int]
"""What one more of a works' quantities costs by the prices, in yuan; below 0 where the rows ask for it."""
PriceOf = Callable[[int], float]
"""What one more of what a row asks for costs, by the row's number in the model of all works."""


@dataclass(frozen=True)
class Prices:
    """What exact prices of the rows say of any plan."""

    worth: Mapping[str, Worth]
    """By works; rounded down to whole yuan, by which the bound only falls."""
    constant: Fraction
    """What the rows ask, at their prices, and the least cost of what belongs to no works, in yuan."""

    def bound(self, least: Mapping[str, int]) -> int:
        """What any plan costs at least, given what each works pays at least at these prices."""
        return floor(self.constant + sum(least.values()))


@dataclass(frozen=True)
class Column:
    """Totals of a works that hold what it owes alone."""

    own_yuan: int
    """What it pays for them whatever the others do."""
    amounts: Mapping[Quantity, int]
    """What rows that tie works read of them."""
    values: Values
    """Of its model's variables."""


class WorksTotals:
    """The totals of one works alone, by what it pays whatever the others do."""

    def __init__(self, season: Season, works: str) -> None:
        self.works = works
        units = {unit.unit_id for unit in season.units_of[works]}
        alone = restrict(season, units).model_copy(update={"objective": own_terms(season)})
        self.model = build_totals(alone.part_of(season))
        self.own_cost = total(self.model.costs.values())
        self.indices = {what: index for what, _, index in self.model.quantities()}
        """Of the variables that rows which tie works read."""
        self.columns: list[Column] = []
        """Totals that are known to hold."""

    def _column(self, values: Mapping[int, int]) -> Column:
        values = dict(values)
        amounts = {what: values[index] for what, index in self.indices.items()}
        return Column(int(self.own_cost.at(values)), amounts, values)

    def know(self, values: Mapping[int, int]) -> None:
        """Remember totals, given by the values of the model's variables."""
        new = self._column(values)
        if not any(one.amounts == new.amounts and one.own_yuan <= new.own_yuan for one in self.columns):
            self.columns.append(new)

    @property
    def constant(self) -> Number:
        return self.own_cost.constant

    def price(self, worth: Worth) -> None:
        """Make what the works pays at some prices the objective, and the cheapest that is known the hint."""
        priced = Linear()
        for quantity, yuan in worth.items():
            priced.plus(Variable(self.indices[quantity]), yuan)
        self.model.costs = {"own": self.own_cost, "prices": priced}
        self.model.minimise()
        if self.columns:
            paid = total(self.model.costs.values())
            self.model.suggest(min((column.values for column in self.columns), key=paid.at))

    def least_at_all(self) -> int:
        """What the works pays at least by its variables' bounds alone, at the prices that were set."""
        paid = total(self.model.costs.values())
        return -ceil(paid.scaled(-1).at_most(self.model.bounds))


class TiedTotals:
    """The totals of a season whose works are tied, and the prices of what ties them."""

    def __init__(self, season: Season, own_constant: Number) -> None:
        self.model = build_totals(season)
        self._own_constant = own_constant
        self.of_variable = {index: (works, quantity) for quantity, works, index in self.model.quantities()}
        """Index of a variable to whose it is, and which; all others belong to no works."""
        self._works = tuple(season.units_of)
        proto = self.model.cp.proto
        self.beside = self._beside_works()
        """What one more of each variable costs beside what works pay of their own, by its index."""
        self._offset = Fraction(proto.objective.offset)
        self.rows = {number: proto.constraints[number].linear for number in self.model.tying_rows}
        """Rows that tie works, by number."""
        self.relaxation = Relaxation(self.model.cp)

    @cached_property
    def paid_beside(self) -> dict[Quantity, int]:
        """What one more of works' quantities costs beside what works pay of their own."""
        of_works = self.of_variable.items()
        return {what: self.beside[index] for index, (_, what) in of_works if index in self.beside}

    @property
    def constant(self) -> Fraction:
        """What every plan pays beside what works pay and what variables cost."""
        return self._offset - self._own_constant

    def prices(self, price_of: PriceOf | None = None) -> Prices:
        """What rows that tie works are worth, in exact fractions; by the relaxation, unless told."""
        price_of = price_of or self.relaxation.price
        asked = self.constant
        gives: dict[int, Fraction] = {}
        for number, row in self.rows.items():
            price = Fraction(max(0.0, price_of(number))).limit_denominator(FINEST)
            if price:
                asked += price * row.domain[0]
                for index, coefficient in zip(row.vars, row.coeffs, strict=True):
                    gives[index] = gives.get(index, Fraction(0)) + price * coefficient
        return self._told(gives, asked)

    def _beside_works(self) -> dict[int, int]:
        beside: dict[int, int] = {}
        for term, cost in self.model.costs.items():
            variables, coefficients, _ = cost.whole_terms()
            for index, yuan in zip(variables, coefficients, strict=True):
                if not _is_own(term, index in self.of_variable):
                    beside[index] = beside.get(index, 0) + yuan
        return beside

    def _told(self, gives: Mapping[int, Fraction], asked: Fraction) -> Prices:
        worth: dict[str, dict[Quantity, int]] = {works: {} for works in self._works}
        for index in {**self.beside, **gives}:
            cost = self.beside.get(index, 0) - gives.get(index, Fraction(0))
            if index in self.of_variable:
                works, quantity = self.of_variable[index]
                worth[works][quantity] = floor(cost)
            else:
                asked += min(cost * end for end in self.model.bounds[index])
        return Prices(worth, asked)


def _is_own(term: str, of_a_works: bool) -> bool:
    """Whether works pay for it whatever the others do: all of a term, or a works' own burden."""
    return term in ("lost_margin", "restart_cost") or (term == "unfairness" and of_a_works)


def own_terms(season: Season) -> tuple[Term, ...]:
    """What of the objective a works pays whatever the others do."""
    own = (_own_of(term) for term in season.objective)
    return tuple(term for term in own if term is not None)


def _own_of(term: Term) -> Term | None:
    match term:
        case LostMargin() | RestartCost():
            return term
        case Unfairness():
            return term.model_copy(update={"yuan_per_permille_largest": 0})
        case _:
            return None
