"""The season of 长治 in Shanxi: its real steel and cement works, and sample works of every other trade."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import cycle, islice
from pathlib import Path
from random import Random

from recipe import assumptions as assumed
from recipe import cement, trades, units, works
from recipe.facts import Works, read_works
from recipe.folder import Tables
from recipe.rows import Job, event_row, heat_row, iso_week
from recipe.samples import Place, SampleWorks, Trade
from recipe.supply import heat_rows, link_rows

Row = dict[str, str]

NAME = "shanxi-city-2021-2022"
CITY = Place("山西", "长治", "CZ")
COUNTIES = (
    "潞州区", "上党区", "屯留区", "潞城区", "襄垣县", "平顺县",
    "黎城县", "壶关县", "长子县", "武乡县", "沁县", "沁源县",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """How many sample works of a trade, in which sizes and grades."""

    trade: Trade
    count: int
    sizes_t_per_day: tuple[int, ...]
    """Of a unit; all units of a works are of one size."""
    units: tuple[int, int]
    """Fewest and most of a works."""
    grades: tuple[str, ...]
    """In the order of the works, again from the first when they run out."""
    fuels: tuple[str, ...] = ("",)


SAMPLES = (
    Drawn(trades.COKING, 10, (1370, 1780, 2050), (2, 3), ("B", "C", "B", "A", "C", "B", "C", "D", "B", "C")),
    Drawn(
        trades.CASTING,
        32,
        (20, 30, 40, 60, 80),
        (3, 6),
        ("C", "B", "C", "C", "B", "C", "A", "C", "D", "B"),
        ("electricity", "electricity", "coke", "natural_gas"),
    ),
    Drawn(
        trades.BRICK,
        32,
        (250, 350, 450, 600),
        (1, 3),
        ("C", "B", "C", "C", "D", "B", "C", "A", "C", ""),
        ("coal", "natural_gas"),
    ),
    Drawn(
        trades.REFRACTORY,
        16,
        (40, 60, 90, 120),
        (2, 4),
        ("B", "C", "C", "B", "C", "D", "A"),
        ("natural_gas", "producer_gas"),
    ),
    Drawn(trades.CERAMICS, 6, (100, 150, 200), (2, 3), ("B", "C", "A", "C", "D", "B"), ("natural_gas",)),
    Drawn(trades.LIME, 10, (150, 200, 300, 500), (2, 4), ("C", "B", "C", "D", "B"), ("coke_oven_gas",)),
    Drawn(trades.ALUMINIUM, 2, (340,), (2, 3), ("B", "C")),
    Drawn(trades.ALUMINA, 2, (1100,), (3, 4), ("B", "C")),
    Drawn(trades.FERTILISER, 3, (900, 1200), (2, 2), ("A", "B", "C"), ("coal",)),
    Drawn(trades.CARBON_BLACK, 5, (60, 90, 120), (3, 4), ("B", "C", "B", "A", "C")),
    Drawn(trades.GRINDING, 8, (1600, 2000, 2800), (1, 3), ("non_leading", "leading", "non_leading")),
    Drawn(trades.SCRAP_STEEL, 1, (1900,), (1, 1), ("B",)),
)

MARKS = {
    "CZ-CO01": ("ultra_low_done",),
    "CZ-CO05": ("treatment_late",),
    "CZ-CA06": ("green_factory",),
    "CZ-CA21": ("green_factory",),
    "CZ-BR09": ("treatment_late",),
    "CZ-RE03": ("treatment_late",),
    "CZ-CE02": ("green_factory",),
    "CZ-EF01": ("all_scrap_short_process", "ultra_low_done"),
}
EVENTS = (
    ("CZ-CO05", "2022-01-15", "mark_lost", "treatment_late"),
    ("CZ-BR05", "2022-02-10", "grade", "C"),
    ("CZ-BR09", "2021-12-20", "mark_lost", "treatment_late"),
    ("CZ-CA02", "2021-12-16", "grade", "C"),
    ("CZ-RE08", "2022-01-10", "grade", "B"),
    ("CZ-LI03", "2022-02-01", "mark_won", "green_factory"),
    ("CZ-CA13", "2022-01-01", "mark_won", "treatment_late"),
    ("CZ-GR01", "2022-01-20", "grade", "leading"),
)
"""A works mended, a mark won or lost in the season, a grade given."""
STANDING_SINCE = "2021-10-20"
"""First day of the stop of kilns and furnaces of grade D: the city had them stand before the season."""

HEATING_SEASON = (date(2021, 11, 15), date(2022, 3, 15))
NETWORKS = {
    "P100000120269": "黎城热网",
    "CZ-CB01": "黎城热网",
    "CZ-CO02": "黎城热网",
    "CZ-CB02": "襄垣热网",
    "CZ-CB05": "襄垣热网",
    "CZ-AA01": "襄垣热网",
}
DEMAND_M2 = {"黎城热网": 450_000, "襄垣热网": 800_000}
HEAT_M2 = {
    "blast_furnace": 400_000,
    "carbon_black_line": 100_000,
    "coke_oven": 60_000,
    "alumina_line": 200_000,
}
"""Homes' floor area that one unit of a works in a network can heat."""
POTS = 112
"""Of an aluminium line: 340 t/d at about 3 t/d a pot."""

GAS_WORKS = ("CZ-CO01", "CZ-CO02", "CZ-CO06")
GAS_M3_PER_T = 150
"""Coke-oven gas for the city with a tonne of coke: what the ovens do not burn themselves."""
GAS_FLOORS = {
    "2021-11": "0.66",
    "2021-12": "0.70",
    "2022-01": "0.72",
    "2022-02": "0.70",
    "2022-03": "0.64",
}
"""The city's need in a week, as a share of what its works' ovens give at full load; by the week's Monday."""
FIRST, LAST = date(2021, 11, 1), date(2022, 3, 31)

OWED_BY_BOTH = {"D": Fraction(1), "C": Fraction("0.50")}
"""What SX-3 and SX-4 ask of furnaces beyond STL-5."""
CUT_BEYOND = Fraction("0.02")
"""Share of the stage's capacity that STL-2 asks for beyond what works owe one by one."""

JOBS = (
    Job("120265-BF1", 12, date(2021, 11, 10), date(2022, 2, 28), "市冶建一队"),
    Job("120275-BF2", 10, date(2021, 11, 20), date(2022, 2, 20), "市冶建一队"),
    Job("120269-BF1", 10, date(2021, 12, 1), date(2022, 3, 15), "市冶建一队"),
    Job("CZ-LI01-1", 8, date(2021, 11, 10), date(2022, 1, 31), "市窑炉队"),
    Job("CZ-LI02-2", 8, date(2021, 11, 10), date(2022, 2, 28), "市窑炉队"),
    Job("CZ-BR01-1", 10, date(2021, 11, 20), date(2022, 3, 10), "市窑炉队"),
    Job("CZ-RE01-2", 10, date(2021, 11, 20), date(2022, 3, 10), "市窑炉队"),
    Job("CZ-AA02-1", 10, date(2021, 11, 10), date(2022, 3, 20), "市窑炉队"),
    Job("123493-K1", 20, date(2021, 11, 20), date(2022, 3, 10)),
)
"""Retrofits and overhauls for the gaps (SX-12, CEM-7)."""


def tables(source: Path) -> Tables:
    steel = read_works(source, [CITY.city])
    kilns = cement.read_cement_works(source, CITY.province, CITY.city)
    samples = list(sample_works())
    return {
        "enterprises": [
            *(_steel_row(one) for one in steel),
            *(cement.enterprise_row(one) | {"assumed": ""} for one in kilns),
            *(one.enterprise_row() for one in samples),
        ],
        "units": [
            *(row for one in steel for row in _steel_units(one)),
            *(row for one in kilns for row in cement.kiln_rows(one) or [cement.mill_row(one)]),
            *(row for one in samples for row in one.unit_rows()),
        ],
        "links": [row for one in steel for row in link_rows(one)],
        "heat": [
            *heat_rows(steel),
            *(heat_row(name, HEATING_SEASON, most) for name, most in DEMAND_M2.items()),
        ],
        "demand": list(_gas_demand(samples)),
        "maintenance": [job.row() for job in JOBS],
        "events": [event_row(*event) for event in EVENTS],
    }


def annual_ceiling_t(source: Path) -> int:
    """Crude steel of the year for STL-2: a little less than both notices leave together (CEILING)."""
    steel = read_works(source, [CITY.city])
    to_date = sum(works.output_this_year_to_date_t(one) for one in steel)
    left = sum((_stage_steel_t(one) * (1 - _owed(one)) for one in steel), start=Fraction(0))
    everything = sum((_stage_steel_t(one) for one in steel), start=Fraction(0))
    scrap = _scrap_outputs()
    to_date += scrap["output_this_year_to_date_t"]
    left += scrap["output_last_year_stage1_t"]
    return int((to_date + left - CUT_BEYOND * everything) // 10_000) * 10_000


# ── steel ────────────────────────────────────────────────────────────────────────────────────────


def _owed(one: Works) -> Fraction:
    grade = assumed.grade_in_inventory(one)
    if grade == "A":
        return Fraction(0)
    marked = assumed.MARK_INCREMENTS.get(assumed.mark(one), Fraction(0))
    return max(OWED_BY_BOTH.get(grade, Fraction(0)), assumed.GRADE_SHARES[grade] + marked)


def _stage_steel_t(one: Works) -> Fraction:
    return works.crude_steel_t_per_day(one) * works.STAGE_DAYS["stage1"]


def _steel_row(one: Works) -> Row:
    row = works.enterprise_row(one)
    network = NETWORKS.get(one.plant_id, "")
    if not network:
        return row
    return row | {"heat_network": network, "assumed": f"{row['assumed']}; heat_network: HEAT"}


def _steel_units(one: Works) -> list[Row]:
    rows = units.unit_rows(one)
    heats = one.plant_id in NETWORKS
    return [_heating(row) if heats and row["process"] == "blast_furnace" else row for row in rows]


def _heating(row: Row) -> Row:
    area = str(HEAT_M2[row["process"]])
    return row | {"heat_area_m2": area, "assumed": f"{row['assumed']}; heat_area_m2: HEAT"}


def _scrap_outputs() -> dict[str, int]:
    """Past output of the sample works of scrap steel: nine tenths of its furnace."""
    daily = Fraction("0.9") * 1900
    return {
        "output_last_year_stage1_t": round(daily * works.STAGE_DAYS["stage1"]),
        "output_last_year_stage2_t": round(daily * works.STAGE_DAYS["stage2"]),
        "output_this_year_to_date_t": round(daily * works.DAYS_TO_DATE),
    }


# ── sample works ─────────────────────────────────────────────────────────────────────────────────


def sample_works() -> Iterator[SampleWorks]:
    for drawn in SAMPLES:
        yield from _drawn(drawn)


def _drawn(drawn: Drawn) -> Iterator[SampleWorks]:
    """The same works each time: sizes are drawn with the trade's code as seed."""
    random = Random(f"{NAME} {drawn.trade.code}")
    grades = islice(cycle(drawn.grades), drawn.count)
    fuels = islice(cycle(drawn.fuels), drawn.count)
    for place, (grade, fuel) in enumerate(zip(grades, fuels, strict=True)):
        number = place + 1
        works_id = f"{CITY.code}-{drawn.trade.code}{number:02}"
        size, count = random.choice(drawn.sizes_t_per_day), random.randint(*drawn.units)
        yield SampleWorks(
            drawn.trade,
            CITY,
            number,
            (size,) * count,
            county=COUNTIES[(place + len(drawn.trade.name)) % len(COUNTIES)],
            grade=grade,
            marks=MARKS.get(works_id, ()),
            fuel=fuel,
            network=NETWORKS.get(works_id, ""),
            works=_scrap_row(size) if drawn.trade is trades.SCRAP_STEEL else {},
            units=_more(drawn.trade, works_id, grade),
        )


def _scrap_row(size: int) -> Row:
    outputs = {name: str(tonnes) for name, tonnes in _scrap_outputs().items()}
    return {"crude_steel_capacity_t_per_year": str(350 * size), "steel_per_iron": "1", **outputs}


def _more(trade: Trade, works_id: str, grade: str) -> Row:
    """What a works' units have beyond their trade's: heat, gas, a stop that the season finds."""
    more = {"heat_area_m2": str(HEAT_M2[trade.process])} if works_id in NETWORKS else {}
    more |= {"pots": str(POTS)} if trade is trades.ALUMINIUM else {}
    more |= {"gas_m3_per_t": str(GAS_M3_PER_T)} if works_id in GAS_WORKS else {}
    standing = grade == "D" and trade.mode == "stop"
    return more | ({"off_since": STANDING_SINCE} if standing else {})


# ── what couples them ────────────────────────────────────────────────────────────────────────────


def _gas_demand(samples: Sequence[SampleWorks]) -> Iterator[Row]:
    coke = sum(sum(one.capacities) for one in samples if one.enterprise_id in GAS_WORKS)
    monday = FIRST
    while monday <= LAST:
        floor = Fraction(GAS_FLOORS[f"{monday:%Y-%m}"]) * 7 * coke * GAS_M3_PER_T
        yield {
            "product": "coke_gas",
            "region": CITY.city,
            "week": iso_week(monday),
            "floor_t": str(int(floor // 10_000) * 10_000),
            "assumed": "floor_t: GAS",
        }
        monday += timedelta(days=7)
