"""The day model: on which days each unit stands, on a grid of days on which it may change.

A time-indexed formulation with off, start and restart variables after Rajan and Takriti (2005): its
linear relaxation is far tighter than that of optional intervals. A grid of every day is the exact
model; a coarser grid, or one near the changes of an earlier plan, is a neighbourhood of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from itertools import accumulate, pairwise, repeat
from math import ceil, lcm

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import Maintenance, Obligation
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.linear import Linear, Number, Variable, total
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import SeasonModel, Values

Grid = Mapping[str, Sequence[int]]
"""Unit id to the sorted days on which the unit may change state; units not named are fixed."""


class _Blocks:
    """Variables of one free stop unit: one state for each block between two possible changes."""

    def __init__(self, model: SeasonModel, unit: Unit, grid: Sequence[int]) -> None:
        days, self.before = model.season.calendar.days, int(model.season.stands_before(unit) > 0)
        self.begins = [0, *(day for day in grid if 0 < day < days)]
        self.spans = [Span(*edge) for edge in pairwise([*self.begins, days])]
        may_change_first = bool(grid) and grid[0] == 0
        self.off: list[Variable | int] = [
            model.new_bool() if begin or may_change_first else self.before for begin in self.begins
        ]
        self.starts: dict[int, Variable] = {}
        self.restarts: dict[int, Variable] = {}
        previous: Variable | int = self.before
        for begin, off in zip(self.begins, self.off, strict=True):
            if isinstance(off, Variable):
                self.starts[begin], self.restarts[begin] = start, restart = model.new_bool(), model.new_bool()
                model.equal(Linear.weighted((start, restart, off, previous), (1, -1, -1, 1)))
                model.at_most_one(start, restart)
            previous = off

    def on(self, day: int) -> Variable | int:
        return self.off[bisect_right(self.begins, day) - 1]

    def within(self, span: Span) -> Iterator[tuple[Variable | int, int]]:
        """States in a span, each with its days."""
        if span.days:
            first, last = bisect_right(self.begins, span.start) - 1, bisect_left(self.begins, span.end)
            for off, block in zip(self.off[first:last], self.spans[first:last], strict=True):
                yield off, min(block.end, span.end) - max(block.start, span.start)

    def spread(self, states: Sequence[int]) -> bytes:
        """One state for each day, given one for each block."""
        return b"".join(bytes((state,)) * span.days for state, span in zip(states, self.spans, strict=True))


class DayModel(SeasonModel):
    """The season by day. Units in ``grid`` and load units named in it are free."""

    def __init__(self, season: Season, grid: Grid, base: Schedule | None = None) -> None:
        super().__init__(season, base or Schedule())
        self.free = frozenset(grid)
        """Units with variables."""
        self._blocks = {
            unit.unit_id: _Blocks(self, unit, grid[unit.unit_id])
            for unit in season.units
            if unit.mode is Mode.STOP and unit.unit_id in grid
        }
        self._stopped: dict[tuple[str, Span], Linear] = {}
        self.breach = Linear()
        """How often what one unit does in a day is missing in loose rows."""
        self._one_breach: Fraction | None = None
        self.placed.update((job_id, Linear(day is not None)) for job_id, day in self.base.jobs.items())
        self.job_begins: dict[str, dict[int, Variable]] = {}
        """Maintenance job to the days on which it may begin, with 1 on the day on which it does."""
        for unit in season.units:
            if unit.mode is Mode.LOAD and self.is_free(unit):
                self.loads(unit)

    def is_free(self, unit: Unit) -> bool:
        return unit.unit_id in self.free

    def is_open(self, owed: Obligation) -> bool:
        """Whether anything that the obligation reads is left to decide."""
        if isinstance(owed, Maintenance) and any(job.job_id not in self.base.jobs for job in owed.jobs):
            return True
        return not self.free.isdisjoint(owed.units)

    @contextmanager
    def loosely(self, one_breach: Fraction | None) -> Iterator[None]:
        """Rows stated in the block may be broken, counted in so much each time; ``None``: they must hold."""
        before, self._one_breach = self._one_breach, one_breach
        yield
        self._one_breach = before

    def at_least(self, linear: Linear, bound: Number = 0) -> None:
        one = self._one_breach
        if one is None:
            super().at_least(linear, bound)
            return
        if not any(linear.coefficients):  # nothing that is free can mend it
            return
        most = max(0, ceil((bound + linear.scaled(-1).at_most(self.bounds)) / one))
        short = self.defined(0, most, lambda values: max(0, ceil((bound - linear.at(values)) / one)))
        self.breach.plus(short)
        super().at_least(Linear().add(linear).plus(short, one), bound)

    def off(self, unit: Unit, day: int) -> Variable | int:
        """1 on days on which the unit stands; the state before the season for day −1."""
        if day < 0:
            return int(self.season.stands_before(unit) > 0)
        blocks = self._blocks.get(unit.unit_id)
        if blocks is None:
            return 0 if unit.mode is Mode.LOAD else self.base.off[unit.unit_id][day]
        return blocks.on(day)

    def start(self, unit: Unit, day: int) -> Variable | int:
        """1 where a stop begins on the day."""
        if unit.unit_id in self._blocks:
            return self._blocks[unit.unit_id].starts.get(day, 0)
        return self._fixed_change(unit, day, begins=True)

    def restart(self, unit: Unit, day: int) -> Variable | int:
        """1 where the unit runs again from the day on."""
        if unit.unit_id in self._blocks:
            return self._blocks[unit.unit_id].restarts.get(day, 0)
        return self._fixed_change(unit, day, begins=False)

    def starts(self, unit: Unit) -> Linear:
        """Stops that begin in the season."""
        if unit.unit_id in self._blocks:
            return Linear.weighted(self._blocks[unit.unit_id].starts.values(), repeat(1))
        stops = self.base.stops(unit.unit_id)
        runs_on = bool(stops) and stops[0].start == 0 and self.season.stands_before(unit) > 0
        return Linear(len(stops) - runs_on)

    def _fixed_change(self, unit: Unit, day: int, *, begins: bool) -> int:
        before, now = self.off(unit, day - 1), self.off(unit, day)
        return int(before != now and bool(now) is begins)

    def block_begins(self, unit: Unit) -> Sequence[int]:
        """First days of the blocks of a free stop unit."""
        return self._blocks[unit.unit_id].begins

    def change_days(self, unit: Unit) -> Sequence[int]:
        """Days on which a free stop unit may change state."""
        return list(self._blocks[unit.unit_id].starts)

    def stopped_in(self, unit: Unit, segment: Span) -> Linear:
        key = (unit.unit_id, segment)
        if key not in self._stopped:
            self._stopped[key] = self._count(unit, segment)
        return self._stopped[key]

    def reduced_days(self, unit: Unit, window: DayRange) -> Linear:
        if unit.mode is Mode.STOP and unit.unit_id not in self.free:
            return self.days_off(unit, self.season.calendar.span(window))
        return super().reduced_days(unit, window)

    def reduced_in(self, unit: Unit, span: Span) -> Linear:
        """Days off, or Σ (1 − load), over any days: a row's own sum, where nothing else asks for it."""
        return self.days_off(unit, span) if unit.mode is Mode.STOP else self.reduced_by_load(unit, span)

    def days_off(self, unit: Unit, span: Span) -> Linear:
        """Days on which the unit stands, of any days; none of a load unit."""
        if unit.mode is Mode.LOAD:
            return Linear()
        if unit.unit_id not in self._blocks:
            return Linear(self.base.off[unit.unit_id].count(1, span.start, span.end))
        counted = Linear()
        for off, days in self._blocks[unit.unit_id].within(span):
            counted.plus(off, days)
        return counted

    def _count(self, unit: Unit, segment: Span) -> Linear:
        counted = self.days_off(unit, segment)
        if counted.is_constant:
            return counted
        days = self.defined(0, segment.days, lambda values: int(counted.at(values)))
        self.equal(counted.scaled(1).plus(days, -1))
        return Linear.of(days)

    def steady_from(self, units: Sequence[Unit]) -> list[int]:
        """Days from each of which on, until the next, none of the units changes."""
        begins = {0}
        for unit in units:
            if unit.unit_id in self._blocks:
                begins |= set(self._blocks[unit.unit_id].begins)
            elif unit.mode is Mode.STOP:
                begins |= set(self.base.changes(unit.unit_id))
            else:
                begins |= {edge for period in self.loads(unit) for edge in period}
        return sorted(day for day in begins if day < self.season.calendar.days)

    def units(self, unit_ids: Sequence[str]) -> list[Unit]:
        return [self.season.unit_by_id[unit_id] for unit_id in unit_ids]

    def load_parts(self, units: Sequence[Unit], span: Span) -> list[Span]:
        """A span cut where load periods of the units begin and end: loads stay the same in each part."""
        periods = [period for unit in units if unit.mode is Mode.LOAD for period in self.loads(unit)]
        edges = {edge for period in periods for edge in period if span.start < edge < span.end}
        return [Span(*edge) for edge in pairwise(sorted({span.start, span.end, *edges}))]

    def off_by_stretch(
        self, rated: Sequence[tuple[Unit, Number]], span: Span
    ) -> list[tuple[Linear, list[int]]]:
        """Σ rate · off(u, d) over stop units, for stretches of days in which no free unit can change.

        Each stretch has one expression over the free units and, day by day, what the fixed ones add to it
        (as ``Linear.raised`` takes it).
        """
        scale = lcm(*(rate.denominator for _, rate in rated))
        whole = [(unit, rate.numerator * (scale // rate.denominator)) for unit, rate in rated]
        free = [(self._blocks[unit.unit_id], rate) for unit, rate in whole if unit.unit_id in self.free]
        fixed = self._fixed_by_day([(u, rate) for u, rate in whole if u.unit_id not in self.free], span)
        begins = {day for blocks, _ in free for day in blocks.begins if day in span}
        rates = [rate for _, rate in free]
        return [
            (
                Linear.weighted((blocks.on(start) for blocks, _ in free), rates, scale),
                fixed[start - span.start : end - span.start],
            )
            for start, end in pairwise(sorted({span.start, span.end, *begins}))
        ]

    def _fixed_by_day(self, rated: Sequence[tuple[Unit, int]], span: Span) -> list[int]:
        steps = [0] * (span.days + 1)
        for unit, rate in rated:
            for stop in self.base.stops(unit.unit_id):
                if stop.start < span.end and stop.end > span.start:
                    steps[max(stop.start - span.start, 0)] += rate
                    steps[min(stop.end, span.end) - span.start] -= rate
        return list(accumulate(steps[:-1]))

    def distinct_days(self, units: Sequence[Unit], span: Span) -> list[int]:
        """The days of a span on which the state of the units can differ from the day before."""
        return (
            sorted({max(day, span.start) for day in self.steady_from(units) if day < span.end})
            if span.days
            else []
        )

    def load_on(self, unit: Unit, day: int) -> Variable | int:
        """Load of a load unit on a day, in thousandths; full outside its load periods."""
        return next((load for period, load in self.loads(unit).items() if day in period), LOAD_STEPS)

    def reduced_on(self, unit: Unit, day: int) -> Linear:
        """1 for a day off, or 1 − load."""
        if unit.mode is Mode.STOP:
            return Linear.of(self.off(unit, day))
        return Linear(1).plus(self.load_on(unit, day), Fraction(-1, LOAD_STEPS))

    def hint(self, schedule: Schedule) -> int:
        """Suggest the states of a schedule, and with them every variable that follows; gives its cost."""
        values = self.values(schedule)
        self.suggest(values)
        return int(total(self.costs.values()).at(values))

    def breaches(self, schedule: Schedule) -> bool:
        """Whether the schedule breaks a loose row that units could mend which are free."""
        values = self.values(schedule)
        return any(values[index] for index in self.breach.variables)

    def _states(self, schedule: Schedule) -> Values:
        values: Values = {}
        for unit_id, blocks in self._blocks.items():
            row = schedule.off[unit_id]
            for begin, off in zip(blocks.begins, blocks.off, strict=True):
                if isinstance(off, Variable):
                    change = row[begin] - (row[begin - 1] if begin else blocks.before)
                    values[off.index] = row[begin]
                    values[blocks.starts[begin].index] = int(change > 0)
                    values[blocks.restarts[begin].index] = int(change < 0)
        for job_id, begins in self.job_begins.items():
            for day, begun in begins.items():
                values[begun.index] = int(schedule.jobs.get(job_id) == day)
        return values

    def read(self, solution: Sequence[int]) -> Schedule:
        """States of the free units, and all jobs, in a solution: a value for each variable, by its index."""

        def value(state: Variable | int) -> int:
            return state if isinstance(state, int) else int(solution[state.index])

        off = {
            unit_id: blocks.spread([value(state) for state in blocks.off])
            for unit_id, blocks in self._blocks.items()
        }
        steps = {
            unit_id: tuple(value(load) for load in loads.values())
            for unit_id, loads in self._loads.items()
            if unit_id in self.free
        }
        jobs = {
            job_id: next((day for day, begin in begins.items() if value(begin)), None)
            for job_id, begins in self.job_begins.items()
        }
        return Schedule(off, steps, jobs)
