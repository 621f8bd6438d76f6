"""Every number that no public file gives, each by a rule that anyone can repeat (``recipe/rules.py``).

Rules go by the plant's number (the digits of its id), so a works gets the same assumptions in every
scenario. They say nothing about the real works: they spread the cases that a notice tells apart.
"""

from dataclasses import dataclass
from fractions import Fraction

from recipe.facts import Works

GRADES = ("B", "C", "B-", "B-", "D", "B", "A", "C")
MARKS = {1: "not_listed", 3: "violation", 8: "over_120_utilisation"}
GRADE_SHARES = {"B": Fraction("0.30"), "B-": Fraction("0.35"), "C": Fraction("0.40"), "D": Fraction("0.50")}
MARK_INCREMENTS = {
    "violation": Fraction("0.05"),
    "over_120_utilisation": Fraction("0.05"),
    "not_listed": Fraction("0.10"),
}

COKING_HOURS = (20, 48)
STOCK_DAYS, STORE_DAYS = 8, 12
COVER = Fraction("1.05")
"""Own make and purchases cover the need with this margin."""


@dataclass(frozen=True)
class Linked:
    """What is assumed of a process that serves the furnaces."""

    process: str
    product: str
    label: str
    """How its units are called."""
    short: str
    """Part of the unit ids."""
    mode: str
    shortest_stop_days: int
    shortest_run_days: int
    most_stops_per_stage: int
    margin_yuan_per_t: int
    restart_cost_yuan: int
    need_t_per_t: Fraction
    load_in_purchases: Fraction
    """Load of the own units that purchases are laid out for."""


@dataclass(frozen=True)
class Emission:
    """Per tonne: kg of dust, SO₂ and NOx, t of CO₂, kWh of power."""

    pm: str
    so2: str
    nox: str
    co2: str
    power: str


SINTER = Linked(
    process="sinter",
    product="sinter",
    label="烧结机",
    short="SI",
    mode="stop",
    shortest_stop_days=2,
    shortest_run_days=3,
    most_stops_per_stage=4,
    margin_yuan_per_t=25,
    restart_cost_yuan=60_000,
    need_t_per_t=Fraction("1.30"),
    load_in_purchases=Fraction(1),
)
PELLET = Linked(
    process="pellet",
    product="pellet",
    label="球团线",
    short="PE",
    mode="stop",
    shortest_stop_days=3,
    shortest_run_days=5,
    most_stops_per_stage=3,
    margin_yuan_per_t=30,
    restart_cost_yuan=50_000,
    need_t_per_t=Fraction("0.20"),
    load_in_purchases=Fraction(1),
)
COKE = Linked(
    process="coke_oven",
    product="coke",
    label="焦炉",
    short="CO",
    mode="load",
    shortest_stop_days=1,
    shortest_run_days=1,
    most_stops_per_stage=1,
    margin_yuan_per_t=40,
    restart_cost_yuan=0,
    need_t_per_t=Fraction("0.45"),
    load_in_purchases=Fraction("0.75"),
)
LIME = Linked(
    process="lime_kiln",
    product="lime",
    label="石灰窑",
    short="LI",
    mode="stop",
    shortest_stop_days=5,
    shortest_run_days=5,
    most_stops_per_stage=3,
    margin_yuan_per_t=20,
    restart_cost_yuan=30_000,
    need_t_per_t=Fraction("0.08"),
    load_in_purchases=Fraction(1),
)
LINKED = (SINTER, PELLET, COKE, LIME)
ELECTRIC_MARGIN_YUAN_PER_T = 150

EMISSIONS = {
    "blast_furnace": Emission("0.03", "0.05", "0.08", "1.2", "70"),
    "sinter": Emission("0.05", "0.17", "0.38", "0.2", "45"),
    "pellet": Emission("0.03", "0.08", "0.15", "0.1", "35"),
    "coke_oven": Emission("0.14", "0.19", "0.36", "0.5", "50"),
    "lime_kiln": Emission("0.05", "0.05", "0.3", "1.1", "40"),
    "electric_furnace": Emission("0.03", "0.01", "0.1", "0.3", "400"),
}
ULTRA_LOW_SINTER = Emission("0.02", "0.08", "0.11", "0.2", "45")


@dataclass(frozen=True)
class Heating:
    """Homes that a works heats, in m² per tonne of its crude-steel capacity."""

    able: Fraction
    last_year: Fraction
    network: str = ""


HEATING = {
    "P100000120280": Heating(Fraction("2.4"), Fraction("1.2"), "涉县热网"),
    "P100000120326": Heating(Fraction("2.2"), Fraction("1.8"), "涉县热网"),
    "P100000120325": Heating(Fraction("2.6"), Fraction("2.2")),
    "P100000120114": Heating(Fraction("2.0"), Fraction("1.5")),
    "P100000120373": Heating(Fraction("2.3"), Fraction("1.5")),
    "P100000120117": Heating(Fraction("2.4"), Fraction("1.3"), "迁西热网"),
    "P100000120110": Heating(Fraction("2.1"), Fraction("1.6")),
    "P100000120160": Heating(Fraction("2.5"), Fraction("1.4")),
    "P100000120275": Heating(Fraction("2.2"), Fraction("1.5")),
}
"""By plant id. STL-8 bites where last year's area is below (1 − owed share) × 2 m²/t."""

STANDS_SINCE = {"P100000120136": ("2021-11-01", 0)}
"""Plant id to the first day of a stop that the season finds, and the furnace's place in the works."""
KEEPS_RUNNING = {"P100000120131": "2022-01-31..2022-02-06"}
"""Plant id to days on which its furnaces may not stand: Spring Festival, hot metal charged all through."""
EVENTS = (
    ("P100000120099", "2020-12-20", "grade", "C"),
    ("P100000120099", "2021-10-25", "grade", "B-"),
)
"""Raised fifteen days after the day that counts (STL-7): the season goes by grade C."""
PRICE_FACTORS = {
    "2021-11": "1.05",
    "2021-12": "1.00",
    "2022-01": "0.97",
    "2022-02": "0.95",
    "2022-03": "1.08",
}
"""On the margin of hot metal: assumed."""


def grade_in_inventory(works: Works) -> str:
    return GRADES[works.number % 8]


def grade_that_counts(works: Works) -> str:
    """The grade in force on 2021-10-10 (STL-7)."""
    past = [value for plant, day, kind, value in EVENTS if plant == works.plant_id and day <= "2021-10-10"]
    return past[-1] if past else grade_in_inventory(works)


def mark(works: Works) -> str:
    """The works' mark beyond its grade, or an empty text."""
    if not works.furnaces or grade_in_inventory(works) == "A":
        return ""
    return MARKS.get(works.number % 11, "")


def utilisation(works: Works) -> Fraction:
    """Share of the capacity that the past periods used."""
    if mark(works) == "over_120_utilisation":
        return Fraction("1.22")
    return Fraction("0.86") + Fraction(works.number % 13, 100)


def hot_metal_margin_yuan_per_t(works: Works, volume_m3: int) -> int:
    by_size = 30 if volume_m3 >= 2000 else 15 if volume_m3 >= 1200 else -20 if volume_m3 < 1000 else 0
    by_grade = {"A": 20, "B": 20, "C": -10, "D": -20}.get(grade_in_inventory(works), 0)
    return 240 + by_size + by_grade


def crude_steel_kt(works: Works) -> Fraction:
    return works.crude_steel_kt or works.iron_kt * Fraction("1.14")


def steel_per_iron(works: Works) -> Fraction:
    """Tonnes of crude steel per tonne of hot metal, to two places."""
    ratio = (works.crude_steel_kt or Fraction(0)) / works.iron_kt if works.furnaces else Fraction(0)
    if not Fraction("0.90") <= ratio <= Fraction("1.30"):
        return Fraction("1.14")
    return Fraction(round(100 * min(max(ratio, Fraction(1)), Fraction("1.20"))), 100)
