"""Cement works: what the table of the public tracker gives, and their kilns and mills by the stated rules."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from recipe.facts import known, read_rows, whole_tens

Row = dict[str, str]

CITIES = {
    "Taiyuan": "太原",
    "Datong": "大同",
    "Yangquan": "阳泉",
    "Changzhi": "长治",
    "Jincheng": "晋城",
    "Shuozhou": "朔州",
    "Jinzhong": "晋中",
    "Yuncheng": "运城",
    "Xinzhou": "忻州",
    "Linfen": "临汾",
    "Lvliang": "吕梁",
    "Zhengzhou": "郑州",
}
PROVINCES = {"Shanxi": "山西", "Henan": "河南"}

DAYS = 365
"""The table's clinker figures are whole days of a kiln over a full year: 1.825 Mt = 5,000 t × 365."""
LARGE_T_PER_DAY, SMALL_T_PER_DAY = 5_000, 2_500
LARGE_SINCE = 2010
"""Works begun from this year on have kilns of the large kind."""
LARGE_FROM_T_PER_DAY = 4_000
CLINKER_PER_CEMENT = Fraction("0.75")
MILL_MT_PER_YEAR = Fraction(1)
"""Of a grinding station whose capacity the table does not know."""


@dataclass(frozen=True)
class CementWorks:
    """One works of the table; capacities in Mt a year, ``None`` where unknown."""

    plant_id: str
    name: str
    province: str
    city: str
    start: int | None
    clinker_mt: Fraction | None
    cement_mt: Fraction | None
    integrated: bool

    @property
    def kilns(self) -> tuple[int, ...]:
        """Capacities in t/d: KILN and, for an integrated works of unknown clinker, CLINKER."""
        if not self.integrated:
            return ()
        yearly = self.clinker_mt or CLINKER_PER_CEMENT * (self.cement_mt or MILL_MT_PER_YEAR)
        daily = yearly * 1_000_000 / DAYS
        large = self.start is not None and self.start >= LARGE_SINCE
        count = max(1, int(daily / (LARGE_T_PER_DAY if large else SMALL_T_PER_DAY) + Fraction(1, 2)))
        return (whole_tens(daily / count),) * count

    @property
    def mill_t_per_day(self) -> int:
        return whole_tens((self.cement_mt or MILL_MT_PER_YEAR) * 1_000_000 / DAYS)

    def unit_id(self, short: str, place: int) -> str:
        """``123203-K1``: the last six digits of the plant, the process, the place."""
        return f"{self.plant_id[-6:]}-{short}{place + 1}"

    @property
    def kiln_ids(self) -> list[str]:
        return [self.unit_id("K", place) for place in range(len(self.kilns))]


def read_cement_works(folder: Path, province: str, city: str = "") -> tuple[CementWorks, ...]:
    """Operating works of a province, or of one city of it, sorted by plant id; places in Chinese."""
    rows = read_rows(folder / "cement" / "plants.csv")
    found = [
        _works(row)
        for row in rows
        if PROVINCES.get(row["province"]) == province and row["status"] == "operating"
    ]
    return tuple(sorted((w for w in found if city in ("", w.city)), key=lambda works: works.plant_id))


def _works(row: dict[str, str]) -> CementWorks:
    return CementWorks(
        plant_id=row["plant_id"],
        name=row["plant_zh"].removesuffix(" (Chinese)") or row["plant_en"],
        province=PROVINCES[row["province"]],
        city=CITIES.get(row["city"], row["city"]),
        start=int(row["start"]) if row["start"].isdecimal() else None,
        clinker_mt=known(row["clinker_mt_per_year"]),
        cement_mt=known(row["cement_mt_per_year"]),
        integrated=row["plant_type"] in ("integrated", "clinker only"),
    )


def enterprise_row(works: CementWorks) -> Row:
    return {
        "enterprise_id": works.plant_id,
        "name": works.name,
        "province": works.province,
        "city": works.city,
        "industry": "cement",
    }


def kiln_rows(works: CementWorks) -> list[Row]:
    """Columns left empty are the program's defaults for a kiln."""
    return [
        {
            "unit_id": works.unit_id("K", place),
            "enterprise_id": works.plant_id,
            "name": f"{place + 1}号熟料窑",
            "process": "clinker_kiln",
            "capacity_t_per_day": str(capacity),
            "mode": "stop",
            **_kiln_times(capacity),
            "margin_yuan_per_day": str(_margin_yuan_per_t(capacity) * capacity),
            "assumed": f"capacity_t_per_day: {_capacity_rule(works)}; shortest_stop_days: TIMES; "
            "margin_yuan_per_day: MARGIN; empty columns: DEFAULT",
        }
        for place, capacity in enumerate(works.kilns)
    ]


def mill_row(works: CementWorks) -> Row:
    return {
        "unit_id": works.unit_id("M", 0),
        "enterprise_id": works.plant_id,
        "name": "水泥粉磨",
        "process": "grinding",
        "capacity_t_per_day": str(works.mill_t_per_day),
        "mode": "stop",
        "assumed": "capacity_t_per_day: MILL; empty columns: DEFAULT",
    }


def _capacity_rule(works: CementWorks) -> str:
    return "KILN" if works.clinker_mt else "CLINKER+KILN"


def _kiln_times(capacity: int) -> Row:
    return {"shortest_stop_days": "15" if capacity >= LARGE_FROM_T_PER_DAY else "10"}


def _margin_yuan_per_t(capacity: int) -> int:
    return 70 if capacity >= LARGE_FROM_T_PER_DAY else 45 if capacity < 1_000 else 60
