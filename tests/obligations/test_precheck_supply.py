"""What arithmetic alone rules out for regions: supply that cannot be made, stops that others cannot make."""

from collections.abc import Sequence
from typing import Any

from scheduler.domain.obligation import (
    ForbiddenDays,
    LoadCeiling,
    RegionSupply,
    StopWindow,
    Substitution,
    SupplyFloor,
    SupplyRoute,
)
from tests.helpers import oven, owed, unit, window
from tests.obligations.impossible import said

WEEKS = (window(0, 4), window(5, 9))


def region(name: str, floors_t: Sequence[int], **fields: Any) -> RegionSupply:
    """A region with one unit of 1000 t/d named like it; two weeks of five days."""
    known = {"t_per_day": {name: 1000}, "stock_t": 0, "stock_max_t": 0}
    return RegionSupply(region=name, floors_t=tuple(zip(WEEKS, floors_t, strict=True)), **(known | fields))


def supply(*regions: RegionSupply, routes: Sequence[SupplyRoute] = ()) -> SupplyFloor:
    units = [name for one in regions for name in one.t_per_day]
    return owed(SupplyFloor, units, product="clinker_kiln", regions=regions, routes=tuple(routes))


def test_a_floor_above_all_that_can_be_made_and_kept() -> None:
    """5000 t a week; of the first week 1000 t may be kept for the second."""
    kept = {"stock_max_t": 1000}
    assert said([unit("A")], [supply(region("A", [3000, 6000], **kept))]) == []
    assert said([unit("A")], [supply(region("A", [3000, 6001], **kept))]) == [
        "TEST-1 A: at least 1 t of clinker are missing in the week 2021-11-20…2021-11-24"
    ]


def test_the_first_stock_may_be_used_at_once_however_small_the_store() -> None:
    assert said([unit("A")], [supply(region("A", [7000, 5000], stock_t=2000))]) == []
    assert len(said([unit("A")], [supply(region("A", [4000, 6000], stock_t=2000))])) == 1


def test_a_floor_on_days_on_which_the_kilns_must_stand() -> None:
    floor = supply(region("A", [3000, 0]))
    assert said([unit("A")], [floor, owed(StopWindow, ["A"], 3, 9)]) == []
    assert said([unit("A")], [floor, owed(StopWindow, ["A"], 2, 9)]) == [
        "TEST-1 A: at least 1,000 t of clinker are missing in the week 2021-11-15…2021-11-19"
    ]


def test_a_floor_above_what_a_lower_load_makes() -> None:
    lower = owed(LoadCeiling, ["A"], ceiling="0.6")
    assert said([oven("A")], [supply(region("A", [3000, 3000])), lower]) == []
    assert len(said([oven("A")], [supply(region("A", [3001, 3000])), lower])) == 1


def test_routes_bring_no_more_than_they_carry() -> None:
    route = SupplyRoute(origin="B", destination="A", t_by_week=(500, 500))
    units, rest = [unit("A"), unit("B")], region("B", [0, 0])
    assert said(units, [supply(region("A", [5500, 5500]), rest, routes=[route])]) == []
    assert said(units, [supply(region("A", [5501, 5500]), rest, routes=[route])]) == [
        "TEST-1 A: at least 1 t of clinker are missing in the week 2021-11-15…2021-11-19"
    ]


def test_two_regions_together_need_no_more_than_both_make() -> None:
    route = SupplyRoute(origin="B", destination="A", t_by_week=(9000, 9000))
    units = [unit("A"), unit("B")]
    assert said(units, [supply(region("A", [7000, 0]), region("B", [3000, 0]), routes=[route])]) == []
    assert said(units, [supply(region("A", [7000, 0]), region("B", [3001, 0]), routes=[route])]) == [
        "TEST-1 A、B: at least 1 t of clinker are missing in the week 2021-11-15…2021-11-19"
    ]


def swap(*extra: tuple[int, int]) -> Substitution:
    return owed(
        Substitution,
        ["K1", "K2"],
        0,
        3,
        subject="新疆",
        relieved=("K1",),
        standing_in=("K2",),
        extra=tuple(window(*days) for days in extra),
    )


def test_more_run_than_others_can_stop_beyond_their_duty() -> None:
    """K1 of 1000 t/d must run on days 0 to 2, K2 of 500 t/d may stop extra on six days."""
    units = [unit("K1"), unit("K2", capacity_t_per_day=500)]
    runs = owed(ForbiddenDays, ["K1"], 0, 2)
    assert said(units, [runs, swap((4, 9))]) == []
    assert said(units, [runs, swap((4, 6), (8, 9))]) == [
        "TEST-1 新疆: at least 3,000 t are made in 2021-11-15…2021-11-18, "
        "others can stop at most 2,500 t beyond their duty"
    ]
    assert said(units, [swap()]) == []
