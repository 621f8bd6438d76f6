"""The tutorial's inventory: three works that do not exist, small enough to follow by hand."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.files.writing import write_tables

Row = dict[str, Any]

MADE_UP = "样例数据，全部虚构"

WORKS: tuple[Row, ...] = (
    {
        "enterprise_id": "S1",
        "name": "样例甲钢",
        "grade": "B",
        "crude_steel_capacity_t_per_year": 1_050_000,
        "output_last_year_stage1_t": 20_000,
        "output_last_year_stage2_t": 22_000,
        "output_this_year_to_date_t": 900_000,
    },
    {
        "enterprise_id": "S2",
        "name": "样例乙钢",
        "grade": "C",
        "crude_steel_capacity_t_per_year": 525_000,
        "output_last_year_stage1_t": 10_000,
        "output_last_year_stage2_t": 11_300,
        "output_this_year_to_date_t": 450_000,
    },
    {
        "enterprise_id": "S3",
        "name": "样例丙钢",
        "grade": "A",
        "crude_steel_capacity_t_per_year": 420_000,
        "output_last_year_stage1_t": 8_400,
        "output_last_year_stage2_t": 8_500,
        "output_this_year_to_date_t": 360_000,
    },
)

UNIT_COLUMNS = (
    "unit_id",
    "enterprise_id",
    "name",
    "process",
    "capacity_t_per_day",
    "margin_yuan_per_day",
    "restart_cost_yuan",
    "heat_area_m2",
)
UNITS = (
    ("S1-BF1", "S1", "1号高炉", "blast_furnace", 2000, 500_000, 640_000, 600_000),
    ("S1-BF2", "S1", "2号高炉", "blast_furnace", 1000, 260_000, 320_000, 400_000),
    ("S1-SI1", "S1", "烧结机", "sinter", 4200, 105_000, 60_000, 0),
    ("S1-CO1", "S1", "焦炉", "coke_oven", 1020, 40_800, 0, 0),
    ("S1-LI1", "S1", "石灰窑", "lime_kiln", 270, 5_400, 30_000, 0),
    ("S2-BF1", "S2", "高炉", "blast_furnace", 1500, 360_000, 480_000, 0),
    ("S2-SI1", "S2", "烧结机", "sinter", 2100, 52_500, 60_000, 0),
    ("S2-CO1", "S2", "焦炉", "coke_oven", 510, 20_400, 0, 0),
    ("S2-LI1", "S2", "石灰窑", "lime_kiln", 140, 2_800, 30_000, 0),
    ("S3-BF1", "S3", "高炉", "blast_furnace", 1200, 312_000, 384_000, 0),
    ("S3-SI1", "S3", "烧结机", "sinter", 1680, 42_000, 60_000, 0),
    ("S3-LI1", "S3", "石灰窑", "lime_kiln", 110, 2_200, 30_000, 0),
)

PRODUCTS = (("sinter", "sinter", "1.3"), ("coke_oven", "coke", "0.45"), ("lime_kiln", "lime", "0.08"))
"""Process, what it makes, tonnes of it for one tonne of hot metal."""
STOCK_DAYS, STORE_DAYS = 3, 5
COKE_BOUGHT_T_PER_T = 0.2
"""Tonnes bought a day for one tonne a day of hot-metal capacity; sinter and lime are not bought."""


def write_tutorial(folder: Path) -> None:
    write_tables(folder / "inventory.xlsx", tables(), lang="zh")


def tables() -> dict[str, list[Row]]:
    """The inventory by table; a race of the same works adds one."""
    units = [_unit(figures) for figures in UNITS]
    return {
        "enterprises": [_enterprise(works) for works in WORKS],
        "units": units,
        "links": list(_links(units)),
        "heat": [
            {
                "network": "S1",
                "first": date(2021, 11, 22),
                "last": date(2021, 12, 6),
                "demand_m2": 350_000,
                "assumed": MADE_UP,
            }
        ],
        "price": [{"product": "blast_furnace", "month": "2021-12", "factor": "1.1", "assumed": MADE_UP}],
    }


def _enterprise(works: Row) -> Row:
    return {
        **works,
        "province": "样例省",
        "city": "样例市",
        "industry": "steel",
        "steel_per_iron": 1,
        "assumed": MADE_UP,
    }


def _unit(figures: Sequence[str | int]) -> Row:
    unit = dict(zip(UNIT_COLUMNS, figures, strict=True))
    furnace, ovens = unit["process"] == "blast_furnace", unit["process"] == "coke_oven"
    return {
        **unit,
        "mode": "load" if ovens else "stop",
        "load_min": "0.4" if ovens else 1,
        "shortest_stop_days": 3 if furnace else 2,
        "shortest_run_days": 3 if furnace else 2,
        "most_stops_per_stage": 1,
        "normal_coking_hours": 20 if ovens else None,
        "longest_coking_hours": 48 if ovens else None,
        "assumed": MADE_UP,
    }


def _links(units: list[Row]) -> Iterator[Row]:
    """One row for each product of a works: three days of the need in store, room for five."""
    for works in WORKS:
        own = [unit for unit in units if unit["enterprise_id"] == works["enterprise_id"]]
        furnaces = [unit for unit in own if unit["process"] == "blast_furnace"]
        iron = sum(unit["capacity_t_per_day"] for unit in furnaces)
        for process, product, need in PRODUCTS:
            feeders = [unit["unit_id"] for unit in own if unit["process"] == process]
            if feeders:
                yield {
                    "enterprise_id": works["enterprise_id"],
                    "product": product,
                    "feeders": feeders,
                    "consumers": [unit["unit_id"] for unit in furnaces],
                    "t_per_t": need,
                    "stock_t": round(STOCK_DAYS * float(need) * iron),
                    "stock_max_t": round(STORE_DAYS * float(need) * iron),
                    "purchases_t_per_day": round(COKE_BOUGHT_T_PER_T * iron) if product == "coke" else 0,
                    "assumed": MADE_UP,
                }
