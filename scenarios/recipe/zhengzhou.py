"""The season of Zhengzhou: every kind of works that ZZ-2 and ZZ-3 name, with each exception at least once."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

from recipe import cement, trades
from recipe.cement import CementWorks
from recipe.facts import NAMEPLATE_DAYS, read_rows, whole_tens
from recipe.folder import Tables
from recipe.rows import event_row, heat_row
from recipe.samples import Place, SampleWorks, Trade

Row = dict[str, str]

NAME = "zhengzhou-2017-2018"
CITY = Place("河南", "郑州", "ZZ")
SEASON = (date(2017, 11, 15), date(2018, 3, 15))

# Trade, fuel, marks, capacities of the units in t/d: one line a works.
SAMPLES: tuple[tuple[Trade, str, tuple[str, ...], tuple[int, ...]], ...] = (
    (trades.CASTING, "coke", (), (40, 40, 40)),
    (trades.CASTING, "coke", (), (60, 60)),
    (trades.CASTING, "coal", (), (30, 30)),
    (trades.CASTING, "coke", (), (80,)),
    (trades.CASTING, "electricity", ("unstable_emission",), (30, 30, 30)),
    (trades.CASTING, "natural_gas", ("unstable_emission",), (40, 40)),
    (trades.CASTING, "electricity", (), (60, 60, 60)),
    (trades.CASTING, "electricity", (), (40, 40)),
    (trades.CASTING, "natural_gas", (), (60, 60)),
    (trades.BRICK, "coal", (), (450, 450)),
    (trades.BRICK, "coal", (), (350,)),
    (trades.BRICK, "coal", (), (600, 600)),
    (trades.BRICK, "natural_gas", (), (350,)),
    (trades.BRICK, "natural_gas", ("fly_ash_blocks", "coal_replaced"), (300,)),
    (trades.BRICK, "natural_gas", ("fly_ash_blocks", "coal_replaced", "enclosed_storage"), (300, 300)),
    (trades.CERAMICS, "coal", (), (150, 150)),
    (trades.CERAMICS, "producer_gas", (), (200, 200)),
    (trades.CERAMICS, "producer_gas", (), (150,)),
    (trades.CERAMICS, "natural_gas", (), (200, 200)),
    (trades.CERAMICS, "pipeline_gas", (), (150, 150)),
    (trades.CERAMICS, "electricity", (), (100,)),
    (trades.REFRACTORY, "coal", (), (60, 60)),
    (trades.REFRACTORY, "producer_gas", (), (90, 90, 90)),
    (trades.REFRACTORY, "coal", (), (40,)),
    (trades.REFRACTORY, "natural_gas", (), (120, 120)),
    (trades.REFRACTORY, "electricity", (), (40, 40)),
    (trades.REFRACTORY, "coal", ("no_firing",), (60,)),
    (trades.ROCK_WOOL, "coke", (), (80, 80)),
    (trades.ROCK_WOOL, "coke", (), (100,)),
    (trades.ROCK_WOOL, "electricity", (), (80, 80)),
    (trades.GLASS_WOOL, "coal", (), (40, 40)),
    (trades.GLASS_WOOL, "natural_gas", (), (50, 50)),
    (trades.GYPSUM_BOARD, "coal", (), (700,)),
    (trades.GYPSUM_BOARD, "natural_gas", (), (500,)),
    (trades.CARBON, "coke_oven_gas", (), (90, 90, 90)),
    (trades.CARBON, "natural_gas", (), (60, 60)),
    (trades.CARBON, "natural_gas", ("special_limits_met",), (120, 120, 120)),
    (trades.CARBON, "natural_gas", ("special_limits_met",), (90, 90, 90, 90)),
    (trades.CARBON, "natural_gas", ("special_limits_met",), (150, 150)),
    (trades.PHARMA, "", (), (6, 6, 6)),
    (trades.PHARMA, "", (), (4, 4)),
    (trades.PHARMA, "", ("livelihood", "approved_to_run"), (5, 5)),
    (trades.PESTICIDE, "", ("organic_solvents",), (20, 20)),
    (trades.PESTICIDE, "", (), (15,)),
    (trades.ROLLING, "natural_gas", (), (1_500, 1_500, 1_000)),
    (trades.ROLLING, "natural_gas", (), (2_000, 800)),
    (trades.ROLLING, "electricity", ("cold_rolling",), (600, 600)),
    (trades.ALUMINIUM, "electricity", (), (135, 135, 120, 120, 108, 108, 90, 90)),
    (trades.ALUMINIUM, "electricity", (), (168, 168, 168, 138, 138)),
    (trades.ALUMINA, "coal", (), (1_100, 1_100, 1_100, 1_100, 1_400)),
    (trades.ALUMINA, "natural_gas", (), (1_100, 1_100, 1_400)),
    (trades.COKING, "coke_oven_gas", (), (1_370, 1_370)),
    (trades.COKING, "coke_oven_gas", (), (1_780, 1_780)),
    (trades.SECONDARY, "natural_gas", (), (80, 80, 80, 60, 60)),
    (trades.SECONDARY, "natural_gas", (), (120, 120)),
    (trades.SECONDARY, "natural_gas", (), (60, 60, 60)),
    (trades.SECONDARY, "natural_gas", (), (100, 100, 80, 80)),
)
STOPPING = ("glass_wool", "pot_line")
"""ZZ-2 has glass wool stand, and pots are on or off (ZZ-3b): here these trades reduce by stopping."""
T_PER_POT = 3
"""Aluminium of a pot in a day, about 400 kA."""
EVENTS = (
    ("ZZ-CC02", "2018-01-10", "mark_won", "special_limits_met"),
    ("ZZ-CA05", "2018-02-01", "mark_lost", "unstable_emission"),
    ("ZZ-CE04", "2018-02-01", "mark_won", "not_carried_out"),
    ("ZZ-SM03", "2018-01-15", "mark_won", "not_carried_out"),
)

CEMENT_MARKS = {
    "P100000123286": ("heats_homes", "approved_to_run"),
    "P100000124981": ("co_processing_waste", "approved_to_run"),
}
"""Left out for the task they carry, with a load of their own (ZZ-4)."""
LOWEST_LOAD_OF_KILNS = "0.5"
NETWORKS = {"P100000120169": "荥阳热网", "ZZ-AA02": "荥阳热网"}
HEAT_M2 = {"blast_furnace": 700_000, "alumina_line": 250_000}
HEAT_DEMAND_M2 = 450_000

NORMAL_COKING_HOURS = {"ZZ-CO02": "24"}

CHANGTAI, YONGTONG = "P100000120169", "P100000121068"
CHANGTAI_FURNACE = "U100000140415"
"""1,080 m³, retired in 2022; the works' other furnace was retired in 2017."""
YONGTONG_HEATS_T = (30, 50)
"""Tonnes of a heat of its two electric furnaces, from the tracker of 2023."""
HEATS_A_DAY = 20
STEEL_PER_IRON = Fraction("1.14")
STOCK_DAYS, STORE_DAYS = 8, 12
SINTER_T_PER_T = Fraction("1.30")
SINTER_CAPACITY_T_PER_T = Fraction("1.40")


def tables(source: Path) -> Tables:
    kilns = cement.read_cement_works(source, CITY.province, CITY.city)
    samples = list(_samples())
    iron = _changtai_iron_t_per_day(source)
    return {
        "enterprises": [
            _steel_row(CHANGTAI, "河南昌泰不锈钢股份有限公司"),
            _steel_row(YONGTONG, "郑州永通特钢有限公司"),
            *(_cement_row(one) for one in kilns),
            *(one.enterprise_row() for one in samples),
        ],
        "units": [
            *_changtai_units(iron),
            *_yongtong_units(),
            *(row for one in kilns for row in _cement_units(one)),
            *(_with_pots(row) for one in samples for row in one.unit_rows()),
        ],
        "links": [_sinter_link(iron)],
        "heat": [heat_row("荥阳热网", SEASON, HEAT_DEMAND_M2)],
        "events": [event_row(*event) for event in EVENTS],
    }


# ── sample works ─────────────────────────────────────────────────────────────────────────────────


def _samples() -> Iterator[SampleWorks]:
    counts: dict[str, int] = {}
    for trade, fuel, marks, capacities in SAMPLES:
        number = counts[trade.code] = counts.get(trade.code, 0) + 1
        works_id = f"{CITY.code}-{trade.code}{number:02}"
        yield SampleWorks(
            trade,
            CITY,
            number,
            capacities,
            marks=marks,
            fuel=fuel,
            network=NETWORKS.get(works_id, ""),
            units=_more(trade, works_id),
        )


def _more(trade: Trade, works_id: str) -> Row:
    more = {"mode": "stop"} if trade.process in STOPPING else {}
    more |= {"heat_area_m2": str(HEAT_M2[trade.process])} if works_id in NETWORKS else {}
    hours = NORMAL_COKING_HOURS.get(works_id)
    return more | ({"normal_coking_hours": hours} if hours else {})


def _with_pots(row: Row) -> Row:
    if row["process"] != "pot_line":
        return row
    return row | {"pots": str(int(row["capacity_t_per_day"]) // T_PER_POT)}


# ── cement ───────────────────────────────────────────────────────────────────────────────────────


def _cement_row(one: CementWorks) -> Row:
    marks = CEMENT_MARKS.get(one.plant_id, ())
    cited = "marks: TASK" if marks else ""
    return cement.enterprise_row(one) | {"marks": ";".join(marks), "assumed": cited}


def _cement_units(one: CementWorks) -> list[Row]:
    """Kilns, and the mill of a works that grinds; by load where the works is left out for its task."""
    rows = [*cement.kiln_rows(one), *([cement.mill_row(one)] if one.cement_mt else [])]
    if one.plant_id not in CEMENT_MARKS:
        return rows
    lower = {"mode": "load", "load_min": LOWEST_LOAD_OF_KILNS}
    return [row | lower | {"assumed": f"{row['assumed']}; mode, load_min: TASK"} for row in rows]


# ── steel ────────────────────────────────────────────────────────────────────────────────────────


def _steel_row(plant_id: str, name: str) -> Row:
    network = NETWORKS.get(plant_id, "")
    return {
        "enterprise_id": plant_id,
        "name": name,
        "province": CITY.province,
        "city": CITY.city,
        "industry": "steel",
        "heat_network": network,
        "assumed": "heat_network: HEAT" if network else "",
    }


def _changtai_iron_t_per_day(source: Path) -> int:
    furnaces = {row["unit_id"]: row for row in read_rows(source / "steel" / "blast_furnaces.csv")}
    yearly = Fraction(furnaces[CHANGTAI_FURNACE]["capacity_kt_iron_per_year"])
    return whole_tens(yearly * 1000 / NAMEPLATE_DAYS)


def _changtai_units(iron: int) -> list[Row]:
    steel = iron * STEEL_PER_IRON
    furnace, *others = _steel_units(
        CHANGTAI,
        ("BF1", "2号高炉", "blast_furnace", iron, ""),
        ("SI1", "烧结机", "sinter", whole_tens(iron * SINTER_CAPACITY_T_PER_T), "SINTER"),
        ("BO1", "转炉", "converter", whole_tens(steel), "RATIO"),
        ("RO1", "1号轧线", "rolling", whole_tens(steel * Fraction("0.6")), "ROLLING"),
        ("RO2", "2号轧线", "rolling", whole_tens(steel * Fraction("0.5")), "ROLLING"),
    )
    heat = {"heat_area_m2": str(HEAT_M2["blast_furnace"]), "assumed": "heat_area_m2: HEAT"}
    return [furnace | {"size": "1080", "remark": f"GEM {CHANGTAI_FURNACE}"} | heat, *others]


def _yongtong_units() -> list[Row]:
    first, second = (HEATS_A_DAY * heat for heat in YONGTONG_HEATS_T)
    return _steel_units(
        YONGTONG,
        ("EF1", "1号电炉", "electric_furnace", first, "HEATS"),
        ("EF2", "2号电炉", "electric_furnace", second, "HEATS"),
        ("RO1", "轧线", "rolling", first + second, "ROLLING"),
    )


def _steel_units(plant_id: str, *listed: tuple[str, str, str, int, str]) -> list[Row]:
    """Units from place in the id, name, process, capacity in t/d and the rule of the capacity."""
    return [
        {
            "unit_id": f"{plant_id[-6:]}-{short}",
            "enterprise_id": plant_id,
            "name": name,
            "process": process,
            "capacity_t_per_day": str(capacity),
            "assumed": f"capacity_t_per_day: {rule}; empty columns: DEFAULT",
        }
        for short, name, process, capacity, rule in listed
    ]


def _sinter_link(iron: int) -> Row:
    need = SINTER_T_PER_T * iron
    return {
        "enterprise_id": CHANGTAI,
        "product": "sinter",
        "feeders": f"{CHANGTAI[-6:]}-SI1",
        "consumers": f"{CHANGTAI[-6:]}-BF1",
        "t_per_t": str(float(SINTER_T_PER_T)),
        "stock_t": str(whole_tens(STOCK_DAYS * need)),
        "stock_max_t": str(whole_tens(STORE_DAYS * need)),
        "purchases_t_per_day": "0",
        "assumed": "t_per_t, stock_t, stock_max_t, purchases_t_per_day: STOCK",
    }
