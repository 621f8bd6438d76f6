"""Draws works and units: how many of each trade in each city, of which size and grade."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple, TypeVar

from scheduler.domain.enterprise import Enterprise, Grade
from scheduler.domain.unit import Process, Unit
from scheduler.files.defaults import with_defaults
from scheduler.generate.place import CITIES, PROVINCE_OF
from scheduler.generate.sizes import CityWorks, sizes, whole_tens
from scheduler.generate.trades import CEMENT, GRINDING, SCRAP, STEEL, TRADES, Trade

WORKS_A_CITY = 45
"""Of a season of several cities, at least."""
MARGIN_SPREAD = (0.85, 1.15)
"""Margins lie around the program's default for the process."""

Key = TypeVar("Key")


@dataclass(frozen=True)
class Site:
    """A works that is to be drawn: its trade, where it stands, and its number there."""

    trade: Trade
    city: str
    number: int

    @property
    def enterprise_id(self) -> str:
        """``02CA007``: city, trade, number."""
        return f"{CITIES.index(self.city) + 1:02}{self.trade.code}{self.number:03}"

    def enterprise(self, random: Random, **more: Any) -> Enterprise:
        grades = self.trade.grades
        values: dict[str, Any] = {
            "enterprise_id": self.enterprise_id,
            "name": f"样例{self.city}{self.trade.zh}{self.number:03}厂",
            "province": PROVINCE_OF[self.city],
            "city": self.city,
            "industry": self.trade.industry,
            "grade": random.choices(list(grades), list(grades.values()))[0],
        }
        return Enterprise.model_validate(values | more)


class Equipment(NamedTuple):
    """Units of one process, of a works of several processes."""

    process: Process
    code: str
    """Part of their ids."""
    zh: str


@dataclass(frozen=True)
class Works:
    """One works with its units, in the inventory's order."""

    trade: Trade
    enterprise: Enterprise
    units: tuple[Unit, ...]

    @property
    def enterprise_id(self) -> str:
        return self.enterprise.enterprise_id

    @property
    def grade(self) -> Grade | None:
        return self.enterprise.grade

    def of(self, process: Process) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.process is process)


def sites(works: int) -> Iterator[Site]:
    """Trades and cities of so many works, by the shares of each; small seasons have few cities."""
    cities = CITIES[: min(len(CITIES), max(1, works // WORKS_A_CITY))]
    numbers = shared_out(works, {trade: trade.of_thousand for trade in TRADES})
    for trade in TRADES:
        for city, number in shared_out(numbers[trade], {c: _weight(trade, c) for c in cities}).items():
            yield from (Site(trade, city, place + 1) for place in range(number))


def _weight(trade: Trade, city: str) -> int:
    """Steel and cement by the real works of the city; all other trades by both together."""
    known: CityWorks = sizes().works_by_city[city]
    if trade in (STEEL, SCRAP):
        return 1 + 3 * known.steel
    if trade in (CEMENT, GRINDING):
        return 1 + 3 * known.cement
    return 12 + known.steel + known.cement


def shared_out(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """Whole numbers by weight that sum up to the total: the largest remainders are rounded up.

    Where there is enough for twice as many, everyone gets one at least.
    """
    least = int(total >= 2 * len(weights))
    left, whole = total - least * len(weights), sum(weights.values())
    parts = {key: divmod(left * weight, whole) for key, weight in weights.items()}
    missing = left - sum(number for number, _ in parts.values())
    first = sorted(weights, key=lambda key: -parts[key][1])[:missing]
    return {key: least + number + (key in first) for key, (number, _) in parts.items()}


def sample_works(random: Random, site: Site) -> Works:
    """A works whose lines are all of one kind, of nearly one size."""
    trade = site.trade
    usual = random.uniform(*trade.t_per_day)
    lines = [usual * random.uniform(0.9, 1.1) for _ in range(random.randint(*trade.lines))]
    least, most = trade.t_per_day
    capacities = [min(max(round(t), least), most) for t in lines]
    units = [
        unit_of(
            random, site, f"{site.enterprise_id}-{place}", f"{place}号{trade.equipment}",
            process=trade.process, capacity_t_per_day=t, **trade.columns,
        )
        for place, t in enumerate(capacities, start=1)
    ]  # fmt: skip
    return Works(trade, site.enterprise(random), tuple(units))


def group_of(
    random: Random,
    site: Site,
    kind: Equipment,
    tonnes: Sequence[float],
    *,
    first: int = 1,
    **columns: Any,
) -> list[Unit]:
    """A unit for each capacity, numbered on from ``first``."""
    return [
        unit_of(
            random, site, f"{site.enterprise_id}-{kind.code}{place}", f"{place}号{kind.zh}",
            process=kind.process, capacity_t_per_day=whole_tens(t), **columns,
        )
        for place, t in enumerate(tonnes, start=first)
    ]  # fmt: skip


def unit_of(random: Random, site: Site, unit_id: str, name: str, **columns: Any) -> Unit:
    """A unit with the program's defaults in what is not given, its margin a little above or below them."""
    given = {"unit_id": unit_id, "enterprise_id": site.enterprise_id, "name": name, **columns}
    values, _ = with_defaults(given)
    margin = float(values["margin_yuan_per_day"]) * random.uniform(*MARGIN_SPREAD)
    return Unit.model_validate(values | {"margin_yuan_per_day": round(margin, -2)})
