"""What the day model and the totals model share: rows, totals of stopped days, loads, margins."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from ortools.sat.python import cp_model

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.linear import LARGEST_ROW, Linear, Number, total, whole_row
from scheduler.model.schedule import Schedule
from scheduler.model.segments import segments

HUGE = 2**40

Values = dict[int, int]
"""Variable index to value."""
Definition = Callable[[Values], int]


class SeasonModel(ABC):
    """A CP-SAT model of a season. ``base`` holds the units that are fixed; all others are free."""

    def __init__(self, season: Season, base: Schedule) -> None:
        self.cp = cp_model.CpModel()
        self.season = season
        self.base = base
        self._loads: dict[str, dict[Span, cp_model.IntVar | int]] = {}
        self._lost: dict[tuple[str, Span], Linear] = {}
        self.placed: dict[str, Linear] = {}
        """Maintenance job to 1 where it finds a place; filled by its rule."""
        self.definitions: list[tuple[cp_model.IntVar, Definition]] = []
        """Variables that follow from the states, with how, in an order in which each can be told."""
        self.costs: dict[str, Linear] = {}
        """Objective term to its expression in yuan."""

    # ── variables ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def segments(self) -> tuple[Span, ...]:
        return segments(self.season)

    @abstractmethod
    def stopped_in(self, unit: Unit, segment: Span) -> Linear:
        """Days off of a stop unit within one segment."""

    @abstractmethod
    def is_free(self, unit: Unit) -> bool:
        """Whether the unit has variables; every other one stands as in ``base``."""

    def loads(self, unit: Unit) -> dict[Span, cp_model.IntVar | int]:
        """Load of a load unit in each of its load periods, in thousandths; outside them it is full."""
        if unit.unit_id not in self._loads:
            periods = [self.season.calendar.span(period) for period in self.season.load_periods(unit)]
            loads = self._free_loads(unit, periods) if self.is_free(unit) else self.base.steps[unit.unit_id]
            self._loads[unit.unit_id] = dict(zip(periods, loads, strict=True))
        return self._loads[unit.unit_id]

    def _free_loads(self, unit: Unit, periods: Iterable[Span]) -> list[cp_model.IntVar]:
        lowest, highest = unit.lowest_load_step, floor(unit.load_max * LOAD_STEPS)
        return [
            self.cp.new_int_var(lowest, highest, f"load {unit.unit_id} {period.start}") for period in periods
        ]

    def loads_in(self, unit: Unit, window: DayRange) -> list[cp_model.IntVar | int]:
        """Loads of the load periods that meet the window."""
        span = self.season.calendar.span(window)
        return [load for period, load in self.loads(unit).items() if shared(period, span).days]

    def reduced_days(self, unit: Unit, window: DayRange) -> Linear:
        """Days off, or Σ (1 − load), over the window (any days of the horizon)."""
        span = self.season.calendar.span(window)
        if unit.mode is Mode.STOP:
            return total(
                self.stopped_in(unit, part)
                for part in self.segments
                if span.start <= part.start and part.end <= span.end
            )
        return self.reduced_by_load(unit, span)

    def reduced_by_load(self, unit: Unit, span: Span) -> Linear:
        """Σ (1 − load) of a load unit over any days."""
        reduced = Linear()
        for period, load in self.loads(unit).items():
            days = shared(period, span).days
            reduced.constant += days
            reduced.plus(load, -Fraction(days, LOAD_STEPS))
        return reduced

    def reads_free(self, unit_ids: Iterable[str]) -> bool:
        """Whether any of the units is free; rows over fixed units only say nothing new."""
        return any(self.is_free(self.season.unit_by_id[unit_id]) for unit_id in unit_ids)

    def defined(self, lowest: int, highest: int, name: str, definition: Definition) -> cp_model.IntVar:
        """A variable whose best value follows from variables made before it: makes hints complete."""
        if highest > LARGEST_ROW:
            raise OverflowError("a variable's numbers do not fit the solver")
        variable = self.cp.new_int_var(lowest, highest, name)
        self.definitions.append((variable, definition))
        return variable

    # ── rows ─────────────────────────────────────────────────────────────────────────────────────

    def at_least(self, linear: Linear, bound: Number = 0) -> None:
        """State ``linear ≥ bound`` in exact integers.

        Raises:
            OverflowError: where the row's numbers would not fit the solver.
        """
        row = Linear(linear.variables, linear.coefficients, linear.constant - bound)
        if row.is_constant:
            if row.constant < 0:
                self.cp.add_bool_or([])
            return
        coefficients, lowest = whole_row(row)
        if sum(map(abs, coefficients)) > LARGEST_ROW:
            raise OverflowError("a row's numbers do not fit the solver; are the units of measure right?")
        self.cp.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum(row.variables, coefficients), ceil(lowest), cp_model.INT_MAX
        )

    def equal(self, linear: Linear) -> None:
        """State ``linear = 0`` in exact integers."""
        coefficients, bound = whole_row(linear)
        self.cp.add(cp_model.LinearExpr.weighted_sum(linear.variables, coefficients) == int(bound))

    def at_most(self, linear: Linear, bound: Number = 0) -> None:
        """State ``linear ≤ bound`` in exact integers."""
        self.at_least(linear.scaled(-1), -bound)

    def whole_max(self, parts: Sequence[Linear], name: str) -> Linear:
        """The smallest whole number that is at least 0 and at least each part.

        The solver may leave the variable larger; minimising makes it tight.
        """
        lowest = max([0, *(ceil(part.constant) for part in parts if part.is_constant)])
        open_parts = [part for part in parts if not part.is_constant]
        if not open_parts:
            return Linear(constant=lowest)

        def largest(values: Values) -> int:
            return max(lowest, *(ceil(part.at(values)) for part in open_parts))

        variable = self.defined(lowest, HUGE, name, largest)
        for part in open_parts:
            self.at_least(Linear.of(variable).add(part, -1))
        return Linear.of(variable)

    # ── money ────────────────────────────────────────────────────────────────────────────────────

    def lost_margin(self, unit: Unit, window: DayRange) -> Linear:
        """Margin lost by a unit over a window, in yuan; by lower load rounded up for each load period.

        Outside its load periods a load unit loses nothing. Days off count by whole segments.
        """
        span = self.season.calendar.span(window)
        if unit.mode is Mode.STOP:
            return self._lost_by_stops(unit, span)
        parts = ((shared(period, span), load) for period, load in self.loads(unit).items())
        return total(self._lost_at(unit, part, load) for part, load in parts if part.days)

    def _lost_by_stops(self, unit: Unit, span: Span) -> Linear:
        if not self.is_free(unit):
            stops = (shared(stop, span) for stop in self.base.stops(unit.unit_id))
            return Linear(constant=sum(self.season.margin_of_days_yuan(unit, stop) for stop in stops))
        calendar = self.season.calendar
        return total(
            self.stopped_in(unit, part).scaled(self.season.daily_margin_yuan(unit, calendar.day(part.start)))
            for part in self.segments
            if span.start <= part.start and part.end <= span.end
        )

    def _lost_at(self, unit: Unit, span: Span, load: cp_model.IntVar | int) -> Linear:
        """Margin lost over days at one load, rounded up to whole yuan."""
        key = (unit.unit_id, span)
        if key not in self._lost:
            margin = self.season.margin_yuan(unit, self.season.calendar.range(span))
            lost = Linear(constant=margin).plus(load, -Fraction(margin, LOAD_STEPS))
            self._lost[key] = self.whole_max([lost], f"lost {unit.unit_id} {span.start}")
        return self._lost[key]

    @staticmethod
    def value(solver: cp_model.CpSolver, linear: Linear) -> int:
        """A whole expression's value in a solution; call only after a solution was found."""
        terms = zip(linear.variables, linear.coefficients, strict=True)
        return int(sum(c * solver.value(v) for v, c in terms) + linear.constant)

    def minimise(self) -> None:
        """Make the sum of all costs the objective."""
        cost = total(self.costs.values())
        self.cp.minimize(
            cp_model.LinearExpr.weighted_sum(cost.variables, [int(c) for c in cost.coefficients])
            + int(cost.constant)
        )


def shared(one: Span, other: Span) -> Span:
    """The days that both have; an empty span where there are none."""
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))
