"""A newcomer's CP-SAT model: optional intervals, one for each stop that a unit may make in a stage.

It is what a good tutorial leads to. Days off in a window are overlaps of intervals with it. What every day
of a region must hold (corridor, changeovers, peaks, supply, stock) does not come as sums over intervals,
so it is left out, and the checker says what that breaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from ortools.sat.python import cp_model
from telling import Task
from time_indexed import cp_sat

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import LoadSpell, Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit

SCALE = 1000
"""Tonnes are counted in thousandths, rounded against the plan."""


@dataclass(frozen=True)
class Piece:
    """One stop that may be made."""

    start: Any
    end: Any
    days: Any
    made: Any


class Model:
    def __init__(self, season: Season) -> None:
        self.season, self.cp = season, cp_model.CpModel()
        self.days = season.calendar.days
        self.pieces = {u.unit_id: self._pieces(u) for u in season.units if u.mode is Mode.STOP}
        self.loads = {
            u.unit_id: [(period, self._load(u)) for period in season.load_periods(u)]
            for u in season.units
            if u.mode is Mode.LOAD
        }
        self._overlaps: dict[tuple[str, Span], Any] = {}
        for owed in season.obligations:
            self.say(owed)
        self.cp.minimize(sum(self.lost(unit) for unit in season.units))

    def _pieces(self, unit: Unit) -> list[Piece]:
        """As many as may begin, in their order; the first is the stop that the season finds."""
        stages = self.season.stages_of(unit.enterprise_id)
        stood = self.season.stands_before(unit) > 0
        found = [self._piece(unit, nth) for nth in range(len(stages) * unit.most_stops_per_stage + stood)]
        if stood:
            self.cp.add(found[0].start == 0)
            self.cp.add(found[0].made == 1)
        for one, two in pairwise(found):
            self.cp.add_implication(two.made, one.made)
            self.cp.add(two.start >= one.end + unit.shortest_run_days).only_enforce_if(two.made)
        return found

    def _piece(self, unit: Unit, nth: int) -> Piece:
        name = f"{unit.unit_id}.{nth}"
        stood = self.season.stands_before(unit) if nth == 0 else 0
        least = max(1, min(unit.shortest_stop_days - stood, self.days))
        start, end = (
            self.cp.new_int_var(0, self.days, f"{name}s"),
            self.cp.new_int_var(0, self.days, f"{name}e"),
        )
        days, made = self.cp.new_int_var(least, self.days, f"{name}d"), self.cp.new_bool_var(f"{name}m")
        self.cp.new_optional_interval_var(start, days, end, made, name)
        return Piece(start, end, days, made)

    def _load(self, unit: Unit) -> Any:
        return self.cp.new_int_var(unit.lowest_load_step, floor(unit.load_max * LOAD_STEPS), unit.unit_id)

    # ── days off in a window ─────────────────────────────────────────────────────────────────────

    def off(self, unit_id: str, window: DayRange) -> Any:
        """Days off of a stop unit in a window."""
        span = self.season.calendar.span(window)
        if (unit_id, span) not in self._overlaps:
            parts = [self._overlap(piece, span) for piece in self.pieces[unit_id]]
            self._overlaps[unit_id, span] = sum(parts)
        return self._overlaps[unit_id, span]

    def _overlap(self, piece: Piece, span: Span) -> Any:
        shared, first, last = (self.cp.new_int_var(-self.days, self.days, "") for _ in range(3))
        self.cp.add_max_equality(first, [piece.start, span.start])
        self.cp.add_min_equality(last, [piece.end, span.end])
        self.cp.add_max_equality(shared, [last - first, 0])
        held = self.cp.new_int_var(0, self.days, "")
        self.cp.add(held == shared).only_enforce_if(piece.made)
        self.cp.add(held == 0).only_enforce_if(piece.made.negated())
        return held

    def reduced(self, unit_id: str, window: DayRange) -> Any:
        """Days × 1000 off, or at lower load."""
        if unit_id in self.pieces:
            return LOAD_STEPS * self.off(unit_id, window)
        span = self.season.calendar.span(window)
        total = 0
        for period, load in self.loads[unit_id]:
            own = self.season.calendar.span(period)
            days = max(0, min(span.end, own.end) - max(span.start, own.start))
            total += days * (LOAD_STEPS - load) if days else 0
        return total

    def weighted(self, rates: dict[str, Fraction], window: DayRange) -> Any:
        """Σ rate · reduced days, in thousandths."""
        return sum(floor(rate) * self.reduced(name, window) for name, rate in rates.items())

    # ── rules ────────────────────────────────────────────────────────────────────────────────────

    def say(self, owed: Obligation) -> None:
        rule = getattr(self, f"_{owed.kind}", None)
        if rule is not None and self.season.calendar.span(owed.window).days:
            rule(owed)

    def _stop_window(self, owed: Any) -> None:
        self.cp.add(self.off(owed.subject, owed.window) == self.season.calendar.span(owed.window).days)

    def _stop_days(self, owed: Any) -> None:
        self.cp.add(self.off(owed.subject, owed.window) >= owed.days)

    def _forbidden_days(self, owed: Any) -> None:
        self.cp.add(self.off(owed.subject, owed.window) == 0)

    def _make_up(self, owed: Any) -> None:
        run = self.season.calendar.span(owed.instead_of).days - self.off(owed.subject, owed.instead_of)
        self.cp.add(self.off(owed.subject, owed.window) - owed.besides_days >= run)

    def _most_stops(self, owed: Any) -> None:
        span = self.season.calendar.span(owed.window)
        begun = []
        for piece in self.pieces.get(owed.subject, ()):
            inside, before, after = (self.cp.new_bool_var("") for _ in range(3))
            self.cp.add(piece.start < span.start).only_enforce_if(before)
            self.cp.add(piece.start >= span.end).only_enforce_if(after)
            self.cp.add_bool_or(before, after, inside, piece.made.negated())
            begun.append(inside)
        self.cp.add(sum(begun) <= owed.stops)

    def _stop_share(self, owed: Any) -> None:
        capacities = self._capacities(owed.units)
        days = self.season.calendar.span(owed.window).days
        most = owed.share * sum(capacities.values()) * days * LOAD_STEPS
        self.cp.add(self.weighted(capacities, owed.window) >= ceil(most))

    def _linked_units(self, owed: Any) -> None:
        group, drivers = self._capacities(owed.group), self._capacities(owed.drivers)
        own, theirs = int(sum(group.values())), int(sum(drivers.values()))
        self.cp.add(self.weighted(group, owed.window) * theirs >= self.weighted(drivers, owed.window) * own)

    def _output_ceiling(self, owed: Any) -> None:
        whole = sum(owed.t_per_day.values()) * self.season.calendar.span(owed.window).days
        self.cp.add(self.weighted(owed.t_per_day, owed.window) >= ceil((whole - owed.tonnes) * LOAD_STEPS))

    _region_output_ceiling = _output_ceiling

    def _load_ceiling(self, owed: Any) -> None:
        self._at_most(owed, owed.ceiling)

    def _coking_time(self, owed: Any) -> None:
        self._at_most(owed, owed.normal_hours / owed.hours)

    def _one_load(self, owed: Any) -> None:
        loads = [load for period, load in self.loads.get(owed.subject, ()) if period.overlaps(owed.window)]
        for one, two in pairwise(loads):
            self.cp.add(one == two)

    def _at_most(self, owed: Any, ceiling: Fraction) -> None:
        for period, load in self.loads.get(owed.subject, ()):
            if period.overlaps(owed.window):
                self.cp.add(load <= floor(ceiling * LOAD_STEPS))

    def _capacities(self, names: Sequence[str]) -> dict[str, Fraction]:
        return {name: self.season.unit_by_id[name].capacity_t_per_day for name in names}

    # ── what it costs, and the plan ──────────────────────────────────────────────────────────────

    def lost(self, unit: Unit) -> Any:
        """Lost margin at the usual margin of a day, and restarts: in thousands of yuan."""
        margin = floor(unit.margin_yuan_per_day / SCALE)
        whole = self.season.calendar
        if unit.mode is Mode.LOAD:
            return floor(Fraction(margin, LOAD_STEPS)) * self.reduced(unit.unit_id, whole)
        restart = floor(unit.restart_cost_yuan / SCALE)
        made = sum(piece.made for piece in self.pieces[unit.unit_id])
        return margin * self.off(unit.unit_id, whole) + restart * made

    def plan(self, values: Any) -> Plan:
        return Plan(
            stops=tuple(self._stops(values)),
            loads=tuple(
                LoadSpell(unit_id=name, window=period, load=Fraction(int(values[load.index]), LOAD_STEPS))
                for name, loads in self.loads.items()
                for period, load in loads
                if values[load.index] != LOAD_STEPS
            ),
        )

    def _stops(self, values: Any) -> Iterator[Stop]:
        for name, pieces in self.pieces.items():
            for piece in pieces:
                if values[piece.made.index]:
                    span = Span(int(values[piece.start.index]), int(values[piece.end.index]))
                    yield Stop(unit_id=name, window=self.season.calendar.range(span))


def run(task: Task) -> None:
    model = Model(task.season)
    cp_sat(task, model.cp, model.plan, whole_cost=False)
