"""What the day model and the totals model share: rows, totals of stopped days, loads, margins."""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from math import ceil, floor

from ortools.sat.python import cp_model

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.linear import LARGEST_ROW, Linear, Number, Variable, total
from scheduler.model.schedule import Schedule
from scheduler.model.segments import common, segments_by_works

HUGE = 2**40

Values = dict[int, int]
"""Variable index to value."""
Definition = Callable[[Values], int]


class SeasonModel(ABC):
    """A CP-SAT model of a season. ``base`` holds the units that are fixed; all others are free."""

    def __init__(self, season: Season, base: Schedule) -> None:
        self._cp = cp_model.CpModel()
        self._rows = self._cp.proto.constraints
        self.bounds: list[tuple[int, int]] = []
        """Lowest and highest value of each variable, by its index."""
        self.season = season
        self.base = base
        self._segments = segments_by_works(season.whole)
        self.tying_rows: list[int] = []
        """Numbers of the rows that tie works to each other."""
        self._is_tying = False
        self.excesses: dict[tuple[str, DayRange, Fraction], Linear] = {}
        """Works, window and owed share to its burden above that share, in thousandths."""
        self._loads: dict[str, dict[Span, Variable | int]] = {}
        self._lost: dict[tuple[str, Span], Linear] = {}
        self.placed: dict[str, Linear] = {}
        """Maintenance job to 1 where it finds a place; filled by its rule."""
        self.definitions: list[tuple[Variable, Definition]] = []
        """Variables that follow from the states, with how, in an order in which each can be told."""
        self.costs: dict[str, Linear] = {}
        """Objective term to its expression in yuan."""

    # ── variables ────────────────────────────────────────────────────────────────────────────────

    @property
    def cp(self) -> cp_model.CpModel:
        """The solver's model, with all that was stated so far."""
        new = self.bounds[len(self._cp.proto.variables) :]
        text = "".join(f"variables{{domain:[{lowest},{highest}]}}" for lowest, highest in new)
        self._cp.proto.merge_text_format(text)
        return self._cp

    def new_int(self, lowest: int, highest: int) -> Variable:
        """A whole number within its bounds. Variables are given to the solver together, which is quicker."""
        self.bounds.append((lowest, highest))
        return Variable(len(self.bounds) - 1)

    def new_bool(self) -> Variable:
        return self.new_int(0, 1)

    def segments(self, unit: Unit) -> Sequence[Span]:
        """The stretches of the season in which only the number of the unit's days off matters to totals."""
        return self._segments[unit.enterprise_id]

    def segments_in(self, unit: Unit, span: Span) -> Sequence[Span]:
        """The unit's segments that lie in a span."""
        segments = self.segments(unit)
        first = bisect_left(segments, span.start, key=lambda segment: segment.start)
        end = bisect_right(segments, span.end, key=lambda segment: segment.end)
        return segments[first:end]

    def common_segments(self, units: Iterable[Unit], span: Span) -> Sequence[Span]:
        """The stretches of a span between the days at which the segments of all the units are cut."""
        return common([self._segments[works] for works in {unit.enterprise_id for unit in units}], span)

    @abstractmethod
    def stopped_in(self, unit: Unit, segment: Span) -> Linear:
        """Days off of a stop unit within one segment."""

    @abstractmethod
    def is_free(self, unit: Unit) -> bool:
        """Whether the unit has variables; every other one stands as in ``base``."""

    def loads(self, unit: Unit) -> dict[Span, Variable | int]:
        """Load of a load unit in each of its load periods, in thousandths; outside them it is full."""
        if unit.unit_id not in self._loads:
            periods = [self.season.calendar.span(period) for period in self.season.load_periods(unit)]
            loads = self._free_loads(unit, periods) if self.is_free(unit) else self.base.steps[unit.unit_id]
            self._loads[unit.unit_id] = dict(zip(periods, loads, strict=True))
        return self._loads[unit.unit_id]

    def _free_loads(self, unit: Unit, periods: Iterable[Span]) -> list[Variable]:
        lowest, highest = unit.lowest_load_step, floor(unit.load_max * LOAD_STEPS)
        return [self.new_int(lowest, highest) for _ in periods]

    def loads_in(self, unit: Unit, window: DayRange) -> list[Variable | int]:
        """Loads of the load periods that meet the window."""
        span = self.season.calendar.span(window)
        return [load for period, load in self.loads(unit).items() if shared(period, span).days]

    def reduced_days(self, unit: Unit, window: DayRange) -> Linear:
        """Days off, or Σ (1 − load), over the window (any days of the horizon)."""
        span = self.season.calendar.span(window)
        if unit.mode is Mode.STOP:
            return total(self.stopped_in(unit, part) for part in self.segments_in(unit, span))
        return self.reduced_by_load(unit, span)

    def reduced_by_load(self, unit: Unit, span: Span) -> Linear:
        """Σ (1 − load) of a load unit over any days."""
        reduced = Linear()
        for period, load in self.loads(unit).items():
            days = shared(period, span).days
            reduced.plus(days).plus(load, -Fraction(days, LOAD_STEPS))
        return reduced

    def defined(self, lowest: int, highest: int, definition: Definition) -> Variable:
        """A variable whose best value follows from variables made before it: makes hints complete."""
        if highest > LARGEST_ROW:
            raise OverflowError("a variable's numbers do not fit the solver")
        variable = self.new_int(lowest, highest)
        self.definitions.append((variable, definition))
        return variable

    def values(self, schedule: Schedule) -> Values:
        """What a schedule gives the variables that follow from it, by index."""
        values = self._states(schedule)
        for unit_id, loads in self._loads.items():
            for load, step in zip(loads.values(), schedule.steps.get(unit_id, ()), strict=False):
                if isinstance(load, Variable):
                    values[load.index] = step
        for variable, definition in self.definitions:
            values[variable.index] = definition(values)
        return values

    @abstractmethod
    def _states(self, schedule: Schedule) -> Values:
        """Of the variables that say when, or for how long, stop units stand."""

    def suggest(self, values: Values) -> None:
        """Hint values of variables to the solver, instead of those before."""
        self._cp.proto.clear_solution_hint()
        hint = self._cp.proto.solution_hint
        hint.vars.extend(list(values))
        hint.values.extend(list(values.values()))

    # ── rows ─────────────────────────────────────────────────────────────────────────────────────

    def at_least(self, linear: Linear, bound: Number = 0) -> None:
        """State ``linear ≥ bound`` in exact integers.

        Raises:
            OverflowError: where the row's numbers would not fit the solver.
        """
        variables, coefficients, least = linear.row(bound)
        if sum(map(abs, coefficients)) > LARGEST_ROW:
            raise OverflowError("a row's numbers do not fit the solver; are the units of measure right?")
        if variables:
            self._add_row(variables, coefficients, least, cp_model.INT_MAX)
        elif least > 0:
            self._add_row([], [], least, cp_model.INT_MAX)  # never holds

    def equal(self, linear: Linear) -> None:
        """State ``linear = 0`` in exact integers."""
        variables, coefficients, value = linear.row()
        self._add_row(variables, coefficients, value, value)

    @contextmanager
    def tying(self, unit_ids: Iterable[str] | None = None) -> Iterator[None]:
        """Rows of the block tie works; where units are given, only if they are of several works."""
        by_id = self.season.unit_by_id
        before, self._is_tying = (
            self._is_tying,
            (unit_ids is None or len({by_id[unit_id].enterprise_id for unit_id in unit_ids}) > 1),
        )
        yield
        self._is_tying = before

    def _add_row(self, variables: list[int], coefficients: list[int], least: int, most: int) -> None:
        if self._is_tying:
            self.tying_rows.append(len(self._rows))
        row = self._rows.add().linear
        row.vars.extend(variables)
        row.coeffs.extend(coefficients)
        row.domain.extend((least, most))

    def at_most_one(self, *variables: Variable) -> None:
        """State that no two of the variables, which are 0 or 1, are 1."""
        self._rows.add().at_most_one.literals.extend([variable.index for variable in variables])

    def at_most(self, linear: Linear, bound: Number = 0) -> None:
        """State ``linear ≤ bound`` in exact integers."""
        self.at_least(linear.scaled(-1), -bound)

    def whole_max(self, parts: Sequence[Linear]) -> Linear:
        """The smallest whole number that is at least 0 and at least each part.

        The solver may leave the variable larger; minimising makes it tight.
        """
        lowest = max([0, *(ceil(part.constant) for part in parts if part.is_constant)])
        open_parts = [part for part in parts if not part.is_constant]
        if not open_parts:
            return Linear(lowest)

        def largest(values: Values) -> int:
            return max(lowest, *(ceil(part.at(values)) for part in open_parts))

        variable = self.defined(lowest, self._highest(open_parts), largest)
        for part in open_parts:
            self.at_least(Linear.of(variable).add(part, -1))
        return Linear.of(variable)

    def _highest(self, _parts: Sequence[Linear]) -> int:
        """What the largest part cannot exceed."""
        return HUGE

    # ── money ────────────────────────────────────────────────────────────────────────────────────

    def lost_margin(self, units: Iterable[Unit], window: DayRange) -> Linear:
        """Margin lost by units over a window, in yuan; by lower load rounded up for each load period.

        Outside its load periods a load unit loses nothing. Days off count by whole segments.
        """
        span, lost, fixed = self.season.calendar.span(window), Linear(), 0
        for unit in units:
            if unit.mode is Mode.LOAD:
                lost.add(self._lost_by_load(unit, span))
            elif self.is_free(unit):
                lost.add(self._lost_by_stops(unit, span))
            else:
                fixed += self.season.margin_while_off_yuan(unit, window, self.base.off[unit.unit_id])
        return lost.plus(fixed)

    def _lost_by_load(self, unit: Unit, span: Span) -> Linear:
        parts = ((shared(period, span), load) for period, load in self.loads(unit).items())
        return total(self._lost_at(unit, part, load) for part, load in parts if part.days)

    def _lost_by_stops(self, unit: Unit, span: Span) -> Linear:
        calendar = self.season.calendar
        return total(
            self.stopped_in(unit, part).scaled(self.season.daily_margin_yuan(unit, calendar.day(part.start)))
            for part in self.segments_in(unit, span)
        )

    def _lost_at(self, unit: Unit, span: Span, load: Variable | int) -> Linear:
        """Margin lost over days at one load, rounded up to whole yuan."""
        key = (unit.unit_id, span)
        if key not in self._lost:
            margin = self.season.margin_yuan(unit, self.season.calendar.range(span))
            lost = Linear(margin).plus(load, -Fraction(margin, LOAD_STEPS))
            self._lost[key] = self.whole_max([lost])
        return self._lost[key]

    def minimise(self) -> None:
        """Make the sum of all costs the objective."""
        variables, coefficients, constant = total(self.costs.values()).whole_terms()
        self._cp.proto.clear_objective()
        objective = self._cp.proto.objective
        objective.vars.extend(variables)
        objective.coeffs.extend(coefficients)
        objective.offset, objective.scaling_factor = constant, 1.0


def shared(one: Span, other: Span) -> Span:
    """The days that both have; an empty span where there are none."""
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))
