"""The season of Shanxi's cement works: the winter of CEM, a summer order, stocks, routes and overhauls."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from recipe.cement import CementWorks, enterprise_row, kiln_rows, mill_row, read_cement_works
from recipe.folder import Tables
from recipe.rows import Job, heat_row, iso_week

Row = dict[str, str]

NAME = "shanxi-cement-2021-2022"
FIRST, LAST = date(2021, 11, 15), date(2022, 10, 30)
"""Fifty weeks, Monday to Sunday: winter, and room for the make-up days before the next one (CEM-4)."""
WINTER = (date(2021, 11, 15), date(2022, 3, 15))
OVERHAULS = (date(2021, 11, 20), date(2022, 3, 10))
"""First and last day of the overhauls of ordinary kilns."""

MARKS = {
    "P100000125565": "heats_homes",
    "P100000123203": "heats_homes",
    "P100000125585": "heats_homes",
    "P100000125587": "heats_homes",
    "P100000125674": "carbide_slag",
    "P100000125678": "carbide_slag",
    "P100000123221": "co_processing_waste",
}
NETWORKS = {"P100000125585": "阳泉热网", "P100000125587": "阳泉热网"}
HEAT_M2_PER_T_PER_DAY = 150
"""Homes' floor area that a kiln's waste heat warms, for each tonne a day."""
DEMAND_M2 = {"P100000125565": 600_000, "P100000123203": 700_000, "阳泉热网": 350_000}
LOWEST_LOAD_CO_PROCESSING = "0.6"

FLOORS = (
    (date(2021, 11, 15), "0.06"),
    (date(2021, 12, 6), "0.05"),
    (date(2022, 1, 3), "0.04"),
    (date(2022, 1, 31), "0.03"),
    (date(2022, 2, 28), "0.05"),
    (date(2022, 3, 21), "0.35"),
    (date(2022, 4, 4), "0.50"),
    (date(2022, 5, 2), "0.58"),
    (date(2022, 7, 4), "0.54"),
    (date(2022, 9, 5), "0.58"),
    (date(2022, 10, 3), "0.56"),
)
"""Clinker that a city needs in a week, as a share of what its kilns make in one, from a Monday on."""
STOCK_WEEKS = Fraction("1.2")
"""In store when the season begins, and room for it, in weeks of the city's kilns."""
PRICES = {
    "2021-11": "1.05",
    "2021-12": "0.90",
    "2022-01": "0.80",
    "2022-02": "0.80",
    "2022-03": "1.00",
    "2022-04": "1.05",
    "2022-05": "1.05",
    "2022-06": "0.95",
    "2022-07": "0.85",
    "2022-08": "0.90",
    "2022-09": "1.05",
    "2022-10": "1.10",
}
ROUTES = (
    ("吕梁", "太原", 15_000),
    ("忻州", "太原", 10_000),
    ("太原", "阳泉", 10_000),
    ("晋中", "阳泉", 6_000),
    ("朔州", "大同", 12_000),
    ("大同", "朔州", 6_000),
    ("长治", "晋城", 8_000),
    ("晋城", "长治", 6_000),
    ("运城", "临汾", 8_000),
    ("临汾", "运城", 6_000),
)
"""Tonnes a week between neighbours."""
NORTH = ("太原", "大同", "阳泉", "朔州", "忻州", "吕梁")
JOB_EVERY = 6
"""Each so many-th ordinary kiln is overhauled."""
JOB_DAYS = {True: 20, False: 15}
"""For kilns of the large kind, and others."""
NORTHERN_CREW, SOUTHERN_CREW = "省建材检修一队", "省建材检修二队"
SPECIAL_JOBS = (
    Job("125565-K1", 25, date(2022, 4, 1), date(2022, 9, 30), must=True),
    Job("125674-K1", 15, date(2022, 3, 16), date(2022, 10, 30), SOUTHERN_CREW),
)


def tables(source: Path) -> Tables:
    works = read_cement_works(source, "山西")
    return {
        "enterprises": [_enterprise(one) for one in works],
        "units": [row for one in works for row in _units(one)],
        "heat": [heat_row(network, WINTER, demand) for network, demand in DEMAND_M2.items()],
        "demand": list(_demand(works)),
        "routes": [_route(*route) for route in ROUTES],
        "maintenance": list(_maintenance(works)),
        "price": [
            {"product": "clinker_kiln", "month": month, "factor": factor, "assumed": "factor: PRICE"}
            for month, factor in PRICES.items()
        ],
    }


def _enterprise(works: CementWorks) -> Row:
    mark = MARKS.get(works.plant_id, "")
    network = NETWORKS.get(works.plant_id, "")
    cited = ["marks: MARK"] if mark else []
    cited += ["heat_network: HEAT"] if network else []
    return {**enterprise_row(works), "marks": mark, "heat_network": network, "assumed": "; ".join(cited)}


def _units(works: CementWorks) -> list[Row]:
    if not works.kilns:
        return [mill_row(works)]
    return [_kiln(works, row) for row in kiln_rows(works)]


def _kiln(works: CementWorks, row: Row) -> Row:
    match MARKS.get(works.plant_id):
        case "heats_homes":
            area = HEAT_M2_PER_T_PER_DAY * int(row["capacity_t_per_day"])
            return row | {
                "heat_area_m2": str(area),
                "assumed": f"{row['assumed']}; heat_area_m2: HEAT",
            }
        case "co_processing_waste":
            return row | {
                "mode": "load",
                "load_min": LOWEST_LOAD_CO_PROCESSING,
                "assumed": f"{row['assumed']}; mode, load_min: MARK",
            }
        case _:
            return row


# ── the market ───────────────────────────────────────────────────────────────────────────────────


def _demand(works: Sequence[CementWorks]) -> Iterator[Row]:
    """One row for each city and week, the first with what is in store."""
    for city in dict.fromkeys(one.city for one in works):
        weekly = 7 * sum(capacity for one in works if one.city == city for capacity in one.kilns)
        store = str(_hundreds(STOCK_WEEKS * weekly))
        for monday in _mondays():
            yield {
                "product": "clinker_kiln",
                "region": city,
                "week": iso_week(monday),
                "floor_t": str(_hundreds(_floor(monday) * weekly)),
                "stock_t": store if monday == FIRST else "",
                "stock_max_t": store,
                "assumed": "floor_t, stock_t, stock_max_t: SUPPLY",
            }


def _mondays() -> Iterator[date]:
    return (FIRST + timedelta(days=7 * week) for week in range(((LAST - FIRST).days + 1) // 7))


def _floor(monday: date) -> Fraction:
    return Fraction([share for first, share in FLOORS if first <= monday][-1])


def _hundreds(tonnes: Fraction) -> int:
    return int(tonnes // 100) * 100


def _route(origin: str, destination: str, capacity: int) -> Row:
    return {
        "product": "clinker_kiln",
        "from_region": origin,
        "to_region": destination,
        "capacity_t_per_week": str(capacity),
        "assumed": "capacity_t_per_week: ROUTE",
    }


# ── overhauls ────────────────────────────────────────────────────────────────────────────────────


def _maintenance(works: Sequence[CementWorks]) -> Iterator[Row]:
    """Overhauls of ordinary kilns in the winter stop, and two of kilns that run through it."""
    ordinary = [(one, place) for one in works if one.plant_id not in MARKS for place in range(len(one.kilns))]
    for one, place in ordinary[::JOB_EVERY]:
        days = JOB_DAYS[one.kilns[place] >= 4_000]
        crew = NORTHERN_CREW if one.city in NORTH else SOUTHERN_CREW
        yield Job(one.unit_id("K", place), days, *OVERHAULS, crew).row()
    yield from (job.row() for job in SPECIAL_JOBS)
