"""Kilns that run in their window: they make it up later, others do, or nobody does (CEM-2, CEM-3, CEM-4)."""

from datetime import date
from fractions import Fraction

import pytest

from scheduler.domain.enterprise import Event, EventKind
from scheduler.domain.unit import Mode
from scheduler.errors import InputError
from tests.obligations.cement import WINTER, YEAR, all_of, days, kiln, said, season_of, works

# ── later ────────────────────────────────────────────────────────────────────────────────────────


def test_a_kiln_that_heats_homes_stands_between_one_heating_season_and_the_next() -> None:
    season = season_of([works("W1", "heats_homes")], [kiln()])
    (owed,) = all_of(season, "make_up")
    assert (owed.clause, owed.subject, owed.units) == ("CEM-4", "K1", ("K1",))
    assert (owed.instead_of, owed.window) == (WINTER, days("2022-04-01", "2022-10-31"))
    assert owed.ground.en == "heats homes; instead of standing in 2021-11-15…2022-03-15 (CEM-1)"
    assert all_of(season, "stop_window") == []


def test_a_heating_season_that_ends_before_the_window_does_not_shorten_it() -> None:
    numbers = {"heating_season": {"first": "11-15", "last": "02-28"}}
    (owed,) = all_of(season_of([works("W1", "heats_homes")], [kiln()], numbers=numbers), "make_up")
    assert owed.window.first == date(2022, 3, 16)


def test_a_heating_season_that_has_no_day_in_the_window_leaves_it_alone() -> None:
    numbers = {"heating_season": {"first": "11-01", "last": "11-10"}}
    (owed,) = all_of(season_of([works("W1", "heats_homes")], [kiln()], numbers=numbers), "make_up")
    assert owed.window == days("2022-03-16", "2022-10-31")


@pytest.mark.parametrize(("last", "long_enough"), [("2022-07-30", True), ("2022-07-29", False)])
def test_the_horizon_holds_as_many_days_as_are_to_be_made_up(last: str, long_enough: bool) -> None:
    """121 days from 1 April on end on 30 July."""
    kilns, horizon = [kiln("K1"), kiln("K2")], days("2021-11-01", last)
    if long_enough:
        season = season_of([works("W1", "heats_homes")], kilns, horizon=horizon)
        assert len(all_of(season, "make_up")) == 2
        return
    with pytest.raises(InputError) as raised:
        season_of([works("W1", "heats_homes")], kilns, horizon=horizon)
    (fault,) = raised.value.faults
    assert (fault.file, fault.key) == ("scenario.yaml", "horizon")
    assert fault.message == (
        "CEM-4 lets K1, K2 make up to 121 days up in 2022-04-01…2022-10-31, of which the horizon holds 120"
    )
    assert fault.maybe == "let the horizon reach to 2022-10-31"


def test_only_the_days_on_which_it_heats_homes_are_made_up() -> None:
    won = Event(enterprise_id="W1", day=date(2022, 1, 1), kind=EventKind.MARK_WON, value="heats_homes")
    season = season_of([works()], [kiln()], events=(won,))
    assert [o.window for o in all_of(season, "stop_window")] == [days("2021-11-15", "2021-12-31")]
    assert [o.instead_of for o in all_of(season, "make_up")] == [days("2022-01-01", "2022-03-15")]


def test_a_heating_season_up_to_the_next_window_leaves_no_day() -> None:
    numbers = {"heating_season": {"first": "11-15", "last": "11-14"}}
    with pytest.raises(InputError, match="no day is left on which CEM-4 lets the days be made up"):
        season_of([works("W1", "heats_homes")], [kiln()], numbers=numbers)


def test_a_kiln_that_only_runs_lower_cannot_make_days_up() -> None:
    with pytest.raises(InputError, match="CEM-4 counts the days on which K1 stands, but it reduces by load"):
        season_of([works("W1", "heats_homes")], [kiln(mode=Mode.LOAD, load_min="0.5")])


def test_what_heats_in_one_province_and_stands_in_another() -> None:
    enterprises = [works("W1", "heats_homes"), works("W2")]
    season = season_of(enterprises, [kiln("K1"), kiln("K2", "W2")])
    assert [o.subject for o in all_of(season, "make_up")] == ["K1"]
    assert [o.subject for o in all_of(season, "stop_window")] == ["K2"]


# ── by others ────────────────────────────────────────────────────────────────────────────────────

XINJIANG = {"province": "新疆维吾尔自治区", "city": "昌吉回族自治州"}
WEST = days("2021-11-01", "2022-03-31")


def test_the_ordinary_kilns_of_a_province_stand_in_for_its_carbide_slag_kilns() -> None:
    enterprises = [
        works("W1", "carbide_slag", **XINJIANG),
        works("W2", **XINJIANG),
        works("W3", "heats_homes", **XINJIANG),
        works("W4"),
    ]
    kilns = [kiln(f"K{n}", f"W{n}") for n in (1, 2, 3, 4)]
    season = season_of(enterprises, kilns, horizon=days("2021-10-01", "2022-10-31"))
    (owed,) = all_of(season, "substitution")
    assert (owed.clause, owed.subject, owed.window) == ("CEM-3", "新疆", WEST)
    assert (owed.relieved, owed.standing_in, owed.units) == (("K1",), ("K2",), ("K1", "K2"))
    assert owed.extra == (days("2021-10-01", "2021-10-31"), days("2022-04-01", "2022-10-31"))
    assert [o.subject for o in all_of(season, "stop_window")] == ["K2", "K4"]


def test_days_beyond_the_window_count_for_the_winter_before_them() -> None:
    horizon = days("2021-10-25", "2023-04-30")
    enterprises = [works("W1", "carbide_slag"), works("W2")]
    season = season_of(enterprises, [kiln("K1"), kiln("K2", "W2")], horizon=horizon)
    first, second = all_of(season, "substitution")
    assert first.window == WINTER
    assert first.extra == (days("2021-10-25", "2021-11-14"), days("2022-03-16", "2022-11-14"))
    assert second.window == days("2022-11-15", "2023-03-15")
    assert second.extra == (days("2023-03-16", "2023-04-30"),)


def swapping(pairs: dict[str, str]):
    """K1 and K2 use carbide slag, K3 and K4 do not; K5 is ordinary and in Hebei."""
    enterprises = [
        works("W1", "carbide_slag"),
        works("W2"),
        works("W3", province="河北省", city="邯郸市"),
    ]
    kilns = [kiln("K1"), kiln("K2"), kiln("K3", "W2"), kiln("K4", "W2"), kiln("K5", "W3")]
    return season_of(enterprises, kilns, numbers={"substitution_pairs": pairs})


def test_a_pair_that_the_place_fixes_leaves_the_pool() -> None:
    season = swapping({"K1": "K3"})
    assert [(o.subject, o.relieved, o.standing_in) for o in all_of(season, "substitution")] == [
        ("山西", ("K2",), ("K4",)),
        ("山西", ("K1",), ("K3",)),
    ]
    assert all_of(season, "substitution")[1].ground.en == "K3 stands in for K1, which CEM-1 would have stand"


def test_a_kiln_that_stands_in_for_two_stands_for_both_together() -> None:
    """Two obligations would count each of its days twice."""
    (owed,) = all_of(swapping({"K1": "K3", "K2": "K3"}), "substitution")
    assert (owed.relieved, owed.standing_in) == (("K1", "K2"), ("K3",))


@pytest.mark.parametrize(
    ("pairs", "message", "maybe"),
    [
        ({"K11": "K3"}, "CEM-3 does not relieve K11", "K1 is meant"),
        ({"K3": "K4"}, "CEM-3 does not relieve K3", "one of: K1, K2"),
        ({"K1": "K33"}, "K33 owes no stop window of CEM-1 itself, so it cannot stand in", "K3 is meant"),
        ({"K1": "K2"}, "K2 owes no stop window of CEM-1 itself, so it cannot stand in", "one of: K3, K4, K5"),
        ({"K1": "K5"}, "K1 is in 山西, K5 in 河北: only units of one province may swap", "one of: K3, K4"),
    ],
)
def test_pairs_that_cannot_be_meant(pairs: dict[str, str], message: str, maybe: str) -> None:
    with pytest.raises(InputError) as raised:
        swapping(pairs)
    (fault,) = raised.value.faults
    assert fault.message == message
    assert fault.key == f"parameters.cem-2020-201.substitution_pairs.{next(iter(pairs))}"
    assert fault.maybe == maybe


@pytest.mark.parametrize("horizon", [WINTER, YEAR])
def test_where_nobody_can_stand_in_the_kiln_stands_itself(horizon: object) -> None:
    season = season_of([works("W1", "carbide_slag")], [kiln()], horizon=horizon)
    (owed,) = all_of(season, "substitution")
    assert (owed.relieved, owed.standing_in) == (("K1",), ())
    assert said(season, "CEM-3") == [
        "山西: nothing in 山西 can stop outside its stages for K1, which then stand in 2021-11-15…2022-03-15"
    ]


def test_a_unit_that_may_do_either_follows_the_measure_named_first() -> None:
    season = season_of([works("W1", "carbide_slag", "heats_homes"), works("W2")], [kiln(), kiln("K2", "W2")])
    assert all_of(season, "make_up") == []
    assert [o.relieved for o in all_of(season, "substitution")] == [("K1",)]


# ── everyone ─────────────────────────────────────────────────────────────────────────────────────


def test_a_kiln_that_nothing_reduces_and_nothing_exempts_is_named() -> None:
    """Outside the north, without a period; a kiln that co-processes waste is exempt by name."""
    enterprises = [
        works("W1", province="江苏省", city="徐州市"),
        works("W2", "co_processing_waste"),
        works("W3", "heats_homes"),
    ]
    lower = kiln("K2", "W2", mode=Mode.LOAD, load_min="0.5")
    season = season_of(
        enterprises,
        [kiln("K1"), lower, kiln("K3", "W3")],
        numbers={"co_processing_ceilings": {"W2": {"share": 1, "ground": "协同处置生活垃圾"}}},
    )
    assert said(season, "CEM-2") == ["K1: clinker kiln K1 of W1 owes no reduction, and nothing exempts it"]


def test_where_every_kiln_takes_part_this_is_said() -> None:
    season = season_of([works(), works("W2", "carbide_slag")], [kiln(), kiln("K2", "W2")])
    assert said(season, "CEM-2") == [
        "cem-2020-201: each clinker kiln, 2 in all, owes a reduction or is exempt by name"
    ]


def test_a_highest_load_of_the_inventory_is_no_reduction() -> None:
    south = works("W1", province="江苏省", city="徐州市")
    lower = kiln(mode=Mode.LOAD, load_min="0.5", load_max=Fraction(9, 10))
    assert len(said(season_of([south], [lower]), "CEM-2")) == 1
