"""What units owe: two states, linked groups, no overload, the limits of their own."""

from datetime import date
from fractions import Fraction

import pytest

from scheduler.domain.calendar import DayRange
from scheduler.domain.condition import Condition
from scheduler.domain.enterprise import Event, EventKind
from scheduler.domain.unit import Mode, Process
from scheduler.errors import InputError
from tests.helpers import oven, unit, window
from tests.obligations import cement
from tests.obligations.builders import SEASON, STAGE1, STAGE2, owed_by, season_of, with_who, works

SINTER = unit("S1", process=Process.SINTER)


def test_furnaces_have_two_states_and_nothing_else_has() -> None:
    season = season_of([works()], [unit("F1"), SINTER, oven("C1")])
    assert [(o.clause, o.subject, o.window) for o in owed_by(season, "two_states")] == [
        ("STL-10", "F1", SEASON)
    ]


def test_a_furnace_that_reduces_by_load_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        season_of([works()], [unit("F1", mode=Mode.LOAD, load_min="0.75")])
    assert [(f.sheet, f.column, f.value) for f in raised.value.faults] == [("units", "mode", "load")]


def test_no_unit_runs_over_its_capacity() -> None:
    season = season_of([works()], [unit("F1"), oven("C1")])
    ceilings = owed_by(season, "load_ceiling")
    assert [(o.clause, o.subject, o.window, o.ceiling) for o in ceilings] == [
        ("STL-13", "C1", SEASON, 1),
        ("STL-13", "F1", SEASON, 1),
    ]


def test_each_group_that_a_works_has_follows_its_furnaces_in_each_stage() -> None:
    units = [unit("F1"), unit("F2"), SINTER, unit("S2", process=Process.SINTER), oven("C1")]
    season = season_of([works(), works("W2")], [*units, oven("C2", "W2")])
    links = owed_by(season, "linked_units")
    assert [(o.clause, o.subject, o.process, o.window) for o in links] == [
        ("STL-11", "W1", "coke_oven", STAGE1),
        ("STL-11", "W1", "sinter", STAGE1),
        ("STL-11", "W1", "coke_oven", STAGE2),
        ("STL-11", "W1", "sinter", STAGE2),
    ]
    assert (links[1].group, links[1].drivers) == (("S1", "S2"), ("F1", "F2"))


def test_linked_units_of_works_that_act_on_their_own_follow_too() -> None:
    season = season_of([works(grade="A")], [unit("F1"), SINTER])
    assert len(owed_by(season, "linked_units")) == 2


def test_a_linked_group_holds_only_units_that_the_clause_meets_from_the_day_on_which_it_does() -> None:
    """Sinter machines of more than 200 m², of works with a violation: found on 2021-12-10 at W1."""
    who = Condition(marks={"violation"}, processes={Process.SINTER}, size_from=200)
    large, small = (
        unit(name, process=Process.SINTER, size=size) for name, size in (("S1", 360), ("S2", 180))
    )
    found = Event(enterprise_id="W1", day=date(2021, 12, 10), kind=EventKind.MARK_WON, value="violation")
    units = [unit("F1"), large, small, oven("C1"), unit("F2", "W2"), unit("S3", "W2", process=Process.SINTER)]
    season = season_of(
        [works(), works("W2")], units, events=(found,), policy=with_who(["linked_reduction"], who)
    )
    assert [(o.subject, o.group, o.drivers, o.window) for o in owed_by(season, "linked_units")] == [
        ("W1", ("S1",), ("F1",), DayRange(first=date(2021, 12, 10), last=STAGE1.last)),
        ("W1", ("S1",), ("F1",), STAGE2),
    ]


def test_the_limits_of_a_stopping_unit_stand_in_the_inventory() -> None:
    holidays = DayRange(first=date(2022, 1, 31), last=date(2022, 2, 6))
    summer = DayRange(first=date(2021, 7, 1), last=date(2021, 7, 5))
    limits = {"shortest_stop_days": 10, "shortest_run_days": 7, "most_stops_per_stage": 2}
    season = season_of([works()], [unit("F1", forbidden=(holidays, summer), **limits)])
    assert [(o.window, o.days) for o in owed_by(season, "shortest_stop")] == [(SEASON, 10)]
    assert [(o.window, o.days) for o in owed_by(season, "shortest_run")] == [(SEASON, 7)]
    assert [(o.window, o.stops) for o in owed_by(season, "most_stops")] == [(STAGE1, 2), (STAGE2, 2)]
    assert [o.window for o in owed_by(season, "forbidden_days")] == [holidays]


def test_ovens_keep_one_load_in_each_stage_not_below_normal_over_longest_hours() -> None:
    c1 = oven("C1", load_min="0.4", normal_coking_hours=18, longest_coking_hours=36)
    season = season_of([works()], [unit("F1"), c1])
    times = owed_by(season, "one_load")
    assert [(o.clause, o.window, o.lowest_load) for o in times] == [
        ("STL-11", STAGE1, Fraction(1, 2)),
        ("STL-11", STAGE2, Fraction(1, 2)),
    ]
    assert times[0].ground.en == "coking time 18 h, at longest 36 h, one load for each stage"
    assert owed_by(season, "shortest_stop", "C1") == []


def test_other_units_that_run_lower_do_so_by_the_wish_to_rotate() -> None:
    electric = unit("E1", process=Process.ELECTRIC_FURNACE, mode=Mode.LOAD, load_min="0.6")
    times = owed_by(season_of([works()], [electric]), "one_load")
    assert [(o.clause, o.lowest_load) for o in times] == [("ROTATION", Fraction(3, 5))] * 2
    assert times[0].ground.en == "lowest load 60 %, one load for each stage"


def test_a_duty_that_begins_by_an_event_may_lower_the_load_from_then_on() -> None:
    """A mark won on 1 December cuts the first stage; one won on its first day does not."""
    events = tuple(
        Event(enterprise_id="W1", day=day, kind=EventKind.MARK_WON, value=mark)
        for day, mark in ((date(2021, 12, 1), "violation"), (STAGE1.first, "not_listed"))
    )
    season = season_of([works(), works("W2")], [oven("C1"), oven("C2", "W2")], events=events)
    eve = DayRange(first=STAGE1.first, last=date(2021, 11, 30))
    after = DayRange(first=date(2021, 12, 1), last=STAGE1.last)
    assert [o.window for o in owed_by(season, "one_load", "C1")] == [eve, after, STAGE2]
    assert [o.window for o in owed_by(season, "one_load", "C2")] == [STAGE1, STAGE2]


def test_a_highest_load_holds_in_each_stage() -> None:
    season = season_of([works()], [oven("C1", load_max="0.9")])
    own = [o for o in owed_by(season, "load_ceiling", "C1") if o.clause == "ROTATION"]
    assert [(o.window, o.ceiling) for o in own] == [(STAGE1, Fraction(9, 10)), (STAGE2, Fraction(9, 10))]


def test_works_of_different_stages_count_stops_in_their_own() -> None:
    """Shanxi's kiln from 15 November to 15 March, Jiangsu's, which has no stage, over the horizon."""
    south = cement.works("W2", province="江苏省", city="徐州市")
    lower = cement.kiln("K3", "W2", mode=Mode.LOAD, load_min="0.5")
    season = cement.season_of([cement.works(), south], [cement.kiln(), cement.kiln("K2", "W2"), lower])
    limits = owed_by(season, "most_stops")
    assert {(o.subject, o.window) for o in limits} == {("K1", cement.WINTER), ("K2", cement.YEAR)}
    assert owed_by(season, "one_load") == []


def test_ids_are_unique_also_where_ranges_begin_on_one_day() -> None:
    twice = unit("F1", forbidden=(window(0, 3), window(0, 5)))
    ids = [o.id for o in season_of([works()], [twice]).obligations]
    assert len(set(ids)) == len(ids)
    assert [i for i in ids if "forbidden" in i] == [
        "ROTATION/forbidden_days/F1/2021-11-15",
        "ROTATION/forbidden_days/F1/2021-11-15/2",
    ]


def test_order_and_ids_do_not_follow_the_inventorys_order() -> None:
    enterprises, units = [works("W1"), works("W2")], [unit("F1"), unit("F2", "W2"), SINTER]
    there = season_of(enterprises, units).obligations
    back = season_of(enterprises[::-1], units[::-1]).obligations
    assert [o.id for o in there] == [o.id for o in back]
    clauses = list(dict.fromkeys(o.clause for o in there))
    assert clauses == ["ROTATION", "STL-2", "STL-3", "STL-5", "STL-10", "STL-11", "STL-13"]
