"""Units of a works: its furnaces as facts, what serves them by the stated ratios."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from recipe import assumptions as assumed
from recipe.assumptions import Emission, Linked
from recipe.facts import NAMEPLATE_DAYS, Furnace, Works, whole_tens

Row = dict[str, str]

COLUMNS = (
    "unit_id",
    "enterprise_id",
    "name",
    "process",
    "size",
    "capacity_t_per_day",
    "mode",
    "load_min",
    "load_max",
    "shortest_stop_days",
    "shortest_run_days",
    "most_stops_per_stage",
    "margin_yuan_per_day",
    "restart_cost_yuan",
    "heat_area_m2",
    "pm_kg_per_t",
    "so2_kg_per_t",
    "nox_kg_per_t",
    "co2_t_per_t",
    "power_kwh_per_t",
    "normal_coking_hours",
    "longest_coking_hours",
    "off_since",
    "forbidden",
    "remark",
    "assumed",
)

LARGE_IRON_KT = 3500
PELLET_IRON_KT = 2000
SPLITS = {
    1: (Fraction(1),),
    2: (Fraction("0.55"), Fraction("0.45")),
    3: (Fraction("0.40"), Fraction("0.30"), Fraction("0.30")),
}
LOWEST_LOAD = {"coke_oven": "0.4", "electric_furnace": "0.5"}


def unit_rows(works: Works) -> list[Row]:
    """Furnaces first, then sinter, pellet, coke and lime units, or the electric furnace of a scrap works."""
    if not works.furnaces:
        return [_electric_furnace(works)]
    furnaces = [_furnace(works, place) for place in range(len(works.furnaces))]
    return furnaces + [row for linked in assumed.LINKED for row in _machines(works, linked)]


def unit_id(works: Works, short: str, place: int) -> str:
    """``120099-BF1``: the last six digits of the plant, the process, the place."""
    return f"{works.plant_id[-6:]}-{short}{place + 1}"


def furnace_ids(works: Works) -> list[str]:
    return [unit_id(works, "BF", place) for place in range(len(works.furnaces))]


def machine_ids(works: Works, linked: Linked) -> list[str]:
    return [unit_id(works, linked.short, place) for place in range(len(machine_capacities(works, linked)))]


def machine_capacities(works: Works, linked: Linked) -> list[int]:
    """Capacities in t/d of a works' units of one process; empty where it buys the product."""
    total = _group_capacity(works, linked)
    if total is None or not works.furnaces:
        return []
    return [ceil(total * share / 10) * 10 for share in SPLITS[_machine_count(works, linked)]]


def heat_areas(works: Works) -> list[int]:
    """Homes' floor area in m² that each furnace can heat: by capacity, to whole 100 m²."""
    heating = assumed.HEATING.get(works.plant_id)
    if heating is None:
        return [0] * len(works.furnaces)
    area = heating.able * assumed.crude_steel_kt(works) * 1000
    return [int(area * f.capacity_t_per_day / works.iron_t_per_day / 100) * 100 for f in works.furnaces]


def _group_capacity(works: Works, linked: Linked) -> Fraction | None:
    """Capacity in t/d of all units of a process: the works table's figure, else the ratio's."""
    listed = {"sinter": works.sinter_kt, "pellet": works.pellet_kt, "coke": works.coke_kt}.get(linked.product)
    if listed is not None:
        return listed * 1000 / NAMEPLATE_DAYS
    ratios = {
        "sinter": Fraction("1.40"),
        "pellet": Fraction("0.38") if works.iron_kt >= PELLET_IRON_KT else None,
        "coke": Fraction("0.34") if _makes_coke(works) else None,
        "lime": Fraction("0.09"),
    }
    ratio = ratios[linked.product]
    return None if ratio is None else ratio * works.iron_t_per_day


def _makes_coke(works: Works) -> bool:
    return works.iron_kt >= LARGE_IRON_KT and assumed.grade_that_counts(works) != "D"


def _machine_count(works: Works, linked: Linked) -> int:
    furnaces = len(works.furnaces)
    if linked is assumed.SINTER:
        return min(furnaces, 3)
    if linked is assumed.LIME:
        return 1 if furnaces == 1 else 3 if works.iron_kt >= LARGE_IRON_KT else 2
    return 2 if linked is assumed.COKE else 1


def _furnace(works: Works, place: int) -> Row:
    furnace = works.furnaces[place]
    since, standing = assumed.STANDS_SINCE.get(works.plant_id, ("", -1))
    margin = assumed.hot_metal_margin_yuan_per_t(works, furnace.volume_m3)
    rules = ["TIMES", "MARGIN", "RESTART", "EMISSION"]
    rules += ["HEAT"] if works.plant_id in assumed.HEATING else []
    rules += ["STANDS"] if place == standing else []
    rules += ["KEEPS"] if works.plant_id in assumed.KEEPS_RUNNING else []
    return {
        "unit_id": unit_id(works, "BF", place),
        "enterprise_id": works.plant_id,
        "name": f"{place + 1}号高炉",
        "process": "blast_furnace",
        "size": str(furnace.volume_m3),
        "capacity_t_per_day": str(furnace.capacity_t_per_day),
        "mode": "stop",
        "load_min": "1",
        "load_max": "1",
        **_furnace_times(furnace),
        "margin_yuan_per_day": str(margin * furnace.capacity_t_per_day),
        "restart_cost_yuan": str(800 * furnace.volume_m3),
        "heat_area_m2": str(heat_areas(works)[place]),
        **_emissions(assumed.EMISSIONS["blast_furnace"]),
        "off_since": since if place == standing else "",
        "forbidden": assumed.KEEPS_RUNNING.get(works.plant_id, ""),
        "remark": f"GEM {furnace.gem_id} ({furnace.gem_name})",
        "assumed": _cite(rules),
    }


def _furnace_times(furnace: Furnace) -> Row:
    large = furnace.volume_m3 >= 2000
    stop = 14 if large else 10 if furnace.volume_m3 >= 1000 else 7
    return {
        "shortest_stop_days": str(stop),
        "shortest_run_days": "14" if large else "10",
        "most_stops_per_stage": "2",
    }


def _machines(works: Works, linked: Linked) -> list[Row]:
    capacities = machine_capacities(works, linked)
    return [_machine(works, linked, place, capacity) for place, capacity in enumerate(capacities)]


def _machine(works: Works, linked: Linked, place: int, capacity: int) -> Row:
    rules = [f"{linked.product.upper()}+SPLIT", "TIMES", "MARGIN", "RESTART", "EMISSION"]
    rules += ["SIZE"] if linked is assumed.SINTER else []
    rules += ["LOAD", "COKING"] if linked is assumed.COKE else []
    normal, longest = (str(hours) for hours in assumed.COKING_HOURS) if linked is assumed.COKE else ("", "")
    return {
        "unit_id": unit_id(works, linked.short, place),
        "enterprise_id": works.plant_id,
        "name": f"{place + 1}号{linked.label}",
        "process": linked.process,
        "size": str(max(1, round(capacity / 300)) * 10) if linked is assumed.SINTER else "",
        "capacity_t_per_day": str(capacity),
        "mode": linked.mode,
        "load_min": LOWEST_LOAD.get(linked.process, "1"),
        "load_max": "1",
        "shortest_stop_days": str(linked.shortest_stop_days),
        "shortest_run_days": str(linked.shortest_run_days),
        "most_stops_per_stage": str(linked.most_stops_per_stage),
        "margin_yuan_per_day": str(linked.margin_yuan_per_t * capacity),
        "restart_cost_yuan": str(linked.restart_cost_yuan),
        "heat_area_m2": "0",
        **_emissions(_linked_emission(works, linked)),
        "normal_coking_hours": normal,
        "longest_coking_hours": longest,
        "assumed": _cite(rules),
    }


def _electric_furnace(works: Works) -> Row:
    capacity = whole_tens(assumed.crude_steel_kt(works) * 1000 / NAMEPLATE_DAYS)
    return {
        "unit_id": unit_id(works, "EF", 0),
        "enterprise_id": works.plant_id,
        "name": "1号电炉",
        "process": "electric_furnace",
        "size": "100",
        "capacity_t_per_day": str(capacity),
        "mode": "load",
        "load_min": LOWEST_LOAD["electric_furnace"],
        "load_max": "1",
        "shortest_stop_days": "1",
        "shortest_run_days": "1",
        "most_stops_per_stage": "1",
        "margin_yuan_per_day": str(assumed.ELECTRIC_MARGIN_YUAN_PER_T * capacity),
        "restart_cost_yuan": "0",
        "heat_area_m2": "0",
        **_emissions(assumed.EMISSIONS["electric_furnace"]),
        "assumed": _cite(["LOAD", "MARGIN", "EMISSION"]),
    }


def _linked_emission(works: Works, linked: Linked) -> Emission:
    if linked is assumed.SINTER and assumed.grade_in_inventory(works) in ("A", "B"):
        return assumed.ULTRA_LOW_SINTER
    return assumed.EMISSIONS[linked.process]


def _emissions(emission: Emission) -> Row:
    return {
        "pm_kg_per_t": emission.pm,
        "so2_kg_per_t": emission.so2,
        "nox_kg_per_t": emission.nox,
        "co2_t_per_t": emission.co2,
        "power_kwh_per_t": emission.power,
    }


WHAT_RULES_SET = {
    "SINTER+SPLIT": "capacity_t_per_day",
    "PELLET+SPLIT": "capacity_t_per_day",
    "COKE+SPLIT": "capacity_t_per_day",
    "LIME+SPLIT": "capacity_t_per_day",
    "SIZE": "size",
    "TIMES": "shortest_stop_days, shortest_run_days, most_stops_per_stage",
    "LOAD": "load_min",
    "MARGIN": "margin_yuan_per_day",
    "RESTART": "restart_cost_yuan",
    "EMISSION": "pm_kg_per_t, so2_kg_per_t, nox_kg_per_t, co2_t_per_t, power_kwh_per_t",
    "HEAT": "heat_area_m2",
    "COKING": "normal_coking_hours, longest_coking_hours",
    "STANDS": "off_since",
    "KEEPS": "forbidden",
}


def _cite(rules: Sequence[str]) -> str:
    """``size: SIZE; margin_yuan_per_day: MARGIN``: what a row assumes, and by which rule."""
    return "; ".join(f"{WHAT_RULES_SET[rule]}: {rule}" for rule in rules)
