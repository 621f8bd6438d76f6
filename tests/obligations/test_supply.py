"""What regions need week by week: who makes it, what is in store, what routes bring (CEM-8, CEM-10)."""

from typing import Any

import pytest

from scheduler.domain.obligation import RegionSupply, SupplyRoute
from scheduler.domain.scenario import Demand, Route
from scheduler.domain.season import Season
from scheduler.errors import InputError
from tests.helpers import oven
from tests.obligations import local
from tests.obligations.cement import all_of, days, kiln, said, season_of, works

W50, W51 = days("2021-12-13", "2021-12-19"), days("2021-12-20", "2021-12-26")


def need(region: str, week: str, floor_t: Any, **fields: Any) -> Demand:
    return Demand(region=region, week=week, floor_t=floor_t, **({"product": "clinker_kiln"} | fields))


def route(origin: str, destination: str, tonnes: int = 5000, product: str = "clinker_kiln") -> Route:
    return Route(product=product, from_region=origin, to_region=destination, capacity_t_per_week=tonnes)


def cities(**fields: Any) -> Season:
    """Kilns of 1000 t/d in Taiyuan and Datong, of 2000 t/d in Handan."""
    enterprises = [
        works("W1"),
        works("W2", city="大同市"),
        works("W3", province="河北省", city="邯郸市"),
    ]
    kilns = [kiln("K1"), kiln("K2", "W2"), kiln("K3", "W3", capacity_t_per_day=2000)]
    return season_of(enterprises, kilns, **fields)


def test_a_citys_need_falls_on_its_own_kilns_by_the_clause_of_the_notice() -> None:
    rows = (
        need("太原市", "2021-W50", 3000, stock_t=2000, stock_max_t=4000),
        need("太原市", "2021-W51", 3500),
    )
    (owed,) = all_of(cities(demand=rows), "supply_floor")
    assert (owed.clause, owed.subject, owed.product, owed.units) == (
        "CEM-8",
        "太原",
        "clinker_kiln",
        ("K1",),
    )
    assert owed.window == days("2021-12-13", "2021-12-26")
    assert owed.regions == (
        RegionSupply(
            region="太原",
            floors_t=((W50, 3000), (W51, 3500)),
            t_per_day={"K1": 1000},
            stock_t=2000,
            stock_max_t=4000,
        ),
    )
    assert owed.ground.en == "clinker: 6,500 t in 2 weeks, 2,000 t in store at first"


def test_a_provinces_need_falls_on_all_its_kilns() -> None:
    (owed,) = all_of(cities(demand=(need("山西", "2021-W50", 3000),)), "supply_floor")
    assert owed.regions[0].t_per_day == {"K1": 1000, "K2": 1000}
    assert (owed.regions[0].stock_t, owed.regions[0].stock_max_t) == (0, 0)


def test_regions_apart_owe_apart_and_regions_that_routes_tie_owe_together() -> None:
    rows = (need("太原", "2021-W50", 3000), need("大同", "2021-W50", 4000), need("邯郸", "2021-W50", 5000))
    apart = all_of(cities(demand=rows), "supply_floor")
    assert [owed.subject for owed in apart] == ["大同", "太原", "邯郸"]
    tied = all_of(cities(demand=rows, routes=(route("邯郸市", "太原", 800),)), "supply_floor")
    assert [owed.subject for owed in tied] == ["大同", "太原、邯郸"]
    assert tied[1].routes == (SupplyRoute(origin="邯郸", destination="太原", t_by_week=(800,)),)
    assert tied[1].units == ("K1", "K3")


def test_regions_tied_have_the_same_weeks_also_those_between() -> None:
    """Taiyuan needs in weeks 50 and 52, Handan in none: floors of 0 where none is given."""
    rows = (need("太原", "2021-W50", 3000), need("太原", "2021-W52", 1000, stock_max_t=500))
    (owed,) = all_of(cities(demand=rows, routes=(route("邯郸", "太原"),)), "supply_floor")
    assert [[floor for _, floor in region.floors_t] for region in owed.regions] == [
        [3000, 0, 1000],
        [0, 0, 0],
    ]
    assert [region.region for region in owed.regions] == ["太原", "邯郸"]
    assert [week.first.isoformat() for week, _ in owed.regions[1].floors_t] == [
        "2021-12-13",
        "2021-12-20",
        "2021-12-27",
    ]
    assert owed.regions[0].stock_max_t == 500


def test_a_week_that_the_horizon_holds_in_part_needs_the_part_of_its_days() -> None:
    """Of the week from Monday, 14 March, two days: 2/7 of 7000 t."""
    rows = (need("太原", "2022-W10", 7000), need("太原", "2022-W11", 7000))
    (owed,) = all_of(cities(demand=rows, horizon=days("2021-11-15", "2022-03-15")), "supply_floor")
    assert owed.regions[0].floors_t == (
        (days("2022-03-07", "2022-03-13"), 7000),
        (days("2022-03-14", "2022-03-15"), 2000),
    )


def test_a_route_carries_in_such_a_week_the_part_of_its_days() -> None:
    """2/7 of 7000 t and of 3500 t: a route cannot bring in two days what it brings in seven."""
    rows = (need("太原", "2022-W10", 7000), need("太原", "2022-W11", 7000))
    routes = (route("邯郸", "太原", 3500),)
    (owed,) = all_of(
        cities(demand=rows, routes=routes, horizon=days("2021-11-15", "2022-03-15")), "supply_floor"
    )
    assert owed.routes == (SupplyRoute(origin="邯郸", destination="太原", t_by_week=(3500, 1000)),)


def test_weeks_outside_the_horizon_are_left_out_and_said() -> None:
    rows = (need("太原", "2021-W42", 9000, stock_t=100), need("太原", "2021-W50", 3000))
    season = cities(demand=rows)
    assert all_of(season, "supply_floor")[0].window == W50
    assert said(season, "SUPPLY") == [
        "太原: clinker: 1 weeks (2021-W42) lie outside the horizon and are left out, "
        "with the stock given for them"
    ]


def test_gas_comes_from_coke_ovens() -> None:
    """400 m³ a tonne, 1000 t/d of coke."""
    plants = [works("W1"), works("W2", industry="coking")]
    ovens = [oven("C1", "W1", gas_m3_per_t=400), oven("C2", "W1")]
    rows = (need("太原", "2021-W50", 2_000_000, product="coke_gas"),)
    (owed,) = all_of(season_of(plants, [kiln(), *ovens], demand=rows), "supply_floor")
    assert owed.regions[0].t_per_day == {"C1": 400_000}
    assert owed.ground.en.startswith("coke-oven gas: 2,000,000 m³ in 1 weeks")


def test_where_no_notice_leaves_it_to_the_table_the_floor_is_the_planners_own() -> None:
    rows = (need("淄博", "2021-W02", 700, product="brick_kiln"),)
    stops = local.notice({"measure": "stop_days", "share": 0.3})
    (owed,) = all_of(local.season_under(stops, [local.kiln()], demand=rows), "supply_floor")
    assert owed.clause == "SUPPLY"


def test_the_notice_says_how_many_rows_bind() -> None:
    rows = (need("太原", "2021-W50", 3000), need("太原", "2021-W42", 3000))
    season = cities(demand=rows, routes=(route("邯郸", "太原"),))
    assert said(season, "CEM-8") == [
        "cem-2020-201: 1 of 2 rows of the table demand bind units that the clause meets"
    ]
    assert said(season, "CEM-10") == [
        "cem-2020-201: 1 of 1 rows of the table routes bind units that the clause meets"
    ]
    assert said(cities(), "CEM-8") == ["cem-2020-201: the table demand is empty: binds nothing"]


def test_what_works_that_no_notice_meets_make_binds_nothing() -> None:
    plants = [works("W1"), works("W2", city="大同市", industry="other")]
    season = season_of(plants, [kiln(), kiln("K2", "W2")], demand=(need("大同", "2021-W50", 3000),))
    assert all_of(season, "supply_floor") == []
    assert said(season, "SUPPLY") == ["大同: clinker comes from works that no notice meets: binds nothing"]


@pytest.mark.parametrize(
    ("product", "maybe"),
    [
        ("blast_furnace", "add a route from a region that makes it"),
        ("clinker_kilns", "clinker_kiln is meant"),
        ("gold", "add a route from a region that makes it"),
    ],
)
def test_what_nobody_makes_cannot_be_needed(product: str, maybe: str) -> None:
    with pytest.raises(InputError) as raised:
        cities(demand=(need("太原", "2021-W50", 3000, product=product),))
    (fault,) = raised.value.faults
    assert fault.message == f"nothing in 太原 makes {product}, which is needed there"
    assert (fault.sheet, fault.maybe) == ("demand", maybe)


def test_a_city_inside_a_province_would_count_its_kilns_twice() -> None:
    rows = (need("太原", "2021-W50", 3000), need("山西", "2021-W50", 3000))
    with pytest.raises(InputError, match="太原 and 山西 would both count the clinker_kiln of K1"):
        cities(demand=rows)
