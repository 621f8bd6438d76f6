"""Makes a season: works and units of real sizes, a witness, and numbers of the place that it just keeps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from scheduler.domain.enterprise import Enterprise, Event, EventKind, Mark
from scheduler.domain.plan import Plan
from scheduler.domain.scenario import (
    AlertLevel,
    Demand,
    HeatDemand,
    Limits,
    Link,
    MaintenanceJob,
    Price,
    Rotation,
    Route,
)
from scheduler.domain.unit import Unit
from scheduler.generate.cement import cement_works
from scheduler.generate.cement_turns import Network, Swap, cement_turns, networks, swaps
from scheduler.generate.coupling import kiln_heat, links, steel_heat
from scheduler.generate.inventory import Works, sample_works, sites
from scheduler.generate.jobs import maintenance
from scheduler.generate.limits import limits, rotation, with_outputs
from scheduler.generate.place import CALENDAR, PRICE_FACTORS, SPRING_FESTIVAL, WHOLE
from scheduler.generate.rota import Rotas
from scheduler.generate.steel import scrap_works, steelworks
from scheduler.generate.steel_turns import scrap_turns, steel_turns
from scheduler.generate.supply import supply
from scheduler.generate.trade_turns import alerts_of, trade_turns
from scheduler.generate.trades import CEMENT, GRINDING, SCRAP, STEEL
from scheduler.generate.witness import Witness

STANDING_SINCE = date(2021, 10, 20)
"""First day of the stop of works of grade D in Shanxi, which had to stand before the season."""
KEEP_RUNNING = 0.04
"""Share of the units that run through Spring Festival in the witness and may not stand in it."""


@dataclass(frozen=True)
class Generated:
    """A season as its tables hold it, and the plan that shows that it can be met."""

    name: str
    enterprises: tuple[Enterprise, ...]
    units: tuple[Unit, ...]
    links: tuple[Link, ...]
    heat: tuple[HeatDemand, ...]
    demand: tuple[Demand, ...]
    routes: tuple[Route, ...]
    maintenance: tuple[MaintenanceJob, ...]
    alerts: tuple[AlertLevel, ...]
    price: tuple[Price, ...]
    events: tuple[Event, ...]
    rotation: tuple[Rotation, ...]
    limits: Limits
    annual_ceiling_t: dict[str, int]
    """Of each city with steelworks (STL-2)."""
    swaps: tuple[Swap, ...]
    """Carbide-slag kilns and those that stand in for them; half of them are fixed in the scenario (CEM-3)."""
    witness: Plan


def generate(works: int, seed: int) -> Generated:
    """A season of so many works, about ten units each, the same for the same seed.

    Raises:
        ValueError: for fewer than one works.
    """
    if works < 1:
        raise ValueError(f"a season has one works at least, not {works}")
    random = Random(seed)
    drawn = _draw(random, works)
    witness, rotas = _rotate(drawn)
    drawn = [_as_found(random, each, witness) for each in drawn]
    jobs, places = maintenance(random, drawn, witness)
    return _tied(
        drawn,
        witness,
        rotas,
        name=f"generated-{works}-{seed}",
        jobs=jobs,
        plan=witness.plan(places),
    )


def _draw(random: Random, works: int) -> list[Works]:
    drawn, kilns = [], 0
    for site in sites(works):
        if site.trade is STEEL:
            drawn.append(steelworks(random, site))
        elif site.trade is SCRAP:
            drawn.append(scrap_works(random, site))
        elif site.trade is CEMENT:
            drawn.append(cement_works(random, site, kilns))
            kilns += 1
        else:
            drawn.append(sample_works(random, site))
    return sorted(drawn, key=lambda each: each.enterprise_id)


def _rotate(works: Sequence[Works]) -> tuple[Witness, Rotas]:
    """The witness, and what stands on each day by city and process."""
    witness, rotas = Witness(), Rotas({each.enterprise_id: each.enterprise.city for each in works})
    for each in works:
        if each.trade is STEEL:
            steel_turns(each, rotas, witness)
        elif each.trade is SCRAP:
            scrap_turns(each, witness)
        elif each.trade not in (CEMENT, GRINDING):
            trade_turns(each, rotas, witness)
    cement_turns([each for each in works if each.trade in (CEMENT, GRINDING)], rotas, witness)
    return witness, rotas


def _as_found(random: Random, works: Works, witness: Witness) -> Works:
    """What stands already before the season, what may not stand in Spring Festival, who heats what."""
    units = []
    for unit in works.units:
        stops, more = witness.stops.get(unit.unit_id, ()), dict[str, object]()
        if stops == (WHOLE,):
            more["off_since"] = STANDING_SINCE
        elif stops and witness.runs_through(unit, SPRING_FESTIVAL) and random.random() < KEEP_RUNNING:
            more["forbidden"] = (CALENDAR.range(SPRING_FESTIVAL),)
        units.append(unit.model_copy(update=more))
    return replace(works, units=tuple(units))


def _tied(
    works: Sequence[Works],
    witness: Witness,
    rotas: Rotas,
    *,
    name: str,
    jobs: Sequence[MaintenanceJob],
    plan: Plan,
) -> Generated:
    steel = [each for each in works if each.trade is STEEL]
    cement = [each for each in works if each.trade is CEMENT]
    heating = list(networks(cement))
    outputs, ceilings = with_outputs(works, witness)
    serving = {each.enterprise_id: network.name for network in heating for each in network.works}
    demand, routes = supply(works, witness)
    return Generated(
        name=name,
        enterprises=tuple(_enterprise(each, outputs, serving) for each in works),
        units=tuple(unit for each in works for unit in each.units),
        links=tuple(link for each in steel for link in links(each, witness)),
        heat=(*steel_heat(steel, witness), *kiln_heat(heating, witness)),
        demand=tuple(demand),
        routes=tuple(routes),
        maintenance=tuple(jobs),
        alerts=tuple(_alerts(works)),
        price=tuple(_prices()),
        events=tuple(event for network in heating for event in _events(network)),
        rotation=tuple(rotation(rotas, works)),
        limits=limits(works, witness),
        annual_ceiling_t=ceilings,
        swaps=tuple(swaps(cement)),
        witness=plan,
    )


def _enterprise(works: Works, outputs: Mapping[str, Enterprise], serving: Mapping[str, str]) -> Enterprise:
    """A works of a network heats homes only in its turn: it wins and loses the mark by events."""
    known = outputs.get(works.enterprise_id, works.enterprise)
    network = serving.get(works.enterprise_id, "")
    marks = known.marks - {Mark.HEATS_HOMES} if network else known.marks
    return known.model_copy(update={"heat_network": network, "marks": marks})


def _events(network: Network) -> Iterator[Event]:
    for place, works in enumerate(network.works):
        for day, kind in zip(network.on_call(place), (EventKind.MARK_WON, EventKind.MARK_LOST), strict=True):
            yield Event(
                enterprise_id=works.enterprise_id, day=CALENDAR.day(day), kind=kind, value=Mark.HEATS_HOMES
            )


def _alerts(works: Sequence[Works]) -> Iterator[AlertLevel]:
    for city in dict.fromkeys(each.enterprise.city for each in works):
        for level, days in alerts_of(city):
            yield AlertLevel(city=city, level=level, window=CALENDAR.range(days))


def _prices() -> Iterator[Price]:
    for process, factors in PRICE_FACTORS.items():
        for month, factor in factors.items():
            yield Price(product=process.value, month=month, factor=factor)
