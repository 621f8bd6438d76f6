"""The bound is rigorous whatever the time: independent LP ≤ bound ≤ cheapest of all schedules ≤ plan.

The linear program is written here from the season alone, and solved by GLOP; it knows nothing of
``scheduler.model``. The cheapest schedule is found by trying all of them with the checker.
"""

from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from ortools.linear_solver import pywraplp

import scheduler.solve.exact
from scheduler.domain.objective import BandExcess, PeakEmissions
from scheduler.domain.obligation import (
    HeatFloor,
    LinkedUnits,
    Obligation,
    OutputCeiling,
    RegionOutputCeiling,
    RotationBand,
    ShortestStop,
    StopShare,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import GRAMS_PER_KG, Season
from scheduler.domain.unit import Process
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.verify.check import verify
from tests.helpers import on, owed, season, stage
from tests.solve.test_brute_force import least_cost, smoking
from tests.strategies import OBJECTIVE, drawn

DAYS, BOUNDARY = 5, 2
"""Stops of three days at least: seven ways of each unit to stand, so that all can be tried."""
AMPLE = Settings(time_limit_s=1, reproducible=True, gap=0)
TOLERANCE = 2e-4
"""What the solver of the relaxation may leave open."""


class LinearSeason:
    """The season with fractions of stops; kinds it leaves out would only make it dearer."""

    def __init__(self, whole: Season, *, by_day: bool) -> None:
        self.season, self.lp = whole, pywraplp.Solver.CreateSolver("GLOP")
        self.days = range(whole.calendar.days)
        self.off = {(u.unit_id, d): self.lp.NumVar(0, 1, "") for u in whole.units for d in self.days}
        self.starts = {u.unit_id: self.number() for u in whole.units}
        for u in whole.units:
            self._stops(u.unit_id, by_day)
        self.cost = sum(
            self._margin(u) + float(u.restart_cost_yuan) * self.starts[u.unit_id] for u in whole.units
        )
        for each in whole.obligations:
            self._owe(each, by_day)
        if by_day:
            self._peak()

    def least_yuan(self) -> float | None:
        """No plan costs less; ``None`` where not even fractions hold the season."""
        self.lp.Minimize(self.cost)
        return self.lp.Objective().Value() if self.lp.Solve() == pywraplp.Solver.OPTIMAL else None

    def number(self) -> Any:
        return self.lp.NumVar(0, self.lp.infinity(), "")

    def _margin(self, u: Any) -> Any:
        return sum(self.season.daily_margin_yuan(u, on(d)) * self.off[u.unit_id, d] for d in self.days)

    def _stops(self, name: str, by_day: bool) -> None:
        """A stop begins where a day off follows one on; without days, one stop lasts the season at most."""
        before = int(self.season.stands_before(self.season.unit_by_id[name]) > 0)
        if not by_day:
            self.lp.Add(len(self.days) * (self.starts[name] + before) >= self.stopped([name], self.days))
            return
        begun = {d: self.number() for d in self.days}
        for d in self.days:
            self.lp.Add(begun[d] >= self.off[name, d] - (self.off[name, d - 1] if d else before))
            for last in range(d, d + self._shortest(name)):
                self.lp.Add((self.off[name, last] if last in self.days else 0) >= begun[d])
        self.lp.Add(self.starts[name] == sum(begun.values()))

    def _shortest(self, name: str) -> int:
        lengths = (
            o.days for o in self.season.obligations if isinstance(o, ShortestStop) and o.subject == name
        )
        return max(lengths, default=1)

    def _owe(self, each: Obligation, by_day: bool) -> None:
        span = self.season.calendar.span(each.window).indices()
        match each:
            case StopShare():
                capacity = sum(self.rate(name) for name in each.units)
                asked = float(each.share) * capacity * len(span)
                self.lp.Add(self.stopped(each.units, span, self.rate) >= asked)
            case OutputCeiling() | RegionOutputCeiling():
                most = sum(map(float, each.t_per_day.values())) * len(span) - float(each.tonnes)
                self.lp.Add(self.stopped(each.units, span, lambda n: float(each.t_per_day[n])) >= most)
            case LinkedUnits():
                self.lp.Add(self.share(each.group, span) >= self.share(each.drivers, span))
            case HeatFloor() if by_day:
                areas = {n: float(self.season.unit_by_id[n].heat_area_m2) for n in each.units}
                spare = sum(areas.values()) - float(each.demand_m2)
                for d in span:
                    self.lp.Add(self.stopped(each.units, [d], areas.__getitem__) <= spare)
            case RotationBand() if by_day and not each.hard:
                self._band(each, span)

    def _band(self, each: RotationBand, span: range) -> None:
        (price,) = (term.yuan_per_t for term in self.season.objective if isinstance(term, BandExcess))
        level = self.number()
        for d in span:
            stopped, outside = self.stopped(each.units, [d], self.rate), self.number()
            self.lp.Add(outside >= stopped - level - each.width_t_per_day)
            self.lp.Add(outside >= level - stopped)
            self.cost += price * outside

    def _peak(self) -> None:
        """All works stand in one city."""
        (term,) = (term for term in self.season.objective if isinstance(term, PeakEmissions))
        peak = self.number()
        grams = {u.unit_id: self.season.emission_g_per_day(u) / GRAMS_PER_KG for u in self.season.units}
        for d in self.days:
            self.lp.Add(peak >= sum(grams.values()) - self.stopped(grams, [d], grams.__getitem__))
        self.cost += term.yuan_per_kg * peak

    def rate(self, name: str) -> float:
        return float(self.season.unit_by_id[name].capacity_t_per_day)

    def stopped(self, names: Any, days: Any, weight: Any = lambda _: 1) -> Any:
        return sum(weight(name) * self.off[name, d] for name in names for d in days)

    def share(self, names: Any, days: Any) -> Any:
        return self.stopped(names, days, self.rate) * (1 / sum(map(self.rate, names)))


@st.composite
def small_seasons(draw: st.DrawFn) -> Season:
    """Two works of a furnace each, and a sinter machine that follows the first."""
    capacity = [draw(st.sampled_from([1000, 1500, 2730])) for _ in range(2)]
    margin = [draw(st.sampled_from([90_000, 120_000, 210_000])) for _ in range(2)]
    furnaces = [
        smoking(
            f"F{i}",
            enterprise_id=f"W{i}",
            capacity_t_per_day=capacity[i],
            margin_yuan_per_day=margin[i],
            restart_cost_yuan=draw(st.sampled_from([0, 30_000, 400_000])),
            heat_area_m2=500,
            off_since=draw(st.sampled_from([None, None, on(-3)])),
        )
        for i in range(2)
    ]
    sinter = smoking("S0", enterprise_id="W0", process=Process.SINTER, margin_yuan_per_day=20_000)
    both, one_stage = ["F0", "F1"], [(0, BOUNDARY - 1), (BOUNDARY, DAYS - 1)]
    rates = {f"F{i}": capacity[i] for i in range(2)}
    made = sum(capacity) * DAYS
    obligations: list[Obligation] = [
        owed(ShortestStop, [name], 0, DAYS - 1, days=3) for name in (*both, "S0")
    ]
    obligations += [
        owed(StopShare, [f"F{i}"], 0, DAYS - 1, share=share, subject=f"W{i}", process="blast_furnace")
        for i, share in enumerate(
            draw(st.lists(st.sampled_from(["0", "0.3", "0.5"]), min_size=2, max_size=2))
        )
    ]
    linked = {"process": "sinter", "group": ["S0"], "drivers": ["F0"], "subject": "W0"}
    obligations += [owed(LinkedUnits, ["S0", "F0"], *days, **linked) for days in one_stage]
    tonnes = made * draw(st.sampled_from([Fraction(1), Fraction(9, 10), Fraction(4, 5)]))
    city = {"subject": "邯郸市"}
    obligations.append(owed(RegionOutputCeiling, both, 0, DAYS - 1, tonnes=tonnes, t_per_day=rates, **city))
    obligations.append(owed(HeatFloor, both, 0, DAYS - 1, demand_m2=draw(st.sampled_from([0, 500])), **city))
    width = draw(st.sampled_from([0, 1000]))
    band = {"process": "blast_furnace", "width_t_per_day": width, "hard": False, **city}
    obligations.append(owed(RotationBand, both, 0, DAYS - 1, **band))
    stages = [stage(f"from{first}", first, last) for first, last in one_stage]
    return season([*furnaces, sinter], obligations, days=DAYS, stages=stages, objective=OBJECTIVE)


@seed(20211115)
@settings(drawn, max_examples=10)
@given(whole=small_seasons(), limit=st.sampled_from([0.001, 0.05, AMPLE.time_limit_s]), large=st.booleans())
def test_the_bound_lies_below_the_cheapest_of_all_schedules(whole: Season, limit: float, large: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if large:  # by works in turn and polish, with the bound of the totals and their prices
            patch.setattr(scheduler.solve.exact, "SMALL_UNIT_DAYS", 0)
        found = solve(whole, AMPLE.model_copy(update={"time_limit_s": limit}))
    cheapest, linear = least_cost(whole), LinearSeason(whole, by_day=True).least_yuan()
    if cheapest is None:
        assert found.status in (Status.INFEASIBLE, Status.UNKNOWN)
        return
    assert linear is not None
    assert floor(linear * (1 - 1e-6)) <= cheapest
    assert found.status is not Status.INFEASIBLE
    assert found.bound_yuan is not None
    assert found.bound_yuan <= cheapest
    if found.plan is not None:
        assert found.objective_yuan == verify(whole, found.plan).total_yuan >= cheapest
    if limit == AMPLE.time_limit_s:
        totals = LinearSeason(whole, by_day=False).least_yuan()
        assert totals is not None
        assert found.bound_yuan >= totals * (1 - TOLERANCE) - 1
