"""Units 生产线/生产设备: what stops or runs lower, what it makes, costs, heats and emits."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.domain.base import Amount, Positive, Share, Value
from scheduler.domain.calendar import DayRange

LOAD_STEPS = 1000
"""Loads are planned in whole thousandths of the rated capacity."""


class Process(StrEnum):
    BLAST_FURNACE = "blast_furnace"
    SINTER = "sinter"
    PELLET = "pellet"
    COKE_OVEN = "coke_oven"
    LIME_KILN = "lime_kiln"
    ELECTRIC_FURNACE = "electric_furnace"
    CONVERTER = "converter"
    ROLLING = "rolling"
    CLINKER_KILN = "clinker_kiln"
    GRINDING = "grinding"
    BRICK_KILN = "brick_kiln"
    CERAMICS_KILN = "ceramics_kiln"
    REFRACTORY_KILN = "refractory_kiln"
    GLASS_FURNACE = "glass_furnace"
    ROCK_WOOL = "rock_wool"
    GLASS_WOOL = "glass_wool"
    GYPSUM_BOARD = "gypsum_board"
    CARBON_BAKING = "carbon_baking"
    POT_LINE = "pot_line"
    ALUMINA_LINE = "alumina_line"
    SECONDARY_MELTING = "secondary_melting"
    CASTING_FURNACE = "casting_furnace"
    FERTILISER_LINE = "fertiliser_line"
    CARBON_BLACK_LINE = "carbon_black_line"
    PHARMA_VOC = "pharma_voc"
    PESTICIDE_VOC = "pesticide_voc"
    GLOVE_LINE = "glove_line"
    OTHER = "other"


class Mode(StrEnum):
    """How a unit reduces."""

    STOP = "stop"
    """It runs or it stands, day by day."""
    LOAD = "load"
    """It runs every day, at one load for each stage."""


class Fuel(StrEnum):
    """What a kiln, furnace or oven burns, or what heats it."""

    COAL = "coal"
    COKE = "coke"
    NATURAL_GAS = "natural_gas"
    PIPELINE_GAS = "pipeline_gas"
    """管道煤气, bought by pipe."""
    COKE_OVEN_GAS = "coke_oven_gas"
    BLAST_FURNACE_GAS = "blast_furnace_gas"
    PRODUCER_GAS = "producer_gas"
    """发生炉煤气, made on the spot from coal."""
    ELECTRICITY = "electricity"
    BIOMASS = "biomass"
    OIL = "oil"
    OTHER = "other"


class Pollutant(StrEnum):
    PM = "pm"
    SO2 = "so2"
    NOX = "nox"


Days = Annotated[int, Field(ge=1)]


class Unit(Value):
    """One production line or main piece of equipment."""

    unit_id: str
    enterprise_id: str
    name: str
    process: Process
    size: Amount | None = None
    """In the measure customary for the process: m³ of a furnace, m² of a sinter machine."""
    capacity_t_per_day: Positive
    mode: Mode
    load_min: Share
    load_max: Share = Fraction(1)
    shortest_stop_days: Days
    shortest_run_days: Days
    most_stops_per_stage: Days
    margin_yuan_per_day: Amount
    restart_cost_yuan: Amount
    heat_area_m2: Amount = Fraction(0)
    """Homes' floor area that the unit can heat while it runs."""
    pm_kg_per_t: Amount = Fraction(0)
    so2_kg_per_t: Amount = Fraction(0)
    nox_kg_per_t: Amount = Fraction(0)
    co2_t_per_t: Amount = Fraction(0)
    power_kwh_per_t: Amount = Fraction(0)
    normal_coking_hours: Positive | None = None
    longest_coking_hours: Positive | None = None
    pots: Days | None = None
    gas_m3_per_t: Amount = Fraction(0)
    """Coke-oven gas for the city made with a tonne of coke (SX-6)."""
    fuel: Fuel | None = None
    """``None``: its works' fuel."""
    marks: frozenset[str] = frozenset()
    """What holds for this unit beside the marks of its works (one kiln of two that burns waste, CEM-5)."""
    off_since: date | None = None
    """Set when the unit already stands on the season's first day: the first day of that stop."""
    forbidden: tuple[DayRange, ...] = ()
    """Days on which the unit may not stand."""
    remark: str = ""

    @model_validator(mode="after")
    def _loads_ordered(self) -> Self:
        if self.load_min > self.load_max:
            raise ValueError(f"load_min {float(self.load_min)} is above load_max {float(self.load_max)}")
        if self.mode is Mode.LOAD and self.lowest_load_step > floor(self.load_max * LOAD_STEPS):
            raise ValueError("no whole thousandth lies between load_min and load_max")
        hours = (self.normal_coking_hours, self.longest_coking_hours)
        if hours[0] is not None and hours[1] is not None and hours[0] > hours[1]:
            raise ValueError("normal_coking_hours is above longest_coking_hours")
        return self

    @property
    def lowest_load(self) -> Share:
        """The lowest load over a stage: for ovens normal ÷ longest coking time where both are known."""
        if self.normal_coking_hours is not None and self.longest_coking_hours is not None:
            return max(self.load_min, self.normal_coking_hours / self.longest_coking_hours)
        return self.load_min

    @property
    def lowest_load_step(self) -> int:
        return ceil(self.lowest_load * LOAD_STEPS)

    def emission_kg_per_day(self, pollutant: Pollutant) -> Fraction:
        """Emission of a day at full load."""
        rate: Fraction = getattr(self, f"{pollutant.value}_kg_per_t")
        return rate * self.capacity_t_per_day
