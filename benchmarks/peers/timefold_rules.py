"""Timefold: local search over spells (first day, days off), rules as constraint streams in Python.

Every rule that is a sum of days off in windows becomes a need, the same stream for all. Load units run at
the loads of the hand rule: they are no planning variables. Rules over a region's day would need a part for
each unit and day, stocks a shadow variable; they are left out.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Any

from hand_rule import Turns
from telling import Task
from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold_streams import Part, Problem, Spell, rules

from scheduler.domain import season as seasons
from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Plan, Stop
from scheduler.domain.unit import Mode

MOST_IN_STAGE = 2
"""Spells of a unit in each stage, however many stops it may make."""
THOUSAND = 1000


# ── the season as needs ──────────────────────────────────────────────────────────────────────────


class Needs:
    """Obligations as sums of days off; what load units give is taken off what is required."""

    def __init__(self, season: seasons.Season, loads: dict[str, Fraction]) -> None:
        self.season, self.loads = season, loads
        self.parts: list[Part] = []
        for owed in season.obligations:
            need = getattr(self, f"_{owed.kind}", None)
            if need is not None and season.calendar.span(owed.window).days:
                need(owed)

    def add(self, name: str, required: Fraction, terms: list[tuple[str, Fraction, DayRange]]) -> None:
        parts = []
        for unit_id, rate, window in terms:
            span = self.season.calendar.span(window)
            if unit_id in self.loads:
                required -= rate * span.days * (1 - self.loads[unit_id])
            elif rate:
                parts.append((unit_id, floor(rate), span))
        whole = max(1, sum(abs(rate) * span.days for _, rate, span in parts))
        self.parts += [
            Part(name, ceil(required), whole, unit_id, rate, *span) for unit_id, rate, span in parts
        ]

    def days(self, window: DayRange) -> int:
        return self.season.calendar.span(window).days

    def capacity(self, name: str) -> Fraction:
        return self.season.unit_by_id[name].capacity_t_per_day

    def _stop_window(self, owed: Any) -> None:
        self.add(owed.id, Fraction(self.days(owed.window)), [(owed.subject, Fraction(1), owed.window)])

    def _stop_days(self, owed: Any) -> None:
        self.add(owed.id, Fraction(owed.days), [(owed.subject, Fraction(1), owed.window)])

    def _forbidden_days(self, owed: Any) -> None:
        self.add(owed.id, Fraction(0), [(owed.subject, Fraction(-1), owed.window)])

    def _make_up(self, owed: Any) -> None:
        windows = (owed.window, owed.instead_of)
        required = Fraction(self.days(owed.instead_of) + owed.besides_days)
        self.add(owed.id, required, [(owed.subject, Fraction(1), window) for window in windows])

    def _stop_share(self, owed: Any) -> None:
        whole = sum(map(self.capacity, owed.units)) * self.days(owed.window)
        terms = [(name, self.capacity(name), owed.window) for name in owed.units]
        self.add(owed.id, owed.share * whole, terms)

    def _linked_units(self, owed: Any) -> None:
        own, theirs = sum(map(self.capacity, owed.group)), sum(map(self.capacity, owed.drivers))
        terms = [(name, THOUSAND * self.capacity(name) / own, owed.window) for name in owed.group]
        terms += [(name, -THOUSAND * self.capacity(name) / theirs, owed.window) for name in owed.drivers]
        self.add(owed.id, Fraction(0), terms)

    def _output_ceiling(self, owed: Any) -> None:
        whole = sum(owed.t_per_day.values()) * self.days(owed.window)
        terms = [(name, rate, owed.window) for name, rate in owed.t_per_day.items()]
        self.add(owed.id, whole - owed.tonnes, terms)

    _region_output_ceiling = _output_ceiling

    def _substitution(self, owed: Any) -> None:
        relieved = [(name, self.capacity(name), owed.window) for name in owed.relieved]
        extra = [(name, self.capacity(name), window) for name in owed.standing_in for window in owed.extra]
        made = sum(map(self.capacity, owed.relieved)) * self.days(owed.window)
        self.add(owed.id, made + owed.besides_t, relieved + extra)

    def _heat_floor(self, owed: Any) -> None:
        areas = {name: self.season.unit_by_id[name].heat_area_m2 for name in owed.units}
        stopping = [name for name in owed.units if name not in self.loads]
        for day in self._each_day(owed):
            terms = [(name, -areas[name], day) for name in stopping]
            self.add(f"{owed.id}/{day.first}", owed.demand_m2 - sum(areas.values()), terms)

    def _lines_off(self, owed: Any) -> None:
        for day in self._each_day(owed):
            terms = [(name, weight, day) for name, weight in owed.weights.items()]
            self.add(f"{owed.id}/{day.first}", owed.required, terms)

    def _each_day(self, owed: Obligation) -> Iterator[DayRange]:
        calendar = self.season.calendar
        for day in calendar.span(owed.window).indices():
            yield calendar.range(Span(day, day + 1))


def spells(season: seasons.Season) -> Iterator[Spell]:
    for unit in season.units:
        if unit.mode is Mode.STOP:
            stages = len(season.stages_of(unit.enterprise_id)) or 1
            for nth in range(stages * min(unit.most_stops_per_stage, MOST_IN_STAGE)):
                yield Spell(
                    f"{unit.unit_id}#{nth}",
                    unit.unit_id,
                    unit.shortest_stop_days,
                    unit.shortest_run_days,
                    floor(unit.margin_yuan_per_day / THOUSAND),
                    floor(unit.restart_cost_yuan / THOUSAND),
                    season.calendar.days,
                )


def run(task: Task) -> None:
    turns = Turns(task.season)
    days = task.season.calendar.days
    needs = Needs(task.season, turns.loads)
    problem = Problem(list(range(days)), list(range(days + 1)), needs.parts, list(spells(task.season)))
    config = SolverConfig(
        solution_class=Problem,
        entity_class_list=[Spell],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=floor(task.left * THOUSAND))),
        random_seed=task.seed,
    )

    def tell(best: Problem) -> None:
        """What is still being constructed is no plan: some spells have no day yet."""
        if all(spell.start is not None and spell.days is not None for spell in best.spells):
            task.tell(plan_of(best, turns))

    solver = SolverFactory.create(config).build_solver()
    solver.add_event_listener(lambda event: tell(event.new_best_solution))
    tell(solver.solve(problem))


def plan_of(problem: Problem, turns: Turns) -> Plan:
    """The spells as stops, those that meet as one; loads by the hand rule."""
    calendar, by_unit = turns.season.calendar, dict[str, set[int]]()
    for spell in problem.spells:
        end = min(spell.start + spell.days, calendar.days)
        by_unit.setdefault(spell.unit, set()).update(range(spell.start, end))
    stops = [
        Stop(unit_id=unit_id, window=calendar.range(span))
        for unit_id, off in by_unit.items()
        for span in spans_of(off)
    ]
    return Plan(stops=tuple(stops), loads=turns.plan().loads)


def spans_of(days: set[int]) -> Iterator[Span]:
    begin = None
    for day in range(max(days, default=-1) + 2):
        if day in days and begin is None:
            begin = day
        elif day not in days and begin is not None:
            yield Span(begin, day)
            begin = None
