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
        self.spans = {stage.id: season.calendar.span(stage.window) for stage in season.stages}
        self._loads: dict[str, list[cp_model.IntVar | int]] = {}
        self._lost: dict[tuple[str, str], Linear] = {}
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

    def loads(self, unit: Unit) -> list[cp_model.IntVar | int]:
        """Load of a load unit in each stage, in thousandths."""
        if unit.unit_id not in self._loads:
            self._loads[unit.unit_id] = (
                [
                    self.cp.new_int_var(
                        unit.lowest_load_step,
                        floor(unit.load_max * LOAD_STEPS),
                        f"load {unit.unit_id} {stage.id}",
                    )
                    for stage in self.season.stages
                ]
                if self.is_free(unit)
                else list(self.base.steps[unit.unit_id])
            )
        return self._loads[unit.unit_id]

    def reduced_days(self, unit: Unit, window: DayRange) -> Linear:
        """Days off, or Σ (1 − load), over the window (any days of the horizon)."""
        span = self.season.calendar.span(window)
        if unit.mode is Mode.STOP:
            return total(
                self.stopped_in(unit, part)
                for part in self.segments
                if span.start <= part.start and part.end <= span.end
            )
        reduced = Linear()
        for stage, load in zip(self.season.stages, self.loads(unit), strict=True):
            inside = self.spans[stage.id]
            days = max(0, min(span.end, inside.end) - max(span.start, inside.start))
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
        """Margin lost by a unit over a stage, or over a stretch of days outside all stages, in yuan."""
        key = (unit.unit_id, str(window))
        if key not in self._lost:
            self._lost[key] = (
                self._lost_by_stops(unit, window)
                if unit.mode is Mode.STOP
                else self._lost_by_load(unit, window)
            )
        return self._lost[key]

    def lost_in_season(self, unit: Unit) -> Linear:
        """Margin lost by a unit over the whole season, in yuan: load units lose it stage by stage."""
        if unit.mode is Mode.STOP:
            return self._lost_by_stops(unit, self.season.calendar)
        return total(self.lost_margin(unit, stage.window) for stage in self.season.stages)

    def _lost_by_stops(self, unit: Unit, window: DayRange) -> Linear:
        calendar = self.season.calendar
        span = calendar.span(window)
        return total(
            self.stopped_in(unit, part).scaled(self.season.daily_margin_yuan(unit, calendar.day(part.start)))
            for part in self.segments
            if span.start <= part.start and part.end <= span.end
        )

    def _lost_by_load(self, unit: Unit, window: DayRange) -> Linear:
        for stage, load in zip(self.season.stages, self.loads(unit), strict=True):
            if stage.window == window:
                margin = self.season.margin_yuan(unit, window)
                lost = Linear(constant=margin).plus(load, -Fraction(margin, LOAD_STEPS))
                return self.whole_max([lost], f"lost {unit.unit_id} {stage.id}")
        return Linear()

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
