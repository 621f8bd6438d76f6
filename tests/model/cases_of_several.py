"""Patterns of several units, and of ovens, of ten days: obligation, units, patterns, and whether they hold.

Day 0 is 15 November, so day 6 is the 21st; a stage ends with day 4.
"""

from collections.abc import Mapping
from typing import Any

from scheduler.domain.obligation import (
    BurdenLimit,
    ChangeoverDays,
    ChangeoverLimit,
    CokingTime,
    EmissionCeiling,
    HeatFloor,
    Job,
    LinesOff,
    LinkedUnits,
    LoadCeiling,
    Maintenance,
    MaterialBalance,
    Obligation,
    OneLoad,
    OutputCeiling,
    RegionOutputCeiling,
    RegionSupply,
    RotationBand,
    StopShare,
    Substitution,
    SupplyFloor,
    SupplyRoute,
)
from scheduler.domain.unit import Process, Unit
from tests.helpers import job, on, oven, owed, unit, window
from tests.model.patterns import Pattern

BOTH = ["F1", "F2"]
FURNACES = [unit("F1"), unit("F2", capacity_t_per_day=2000)]
OVEN = [oven()]
SINTER = unit("S1", process=Process.SINTER)
AND_SINTER, AND_OVEN = [*FURNACES, SINTER], [*FURNACES, *OVEN]
FED, FED_BY_OVEN = [FURNACES[0], SINTER], [FURNACES[0], *OVEN]
STOOD = [unit(off_since=on(-3)), FURNACES[1]]
UNEVEN = [unit("F1", capacity_t_per_day="0.5"), unit("F2")]
HEATED = [unit("F1", heat_area_m2=600), unit("F2", heat_area_m2=400), oven(heat_area_m2="0.5")]
SMOKING = [unit(name, pm_kg_per_t=1) for name in BOTH] + [oven(pm_kg_per_t=2)]
"""1000 kg a day each; the oven 2000 kg."""


def share(units: list[str], first: int = 0, last: int = 9, **fields: Any) -> StopShare:
    return owed(StopShare, units, first, last, process="blast_furnace", subject="W1", **fields)


def output(tonnes: int, first: int = 0, last: int = 9) -> OutputCeiling:
    rates = {"F1": 1000, "F2": 2000}
    return owed(OutputCeiling, BOTH, first, last, tonnes=tonnes, t_per_day=rates, subject="W1")


def region_output(tonnes: int | str) -> RegionOutputCeiling:
    rates = {"F1": "1000.5", "F2": 2000}
    return owed(RegionOutputCeiling, BOTH, tonnes=tonnes, t_per_day=rates, subject="邯郸市")


def linked(follower: str, process: str) -> LinkedUnits:
    return owed(
        LinkedUnits, [follower, *BOTH], group=(follower,), drivers=BOTH, process=process, subject="W1"
    )


def heat(demand_m2: str, first: int = 0, last: int = 9) -> HeatFloor:
    return owed(HeatFloor, ["F1", "F2", "C1"], first, last, demand_m2=demand_m2)


def store(
    feeder: str, stock_t: int, stock_max_t: int = 9000, first: int = 0, **fields: Any
) -> MaterialBalance:
    """F1 needs a tonne of sinter for each of its tonnes; nothing is bought."""
    terms = {"t_per_t": 1, "purchases_t_per_day": 0, "product": "sinter", "subject": "W1"}
    stocks = {"stock_t": stock_t, "stock_max_t": stock_max_t}
    return owed(
        MaterialBalance,
        [feeder, "F1"],
        first,
        9,
        feeders=(feeder,),
        consumers=("F1",),
        **(terms | stocks | fields),
    )


def burden(most_excess: str, first: int = 0, last: int = 4) -> BurdenLimit:
    return owed(BurdenLimit, BOTH, first, last, owed="0.2", most_excess=most_excess, subject="W1")


def band(width: int, first: int = 0, last: int = 9, hard: bool = True) -> RotationBand:
    fields = {"process": "blast_furnace", "width_t_per_day": width, "hard": hard}
    return owed(RotationBand, BOTH, first, last, subject="邯郸市", **fields)


def changeovers(
    most: int | None, days: ChangeoverDays = ChangeoverDays.ANY, first: int = 0
) -> ChangeoverLimit:
    return owed(ChangeoverLimit, BOTH, first, 9, most=most, days=days, subject="邯郸市")


def ceiling(kg: int, first: int = 0, last: int = 9) -> EmissionCeiling:
    return owed(EmissionCeiling, ["F1", "F2", "C1"], first, last, kg_per_day=kg, subject="邯郸市")


def lines(required: str, first: int = 0, last: int = 9, **weights: int) -> LinesOff:
    fields = {"process": "pot_line", "by": "pots", "subject": "W1"}
    return owed(LinesOff, list(weights), first, last, weights=weights, required=required, **fields)


def substituted(*extra: tuple[int, int]) -> Substitution:
    """F1 may run on days 0 to 3 if F2, of twice its capacity, stands as much on the extra days."""
    ranges = tuple(window(*edges) for edges in extra)
    return owed(
        Substitution, BOTH, 0, 3, relieved=("F1",), standing_in=("F2",), extra=ranges, subject="山西省"
    )


def region(name: str, maker: str, t_per_day: int, floors_t: tuple[int, int], **stocks: int) -> RegionSupply:
    """Two weeks of five days."""
    weeks = zip((window(0, 4), window(5, 9)), floors_t, strict=True)
    amounts = {"stock_t": 0, "stock_max_t": 0} | stocks
    return RegionSupply(region=name, floors_t=tuple(weeks), t_per_day={maker: t_per_day}, **amounts)


def supply(*floors_t: int, maker: str = "F1", **stocks: int) -> SupplyFloor:
    """Of one region, with one unit of 1000 t/d."""
    return _supply([region("A", maker, 1000, floors_t, **stocks)])


def sent(t_per_week: int, need_a: int, need_b: int) -> SupplyFloor:
    """F1 makes 1000 t/d in A, from where a route leads to B, where F2 makes 2000 t/d."""
    regions = [region("A", "F1", 1000, (need_a, 0)), region("B", "F2", 2000, (need_b, need_b))]
    return _supply(regions, SupplyRoute(origin="A", destination="B", t_by_week=(t_per_week, t_per_week)))


def _supply(regions: list[RegionSupply], *routes: SupplyRoute) -> SupplyFloor:
    units = [unit_id for each in regions for unit_id in each.t_per_day]
    return owed(SupplyFloor, units, product="clinker_kiln", regions=regions, routes=routes, subject="山西省")


def work(*jobs: Job, crews: int = 1) -> Maintenance:
    units = list(dict.fromkeys(each.unit_id for each in jobs))
    return owed(Maintenance, units, jobs=jobs, crews=crews, hard=True, subject="crew")


TWO_JOBS = job("J1", "F1"), job("J2", "F2")
BOTH_MENDED = work(*TWO_JOBS)
XUN = ChangeoverDays.XUN
ONE_LOAD = owed(OneLoad, ["C1"], 5, 9, lowest_load="0.7")
WHOLE = owed(OneLoad, ["C1"], lowest_load="0.7")
COKING = owed(CokingTime, ["C1"], 5, 9, normal_hours=24, hours=30)
LOADED = owed(LoadCeiling, ["C1"], 5, 9, ceiling="0.8")

Case = tuple[str, Obligation, list[Unit], Mapping[str, Pattern], bool]
OF_SEVERAL: list[Case] = [
    ("at the ceiling", LOADED, OVEN, {"C1": (1000, 800)}, True),
    ("a thousandth above the ceiling", LOADED, OVEN, {"C1": (1000, 801)}, False),
    ("at the lowest load", ONE_LOAD, OVEN, {"C1": (500, 700)}, True),
    ("a thousandth below", ONE_LOAD, OVEN, {"C1": (500, 699)}, False),
    ("the season at the load of its stages", WHOLE, OVEN, {"C1": (700, 700)}, True),
    ("a stage at another load than the season", WHOLE, OVEN, {"C1": (700, 701)}, False),
    # 24 h at full load: 30 h at 0.8, and at 0.801 a little less
    ("just as long in the oven", COKING, OVEN, {"C1": (1000, 800)}, True),
    ("a little less", COKING, OVEN, {"C1": (1000, 801)}, False),
    ("as many pots as may be on", lines("5", F1=5, F2=2), FURNACES, {"F1": "X" * 10}, True),
    ("too few pots off on the last day", lines("3", F1=5, F2=2), FURNACES, {"F1": "X" * 9 + "."}, False),
    (
        "one line after the other",
        lines("2", 1, 8, F1=5, F2=2),
        FURNACES,
        {"F1": "XXXXX.....", "F2": ".....XXXXX"},
        True,
    ),
    (
        "a day between two lines",
        lines("2", 1, 8, F1=5, F2=2),
        FURNACES,
        {"F1": "XXXX......", "F2": ".....XXXXX"},
        False,
    ),
    ("a line at lower load is off in part", lines("2.5", 5, 9, C1=5), OVEN, {"C1": (1000, 500)}, True),
    ("off by a thousandth too little", lines("2.5", 5, 9, C1=5), OVEN, {"C1": (1000, 501)}, False),
    ("nothing run, nothing made good", substituted((4, 9)), FURNACES, {"F1": "XXXX......"}, True),
    ("half as many days at twice the capacity", substituted((4, 9)), FURNACES, {"F2": "....X....X"}, True),
    ("a day too few", substituted((4, 9)), FURNACES, {"F2": "XXXXX....."}, False),
    ("a day in two ranges counts once", substituted((4, 6), (6, 9)), FURNACES, {"F2": "......X..."}, False),
    (
        "extra days beyond the season",
        substituted((9, 20)),
        FURNACES,
        {"F1": "X.X.......", "F2": ".........X"},
        True,
    ),
    ("just what is needed", supply(3000, 2000), FED, {"F1": "XX....XXX."}, True),
    ("a tonne more", supply(3001, 2000), FED, {"F1": "XX........"}, False),
    ("nothing kept without a store", supply(3000, 3000), FED, {"F1": ".....XXX.."}, False),
    ("kept for the next week", supply(3000, 3000, stock_max_t=1000), FED, {"F1": ".....XXX.."}, True),
    ("more than the store holds", supply(3000, 3000, stock_max_t=999), FED, {"F1": ".....XXX.."}, False),
    ("stock beyond the store", supply(5000, 0, stock_t=2000), FED, {"F1": "XX........"}, True),
    ("not for the second week", supply(5000, 5000, stock_t=2000), FED, {"F1": ".....X...."}, False),
    ("sent on", sent(4000, 0, 10_000), FURNACES, {"F1": "X....X....", "F2": "XX......XX"}, True),
    ("more than the route carries", sent(3999, 0, 10_000), FURNACES, {"F2": "XX........"}, False),
    ("no way back", sent(4000, 1, 0), FURNACES, {"F1": "XXXXX....."}, False),
    ("made at lower load", supply(5000, 2500, maker="C1"), OVEN, {"C1": (1000, 500)}, True),
    ("a tonne short", supply(5000, 2501, maker="C1"), OVEN, {"C1": (1000, 500)}, False),
    ("in a stop of just these days", work(job(days=3)), FURNACES, {"F1": "...XXX...."}, True),
    ("a stop a day short", work(job(days=3)), FURNACES, {"F1": "XX..XX..XX"}, False),
    ("partly before it may begin", work(job(first=4, days=3)), FURNACES, {"F1": "...XXX...."}, False),
    ("partly after it must end", work(job(last=4, days=3)), FURNACES, {"F1": "...XXX...."}, False),
    (
        "one crew, one after the other",
        BOTH_MENDED,
        FURNACES,
        {"F1": "XX........", "F2": ".XXX......"},
        True,
    ),
    (
        "one crew, a day of both",
        BOTH_MENDED,
        FURNACES,
        {"F1": "XX........", "F2": ".XX......."},
        False,
    ),
    (
        "two crews",
        work(*TWO_JOBS, crews=2),
        FURNACES,
        {"F1": "XX........", "F2": ".XX......."},
        True,
    ),
    ("a unit that never stands", work(job("J1", "C1")), OVEN, {}, False),
    # 0.3 of 3000 t/d over ten days is 9000 t
    ("a day short", share(BOTH, share="0.3"), FURNACES, {"F1": "X........X", "F2": "XXX......."}, False),
    ("just met", share(BOTH, share="0.3"), FURNACES, {"F1": "X.......XX", "F2": "XXX......."}, True),
    ("days outside the window", share(["F1"], 2, 5, share="0.5"), FURNACES, {"F1": "XX..XXXXXX"}, True),
    (
        "one day of the window too few",
        share(["F1"], 2, 5, share="0.5"),
        FURNACES,
        {"F1": "XX...XXXXX"},
        False,
    ),
    ("the part in the season counts", share(["F1"], -5, 1, share=1), FURNACES, {"F1": "XX........"}, True),
    ("a window outside the season", share(["F1"], -5, -1, share=1), FURNACES, {}, True),
    ("a window after the season", share(["F1"], 12, 14, share=1), FURNACES, {}, True),
    ("a share of load", share(["C1"], share="0.2"), OVEN, {"C1": (700, 900)}, True),
    ("a share of load, a thousandth short", share(["C1"], share="0.2"), OVEN, {"C1": (700, 901)}, False),
    # the furnaces reduce by 6000 of 30 000 t: one fifth
    ("the same share", linked("S1", "sinter"), AND_SINTER, {"F2": "XXX.......", "S1": ".......XX."}, True),
    ("a day less", linked("S1", "sinter"), AND_SINTER, {"F2": "XXX.......", "S1": ".......X.."}, False),
    ("the same by load", linked("C1", "coke_oven"), AND_OVEN, {"F2": "XXX.......", "C1": (700, 900)}, True),
    ("less by load", linked("C1", "coke_oven"), AND_OVEN, {"F2": "XXX.......", "C1": (701, 900)}, False),
    ("nothing to follow", linked("S1", "sinter"), AND_SINTER, {}, True),
    ("just as many tonnes", output(24_000), FURNACES, {"F1": "XX........", "F2": "....XX...."}, True),
    ("a tonne too many", output(23_999), FURNACES, {"F1": "XX........", "F2": "....XX...."}, False),
    ("output of the window", output(9_000, 0, 3), FURNACES, {"F1": "XXX......."}, True),
    ("stops after the window", output(9_000, 0, 3), FURNACES, {"F1": "XX..XXXXXX"}, False),
    ("just as many tonnes", region_output("28004"), FURNACES, {"F1": "XX........"}, True),
    ("half a tonne too many", region_output("28003.5"), FURNACES, {"F1": "XX........"}, False),
    ("a window after the season", heat("9999", first=12, last=14), HEATED, {}, True),
    ("demand just met", heat("400.5"), HEATED, {"F1": "X" * 10}, True),
    ("one at a time", heat("400.5"), HEATED, {"F2": "X.........", "F1": ".X........"}, True),
    ("both on one day", heat("400.5"), HEATED, {"F1": "XX........", "F2": ".XX......."}, False),
    ("half a square metre missing", heat("401"), HEATED, {"F1": "X........."}, False),
    ("an oven heats at any load", heat("1000.5"), HEATED, {"C1": (500, 500)}, True),
    ("days after the window", heat("1000.5", last=4), HEATED, {"F1": ".....XXXXX"}, True),
    ("the last day of the window", heat("1000.5", last=4), HEATED, {"F1": "....XXXXXX"}, False),
    ("the stock just used up", store("S1", 3000), FED, {"S1": "..XXX....."}, True),
    ("a tonne missing", store("S1", 2999), FED, {"S1": "..XXX....."}, False),
    (
        "a day longer where nothing needs it",
        store("S1", 3000),
        FED,
        {"S1": "..XXXX....", "F1": "....X....."},
        True,
    ),
    ("made again before it is used", store("S1", 2000), FED, {"S1": "XX....XX..", "F1": "..XX......"}, True),
    ("used before it is made", store("S1", 2000), FED, {"S1": "XXX.......", "F1": "...X......"}, False),
    (
        "what exceeds the store is not made",
        store("S1", 1000, 2000),
        FED,
        {"S1": "......XXX.", "F1": "XXXXX....."},
        False,
    ),
    ("a full store lasts", store("S1", 1000, 2000), FED, {"S1": "......XX..", "F1": "XXXXX....."}, True),
    ("stock of the window's first morning", store("S1", 1000, first=5), FED, {"S1": "XXX..X...."}, True),
    ("the window's stock is short", store("S1", 999, first=5), FED, {"S1": "XXX..X...."}, False),
    ("purchases help", store("S1", 1500, purchases_t_per_day=500), FED, {"S1": "XXX......."}, True),
    ("made at lower load", store("C1", 2500), FED_BY_OVEN, {"C1": (500, 1000)}, True),
    ("made at a load too low", store("C1", 2500), FED_BY_OVEN, {"C1": (500, 999)}, False),
    # each furnace has 50 of 100 thousand yuan: a day off is 100 thousandths, 200 are owed
    ("just so much above", burden("0.2"), FURNACES, {"F1": "XXX.......", "F2": "X........."}, True),
    ("one day more", burden("0.2"), FURNACES, {"F1": "XXX.......", "F2": "XX........"}, False),
    ("days after the stage", burden("0"), FURNACES, {"F1": "X....XXXXX", "F2": "X........."}, True),
    ("as wide as the step", band(1000), FURNACES, {"F1": "..XXX....."}, True),
    ("wider than the band", band(999), FURNACES, {"F1": "..XXX....."}, False),
    ("one stands when the other runs", band(1000), FURNACES, {"F1": "XXXX......", "F2": "....XXXXXX"}, True),
    ("a day between them", band(1000), FURNACES, {"F1": "XXXX......", "F2": ".....XXXXX"}, False),
    ("outside the window", band(0, 2, 6), FURNACES, {"F1": "XX.....XXX", "F2": ".......XX."}, True),
    ("half tonnes at both edges", band(1000), UNEVEN, {"F1": "X" * 10, "F2": "XX........"}, True),
    ("half a tonne too wide", band(1000), UNEVEN, {"F1": "X.........", "F2": "X........."}, False),
    ("a band that is priced", band(0, hard=False), FURNACES, {"F1": "..XXX....."}, True),
    ("one a day", changeovers(1), FURNACES, {"F1": ".XXX......", "F2": "..XXX....."}, True),
    ("two on a day", changeovers(1), FURNACES, {"F1": ".XXX......", "F2": "....XX...."}, False),
    ("two on a day where two may", changeovers(2), FURNACES, {"F1": ".XXX......", "F2": "....XX...."}, True),
    ("two on the first day", changeovers(1), FURNACES, {"F1": "XX........", "F2": "XXX......."}, False),
    (
        "the day after the season is none",
        changeovers(1),
        FURNACES,
        {"F1": "........XX", "F2": ".......XXX"},
        True,
    ),
    ("before the window", changeovers(0, first=3), FURNACES, {"F1": ".XXXXXXXXX", "F2": "..XXXXXXXX"}, True),
    (
        "on the first day of a stage and on the 21st",
        changeovers(None, XUN),
        FURNACES,
        {"F1": "XXXXX.XXXX", "F2": "......XXXX"},
        True,
    ),
    ("on the 19th", changeovers(None, XUN), FURNACES, {"F1": "XXXX......"}, False),
    ("on the 22nd", changeovers(None, XUN), FURNACES, {"F1": ".......XXX"}, False),
    ("two on the 21st", changeovers(1, XUN), FURNACES, {"F1": "XXXXXX....", "F2": "......XXXX"}, False),
    ("lit on the first day", changeovers(0), STOOD, {}, False),
    ("stands on", changeovers(0), STOOD, {"F1": "X" * 10}, True),
    ("as much as may be", ceiling(3000), SMOKING, {"C1": (500, 500)}, True),
    ("a kilogram too much", ceiling(2999), SMOKING, {"C1": (500, 500)}, False),
    ("one always stands", ceiling(3000), SMOKING, {"F1": "XXXXX.....", "F2": ".....XXXXX"}, True),
    ("both run for a day", ceiling(3000), SMOKING, {"F1": "XXXXX.....", "F2": "......XXXX"}, False),
    ("one stage at lower load", ceiling(3600), SMOKING, {"C1": (1000, 800), "F1": "XXXXX....."}, True),
    ("a load too high", ceiling(3600), SMOKING, {"C1": (1000, 801), "F1": "XXXXX....."}, False),
    ("a window after the season", ceiling(0, 12, 14), SMOKING, {}, True),
    ("days outside the window", ceiling(3000, 2, 4), SMOKING, {"F1": "..XXX....."}, True),
]
