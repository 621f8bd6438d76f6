"""The works of an inventory: what is public, and what STL needs to know beyond it."""

from fractions import Fraction

from recipe import assumptions as assumed
from recipe.facts import NAMEPLATE_DAYS, Works, whole_tens

Row = dict[str, str]

COLUMNS = (
    "enterprise_id",
    "name",
    "province",
    "city",
    "county",
    "industry",
    "grade",
    "marks",
    "crude_steel_capacity_t_per_year",
    "steel_per_iron",
    "heated_area_capacity_m2",
    "heated_area_last_year_m2",
    "heat_network",
    "output_last_year_stage1_t",
    "output_last_year_stage2_t",
    "output_this_year_to_date_t",
    "remark",
    "assumed",
)
STAGE_DAYS = {"stage1": 47, "stage2": 74}
"""2021-11-15…12-31 and 2022-01-01…03-15."""
DAYS_TO_DATE = 318
"""2021-01-01…11-14."""
PROVINCES = {
    "Hebei": "河北",
    "Tianjin": "天津",
    "Shanxi": "山西",
    "Shandong": "山东",
    "Henan": "河南",
}


def crude_steel_t_per_day(works: Works) -> Fraction:
    """Crude steel of a day with every furnace running."""
    if not works.furnaces:
        return Fraction(whole_tens(assumed.crude_steel_kt(works) * 1000 / NAMEPLATE_DAYS))
    return works.iron_t_per_day * assumed.steel_per_iron(works)


def output_last_year_t(works: Works, stage: str) -> int:
    return _output(works, STAGE_DAYS[stage])


def output_this_year_to_date_t(works: Works) -> int:
    return _output(works, DAYS_TO_DATE)


def heated_last_year_m2(works: Works) -> int:
    return round(assumed.HEATING[works.plant_id].last_year * assumed.crude_steel_kt(works) * 1000)


def enterprise_row(works: Works) -> Row:
    heating = assumed.HEATING.get(works.plant_id)
    capacity_t = assumed.crude_steel_kt(works) * 1000
    return {
        "enterprise_id": works.plant_id,
        "name": works.name,
        "province": _province(works),
        "city": works.city,
        "county": works.county,
        "industry": "steel",
        "grade": assumed.grade_in_inventory(works),
        "marks": ";".join(_marks(works)),
        "crude_steel_capacity_t_per_year": str(round(capacity_t)),
        "steel_per_iron": str(float(assumed.steel_per_iron(works))) if works.furnaces else "1",
        "heated_area_capacity_m2": str(round(heating.able * capacity_t)) if heating else "",
        "heated_area_last_year_m2": str(heated_last_year_m2(works)) if heating else "",
        "heat_network": heating.network if heating else "",
        "output_last_year_stage1_t": str(output_last_year_t(works, "stage1")),
        "output_last_year_stage2_t": str(output_last_year_t(works, "stage2")),
        "output_this_year_to_date_t": str(output_this_year_to_date_t(works)),
        "assumed": "; ".join(_assumed(works)),
    }


def _output(works: Works, days: int) -> int:
    return round(crude_steel_t_per_day(works) * days * assumed.utilisation(works))


def _province(works: Works) -> str:
    """Where the works stands: some belong to a group of another province."""
    return "河北" if works.city == "邯郸" else PROVINCES[works.province]


def _marks(works: Works) -> list[str]:
    marks = ["all_scrap_short_process", "ultra_low_done"] if not works.furnaces else []
    marks += [assumed.mark(works)] if assumed.mark(works) else []
    return marks + (["heats_homes"] if works.plant_id in assumed.HEATING else [])


def _assumed(works: Works) -> list[str]:
    cited = ["grade: GRADE", f"marks: {'MARK' if works.furnaces else 'SCRAP'}"]
    cited += ["crude_steel_capacity_t_per_year: STEEL"] if works.crude_steel_kt is None else []
    cited += ["steel_per_iron: RATIO"] if works.furnaces else []
    if works.plant_id in assumed.HEATING:
        cited.append("heated_area_capacity_m2, heated_area_last_year_m2, heat_network: HEAT")
    past = "output_last_year_stage1_t, output_last_year_stage2_t, output_this_year_to_date_t"
    return [*cited, f"{past}: OUTPUT"]
