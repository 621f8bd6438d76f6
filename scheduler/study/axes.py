"""What a frontier trades off: along x what can be limited, along y what is paid."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from scheduler.domain.base import Text
from scheduler.domain.change import Change, LimitsChanged, WeightsChanged
from scheduler.domain.season import GRAMS_PER_KG
from scheduler.domain.unit import Pollutant
from scheduler.verify.burden import excess_permille
from scheduler.verify.facts import Facts

_SYMBOLS = {Pollutant.PM: "PM", Pollutant.SO2: "SO₂", Pollutant.NOX: "NOx"}

Terms = dict[str, dict[str, object]]
"""Terms of the objective and their numbers, as a change of weights gives them."""


@dataclass(frozen=True)
class Across:
    """What is limited, in one city."""

    name: Text
    counted: Terms
    """Terms without weight that must be there for it to be counted."""
    least: Terms
    """The terms that make it as low as can be."""
    at_most: Callable[[str, Fraction], Change]
    """City and number to the change that limits it."""
    value: Callable[[Facts, str], Fraction]
    """What a plan reaches in a city."""


@dataclass(frozen=True)
class Up:
    """What is paid, in yuan."""

    name: Text
    terms: Terms


def _peak(pollutant: Pollutant) -> Across:
    """The highest emission of one pollutant on any day, all units of the city together."""
    weights = {"pollutant_weights": {pollutant.value: 1}}
    name = _SYMBOLS[pollutant]
    return Across(
        name=Text(zh=f"{name}日排放峰值（千克）", en=f"peak of {name} (kg a day)"),
        counted={"peak_emissions": {"yuan_per_kg": 0, **weights}},
        least={"peak_emissions": {"yuan_per_kg": 1, **weights}},
        at_most=lambda city, kg: LimitsChanged(peak_emission_kg_per_day={city: kg}),
        value=_peak_kg,
    )


def _peak_kg(facts: Facts, city: str) -> Fraction:
    units = [unit.unit_id for unit in facts.season.units_in_city[city]]
    days = range(facts.season.calendar.days)
    return Fraction(max(facts.emission_g(units, day) for day in days)) / GRAMS_PER_KG


def _largest_excess(facts: Facts, city: str) -> Fraction:
    """The highest burden of a works of the city above its owed share, in any of its stages."""
    season = facts.season
    return Fraction(
        max(
            excess_permille(
                facts,
                [unit.unit_id for unit in season.units_of[works.enterprise_id]],
                facts.span(stage.window).indices(),
                season.owed_share(works.enterprise_id, stage),
            )
            for works in season.enterprises
            if works.city == city
            for stage in season.burden_stages_of(works.enterprise_id)
        ),
        1000,
    )


ACROSS: dict[str, Across] = {
    "peak PM": _peak(Pollutant.PM),
    "peak SO2": _peak(Pollutant.SO2),
    "peak NOx": _peak(Pollutant.NOX),
    "excess burden": Across(
        name=Text(zh="最大超额负担", en="largest burden above the owed share"),
        counted={},
        least={"unfairness": {"yuan_per_permille_largest": 1, "yuan_per_permille_sum": 0}},
        at_most=lambda _, share: LimitsChanged(largest_excess_burden=share),
        value=_largest_excess,
    ),
}
UP: dict[str, Up] = {
    "lost margin": Up(Text(zh="边际收益损失（元）", en="lost margin (yuan)"), {"lost_margin": {"weight": 1}}),
    "restart cost": Up(Text(zh="复产费用（元）", en="restart cost (yuan)"), {"restart_cost": {"weight": 1}}),
    "direct cost": Up(
        Text(zh="边际收益损失与复产费用（元）", en="lost margin and restarts (yuan)"),
        {"lost_margin": {"weight": 1}, "restart_cost": {"weight": 1}},
    ),
}


def limited_to(across: Across, up: Up, city: str, most: Fraction | None) -> tuple[Change, ...]:
    """The changes under which ``up`` alone is paid, with ``across`` at most so much; or not limited."""
    weights = WeightsChanged(terms={**up.terms, **across.counted}, alone=True)
    return (weights,) if most is None else (weights, across.at_most(city, most))


def as_low_as_can_be(across: Across) -> tuple[Change, ...]:
    """The changes under which only ``across`` counts."""
    return (WeightsChanged(terms=across.least, alone=True),)
