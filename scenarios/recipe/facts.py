"""The public facts: blast furnaces and works as the source tables give them. Nothing is assumed here."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

OPERATING = ("operating", "operating pre-retirement")
NAMEPLATE_DAYS = 350
"""Days a year for which a nameplate capacity is counted."""


@dataclass(frozen=True)
class Furnace:
    """One operating blast furnace."""

    gem_id: str
    gem_name: str
    volume_m3: int
    iron_kt_per_year: Fraction

    @property
    def capacity_t_per_day(self) -> int:
        return whole_tens(self.iron_kt_per_year * 1000 / NAMEPLATE_DAYS)


@dataclass(frozen=True)
class Works:
    """One works with its furnaces; capacities in thousand tonnes a year, ``None`` where unknown."""

    plant_id: str
    name: str
    province: str
    city: str
    county: str
    furnaces: tuple[Furnace, ...]
    crude_steel_kt: Fraction | None
    sinter_kt: Fraction | None
    pellet_kt: Fraction | None
    coke_kt: Fraction | None

    @property
    def number(self) -> int:
        """The digits of the plant's id: what rules without a public figure go by."""
        return int(self.plant_id.removeprefix("P"))

    @property
    def iron_kt(self) -> Fraction:
        return sum((furnace.iron_kt_per_year for furnace in self.furnaces), start=Fraction(0))

    @property
    def iron_t_per_day(self) -> int:
        return sum(furnace.capacity_t_per_day for furnace in self.furnaces)


def whole_tens(tonnes: Fraction) -> int:
    """To the nearest multiple of ten, half of ten upwards."""
    return int((tonnes + 5) // 10) * 10


def known(text: str) -> Fraction | None:
    """A capacity; ``None`` for the source's blank, ``unknown``, ``>0`` and 0."""
    try:
        return Fraction(text) or None
    except ValueError:
        return None


def read_works(folder: Path, cities: Iterable[str]) -> tuple[Works, ...]:
    """Works with operating furnaces in the cities, sorted by plant id, furnaces in the source's order."""
    plants = {row["plant_id"]: row for row in read_rows(folder / "steel" / "plants.csv")}
    wanted = frozenset(cities)
    groups: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(folder / "steel" / "blast_furnaces.csv"):
        if row["status"] in OPERATING and row["prefecture_zh"] in wanted:
            groups.setdefault(row["plant_id"], []).append(row)
    return tuple(_works(rows, plants[plant_id]) for plant_id, rows in sorted(groups.items()))


def read_short_process_works(folder: Path, plant_id: str, city: str, county: str) -> Works:
    """A works that melts scrap only: its electric-furnace steel, no blast furnace."""
    plants = {row["plant_id"]: row for row in read_rows(folder / "steel" / "plants.csv")}
    plant = plants[plant_id]
    return Works(
        plant_id=plant_id,
        name=plant["plant_zh"],
        province=plant["province"],
        city=city,
        county=county,
        furnaces=(),
        crude_steel_kt=known(plant["eaf_kt_per_year"]),
        sinter_kt=None,
        pellet_kt=None,
        coke_kt=None,
    )


def _works(rows: list[dict[str, str]], plant: dict[str, str]) -> Works:
    first = rows[0]
    return Works(
        plant_id=first["plant_id"],
        name=first["plant_zh"],
        province=first["province"],
        city=first["prefecture_zh"],
        county=first["county_hint_zh"] if first["province"] == "Hebei" else "",
        furnaces=tuple(_furnace(row) for row in rows),
        crude_steel_kt=known(plant["crude_steel_kt_per_year"]),
        sinter_kt=known(plant["sinter_kt_per_year"]),
        pellet_kt=known(plant["pellet_kt_per_year"]),
        coke_kt=known(plant["coke_kt_per_year"]),
    )


def _furnace(row: dict[str, str]) -> Furnace:
    return Furnace(
        gem_id=row["unit_id"],
        gem_name=row["unit_name"],
        volume_m3=int(row["volume_m3"]),
        iron_kt_per_year=Fraction(row["capacity_kt_iron_per_year"]),
    )


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
