"""What couples units: stocks and purchases, heat networks, prices, what happened to grades."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from recipe import assumptions as assumed
from recipe.assumptions import Linked
from recipe.facts import Works
from recipe.units import furnace_ids, heat_areas, machine_capacities, machine_ids
from recipe.works import heated_last_year_m2

Row = dict[str, str]

LINK_COLUMNS = (
    "enterprise_id",
    "product",
    "feeders",
    "consumers",
    "t_per_t",
    "stock_t",
    "stock_max_t",
    "purchases_t_per_day",
    "assumed",
)
HEAT_COLUMNS = ("network", "first", "last", "demand_m2", "assumed")
PRICE_COLUMNS = ("product", "month", "factor", "assumed")
EVENT_COLUMNS = ("enterprise_id", "day", "kind", "value", "assumed")
HEATING_SEASON = ("2021-11-15", "2022-03-15")


def link_rows(works: Works) -> list[Row]:
    """One row for each product that the works makes for its own furnaces."""
    return [_link(works, linked) for linked in assumed.LINKED if machine_ids(works, linked)]


def heat_rows(all_works: Sequence[Works]) -> list[Row]:
    """One row for each network, or for a works that heats homes without one."""
    networks: dict[str, list[Works]] = {}
    for works in all_works:
        if heating := assumed.HEATING.get(works.plant_id):
            networks.setdefault(heating.network or works.plant_id, []).append(works)
    return [_heat(network, suppliers) for network, suppliers in networks.items()]


def price_rows() -> list[Row]:
    return [
        {"product": "blast_furnace", "month": month, "factor": factor, "assumed": "factor: PRICE"}
        for month, factor in assumed.PRICE_FACTORS.items()
    ]


def event_rows(all_works: Sequence[Works]) -> list[Row]:
    present = {works.plant_id for works in all_works}
    events = [event for event in assumed.EVENTS if event[0] in present]
    return [dict(zip(EVENT_COLUMNS, (*event, "day, kind, value: EVENT"), strict=True)) for event in events]


def _link(works: Works, linked: Linked) -> Row:
    need = linked.need_t_per_t * works.iron_t_per_day
    own = linked.load_in_purchases * sum(machine_capacities(works, linked))
    cover = Fraction(1) if linked is assumed.COKE else assumed.COVER
    return {
        "enterprise_id": works.plant_id,
        "product": linked.product,
        "feeders": ";".join(machine_ids(works, linked)),
        "consumers": ";".join(furnace_ids(works)),
        "t_per_t": str(float(linked.need_t_per_t)),
        "stock_t": str(_up_to_tens(assumed.STOCK_DAYS * need)),
        "stock_max_t": str(_up_to_tens(assumed.STORE_DAYS * need)),
        "purchases_t_per_day": str(max(0, _up_to_tens(cover * need - own))),
        "assumed": "t_per_t, stock_t, stock_max_t, purchases_t_per_day: STOCK",
    }


def _heat(network: str, suppliers: Sequence[Works]) -> Row:
    areas = [area for works in suppliers for area in heat_areas(works)]
    last_year = Fraction(sum(heated_last_year_m2(works) for works in suppliers))
    half = Fraction(sum(areas), 2)
    without_largest = Fraction("0.9") * (sum(areas) - max(areas))
    first, last = HEATING_SEASON
    return {
        "network": network,
        "first": first,
        "last": last,
        "demand_m2": str(int(min(last_year, half, without_largest) // 10_000) * 10_000),
        "assumed": "demand_m2: HEAT",
    }


def _up_to_tens(tonnes: Fraction) -> int:
    return ceil(tonnes / 10) * 10
