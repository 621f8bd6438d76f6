"""The works that race: their units, what a day of these counts, and how much each can and must give up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, gcd, lcm

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange, Stage
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.obligation import LinkedUnits, OutputCeiling, RegionOutputCeiling
from scheduler.domain.owing import Demand, least_t
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.race import Race
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.obligations.ceilings import steel_rates
from scheduler.obligations.reach import Reach

NOTHING = Fraction(0)
OWES_NOTHING = Text(zh="各项通知未作要求", en="no notice asks for any")


@dataclass(frozen=True)
class Heat:
    """One region in one stage: who shares its target."""

    region: str
    stage: Stage
    works: tuple[Enterprise, ...]


@dataclass(frozen=True)
class Racing:
    """A season seen as a race."""

    season: Season
    race: Race

    @cached_property
    def units_of(self) -> dict[str, tuple[Unit, ...]]:
        """The units that count for the duty, by works that has any."""
        found = {
            works: tuple(unit for unit in units if unit.process is self.race.process)
            for works, units in self.season.units_of.items()
        }
        return {works: units for works, units in found.items() if units}

    @cached_property
    def rates(self) -> dict[str, Fraction]:
        """Tonnes of duty in a day off of each unit: crude steel of furnaces (STL-3), else its output."""
        rates: dict[str, Fraction] = {}
        for works, units in self.units_of.items():
            steel = steel_rates(self.season.enterprise_by_id[works], units)
            rates |= {u.unit_id: steel.get(u.unit_id, u.capacity_t_per_day) for u in units}
        return rates

    @cached_property
    def heats(self) -> tuple[Heat, ...]:
        """By region and day; a works takes part in its own stages."""
        found: dict[tuple[str, Stage], list[Enterprise]] = {}
        for works in map(self.season.enterprise_by_id.__getitem__, self.units_of):
            for stage in self.season.stages_of(works.enterprise_id):
                found.setdefault((self.region_of(works), stage), []).append(works)
        ordered = sorted(found.items(), key=lambda item: (item[0][0], item[0][1].window.first, item[0][1].id))
        return tuple(Heat(region, stage, tuple(works)) for (region, stage), works in ordered)

    @cached_property
    def regions(self) -> dict[str, tuple[Enterprise, ...]]:
        """The works of each region, in the inventory's order."""
        regions: dict[str, list[Enterprise]] = {}
        for works in map(self.season.enterprise_by_id.__getitem__, self.units_of):
            regions.setdefault(self.region_of(works), []).append(works)
        return {region: tuple(works) for region, works in regions.items()}

    def region_of(self, works: Enterprise) -> str:
        return works.city if self.race.by is RegionLevel.CITY else works.province

    def full_t(self, works: str, window: DayRange) -> Fraction:
        """Duty tonnes of a works with all its units off in a window."""
        days = self.season.calendar.span(window).days
        return sum((self.rates[unit.unit_id] for unit in self.units_of[works]), NOTHING) * days

    # ── what is asked ────────────────────────────────────────────────────────────────────────────

    def least(self, works: str, stage: Stage) -> tuple[int, Text]:
        """Tonnes that the notices ask of a works in a stage, rounded up, and the ground of the largest."""
        span = self.season.calendar.span(stage.window)
        asked = [
            demand.within(span)
            for demand in self.season.demands_of[works]
            if all(unit.process is self.race.process for unit in demand.units)
        ]
        asked = [demand for demand in asked if demand.days > 0]
        grounds = [(self._asked_t(works, [d]), d.owed.clause, d.owed.ground) for d in asked]
        grounds += list(self._no_room(works, stage))
        if not grounds:
            return 0, OWES_NOTHING
        _, clause, ground = max(grounds, key=lambda found: found[0])
        tonnes = max(self._asked_t(works, asked), *(t for t, _, _ in grounds))
        return ceil(tonnes), Text(zh=f"{clause}：{ground.zh}", en=f"{clause}: {ground.en}")

    def _asked_t(self, works: str, asked: Sequence[Demand]) -> Fraction:
        """What demands come to in duty tonnes: within a works these stand in one ratio to capacity."""
        first = self.units_of[works][0]
        return least_t(asked) * self.rates[first.unit_id] / first.capacity_t_per_day

    def _no_room(self, works: str, stage: Stage) -> Iterator[tuple[Fraction, str, Text]]:
        """What a works' own ceiling leaves no room for, all its other units at rest (STL-4)."""
        for owed in self.season.obligations:
            if type(owed) is OutputCeiling and owed.subject == works and owed.window == stage.window:
                own = {name: t for name, t in owed.t_per_day.items() if name in self.rates}
                missing = sum(own.values()) * self.season.calendar.span(owed.window).days - owed.tonnes
                if own and missing > 0:
                    yield Fraction(missing), owed.clause, owed.ground

    def region_needs(self, heat: Heat) -> Iterator[tuple[Fraction, str, Text]]:
        """What the region's ceilings of the stage ask of those who race, with clause and ground (STL-2, 3).

        What the ceiling counts of other units comes off as far as these must give it up anyway.
        """
        mine = {unit.unit_id for works in heat.works for unit in self.units_of[works.enterprise_id]}
        days = self.season.calendar.span(heat.stage.window).days
        for owed in self.season.obligations:
            if not isinstance(owed, RegionOutputCeiling) or owed.window != heat.stage.window:
                continue
            racing = self.rates.keys() & owed.t_per_day.keys()
            if racing and racing <= mine:
                need = sum(owed.t_per_day.values()) * days - owed.tonnes - self._given_by_others(owed)
                yield max(NOTHING, Fraction(need)), owed.clause, owed.ground

    def _given_by_others(self, region: RegionOutputCeiling) -> Fraction:
        """What works without a unit in the race give up by their own ceilings."""
        days = self.season.calendar.span(region.window).days
        return sum(
            (
                max(NOTHING, sum(owed.t_per_day.values()) * days - owed.tonnes)
                for owed in self.season.obligations
                if type(owed) is OutputCeiling and owed.window == region.window
                if owed.t_per_day.keys() <= region.t_per_day.keys() - self.rates.keys()
            ),
            NOTHING,
        )

    # ── what is possible ─────────────────────────────────────────────────────────────────────────

    def most(self, works: str, stage: Stage) -> int:
        """Tonnes that a works can give up in a stage at most, rounded down to what whole days can add up to.

        Forbidden days, shortest stops and most stops, heat floors, and what its linked units can follow.
        """
        ids = [unit.unit_id for unit in self.units_of[works]]
        rates = {name: self.rates[name] for name in ids}
        full, most = self.full_t(works, stage.window), self.reach.most(ids, rates, stage.window)
        for link in self.reach.all(LinkedUnits):
            if link.window == stage.window and set(link.drivers) == set(ids):
                most = min(most, self.reach.share(link.group, link.window) * full)
        step = _common_step(rates.values())
        return floor(most // step * step)

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.season)


def _common_step(rates: Iterable[Fraction]) -> Fraction:
    """The largest amount of which all rates are multiples."""
    known = list(rates)
    parts = lcm(*(rate.denominator for rate in known))
    return Fraction(gcd(*(int(rate * parts) for rate in known)), parts)


def with_declared_costs(scenario: Scenario) -> Scenario:
    """The scenario in which a tonne not made costs each works what it declares, where it declares anything.

    The margins of the units that race follow from it, and with them plans, prices and burdens.
    """
    race = scenario.race
    declared = {e.enterprise_id: e.declared_yuan_per_t for e in scenario.entries}
    works = {each.enterprise_id: each for each in scenario.enterprises}

    def priced(unit: Unit) -> Unit:
        yuan_per_t = declared.get(unit.enterprise_id)
        if race is None or yuan_per_t is None or unit.process is not race.process:
            return unit
        rate = steel_rates(works[unit.enterprise_id], [unit]).get(unit.unit_id, unit.capacity_t_per_day)
        return unit.model_copy(update={"margin_yuan_per_day": yuan_per_t * rate})

    return scenario.model_copy(update={"units": tuple(map(priced, scenario.units))})
