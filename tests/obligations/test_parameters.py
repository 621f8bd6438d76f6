"""The numbers that a notice leaves open: every problem said by name, what is right made exact."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from scheduler.domain.calendar import DayRange
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.policy import Policy, PolicyStage
from scheduler.errors import InputError
from tests.helpers import unit
from tests.obligations.builders import NUMBERS, STAGE1, STAGE2, STEEL, owed_by, season_of, works


def problems(**values: Any) -> dict[str, str]:
    """Name of each parameter or entry to what is wrong with it."""
    return {p.name: p.message for p in STEEL.check_parameters(NUMBERS | values)[1]}


def test_numbers_become_exact_and_defaults_are_filled_in() -> None:
    filled, wrong = STEEL.check_parameters(NUMBERS)
    assert wrong == []
    assert filled["grade_shares"]["B"] == Fraction(3, 10)
    assert filled["annual_ceiling_t"] == {"邯郸": 10_000_000}
    assert filled["reference_cities"] is False
    assert filled["region_level"] is RegionLevel.CITY
    assert STEEL.check_parameters(filled) == (filled, [])


def test_numbers_that_the_notice_leaves_open_are_asked_for_by_name() -> None:
    assert {p.name for p in STEEL.check_parameters({})[1]} == {
        "annual_ceiling_t",
        "grade_shares",
        "mark_increments",
    }


@pytest.mark.parametrize(
    ("values", "name", "said"),
    [
        ({"grade_shares": {"B": 0.4, "B-": 0.35, "C": 0.4, "D": 0.5}}, "grade_shares.B-", "below the 0.4"),
        ({"grade_shares": {"B": 30, "B-": 0.35, "C": 0.4, "D": 0.5}}, "grade_shares.B", "not a share"),
        ({"grade_shares": {"B": 0.3, "C": 0.4, "D": 0.5}}, "grade_shares.B-", "is missing"),
        ({"grade_shares": NUMBERS["grade_shares"] | {"Z": 0.6}}, "grade_shares.Z", "not known"),
        ({"grade_shares": 0.3}, "grade_shares", "not a table"),
        (
            {"mark_increments": {"violation": 0.05, "not_listed": 0.1}},
            "mark_increments.over_120_utilisation",
            "",
        ),
        (
            {"mark_increments": NUMBERS["mark_increments"] | {"late": 0.1}},
            "mark_increments.late",
            "not known",
        ),
        ({"annual_ceiling_t": {"邯郸": -1}}, "annual_ceiling_t.邯郸", "negative"),
        ({"annual_ceiling_t": {"邯郸": "much"}}, "annual_ceiling_t.邯郸", "not a number"),
        ({"reference_cities": "yes"}, "reference_cities", "neither true nor false"),
        ({"region_level": "county"}, "region_level", "not one of city, province"),
        ({"grade_share": {}}, "grade_share", "no parameter of this notice"),
    ],
)
def test_each_problem_is_said_where_it_stands(values: dict[str, Any], name: str, said: str) -> None:
    found = problems(**values)
    assert list(found) == [name]
    assert said in found[name]


def test_every_problem_is_found_at_once() -> None:
    assert len(problems(grade_shares={"B": 30, "C": -1}, region_level="town", late=1)) == 6


def test_equal_shares_are_in_order() -> None:
    assert problems(grade_shares={"B": 0.3, "B-": 0.3, "C": 0.3, "D": 0.3}) == {}


def test_a_share_in_per_cent_is_recognised() -> None:
    wrong = STEEL.check_parameters(NUMBERS | {"grade_shares": NUMBERS["grade_shares"] | {"D": 60}})[1]
    assert [problem.maybe for problem in wrong] == ["write 0.6 for 60 %"]


def test_a_scenario_without_the_numbers_derives_nothing_and_names_them() -> None:
    with pytest.raises(InputError) as raised:
        season_of([works()], [unit()], parameters={})
    keys = {fault.key for fault in raised.value.faults}
    assert keys == {f"parameters.stl-2021-241.{name}" for name in NUMBERS}


def changed(**fields: Any) -> dict[str, Any]:
    return STEEL.model_dump() | fields


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"parameters": {}}, "used but not described"), ({"clauses": {}}, "clauses cited but not described")],
)
def test_a_notice_that_does_not_hang_together_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Policy.model_validate(changed(**fields))


def test_a_notice_whose_own_shares_fall_from_better_to_worse_grade_is_refused() -> None:
    parameters = STEEL.model_dump()["parameters"]
    parameters["grade_shares"]["default"] = {"B": 0.5, "B-": 0.35, "C": 0.4, "D": 0.5}
    with pytest.raises(ValidationError, match="a worse grade never owes less"):
        Policy.model_validate(changed(parameters=parameters))


def test_grades_of_a_notice_stand_from_better_to_worse() -> None:
    parameters = STEEL.model_dump()["parameters"]
    parameters["grade_shares"]["keys"] = ("D", "C", "B-", "B")
    with pytest.raises(ValidationError, match="from better to worse"):
        Policy.model_validate(changed(parameters=parameters))


def test_stages_that_overlap_are_refused() -> None:
    stages = STEEL.model_dump()["stages"]
    stages[1]["window"]["first"] = stages[0]["window"]["last"]
    with pytest.raises(ValidationError, match="stages stage1 and stage2 overlap"):
        Policy.model_validate(changed(stages=stages))


def test_notices_with_other_stages_are_planned_together() -> None:
    """A works counts its burden in the stages of the notice that lasts longest for it."""
    shorter = PolicyStage(id="stage2", window=DayRange(first=STAGE2.first, last=date(2022, 3, 1)))
    other = STEEL.model_copy(update={"id": "other", "stages": (STEEL.stages[0], shorter)})
    season = season_of(
        [works()], [unit()], policies=(other, STEEL), parameters={STEEL.id: NUMBERS, "other": NUMBERS}
    )
    assert [stage.window for stage in season.stages_of("W1")] == [STAGE1, STAGE2]
    windows = [owed.window for owed in owed_by(season, "stop_share")]
    assert windows == [STAGE1, shorter.window, STAGE2]


def test_a_horizon_that_cuts_a_stage_is_refused() -> None:
    with pytest.raises(InputError, match="holds a part of stage2"):
        season_of([works()], [unit()], horizon=DayRange(first=date(2021, 11, 15), last=date(2022, 2, 1)))


def test_a_stage_outside_the_horizon_owes_nothing() -> None:
    season = season_of([works()], [unit()], horizon=STAGE1)
    assert [stage.id for stage in season.stages] == ["stage1"]
    assert [owed.window for owed in owed_by(season, "stop_share")] == [STAGE1]
