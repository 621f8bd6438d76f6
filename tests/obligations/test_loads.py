"""Duties to run lower: by share, by a granted ceiling, by coking time (SX-3, SX-4, ZZ-4, ZZ-3e)."""

from datetime import date
from fractions import Fraction

import pytest

from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import EventKind, Mark
from scheduler.domain.unit import Mode
from scheduler.errors import InputError
from tests.helpers import oven
from tests.obligations.local import WINTER, all_of, kiln, notice, only, season_under, works
from tests.obligations.test_stopping import SHANXI, TO_JUNE, TWO_STAGES, mark

LOWER = {"mode": Mode.LOAD, "load_min": Fraction(2, 5)}
GRANTED = {
    "measure": "load_ceiling",
    "who": [{"marks": ["heats_homes"]}],
    "parameter": "ceilings",
}
HEATER = works(marks=frozenset({Mark.HEATS_HOMES}))


def test_one_load_for_the_season_leaves_what_the_share_leaves() -> None:
    policy = notice({"measure": "load_reduction", "share": 0.3, "per": "season"}, stages=TWO_STAGES)
    season = season_under(policy, [kiln(**LOWER)], horizon=SHANXI)
    assert (only(season, "load_ceiling").ceiling, only(season, "load_ceiling").window) == (
        Fraction(7, 10),
        SHANXI,
    )
    assert only(season, "one_load").window == SHANXI


def test_a_load_for_each_stage_is_the_other_way() -> None:
    policy = notice({"measure": "load_reduction", "share": 0.3}, stages=TWO_STAGES)
    season = season_under(policy, [kiln(**LOWER)], horizon=SHANXI)
    assert len(all_of(season, "load_ceiling")) == 2
    assert all_of(season, "one_load") == []


def test_what_goes_on_after_the_stages_is_one_load_too_not_below_the_lowest() -> None:
    measure = {"measure": "load_reduction", "share": 0.3, "until_mended": True}
    season = season_under(notice(measure), [kiln(**LOWER)], horizon=TO_JUNE)
    after = DayRange(first=date(2021, 3, 16), last=date(2021, 6, 30))
    assert [owed.window for owed in all_of(season, "load_ceiling")] == [WINTER, after]
    one = only(season, "one_load")
    assert (one.window, one.lowest_load, one.ground) == (
        after,
        Fraction(2, 5),
        all_of(season, "load_ceiling")[1].ground,
    )


def test_ceilings_of_two_clauses_after_the_stages_leave_one_load_on_each_day() -> None:
    """One load until April by both, another from then on by the one that is left."""
    both = [
        {"measure": "load_reduction", "share": 0.3, "until_mended": True},
        {
            "measure": "load_reduction",
            "clause": "L-3",
            "share": 0.4,
            "until_mended": True,
            "who": [{"marks": ["treatment_late"]}],
        },
    ]
    late = works(marks=frozenset({Mark.TREATMENT_LATE}))
    mended = mark(date(2021, 4, 1), EventKind.MARK_LOST)
    season = season_under(notice(*both), [kiln(**LOWER)], [late], horizon=TO_JUNE, events=(mended,))
    assert [owed.window for owed in all_of(season, "one_load")] == [
        DayRange(first=date(2021, 3, 16), last=date(2021, 3, 31)),
        DayRange(first=date(2021, 4, 1), last=date(2021, 6, 30)),
    ]


def test_a_unit_that_only_runs_or_stands_cannot_run_lower() -> None:
    with pytest.raises(InputError, match="only runs or stands"):
        season_under(notice({"measure": "load_reduction", "share": 0.3}), [kiln()])


def table(**granted: object) -> dict:
    return {"ceilings": {"type": "share_by_works", "default": granted}}


def test_a_granted_ceiling_names_its_ground_and_approval() -> None:
    parameters = table(W1={"share": 0.6, "ground": "供暖", "approval": "郑政函1号"})
    season = season_under(notice(GRANTED, parameters=parameters), [kiln(**LOWER)], [HEATER])
    owed = only(season, "load_ceiling")
    assert (owed.ceiling, owed.window) == (Fraction(3, 5), WINTER)
    assert owed.ground.zh == "供暖；郑政函1号：最高负荷60 %"


def test_whoever_the_clause_meets_must_be_granted_one() -> None:
    with pytest.raises(InputError, match="gives no ceiling for K1"):
        season_under(notice(GRANTED, parameters=table()), [kiln(**LOWER)], [HEATER])


def test_a_ceiling_for_nobody_is_a_fault() -> None:
    parameters = table(W7={"share": 0.6, "ground": "供暖"})
    with pytest.raises(InputError, match="W7, which is no works or unit"):
        season_under(notice(GRANTED, parameters=parameters), [kiln(**LOWER)])


def test_ovens_coke_longer() -> None:
    policy = notice({"measure": "coking_time", "hours": 48})
    owed = only(season_under(policy, [oven(normal_coking_hours=24)]), "coking_time")
    assert (owed.hours, owed.normal_hours) == (48, 24)
    with pytest.raises(InputError, match="no normal_coking_hours"):
        season_under(policy, [oven()])
