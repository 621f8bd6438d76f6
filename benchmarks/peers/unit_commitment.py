"""PyPSA's unit commitment: each unit a committable generator that sells its tonnes, solved by HiGHS.

Shortest stop, shortest run and restart cost are PyPSA's own words; windows, shares, ceilings, heat and peaks
are added as linear rows over its variables, as its manual shows. Stocks, corridors, changeovers, crews and
burdens, and loads held over a stage, would need variables of one's own: they are left out.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Any

import pypsa
from telling import Task

from scheduler.domain.calendar import Span
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import LoadSpell, Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import LOAD_STEPS, Mode, Unit

BUS, MARKET = "city", "market"


def run(task: Task) -> None:
    """One plan, at the end: PyPSA tells nothing before."""
    network = network_of(task.season)
    status, _ = network.optimize(
        solver_name="highs",
        extra_functionality=lambda network, _: Rules(task.season, network.model).say(),
        linearized_unit_commitment=False,
        time_limit=task.left,
        random_seed=task.seed,
        output_flag=False,
    )
    if status == "ok" and not network.generators_t.status.empty:
        task.tell(plan_of(task.season, network))


def network_of(season: Season) -> Any:
    """A market that takes whatever is made; a running unit that stops runs at full load."""
    network = pypsa.Network()
    network.set_snapshots(range(season.calendar.days))
    network.add("Bus", BUS)
    capacity = sum(float(unit.capacity_t_per_day) for unit in season.units)
    network.add("Generator", MARKET, bus=BUS, p_nom=capacity, p_min_pu=-1.0, p_max_pu=0.0)
    rows = [_generator(season, unit) for unit in season.units]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    network.add("Generator", [unit.unit_id for unit in season.units], bus=BUS, **columns)
    return network


def _generator(season: Season, unit: Unit) -> dict[str, Any]:
    stops, stood = unit.mode is Mode.STOP, season.stands_before(unit)
    return {
        "p_nom": float(unit.capacity_t_per_day),
        "marginal_cost": -float(unit.margin_yuan_per_day / unit.capacity_t_per_day),
        "committable": stops,
        "p_min_pu": 1.0 if stops else unit.lowest_load_step / LOAD_STEPS,
        "p_max_pu": 1.0 if stops else float(unit.load_max),
        "start_up_cost": float(unit.restart_cost_yuan) if stops else 0.0,
        "min_up_time": unit.shortest_run_days if stops else 0,
        "min_down_time": unit.shortest_stop_days if stops else 0,
        "up_time_before": 0 if stood else season.calendar.days,
        "down_time_before": stood,
    }


class Rules:
    """Rows over PyPSA's variables, one method a kind."""

    def __init__(self, season: Season, model: Any) -> None:
        self.season, self.model = season, model
        self.made, self.status = model["Generator-p"], model["Generator-status"]

    def say(self) -> None:
        for owed in self.season.obligations:
            rule = getattr(self, f"_{owed.kind}", None)
            if rule is not None and self.days(owed):
                rule(owed)

    def days(self, owed: Obligation) -> list[int]:
        return list(self.season.calendar.span(owed.window).indices())

    def tonnes(self, rates: dict[str, float], days: list[int]) -> Any:
        """Σ rate · tonnes made, over units and days."""
        return self.by_day(rates, days).sum()

    def by_day(self, rates: dict[str, float], days: list[int]) -> Any:
        made = self.made.sel(name=list(rates), snapshot=days)
        return (made * self._weights(made, rates)).sum("name")

    def _weights(self, variable: Any, rates: dict[str, float]) -> Any:
        return variable.coords["name"].copy(data=list(rates.values()))

    def _loads(self, rates: dict[str, Any]) -> dict[str, float]:
        """Rates of a day at full load as rates of a tonne."""
        return {
            name: float(rate / self.season.unit_by_id[name].capacity_t_per_day)
            for name, rate in rates.items()
        }

    def _alike(self, names: Any) -> dict[str, float]:
        return dict.fromkeys(names, 1.0)

    def _whole(self, owed: Any) -> float:
        return float(sum(self.season.unit_by_id[name].capacity_t_per_day for name in owed.units))

    def _stop_window(self, owed: Any) -> None:
        self.model.add_constraints(self.status.sel(name=owed.subject, snapshot=self.days(owed)) <= 0)

    def _forbidden_days(self, owed: Any) -> None:
        self.model.add_constraints(self.status.sel(name=owed.subject, snapshot=self.days(owed)) >= 1)

    def _stop_days(self, owed: Any) -> None:
        days = self.days(owed)
        running = self.status.sel(name=owed.subject, snapshot=days).sum()
        self.model.add_constraints(running <= len(days) - owed.days)

    def _most_stops(self, owed: Any) -> None:
        stopping = self.model["Generator-shut_down"].sel(name=owed.subject, snapshot=self.days(owed))
        self.model.add_constraints(stopping.sum() <= owed.stops)

    def _stop_share(self, owed: Any) -> None:
        days = self.days(owed)
        most = float(1 - owed.share) * self._whole(owed) * len(days)
        self.model.add_constraints(self.tonnes(self._alike(owed.units), days) <= most)

    def _linked_units(self, owed: Any) -> None:
        days, units = self.days(owed), self.season.unit_by_id
        group, drivers = (
            self.tonnes(
                dict.fromkeys(names, 1 / float(sum(units[name].capacity_t_per_day for name in names))), days
            )
            for names in (owed.group, owed.drivers)
        )
        self.model.add_constraints(group - drivers <= 0)

    def _output_ceiling(self, owed: Any) -> None:
        made = self.tonnes(self._loads(owed.t_per_day), self.days(owed))
        self.model.add_constraints(made <= float(owed.tonnes))

    _region_output_ceiling = _output_ceiling

    def _emission_ceiling(self, owed: Any) -> None:
        grams = {name: self._grams(name) for name in owed.units}
        emitted = self.by_day(self._loads(grams), self.days(owed))
        self.model.add_constraints(emitted <= float(owed.kg_per_day) * 1000)

    def _grams(self, name: str) -> Fraction:
        return Fraction(self.season.emission_g_per_day(self.season.unit_by_id[name]))

    def _lines_off(self, owed: Any) -> None:
        running = self.by_day(self._loads(owed.weights), self.days(owed))
        self.model.add_constraints(running <= float(sum(owed.weights.values()) - owed.required))

    def _heat_floor(self, owed: Any) -> None:
        areas = {n: float(self.season.unit_by_id[n].heat_area_m2) for n in owed.units}
        always = sum(area for n, area in areas.items() if self.season.unit_by_id[n].mode is Mode.LOAD)
        stopping = {n: area for n, area in areas.items() if self.season.unit_by_id[n].mode is Mode.STOP}
        status = self.status.sel(name=list(stopping), snapshot=self.days(owed))
        heated = (status * self._weights(status, stopping)).sum("name")
        self.model.add_constraints(heated >= float(owed.demand_m2) - always)

    def _load_ceiling(self, owed: Any) -> None:
        self._at_most(owed, owed.ceiling)

    def _coking_time(self, owed: Any) -> None:
        self._at_most(owed, owed.normal_hours / owed.hours)

    def _at_most(self, owed: Any, ceiling: Fraction) -> None:
        unit = self.season.unit_by_id[owed.subject]
        if unit.mode is Mode.LOAD and ceiling < 1:
            made = self.made.sel(name=owed.subject, snapshot=self.days(owed))
            self.model.add_constraints(made <= float(ceiling * unit.capacity_t_per_day))


def plan_of(season: Season, network: Any) -> Plan:
    """Days without commitment are stops; of a load unit's days each load period takes the mean."""
    return Plan(stops=tuple(_stops(season, network)), loads=tuple(_loads(season, network)))


def _stops(season: Season, network: Any) -> Iterator[Stop]:
    for unit in (unit for unit in season.units if unit.mode is Mode.STOP):
        running = [round(state) for state in network.generators_t.status[unit.unit_id]]
        begin = None
        for day, runs in enumerate([*running, 1]):
            if not runs and begin is None:
                begin = day
            elif runs and begin is not None:
                yield Stop(unit_id=unit.unit_id, window=season.calendar.range(Span(begin, day)))
                begin = None


def _loads(season: Season, network: Any) -> Iterator[LoadSpell]:
    for unit in (unit for unit in season.units if unit.mode is Mode.LOAD):
        made = network.generators_t.p[unit.unit_id]
        for period in season.load_periods(unit):
            span = season.calendar.span(period)
            mean = float(made.iloc[span.start : span.end].mean() / float(unit.capacity_t_per_day))
            load = Fraction(floor(mean * LOAD_STEPS + 1e-6), LOAD_STEPS)
            if load < 1:
                yield LoadSpell(unit_id=unit.unit_id, window=period, load=load)
