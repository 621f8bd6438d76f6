"""Derive the size tables of generated seasons: ``python scenarios/sizes.py SOURCE_FOLDER``.

Reads the public tables of furnaces, steelworks and cement works and writes what ``cuofeng generate`` draws
from: quantiles of sizes, shares of works by number of furnaces, works by city. No works can be told from it.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from statistics import median

from recipe.cement import CLINKER_PER_CEMENT, DAYS
from recipe.facts import NAMEPLATE_DAYS, OPERATING, known, read_rows
from ruamel.yaml import YAML

TARGET = Path(__file__).parents[1] / "scheduler" / "generate" / "sizes.yaml"
ATTRIBUTION = (
    "Derived from Global Energy Monitor, Global Iron and Steel Tracker, March 2025 (V1) release, and Global "
    "Cement and Concrete Tracker, July 2025 (V1) release; CC BY 4.0. Changed: quantiles and counts only."
)
STEPS = 10
"""Quantiles from the smallest to the largest in tenths."""
VOLUMES_M3 = (600, 1_000, 1_300, 2_000, 3_000)
"""Upper limits of the classes in which iron per volume is given; the last class has none."""
MOST_FURNACES = 8
CITIES = {
    "北京": "Beijing", "天津": "Tianjin", "石家庄": "Shijiazhuang", "唐山": "Tangshan", "邯郸": "Handan",
    "邢台": "Xingtai", "保定": "Baoding", "沧州": "Cangzhou", "廊坊": "Langfang", "衡水": "Hengshui",
    "太原": "Taiyuan", "阳泉": "Yangquan", "长治": "Changzhi", "晋城": "Jincheng", "济南": "Jinan",
    "淄博": "Zibo", "济宁": "Jining", "德州": "Dezhou", "聊城": "Liaocheng", "滨州": "Binzhou",
    "郑州": "Zhengzhou", "开封": "Kaifeng", "安阳": "Anyang", "鹤壁": "Hebi", "新乡": "Xinxiang",
    "焦作": "Jiaozuo", "濮阳": "Puyang", "菏泽": "Heze",
}  # fmt: skip
"""The 28 cities of the steel notice, as the two tables write them."""

Rows = Sequence[dict[str, str]]


def main(source: Path) -> None:
    furnaces = [r for r in read_rows(source / "steel" / "blast_furnaces.csv") if r["status"] in OPERATING]
    plants = read_rows(source / "steel" / "plants.csv")
    cement = [r for r in read_rows(source / "cement" / "plants.csv") if r["status"] == "operating"]
    tables = {
        "attribution": ATTRIBUTION,
        "steel": {**_furnaces(furnaces), **_per_iron(plants)},
        "cement": _cement(cement),
        "works_by_city": _by_city(furnaces, cement),
    }
    yaml = YAML()
    yaml.default_flow_style = None
    yaml.width = 110
    yaml.dump(tables, TARGET)


def _furnaces(rows: Rows) -> dict[str, object]:
    works = Counter(row["plant_id"] for row in rows)
    counts = Counter(min(number, MOST_FURNACES) for number in works.values())
    return {
        "furnace_m3": quantiles(Fraction(row["volume_m3"]) for row in rows),
        "iron_t_per_m3_day": _iron_per_volume(rows),
        "furnaces_per_works": {number: round(counts[number] / len(works), 3) for number in sorted(counts)},
    }


def _iron_per_volume(rows: Rows) -> dict[str, float]:
    """Median by volume class, under the class's upper limit."""
    rates: dict[str, list[Fraction]] = {}
    for row in rows:
        volume = Fraction(row["volume_m3"])
        name = next((str(limit) for limit in VOLUMES_M3 if volume < limit), "larger")
        rate = Fraction(row["capacity_kt_iron_per_year"]) * 1000 / NAMEPLATE_DAYS / volume
        rates.setdefault(name, []).append(rate)
    return {name: round(float(median(rates[name])), 2) for name in [*map(str, VOLUMES_M3), "larger"]}


def _per_iron(plants: Rows) -> dict[str, object]:
    columns = {"sinter": "sinter_kt_per_year", "pellet": "pellet_kt_per_year", "coke": "coke_kt_per_year"}
    columns["crude_steel"] = "crude_steel_kt_per_year"
    ratios: dict[str, list[Fraction]] = {name: [] for name in columns}
    for plant in plants:
        iron = known(plant["bf_iron_kt_per_year"])
        for name, column in columns.items():
            own = known(plant[column])
            if iron and own:
                ratios[name].append(own / iron)
    return {f"{name}_per_iron": quantiles(found) for name, found in ratios.items()}


def _cement(rows: Rows) -> dict[str, object]:
    integrated = [row for row in rows if row["plant_type"] in ("integrated", "clinker only")]
    clinker = [known(row["clinker_mt_per_year"]) for row in integrated]
    return {
        "clinker_t_per_day": quantiles(mt * 1_000_000 / DAYS for mt in clinker if mt),
        "clinker_per_cement": float(CLINKER_PER_CEMENT),
    }


def _by_city(furnaces: Rows, cement: Rows) -> dict[str, dict[str, int]]:
    steelworks = Counter(city for city, _ in {(row["prefecture_zh"], row["plant_id"]) for row in furnaces})
    kilns = Counter(row["city"] for row in cement)
    return {zh: {"steel": steelworks[zh], "cement": kilns[en]} for zh, en in CITIES.items()}


def quantiles(numbers: Iterable[Fraction]) -> list[float]:
    """The smallest, each tenth, and the largest, to three digits."""
    ordered = sorted(numbers)
    places = [step * (len(ordered) - 1) // STEPS for step in range(STEPS + 1)]
    return [float(f"{float(ordered[place]):.3g}") for place in places]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
