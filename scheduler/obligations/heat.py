"""Homes to heat: floors for works and networks, and what they leave of a duty to stop (HEAT, STL-8)."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.calendar import Calendar, Span
from scheduler.domain.finding import Finding
from scheduler.domain.obligation import HeatFloor, StopShare
from scheduler.domain.scenario import HeatDemand
from scheduler.domain.unit import Mode, Unit
from scheduler.errors import Fault
from scheduler.obligations.outcome import Outcome, amount, note, owe, percent
from scheduler.obligations.select import Planned
from scheduler.obligations.subsets import Item, heaviest

HEAT = "HEAT"
NOTHING = Fraction(0)

MayStand = Callable[[Unit, int], bool]
"""Whether a unit may stand on a day, by its own limits."""
LowestLoad = Callable[[Unit, int], Fraction]
"""The lowest load of a unit that runs lower, on a day."""


# ── floors ───────────────────────────────────────────────────────────────────────────────────────


def heat_floors(planned: Planned) -> Iterator[Outcome]:
    """Each demand of a network, or of a works without one, becomes a floor for every day of its window."""
    for demand in planned.scenario.heat:
        if not demand.window.overlaps(planned.scenario.horizon) or not demand.demand_m2:
            continue
        heaters = _heaters(planned, demand)
        if heaters:
            yield _floor(demand, heaters)
        elif not _served_from_outside(planned, demand):
            yield Fault(
                f"nothing planned heats {demand.network}, which needs {amount(demand.demand_m2)} m²",
                sheet="heat",
                column="network",
                value=demand.network,
                maybe="give heat_network of its works, and heat_area_m2 of their units",
            )
        else:
            yield note(
                HEAT,
                demand.network,
                "由不在通知适用范围内的企业供热，不产生约束",
                "heated by works that no notice meets: binds nothing",
            )


def _heaters(planned: Planned, demand: HeatDemand) -> list[Unit]:
    works = {w.enterprise_id for w in planned.works if demand.network in (w.heat_network, w.enterprise_id)}
    return [unit for unit in planned.units if unit.enterprise_id in works and unit.heat_area_m2]


def _served_from_outside(planned: Planned, demand: HeatDemand) -> bool:
    met = {works.enterprise_id for works in planned.works}
    outside = (works for works in planned.scenario.enterprises if works.enterprise_id not in met)
    return any(demand.network in (works.heat_network, works.enterprise_id) for works in outside)


def _floor(demand: HeatDemand, heaters: Sequence[Unit]) -> HeatFloor:
    total = sum((unit.heat_area_m2 for unit in heaters), NOTHING)
    return owe(
        HeatFloor,
        clause=HEAT,
        subject=demand.network,
        window=demand.window,
        ground=Text(
            zh=f"全部运行可供热{amount(total)}平方米，需要{amount(demand.demand_m2)}平方米",
            en=f"all running can heat {amount(total)} m², {amount(demand.demand_m2)} m² are needed",
        ),
        units=heaters,
        demand_m2=demand.demand_m2,
    )


# ── what floors leave ────────────────────────────────────────────────────────────────────────────


class _Spare(NamedTuple):
    """Area that a floor lets go, and what each unit takes of it by standing."""

    days: Span
    area: Fraction
    takes: dict[str, Fraction]


class HeatRoom:
    """How much may stand on a day so that every floor still holds, all other units running."""

    def __init__(self, floors: Sequence[HeatFloor], units: Mapping[str, Unit], calendar: Calendar) -> None:
        self._spares = tuple(_spare(floor, units, calendar) for floor in floors)
        self._heating = frozenset(name for spare in self._spares for name in spare.takes)

    def most_reduced(
        self,
        units: Sequence[Unit],
        gain: Mapping[str, Fraction],
        days: Sequence[int],
        may_stand: MayStand = lambda _unit, _day: True,
        lowest_load: LowestLoad = lambda unit, _day: unit.lowest_load,
    ) -> Fraction:
        """The largest Σ gain · reduction of the units over the days, each day looked at by itself.

        ``gain`` is that of a whole day off, by unit id. Units that reduce by load do so down to their lowest
        load, and count for the floors with their whole area. Exact for small groups of units that share
        floors, never too small for larger ones.
        """
        lower = [unit for unit in units if unit.mode is Mode.LOAD]
        total = sum((gain[u.unit_id] * (1 - lowest_load(u, day)) for u in lower for day in days), NOTHING)
        stopping = {unit.unit_id: unit for unit in units if unit.mode is Mode.STOP}
        for name in stopping.keys() - self._heating:
            unit = stopping.pop(name)
            total += gain[name] * sum(may_stand(unit, day) for day in days)
        for group in self._tied(stopping):
            alike = Counter(self._situation(group, stopping, day, may_stand) for day in days)
            for (standing, spares), number in alike.items():
                total += number * self._most(standing, spares, gain)
        return total

    def _tied(self, units: Collection[str]) -> list[frozenset[str]]:
        """Units apart that no floor ties together."""
        groups = [frozenset({unit}) for unit in units]
        for spare in self._spares:
            tied = [group for group in groups if not group.isdisjoint(spare.takes)]
            apart = [group for group in groups if group.isdisjoint(spare.takes)]
            groups = [*apart, frozenset().union(*tied)] if tied else groups
        return groups

    def _situation(
        self, group: Collection[str], units: Mapping[str, Unit], day: int, may_stand: MayStand
    ) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Which units of a group may stand on the day, and which floors hold then."""
        standing = tuple(sorted(name for name in group if may_stand(units[name], day)))
        return standing, tuple(i for i, spare in enumerate(self._spares) if day in spare.days)

    def _most(
        self, standing: Sequence[str], holding: Sequence[int], gain: Mapping[str, Fraction]
    ) -> Fraction:
        spares = [self._spares[i] for i in holding if not self._spares[i].takes.keys().isdisjoint(standing)]
        items = [
            Item(gain[name], tuple(spare.takes.get(name, NOTHING) for spare in spares)) for name in standing
        ]
        return heaviest(items, [spare.area for spare in spares])


def _spare(floor: HeatFloor, units: Mapping[str, Unit], calendar: Calendar) -> _Spare:
    takes = {name: units[name].heat_area_m2 for name in floor.units}
    return _Spare(calendar.span(floor.window), sum(takes.values(), NOTHING) - floor.demand_m2, takes)


def capped(owed: StopShare, room: HeatRoom, units: Mapping[str, Unit], calendar: Calendar) -> StopShare:
    """The share lowered to what the heat floors allow its own units, all others running; else unchanged."""
    mine = [units[name] for name in owed.units]
    days = calendar.span(owed.window).indices()
    capacity = {unit.unit_id: unit.capacity_t_per_day for unit in mine}
    whole = sum(capacity.values(), NOTHING) * len(days)
    possible = room.most_reduced(mine, capacity, days) / whole
    if owed.share <= possible:
        return owed
    ground = Text(
        zh=f"{owed.ground.zh}；为保障供暖（{HEAT}）由{percent(owed.share)}降至{percent(possible)}",
        en=f"{owed.ground.en}; capped by {HEAT} from {percent(owed.share)} to {percent(possible)}",
    )
    return owed.model_copy(update={"share": possible, "ground": ground})


def cap_note(before: StopShare, after: StopShare) -> Finding:
    """What a floor took from a duty to stop."""
    return note(
        HEAT,
        after.subject,
        f"{after.window}停产比例由{percent(before.share)}（{before.clause}）降至{percent(after.share)}，"
        "以保障居民供暖所需负荷",
        f"the share to stop in {after.window} falls from {percent(before.share)} ({before.clause}) "
        f"to {percent(after.share)}, so that the load that heats homes stays possible",
    )
