"""The day model: on which days each unit stands, on a grid of days on which it may change.

A time-indexed formulation with off, start and restart variables after Rajan and Takriti (2005): its
linear relaxation is far tighter than that of optional intervals. A grid of every day is the exact
model; a coarser grid, or one near the changes of an earlier plan, is a neighbourhood of it.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from ortools.sat.python import cp_model

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import Maintenance, Obligation
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit
from scheduler.model.linear import Linear, Number, whole
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import SeasonModel, Values, shared

Grid = Mapping[str, Sequence[int]]
"""Unit id to the sorted days on which the unit may change state; units not named are fixed."""


class _Blocks:
    """Variables of one free stop unit: one state for each block between two possible changes."""

    def __init__(self, model: cp_model.CpModel, unit_id: str, before: bool, days: int, grid: Sequence[int]):
        self.begins = [0, *(day for day in grid if 0 < day < days)]
        may_change_first = bool(grid) and grid[0] == 0
        self.off: list[cp_model.IntVar | int] = [
            model.new_bool_var(f"off {unit_id} {begin}") if begin or may_change_first else int(before)
            for begin in self.begins
        ]
        self.starts: dict[int, cp_model.IntVar] = {}
        self.restarts: dict[int, cp_model.IntVar] = {}
        previous: cp_model.IntVar | int = int(before)
        for begin, off in zip(self.begins, self.off, strict=True):
            if not isinstance(off, int):
                start = model.new_bool_var(f"start {unit_id} {begin}")
                restart = model.new_bool_var(f"restart {unit_id} {begin}")
                model.add(start - restart == off - previous)
                model.add_at_most_one(start, restart)
                self.starts[begin], self.restarts[begin] = start, restart
            previous = off
        self.block_of = [bisect_right(self.begins, day) - 1 for day in range(days)]
        self.spans = [Span(*edge) for edge in pairwise([*self.begins, days])]


class DayModel(SeasonModel):
    """The season by day. Units in ``grid`` and load units named in it are free."""

    def __init__(self, season: Season, grid: Grid, base: Schedule | None = None) -> None:
        super().__init__(season, base or Schedule())
        self.grid = grid
        self._blocks = {
            unit.unit_id: _Blocks(
                self.cp,
                unit.unit_id,
                season.stands_before(unit) > 0,
                season.calendar.days,
                grid[unit.unit_id],
            )
            for unit in season.units
            if unit.mode is Mode.STOP and unit.unit_id in grid
        }
        self._stopped: dict[tuple[str, Span], Linear] = {}
        self.job_begins: dict[str, dict[int, cp_model.IntVar]] = {}
        """Maintenance job to the days on which it may begin, with 1 on the day on which it does."""
        for unit in season.units:
            if unit.mode is Mode.LOAD and self.is_free(unit):
                self.loads(unit)

    def is_free(self, unit: Unit) -> bool:
        return unit.unit_id in self.grid

    def is_open(self, owed: Obligation) -> bool:
        """Whether anything that the obligation reads is left to decide: jobs are in every model."""
        return isinstance(owed, Maintenance) or self.reads_free(owed.units)

    def off(self, unit: Unit, day: int) -> cp_model.IntVar | int:
        """1 on days on which the unit stands; the state before the season for day −1."""
        if day < 0:
            return int(self.season.stands_before(unit) > 0)
        blocks = self._blocks.get(unit.unit_id)
        if blocks is None:
            return 0 if unit.mode is Mode.LOAD else self.base.off[unit.unit_id][day]
        return blocks.off[blocks.block_of[day]]

    def start(self, unit: Unit, day: int) -> cp_model.IntVar | int:
        """1 where a stop begins on the day."""
        if unit.unit_id in self._blocks:
            return self._blocks[unit.unit_id].starts.get(day, 0)
        return self._fixed_change(unit, day, begins=True)

    def restart(self, unit: Unit, day: int) -> cp_model.IntVar | int:
        """1 where the unit runs again from the day on."""
        if unit.unit_id in self._blocks:
            return self._blocks[unit.unit_id].restarts.get(day, 0)
        return self._fixed_change(unit, day, begins=False)

    def starts(self, unit: Unit) -> Linear:
        """Stops that begin in the season."""
        if unit.unit_id in self._blocks:
            starts = list(self._blocks[unit.unit_id].starts.values())
            return Linear(starts, [1] * len(starts))
        running_before = 0 if self.off(unit, -1) else 1
        begun = sum(1 for stop in self.base.stops(unit.unit_id) if stop.start > 0 or running_before)
        return Linear(constant=begun)

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

    def reduced_in(self, unit: Unit, span: Span) -> Linear:
        """Days off, or Σ (1 − load), over any days: a row's own sum, where nothing else asks for it."""
        return self._days_off(unit, span) if unit.mode is Mode.STOP else self.reduced_by_load(unit, span)

    def _days_off(self, unit: Unit, span: Span) -> Linear:
        if unit.unit_id not in self._blocks:
            return Linear(constant=sum(self.base.off[unit.unit_id][span.start : span.end]))
        blocks, counted = self._blocks[unit.unit_id], Linear()
        if span.days:
            for block in range(blocks.block_of[span.start], blocks.block_of[span.end - 1] + 1):
                counted.plus(blocks.off[block], shared(blocks.spans[block], span).days)
        return counted

    def _count(self, unit: Unit, segment: Span) -> Linear:
        counted = self._days_off(unit, segment)
        if counted.is_constant:
            return counted
        name = f"days off {unit.unit_id} {segment.start}"
        days = self.defined(0, segment.days, name, lambda values: int(counted.at(values)))
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
    ) -> list[tuple[Linear, list[Number]]]:
        """Σ rate · off(u, d) over stop units, for stretches of days in which no free unit can change.

        Each stretch has one expression over the free units and, day by day, what the fixed add.
        """
        free = [(unit, whole(rate)) for unit, rate in rated if unit.unit_id in self._blocks]
        fixed = self._fixed_by_day([(u, whole(r)) for u, r in rated if u.unit_id not in self._blocks], span)
        begins = {day for unit, _ in free for day in self._blocks[unit.unit_id].begins if day in span}
        stretches = []
        for start, end in pairwise(sorted({span.start, span.end, *begins})):
            body = Linear()
            for unit, rate in free:
                body.plus(self.off(unit, start), rate)
            stretches.append((body, fixed[start - span.start : end - span.start]))
        return stretches

    def _fixed_by_day(self, rated: Sequence[tuple[Unit, Number]], span: Span) -> list[Number]:
        sums: list[Number] = [0] * span.days
        for unit, rate in rated:
            for stop in self.base.stops(unit.unit_id):
                for day in range(max(stop.start, span.start), min(stop.end, span.end)):
                    sums[day - span.start] += rate
        return sums

    def distinct_days(self, units: Sequence[Unit], span: Span) -> list[int]:
        """The days of a span on which the state of the units can differ from the day before."""
        return (
            sorted({max(day, span.start) for day in self.steady_from(units) if day < span.end})
            if span.days
            else []
        )

    def load_on(self, unit: Unit, day: int) -> cp_model.IntVar | int:
        """Load of a load unit on a day, in thousandths; full outside its load periods."""
        return next((load for period, load in self.loads(unit).items() if day in period), LOAD_STEPS)

    def reduced_on(self, unit: Unit, day: int) -> Linear:
        """1 for a day off, or 1 − load."""
        if unit.mode is Mode.STOP:
            return Linear.of(self.off(unit, day))
        return Linear(constant=1).plus(self.load_on(unit, day), Fraction(-1, LOAD_STEPS))

    def hint(self, schedule: Schedule) -> None:
        """Suggest the states of a schedule, and with them every variable that follows from them."""
        values = self._states(schedule)
        for variable, definition in self.definitions:
            values[variable.index] = definition(values)
        for index, value in values.items():
            self.cp.add_hint(self.cp.get_int_var_from_proto_index(index), value)

    def _states(self, schedule: Schedule) -> Values:
        values: Values = {}
        for unit_id, blocks in self._blocks.items():
            row = schedule.off[unit_id]
            before = int(self.season.stands_before(self.season.unit_by_id[unit_id]) > 0)
            for begin, off in zip(blocks.begins, blocks.off, strict=True):
                if not isinstance(off, int):
                    previous = row[begin - 1] if begin else before
                    values[off.index] = row[begin]
                    values[blocks.starts[begin].index] = int(row[begin] > previous)
                    values[blocks.restarts[begin].index] = int(row[begin] < previous)
        for unit_id, loads in self._loads.items():
            for load, step in zip(loads.values(), schedule.steps.get(unit_id, ()), strict=False):
                if not isinstance(load, int):
                    values[load.index] = step
        for job_id, begins in self.job_begins.items():
            for day, begun in begins.items():
                values[begun.index] = int(schedule.jobs.get(job_id) == day)
        return values

    def read(self, solver: cp_model.CpSolver) -> Schedule:
        """States of the free units in a solution, and all jobs; call only after a solution was found."""
        off = {}
        for unit_id, blocks in self._blocks.items():
            states = [solver.value(state) for state in blocks.off]
            off[unit_id] = bytes(states[block] for block in blocks.block_of)
        steps = {
            unit_id: tuple(solver.value(load) for load in loads.values())
            for unit_id, loads in self._loads.items()
            if unit_id in self.grid
        }
        jobs = {
            job_id: next((day for day, begin in begins.items() if solver.value(begin)), None)
            for job_id, begins in self.job_begins.items()
        }
        return Schedule(off, steps, jobs)
