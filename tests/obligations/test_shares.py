"""Shares of furnace capacity to stop: grades and their history, marks, heated area, the stricter wins."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Event, EventKind, Mark
from scheduler.domain.unit import Process
from scheduler.errors import InputError
from tests.helpers import unit
from tests.obligations.builders import (
    STAGE1,
    STAGE2,
    found,
    graded,
    owed_by,
    percent,
    season_of,
    share_of,
    works,
)

FURNACES = [unit("F1"), unit("F2", capacity_t_per_day=2000)]


@pytest.mark.parametrize(("grade", "share"), [("B", 30), ("B-", 35), ("C", 40), ("D", 50)])
def test_a_works_owes_the_share_of_its_grade_in_each_stage(grade: str, share: int) -> None:
    season = season_of([works(grade=grade)], FURNACES)
    for window in (STAGE1, STAGE2):
        owed = share_of(season, "W1", window)
        assert (owed.clause, owed.share, owed.units) == ("STL-5", percent(share), ("F1", "F2"))
        assert owed.ground.en == f"grade {grade} on 2021-10-10 (STL-7): {share} %"
        assert owed.ground.zh == f"2021-10-10环保绩效{grade}级（STL-7）：{share} %"


@pytest.mark.parametrize(
    ("events", "grade"),
    [
        ([], "D"),
        ([graded("W1", date(2021, 10, 10), "B")], "B"),
        ([graded("W1", date(2021, 10, 11), "B")], "D"),
        ([graded("W1", date(2021, 9, 1), "B"), graded("W1", date(2020, 1, 1), "C")], "B"),
        ([graded("W1", date(2021, 9, 1), "C"), graded("W1", date(2022, 1, 1), "B")], "C"),
        ([graded("W2", date(2021, 9, 1), "B")], "D"),
    ],
)
def test_the_grade_in_force_on_10_october_counts(events: list[Event], grade: str) -> None:
    season = season_of([works(grade="D"), works("W2", grade="D")], FURNACES, events=tuple(events))
    assert share_of(season, "W1").ground.en.startswith(f"grade {grade} on 2021-10-10")


def test_marks_add_up() -> None:
    marked = works(grade="B", marks=frozenset({Mark.VIOLATION, Mark.NOT_LISTED, Mark.GREEN_FACTORY}))
    owed = share_of(season_of([marked], FURNACES), "W1")
    assert owed.share == percent(45)
    assert owed.ground.en == (
        "grade B on 2021-10-10 (STL-7): 30 %; violation +5 % (STL-6); "
        "not on the ministry's list +10 % (STL-6)"
    )


def test_marks_add_at_most_a_full_stop() -> None:
    more = {"mark_increments": {"violation": 0.4, "over_120_utilisation": 0.2, "not_listed": 0}}
    marked = works(grade="D", marks=frozenset({Mark.VIOLATION, Mark.OVER_120_UTILISATION}))
    owed = share_of(season_of([marked], FURNACES, numbers=more), "W1")
    assert owed.share == 1
    assert owed.ground.en.endswith("at most a full stop")


@pytest.mark.parametrize("day", [date(2021, 11, 15), date(2021, 1, 1)])
def test_a_mark_won_up_to_the_first_day_counts_for_the_whole_season(day: date) -> None:
    won = Event(enterprise_id="W1", day=day, kind=EventKind.MARK_WON, value="violation")
    season = season_of([works()], FURNACES, events=(won,))
    assert share_of(season, "W1", STAGE1).share == percent(45)
    assert share_of(season, "W1", STAGE2).share == percent(45)


def test_a_mark_won_in_the_season_adds_from_its_day_on() -> None:
    won = Event(enterprise_id="W1", day=date(2021, 12, 1), kind=EventKind.MARK_WON, value="violation")
    season = season_of([works()], FURNACES, events=(won,))
    before = DayRange(first=STAGE1.first, last=date(2021, 11, 30))
    after = DayRange(first=date(2021, 12, 1), last=STAGE1.last)
    assert share_of(season, "W1", before).share == percent(40)
    assert share_of(season, "W1", after).share == percent(45)
    assert share_of(season, "W1", STAGE2).share == percent(45)


def test_a_mark_lost_before_the_season_adds_nothing() -> None:
    lost = Event(enterprise_id="W1", day=date(2021, 8, 1), kind=EventKind.MARK_LOST, value="violation")
    season = season_of([works(marks=frozenset({Mark.VIOLATION}))], FURNACES, events=(lost,))
    assert share_of(season, "W1").share == percent(40)
    assert [finding.subject for finding in found(season, "STL-6")] == ["stl-2021-241"]


@pytest.mark.parametrize("grade", [None, "leading", "non_leading"])
def test_a_grade_off_the_scale_is_taken_as_the_worst_and_said(grade: str | None) -> None:
    season = season_of([works(grade=grade)], FURNACES)
    owed = share_of(season, "W1")
    assert owed.share == percent(50)
    assert "taken as grade D" in owed.ground.en
    assert len(found(season, "STL-7", "W1")) == 1


def test_a_works_without_furnaces_owes_no_share_and_is_named() -> None:
    season = season_of([works()], [unit("E1", process=Process.ELECTRIC_FURNACE)])
    assert owed_by(season, "stop_share") == []
    assert "has no blast furnace" in found(season, "STL-5", "W1")[0].text.en


# ── heated area: 1,000,000 t of crude-steel capacity ─────────────────────────────────────────────


def heating(able: Any, heated: Any, **fields: Any) -> Any:
    steel = {"crude_steel_capacity_t_per_year": 1_000_000}
    areas = {"heated_area_capacity_m2": able, "heated_area_last_year_m2": heated}
    return works(**(steel | areas | {"grade": "B"} | fields))


def test_highest_load_is_last_years_area_over_twice_the_capacity() -> None:
    """1,200,000 m² ÷ (2 × 1,000,000 t) = 60 %: 40 % stops, more than the 30 % of grade B."""
    owed = share_of(season_of([heating(2_300_000, 1_200_000)], FURNACES), "W1")
    assert (owed.clause, owed.share) == ("STL-8", percent(40))
    assert owed.ground.en == "heated area 2.3 m²/t, more than 2; highest load 60 %"
    assert [(lesser.clause, lesser.required) for lesser in owed.overruled] == [("STL-5", "0.3")]
    assert owed.overruled[0].ground.en == "grade B on 2021-10-10 (STL-7): 30 %"


def test_the_stricter_of_grade_and_heated_area_wins() -> None:
    """1,600,000 m² leave 80 % of load: 20 % stops, less than the 30 % of grade B."""
    owed = share_of(season_of([heating(2_300_000, 1_600_000)], FURNACES), "W1")
    assert (owed.clause, owed.share) == ("STL-5", percent(30))
    assert [(lesser.clause, lesser.required) for lesser in owed.overruled] == [("STL-8", "0.2")]


@pytest.mark.parametrize(("able", "meets"), [(2_000_000, False), (2_000_001, True)])
def test_two_square_metres_a_tonne_are_not_more_than_two(able: int, meets: bool) -> None:
    season = season_of([heating(able, 1_000_000)], FURNACES)
    assert share_of(season, "W1").clause == ("STL-8" if meets else "STL-5")
    assert ("is not more than 2" in "".join(f.text.en for f in found(season, "STL-8", "W1"))) is not meets


@pytest.mark.parametrize(("able", "heated"), [(2_400_000, None), (None, 2_400_000)])
def test_one_heated_area_serves_for_both_and_binds_nothing(able: int | None, heated: int | None) -> None:
    season = season_of([heating(able, heated)], FURNACES)
    assert share_of(season, "W1").clause == "STL-5"
    assert "one heated area is given" in found(season, "STL-8", "W1")[0].text.en
    assert "highest load 120 %" in found(season, "STL-8", "W1")[0].text.en


def test_a_heating_works_without_steel_capacity_is_asked_for_it() -> None:
    with pytest.raises(InputError) as raised:
        season_of([heating(2_400_000, 1_000_000, crude_steel_capacity_t_per_year=0)], FURNACES)
    assert [fault.column for fault in raised.value.faults] == ["crude_steel_capacity_t_per_year"]


def test_equal_shares_keep_the_first_clause_and_name_the_other() -> None:
    owed = share_of(season_of([heating(2_300_000, 1_400_000)], FURNACES), "W1")
    assert (owed.clause, owed.share) == ("STL-5", percent(30))
    assert [lesser.clause for lesser in owed.overruled] == ["STL-8"]


def test_the_share_of_a_season_is_what_the_works_owes() -> None:
    season = season_of([heating(2_300_000, 1_200_000)], FURNACES)
    assert season.owed_share("W1", season.stages[0]) == Fraction(2, 5)
