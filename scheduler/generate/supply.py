"""What cities need by week: cement, partly from the next city, and coke-oven gas (CEM-8, CEM-10, SX-6)."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from scheduler.domain.scenario import COKE_GAS, Demand, Route
from scheduler.domain.unit import Process, Unit
from scheduler.generate.inventory import Works
from scheduler.generate.place import CALENDAR, PROVINCES, SUPPLY_WEEKS
from scheduler.generate.witness import Witness

NEEDED = Fraction("0.98")
"""Of what the witness supplies."""
MOVED = Fraction("0.10")
"""Of a city's weekly cement, to its neighbour."""

Weekly = dict[str, list[Fraction]]
"""City to what its works make in each week."""


def supply(works: Sequence[Works], witness: Witness) -> tuple[list[Demand], list[Route]]:
    cement = _weekly(works, Process.GRINDING, witness, lambda mill: mill.capacity_t_per_day)
    gas = _weekly(works, Process.COKE_OVEN, witness, lambda oven: oven.capacity_t_per_day * oven.gas_m3_per_t)
    demand = [row for city, made in gas.items() for row in _floors(COKE_GAS, city, made)]
    routes = []
    for receiver, giver in _neighbours(cement):
        moved = [MOVED * tonnes for tonnes in cement[giver]]
        routes.append(
            Route(
                product=Process.GRINDING,
                from_region=giver,
                to_region=receiver,
                capacity_t_per_week=ceil(max(moved)),
            )
        )
        cement[receiver] = [own + more for own, more in zip(cement[receiver], moved, strict=True)]
        cement[giver] = [own - less for own, less in zip(cement[giver], moved, strict=True)]
    demand += [row for city, made in cement.items() for row in _floors(Process.GRINDING, city, made)]
    return demand, routes


def _weekly(
    works: Sequence[Works], process: Process, witness: Witness, rate: Callable[[Unit], Fraction]
) -> Weekly:
    made: Weekly = {}
    for each in works:
        for unit in each.of(process):
            city = made.setdefault(each.enterprise.city, [Fraction(0)] * len(SUPPLY_WEEKS))
            for number, week in enumerate(SUPPLY_WEEKS):
                city[number] += rate(unit) * witness.made(unit, week)
    return made


def _neighbours(cement: Weekly) -> Iterator[tuple[str, str]]:
    """Pairs of cities of a province, each city in one pair at most."""
    for cities in PROVINCES.values():
        making = [city for city in cities if city in cement]
        yield from list(pairwise(making))[::2]


def _floors(product: str, city: str, made: Sequence[Fraction]) -> Iterator[Demand]:
    for week, tonnes in zip(SUPPLY_WEEKS, made, strict=True):
        year, number, _ = CALENDAR.day(week.start).isocalendar()
        yield Demand(
            product=product, region=city, week=f"{year}-W{number:02}", floor_t=floor(NEEDED * tonnes)
        )
