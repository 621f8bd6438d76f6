"""What ties units to each other, as tight as the witness allows: material and homes to heat."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from scheduler.domain.calendar import Span
from scheduler.domain.enterprise import Mark
from scheduler.domain.scenario import HeatDemand, Link
from scheduler.domain.unit import Process, Unit
from scheduler.generate.cement_turns import Network, kilns_of
from scheduler.generate.inventory import Works
from scheduler.generate.place import CALENDAR, WINTER
from scheduler.generate.steel import FEEDING, NEEDS
from scheduler.generate.witness import Witness

LEAST_STORE_DAYS, MOST_STORE_DAYS = 7, 12
"""Days of the furnaces' need that a store holds; more is bought where that is too little."""
SPARE = Fraction("1.05")
"""Store beyond what the witness draws on, purchases beyond what own units lack."""
NEEDED = Fraction("0.98")
"""Of what the witness heats on its worst day."""


# ── material ─────────────────────────────────────────────────────────────────────────────────────


def links(works: Works, witness: Witness) -> Iterator[Link]:
    """What each furnace needs, the store that the witness draws on, and purchases of what is not made."""
    furnaces = works.of(Process.BLAST_FURNACE)
    need = _daily(furnaces, witness)
    for product, process in FEEDING.items():
        feeders = works.of(process)
        if not feeders:
            continue
        ratio = Fraction(NEEDS[product])
        net = [own - ratio * iron for own, iron in zip(_daily(feeders, witness), need, strict=True)]
        full = ratio * sum(unit.capacity_t_per_day for unit in furnaces)
        bought = max(Fraction(0), SPARE * full - sum(unit.capacity_t_per_day for unit in feeders))
        while (drawn := _drawn([day + bought for day in net])) * SPARE > MOST_STORE_DAYS * full:
            bought += full / 50
        store = ceil(max(SPARE * drawn, LEAST_STORE_DAYS * full))
        yield Link(
            enterprise_id=works.enterprise_id,
            product=product,
            feeders=tuple(unit.unit_id for unit in feeders),
            consumers=tuple(unit.unit_id for unit in furnaces),
            t_per_t=ratio,
            stock_t=store,
            stock_max_t=store,
            purchases_t_per_day=ceil(bought),
        )


def _daily(units: Iterable[Unit], witness: Witness) -> list[Fraction]:
    """Tonnes that units make on each day."""
    total = [Fraction(0)] * CALENDAR.days
    for unit in units:
        for day, load in enumerate(witness.output(unit)):
            total[day] += unit.capacity_t_per_day * load
    return total


def _drawn(net: Sequence[Fraction]) -> Fraction:
    """The most that is ever drawn from a store which is full on the first morning and never fuller."""
    level = lowest = Fraction(0)
    for day in net:
        level = min(Fraction(0), level + day)
        lowest = min(lowest, level)
    return -lowest


# ── homes ────────────────────────────────────────────────────────────────────────────────────────


def steel_heat(steel: Iterable[Works], witness: Witness) -> Iterator[HeatDemand]:
    for works in steel:
        if Mark.HEATS_HOMES in works.enterprise.marks:
            yield _heat(works.enterprise_id, works.of(Process.BLAST_FURNACE), WINTER, witness)


def kiln_heat(networks: Iterable[Network], witness: Witness) -> Iterator[HeatDemand]:
    for network in networks:
        kilns = [kiln for works in network.works for kiln in kilns_of(works)]
        yield _heat(network.name, kilns, network.window, witness)


def _heat(network: str, units: Iterable[Unit], window: Span, witness: Witness) -> HeatDemand:
    """What the witness can heat on its worst day."""
    heated = [Fraction(0)] * window.days
    for unit in units:
        for day, load in enumerate(witness.output(unit)[window.start : window.end]):
            heated[day] += unit.heat_area_m2 if load else 0
    return HeatDemand(network=network, window=CALENDAR.range(window), demand_m2=floor(NEEDED * min(heated)))
