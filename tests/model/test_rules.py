"""Each kind of obligation, told to the model, on patterns of ten days: what it lets pass and what not.

Edges are those of ``docs/rules.md``. Day 0 is 15 November, so day 6 is the 21st.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from scheduler.domain.obligation import (
    BurdenLimit,
    ChangeoverDays,
    ChangeoverLimit,
    CokingTime,
    EmissionCeiling,
    ForbiddenDays,
    HeatFloor,
    LinkedUnits,
    LoadCeiling,
    MaterialBalance,
    MostStops,
    Obligation,
    OutputCeiling,
    RegionOutputCeiling,
    RotationBand,
    ShortestRun,
    ShortestStop,
    StopShare,
    TwoStates,
)
from scheduler.domain.plan import Status
from scheduler.domain.unit import Process, Unit
from scheduler.model.build import build_days, build_totals
from scheduler.model.rules import RULES
from scheduler.model.schedule import to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, run
from scheduler.verify.check import verify
from tests.helpers import on, oven, owed, season, unit
from tests.model.patterns import SETTINGS, TWO_STAGES, Pattern, scheduled, solved

STOOD_THREE_DAYS = unit(off_since=on(-3))
BOTH = ["F1", "F2"]


def is_possible(units: list[Unit], obligation: Obligation, **patterns: Pattern) -> bool:
    """Whether the model takes the patterns, with nothing but the obligation owed."""
    status = solved(season(units, [obligation], stages=TWO_STAGES), patterns).status
    assert status in (Status.OPTIMAL, Status.INFEASIBLE)
    return status is Status.OPTIMAL


# ── of one unit: pattern by pattern ──────────────────────────────────────────────────────────────

FOUR_DAYS = owed(ShortestStop, ["F1"], days=4)
RUNS_THREE = owed(ShortestRun, ["F1"], days=3)
ONE_STOP = owed(MostStops, ["F1"], 0, 4, stops=1)
NOT_ON_3_TO_5 = owed(ForbiddenDays, ["F1"], 3, 5)
OWN_CEILING = owed(LoadCeiling, ["F1"], ceiling=1)

OF_A_FURNACE: list[tuple[str, Obligation, Unit, str, bool]] = [
    ("no stop", FOUR_DAYS, unit(), "..........", True),
    ("a stop of just these days", FOUR_DAYS, unit(), "...XXXX...", True),
    ("a stop one day short", FOUR_DAYS, unit(), "...XXX....", False),
    ("one of two stops short", FOUR_DAYS, unit(), "XXXX..XXX.", False),
    ("a stop across the stage boundary", FOUR_DAYS, unit(), "..XXXX....", True),
    ("a stop to the last day, long enough by then", FOUR_DAYS, unit(), "......XXXX", True),
    ("a stop cut by the last day", FOUR_DAYS, unit(), ".......XXX", False),
    ("a stop that begins on the first day", FOUR_DAYS, unit(), "XXX.......", False),
    ("a stop from before, one day more", FOUR_DAYS, STOOD_THREE_DAYS, "X.........", True),
    ("a stop from before that ends with the eve", FOUR_DAYS, STOOD_THREE_DAYS, "..........", False),
    ("a stop from before long enough by the eve", FOUR_DAYS, unit(off_since=on(-4)), "..........", True),
    ("off_since in the season is no stop from before", FOUR_DAYS, unit(off_since=on(0)), "..........", True),
    ("a run between two stops of just these days", RUNS_THREE, unit(), ".XX...XX..", True),
    ("a run between two stops one day short", RUNS_THREE, unit(), ".XX..XX...", False),
    ("a run from before the season", RUNS_THREE, unit(), ".XX.......", True),
    ("a run to the last day", RUNS_THREE, unit(), "......XXX.", True),
    ("a run after a stop from before", RUNS_THREE, STOOD_THREE_DAYS, "...XX.....", True),
    ("a run too short after a stop from before", RUNS_THREE, STOOD_THREE_DAYS, "..XX......", False),
    ("a run too short within a stop from before", RUNS_THREE, STOOD_THREE_DAYS, "X..XX.....", False),
    ("a single day between stops at the end", RUNS_THREE, unit(), ".....XXX.X", False),
    ("as many stops as may be", ONE_STOP, unit(), ".XX.......", True),
    ("one stop more", ONE_STOP, unit(), ".X.X......", False),
    ("a stop counts where it begins", ONE_STOP, unit(), "XX..XXX...", False),
    ("a stop that begins after the window", ONE_STOP, unit(), "XX...XX.X.", True),
    ("a stop from before counts nowhere", ONE_STOP, STOOD_THREE_DAYS, "XX.X......", True),
    ("a stop that begins on the first day counts", ONE_STOP, unit(), "XX.X......", False),
    ("up to the forbidden days", NOT_ON_3_TO_5, unit(), "XXX...XXXX", True),
    ("the first forbidden day", NOT_ON_3_TO_5, unit(), "XXXX......", False),
    ("the last forbidden day", NOT_ON_3_TO_5, unit(), ".....XXXXX", False),
    (
        "a stop from before on forbidden days",
        owed(ForbiddenDays, ["F1"], -2, 0),
        STOOD_THREE_DAYS,
        "X" * 10,
        False,
    ),
    ("forbidden on the eve only", owed(ForbiddenDays, ["F1"], -2, -1), STOOD_THREE_DAYS, "X" * 10, True),
    ("two states, running and standing", owed(TwoStates, ["F1"]), unit(), "..XX......", True),
    ("full load is the ceiling", OWN_CEILING, unit(), "..XX......", True),
]


@pytest.mark.parametrize(
    ("obligation", "furnace", "pattern", "possible"),
    [case[1:] for case in OF_A_FURNACE],
    ids=[f"{case[1].kind}: {case[0]}" for case in OF_A_FURNACE],
)
def test_of_a_furnace(obligation: Obligation, furnace: Unit, pattern: str, possible: bool) -> None:
    assert is_possible([furnace], obligation, F1=pattern) is possible


def test_a_unit_of_two_states_is_never_planned_by_load() -> None:
    by_load = season([oven()], [owed(TwoStates, ["C1"])])
    with pytest.raises(ValueError, match=r"C1 has two states \(STL-10\)"):
        build_days(by_load, daily(by_load, by_load.units))


# ── of several units ─────────────────────────────────────────────────────────────────────────────

FURNACES = [unit("F1"), unit("F2", capacity_t_per_day=2000)]
OVEN = [oven()]
SINTER = unit("S1", process=Process.SINTER)
AND_SINTER, AND_OVEN = [*FURNACES, SINTER], [*FURNACES, *OVEN]
FED, FED_BY_OVEN = [FURNACES[0], SINTER], [FURNACES[0], *OVEN]
STOOD = [STOOD_THREE_DAYS, FURNACES[1]]
UNEVEN = [unit("F1", capacity_t_per_day="0.5"), unit("F2")]
HEATED = [unit("F1", heat_area_m2=600), unit("F2", heat_area_m2=400), oven(heat_area_m2="0.5")]
SMOKING = [unit(name, pm_kg_per_t=1) for name in BOTH] + [oven(pm_kg_per_t=2)]
"""1000 kg a day each; the oven 2000 kg."""


def share(units: list[str], first: int = 0, last: int = 9, **fields: Any) -> StopShare:
    return owed(StopShare, units, first, last, process="blast_furnace", subject="W1", **fields)


def output(tonnes: int, first: int = 0, last: int = 9) -> OutputCeiling:
    rates = {"F1": 1000, "F2": 2000}
    return owed(OutputCeiling, BOTH, first, last, tonnes=tonnes, t_per_day=rates, subject="W1")


def region(tonnes: int | str) -> RegionOutputCeiling:
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


XUN = ChangeoverDays.XUN
COKING = owed(CokingTime, ["C1"], 5, 9, lowest_load="0.7")
LOADED = owed(LoadCeiling, ["C1"], 5, 9, ceiling="0.8")

Case = tuple[str, Obligation, list[Unit], Mapping[str, Pattern], bool]
OF_SEVERAL: list[Case] = [
    ("at the ceiling", LOADED, OVEN, {"C1": (1000, 800)}, True),
    ("a thousandth above the ceiling", LOADED, OVEN, {"C1": (1000, 801)}, False),
    ("at the lowest load", COKING, OVEN, {"C1": (500, 700)}, True),
    ("a thousandth below", COKING, OVEN, {"C1": (500, 699)}, False),
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
    ("just as many tonnes", region("28004"), FURNACES, {"F1": "XX........"}, True),
    ("half a tonne too many", region("28003.5"), FURNACES, {"F1": "XX........"}, False),
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


@pytest.mark.parametrize(
    ("obligation", "units", "patterns", "possible"),
    [case[1:] for case in OF_SEVERAL],
    ids=[f"{case[1].kind}: {case[0]}" for case in OF_SEVERAL],
)
def test_of_several_units(
    obligation: Obligation, units: list[Unit], patterns: Mapping[str, Pattern], possible: bool
) -> None:
    assert is_possible(units, obligation, **patterns) is possible


# ── the tables themselves ────────────────────────────────────────────────────────────────────────

EVERY = [(case[1], [case[2]], {"F1": case[3]}, case[4]) for case in OF_A_FURNACE]
EVERY += [(case[1], case[2], dict(case[3]), case[4]) for case in OF_SEVERAL]


def test_the_checker_says_the_same_of_every_pattern() -> None:
    for obligation, units, patterns, possible in EVERY:
        planned = season(units, [obligation], stages=TWO_STAGES)
        (found,) = verify(planned, to_plan(planned, scheduled(planned, patterns))).measured
        assert found.met is possible, (obligation.id, patterns)


def test_what_is_possible_by_day_is_possible_on_totals() -> None:
    for obligation, units, patterns, possible in EVERY:
        relaxed = build_totals(season(units, [obligation], stages=TWO_STAGES))
        status = run(relaxed, SETTINGS, Clock(SETTINGS), Effort(20)).status
        assert status is Status.OPTIMAL or not possible, (obligation.id, patterns)


def test_every_kind_has_a_pattern_that_is_possible_and_one_that_is_not() -> None:
    for expected in (True, False):
        shown = {obligation.kind for obligation, _, _, possible in EVERY if possible is expected}
        by_construction = set() if expected else {"two_states"}
        assert shown | by_construction == set(RULES)


def test_the_store_is_not_rounded_from_day_to_day() -> None:
    """Half a tonne a day is missing for ten days: five tonnes in store last, four do not."""
    units = [unit("F1", capacity_t_per_day="1000.5"), unit("S1", process=Process.SINTER)]
    patterns = {"F1": "." * 10, "S1": "." * 10}
    for stock_t, possible in ((5, True), (4, False)):
        held = season(units, [store("S1", stock_t)])
        assert (solved(held, patterns).status is not Status.INFEASIBLE) is possible
        assert (not verify(held, to_plan(held, scheduled(held, patterns))).broken) is possible
