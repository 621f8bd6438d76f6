"""Patterns of one unit, of ten days: obligation, unit, pattern, and whether the model takes it.

Day 0 is 15 November; a stage ends with day 4.
"""

from scheduler.domain.obligation import (
    ForbiddenDays,
    LoadCeiling,
    MakeUp,
    MostStops,
    Obligation,
    ShortestRun,
    ShortestStop,
    StopDays,
    StopWindow,
    TwoStates,
)
from scheduler.domain.unit import Unit
from tests.helpers import on, owed, unit, window

STOOD_THREE_DAYS = unit(off_since=on(-3))

FOUR_DAYS = owed(ShortestStop, ["F1"], days=4)
RUNS_THREE = owed(ShortestRun, ["F1"], days=3)
ONE_STOP = owed(MostStops, ["F1"], 0, 4, stops=1)
IN_ONE_PIECE = owed(MostStops, ["F1"], 3, 7, stops=1, counts_carried=True)
FROM_THE_FIRST = owed(MostStops, ["F1"], 0, 4, stops=1, counts_carried=True)
ON_3_TO_5 = owed(StopWindow, ["F1"], 3, 5)
THREE_OF_FIVE = owed(StopDays, ["F1"], 2, 6, days=3)
MADE_UP_LATER = owed(MakeUp, ["F1"], 5, 9, instead_of=window(1, 3))
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
    ("one begins, one ends before the window", IN_ONE_PIECE, unit(), "XXX..XX...", True),
    ("one runs on into the window", IN_ONE_PIECE, unit(), ".XXXX....X", True),
    ("one runs on, another begins", IN_ONE_PIECE, unit(), "..XX.X....", False),
    ("one begins on the first day, another later", IN_ONE_PIECE, unit(), "...X.X....", False),
    ("one from before the season runs on", FROM_THE_FIRST, STOOD_THREE_DAYS, "XX.X......", False),
    ("one from before the season ends with the eve", FROM_THE_FIRST, STOOD_THREE_DAYS, "..XX......", True),
    ("off throughout", ON_3_TO_5, unit(), "...XXX....", True),
    ("off before and after as well", ON_3_TO_5, unit(), ".XXXXXXX..", True),
    ("runs on the first day", ON_3_TO_5, unit(), "....XX....", False),
    ("runs on the last day", ON_3_TO_5, unit(), "...XX..XXX", False),
    ("the part in the season", owed(StopWindow, ["F1"], -4, 1), unit(), "XX........", True),
    ("wholly before the season", owed(StopWindow, ["F1"], -4, -1), unit(), "..........", True),
    ("just as many days, in pieces", THREE_OF_FIVE, unit(), "..X.X.X...", True),
    ("a day short in the window", THREE_OF_FIVE, unit(), "XXXX....XX", False),
    (
        "days that a window before the season asks for",
        owed(StopDays, ["F1"], -4, -1, days=3),
        unit(),
        "." * 10,
        True,
    ),
    ("more days than are left of the window", owed(StopDays, ["F1"], 8, 12, days=3), unit(), "X" * 10, False),
    ("nothing run, nothing made up", MADE_UP_LATER, unit(), ".XXX......", True),
    ("all made up", MADE_UP_LATER, unit(), "X....X.X.X", True),
    ("a day of three not made up", MADE_UP_LATER, unit(), "X...XX.X..", False),
    ("one day stood, two made up", MADE_UP_LATER, unit(), "..X..XX...", True),
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
