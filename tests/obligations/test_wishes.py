"""What the planner asks beyond the notice: rotation, material, limits on burden and peak."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scheduler.domain.obligation import ChangeoverDays
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.scenario import Limits, Link, Price, Rotation
from scheduler.domain.unit import Process
from scheduler.errors import InputError
from tests.helpers import unit
from tests.obligations import cement, local
from tests.obligations.builders import SEASON, STAGE1, STAGE2, owed_by, season_of, works


def rotate(band: Any = "0.1", **fields: Any) -> Rotation:
    return Rotation(process=Process.BLAST_FURNACE, band=band, **fields)


@pytest.mark.parametrize(
    ("band", "width"),
    [
        ("0.8", 3600),  # of 4500.5 t/d, whole tonnes
        ("0.1", 3000),  # 450.05 t/d is narrower than the largest furnace
    ],
)
def test_a_band_is_a_share_of_the_citys_furnaces_and_never_narrower_than_the_largest(
    band: str, width: int
) -> None:
    units = [unit("F1", capacity_t_per_day="1500.5"), unit("F2", "W2", capacity_t_per_day=3000)]
    sinter = unit("S1", process=Process.SINTER, capacity_t_per_day=9000)
    season = season_of([works(), works("W2")], [*units, sinter], rotation=(rotate(band),))
    bands = owed_by(season, "rotation_band")
    assert [(b.clause, b.subject, b.window, b.width_t_per_day, b.units, b.hard) for b in bands] == [
        ("ROTATION", "邯郸市", STAGE1, width, ("F1", "F2"), False),
        ("ROTATION", "邯郸市", STAGE2, width, ("F1", "F2"), False),
    ]


def test_the_largest_furnace_is_rounded_up_to_whole_tonnes() -> None:
    season = season_of([works()], [unit(capacity_t_per_day="1500.5")], rotation=(rotate(),))
    assert owed_by(season, "rotation_band")[0].width_t_per_day == 1501


def test_each_city_rotates_by_itself() -> None:
    enterprises = [works(), works("W2", city="唐山市")]
    numbers = {"annual_ceiling_t": {"邯郸": 10**7, "唐山": 10**7}}
    wish = (rotate(changeovers_per_day=2),)
    season = season_of(enterprises, [unit("F1"), unit("F2", "W2")], numbers=numbers, rotation=wish)
    limits = owed_by(season, "changeover_limit")
    assert [(o.subject, o.window, o.units, o.most) for o in limits] == [
        ("唐山市", SEASON, ("F2",), 2),
        ("邯郸市", SEASON, ("F1",), 2),
    ]


def test_a_province_rotates_as_one_where_the_planner_says_so() -> None:
    numbers = {"annual_ceiling_t": {"邯郸": 10**7, "唐山": 10**7}}
    wish = (rotate("0.5", by=RegionLevel.PROVINCE, changeovers_per_day=2),)
    enterprises = [works(), works("W2", city="唐山市")]
    season = season_of(enterprises, [unit("F1"), unit("F2", "W2")], numbers=numbers, rotation=wish)
    bands = owed_by(season, "rotation_band")
    assert [(o.subject, o.window, o.units) for o in bands] == [
        ("河北省", STAGE1, ("F1", "F2")),
        ("河北省", STAGE2, ("F1", "F2")),
    ]
    assert [(o.subject, o.units) for o in owed_by(season, "changeover_limit")] == [("河北省", ("F1", "F2"))]


def test_a_band_is_cut_where_a_stage_of_one_of_the_works_begins_or_ends() -> None:
    """Two works of one city: one from 1 December to 15 March, one in its county to 31 January."""
    stages = [
        {"id": "city", "window": local.WINTER, "places": ["张店区"]},
        {"id": "county", "window": cement.days("2020-12-01", "2021-01-31"), "places": ["周村区"]},
    ]
    stops = local.notice({"measure": "stop_days", "share": 0.1}, stages=stages)
    season = local.season_under(
        stops,
        [local.kiln("K1"), local.kiln("K2", "W2")],
        [local.works("W1", county="张店区"), local.works("W2")],
        rotation=(Rotation(process=Process.BRICK_KILN, band="0.5"),),
        limits=Limits(largest_excess_burden="0.2"),
    )
    assert [o.window for o in owed_by(season, "rotation_band")] == [
        cement.days("2020-12-01", "2021-01-31"),
        cement.days("2021-02-01", "2021-03-15"),
    ]
    assert [(o.subject, o.window.last) for o in owed_by(season, "burden_limit")] == [
        ("W1", date(2021, 3, 15)),
        ("W2", date(2021, 1, 31)),
    ]


def test_changeovers_are_limited_only_where_asked() -> None:
    any_day = season_of([works()], [unit()], rotation=(rotate(),))
    assert owed_by(any_day, "changeover_limit") == []
    xun = season_of([works()], [unit()], rotation=(rotate(changeover_days=ChangeoverDays.XUN),))
    limits = owed_by(xun, "changeover_limit")
    assert [(o.most, o.days) for o in limits] == [(None, ChangeoverDays.XUN)]


def link(**fields: Any) -> Link:
    sinter = {
        "enterprise_id": "W1",
        "product": "sinter",
        "feeders": ("S1",),
        "consumers": ("F1",),
        "t_per_t": "1.4",
        "stock_t": 5000,
        "stock_max_t": 8000,
        "purchases_t_per_day": 100,
    }
    return Link(**(sinter | fields))


def test_a_link_becomes_a_balance_over_the_season() -> None:
    units = [unit("F1"), unit("S1", process=Process.SINTER)]
    (owed,) = owed_by(season_of([works()], units, links=(link(),)), "material_balance")
    assert (owed.clause, owed.subject, owed.window, owed.units) == ("MATERIAL", "W1", SEASON, ("S1", "F1"))
    assert (owed.t_per_t, owed.stock_t, owed.stock_max_t, owed.purchases_t_per_day) == (
        Fraction(7, 5),
        5000,
        8000,
        100,
    )


def test_a_link_of_works_that_no_notice_meets_is_left_out() -> None:
    enterprises = [works("W2"), works("W1", city="上海市")]
    units = [unit("F2", "W2"), unit("F1"), unit("S1", process=Process.SINTER)]
    assert owed_by(season_of(enterprises, units, links=(link(),)), "material_balance") == []


def test_a_link_to_a_unit_that_is_not_planned_is_refused() -> None:
    enterprises = [works(), works("W2", city="上海市")]
    units = [unit("F1"), unit("S1", "W2", process=Process.SINTER)]
    with pytest.raises(InputError, match="names units that are not planned: S1"):
        season_of(enterprises, units, links=(link(),))


def test_burden_is_limited_above_the_share_that_is_finally_owed() -> None:
    limits = Limits(largest_excess_burden="0.15")
    enterprises = [works(), works("W2", grade="A")]
    season = season_of(enterprises, [unit("F1"), unit("F2", "W2")], limits=limits)
    burdens = owed_by(season, "burden_limit")
    assert [(o.clause, o.subject, o.window, o.owed, o.most_excess) for o in burdens] == [
        ("FAIRNESS", "W1", STAGE1, Fraction(2, 5), Fraction(3, 20)),
        ("FAIRNESS", "W2", STAGE1, 0, Fraction(3, 20)),
        ("FAIRNESS", "W1", STAGE2, Fraction(2, 5), Fraction(3, 20)),
        ("FAIRNESS", "W2", STAGE2, 0, Fraction(3, 20)),
    ]


def test_a_citys_peak_is_limited_and_an_unknown_city_refused() -> None:
    limits = Limits(peak_emission_kg_per_day={"邯郸市": 1200})
    (owed,) = owed_by(season_of([works()], [unit("F1")], limits=limits), "emission_ceiling")
    assert (owed.subject, owed.window, owed.units, owed.kg_per_day) == ("邯郸市", SEASON, ("F1",), 1200)
    with pytest.raises(InputError, match="names 唐山市, where no unit is planned"):
        season_of([works()], [unit("F1")], limits=Limits(peak_emission_kg_per_day={"唐山市": 1200}))


def test_prices_become_factors_on_margins() -> None:
    price = Price(product="blast_furnace", month="2022-01", factor="0.97")
    season = season_of([works()], [unit()], prices=(price,))
    assert season.price_factors == {("blast_furnace", "2022-01"): Fraction(97, 100)}
