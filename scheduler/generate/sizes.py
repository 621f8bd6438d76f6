"""Sizes of real works as quantiles (``sizes.yaml``, made by ``scenarios/sizes.py``)."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from random import Random

from scheduler.domain.base import Value
from scheduler.files.yaml_text import read_yaml, validated


class SteelSizes(Value):
    """Quantiles from the smallest to the largest in tenths; shares of works by number of furnaces."""

    furnace_m3: tuple[float, ...]
    iron_t_per_m3_day: dict[str, float]
    """Under the upper limit of each class of volumes; ``larger`` for the last."""
    furnaces_per_works: dict[int, float]
    sinter_per_iron: tuple[float, ...]
    pellet_per_iron: tuple[float, ...]
    coke_per_iron: tuple[float, ...]
    crude_steel_per_iron: tuple[float, ...]


class CementSizes(Value):
    clinker_t_per_day: tuple[float, ...]
    """Of a works."""
    clinker_per_cement: float


class CityWorks(Value):
    """Works of a city in the public tables."""

    steel: int
    cement: int


class Sizes(Value):
    attribution: str
    steel: SteelSizes
    cement: CementSizes
    works_by_city: dict[str, CityWorks]


@cache
def sizes() -> Sizes:
    with as_file(files("scheduler.generate") / "sizes.yaml") as path:
        return validated(Sizes, read_yaml(path))


def at(quantiles: Sequence[float], place: float) -> float:
    """The size at a place between 0 (the smallest) and 1 (the largest), straight between quantiles."""
    exact = min(max(place, 0.0), 1.0) * (len(quantiles) - 1)
    below = min(int(exact), len(quantiles) - 2)
    return quantiles[below] + (exact - below) * (quantiles[below + 1] - quantiles[below])


def middle(random: Random, quantiles: Sequence[float]) -> float:
    """A size drawn from the middle three fifths: ratios beyond are faults of the source's rows."""
    return at(quantiles, random.uniform(0.2, 0.8))


def drawn(random: Random, shares: Mapping[int, float]) -> int:
    return random.choices(list(shares), list(shares.values()))[0]


def whole_tens(tonnes: float) -> int:
    return max(10, round(tonnes / 10) * 10)
