"""Why a plan stops a unit when it does, on seasons small enough to do by hand."""

import pytest

from scheduler.domain.calendar import DayRange
from scheduler.domain.objective import LostMargin
from scheduler.domain.obligation import HeatFloor, RegionOutputCeiling, StopDays
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.report.why import Why
from scheduler.solve.settings import Settings
from scheduler.why.reasons import Change, Question, WhyThis, why_this
from scheduler.why.values import Answer
from tests.helpers import on, oven, owed, plan, season, stop, unit

MARGIN = (LostMargin(),)


def why(made: Season, of: Plan, subject: str) -> WhyThis:
    return why_this(made, of, subject, Settings(time_limit_s=60, reproducible=True))


def change(found: WhyThis, question: Question) -> Change:
    return next(one for one in found.changes if one.question is question)


@pytest.fixture
def two_works() -> Season:
    """F1 costs 10,000 a day and F2 12,000: the city makes at most 16 of 20 furnace days."""
    furnaces = [unit("F1"), unit("F2", "W2", margin_yuan_per_day=12_000)]
    rates = {"F1": 1000, "F2": 1000}
    ceiling = owed(RegionOutputCeiling, ["F1", "F2"], subject="邯郸市", tonnes=16_000, t_per_day=rates)
    return season(furnaces, [ceiling], objective=MARGIN)


def test_a_stop_serves_what_it_counts_to_and_is_needed_where_that_would_break(two_works: Season) -> None:
    found = why(two_works, plan(stop("F1", 0, 3)), "F1")
    (reason,) = found.stops
    (served,) = reason.serves
    assert served.needed
    assert (served.slack, served.without) == (0, -4000)


def test_what_a_day_more_or_less_would_break_is_tight(two_works: Season) -> None:
    """With a day less the ceiling breaks; with a day more the homes are cold on day 4."""
    homes = owed(HeatFloor, ["F1"], 4, 9, clause="HEAT", demand_m2=500)
    heating = two_works.units[0].model_copy(update={"heat_area_m2": 500})
    made = two_works.model_copy(
        update={
            "units": (heating, two_works.units[1]),
            "obligations": (*two_works.obligations, homes),
        }
    )
    (reason,) = why(made, plan(stop("F1", 0, 3)), "F1").stops
    assert {one.kind for one in reason.tight} == {"region_output_ceiling", "heat_floor"}


def test_to_drop_a_stop_costs_what_the_other_works_loses_more(two_works: Season) -> None:
    """Four days of F2 instead of F1, or other days of F1: those cost nothing."""
    anywhere = why(two_works, plan(stop("F1", 0, 3)), "F1")
    assert change(anywhere, Question.DROPPED).cost_yuan == 0
    untouched = change(anywhere, Question.UNTOUCHED)
    assert untouched.cost_yuan == 4 * 12_000 - 4 * 10_000
    assert untouched.at_least_yuan == untouched.at_most_yuan == untouched.cost_yuan


def test_what_the_search_left_over_is_not_the_changes(two_works: Season) -> None:
    """The plan stops the dearer furnace: nothing changed, 8,000 yuan less can be had."""
    found = why(two_works, plan(stop("F2", 0, 3)), "F2")
    assert (found.plan_yuan, found.now.cost_yuan) == (48_000, 40_000)
    assert change(found, Question.DROPPED).cost_yuan == 0


def test_a_week_later_is_asked_where_the_season_has_room(two_works: Season) -> None:
    found = why(two_works, plan(stop("F1", 0, 2), stop("F2", 0, 0)), "F1")
    assert change(found, Question.LATER).found.answer is Answer.POSSIBLE
    moved = change(found, Question.LATER).found.plan
    assert moved is not None
    (later,) = (s.window for s in moved.stops if s.unit_id == "F1")
    assert on(7) in later
    assert on(9) in later
    assert on(2) not in later


def test_a_week_that_would_leave_the_season_is_said_to_with_its_days(two_works: Season) -> None:
    """Ten days, stopped on days 1 to 4: a week earlier is before the first, a week later after the last."""
    found = why(two_works, plan(stop("F1", 1, 4)), "F1")
    earlier, later = change(found, Question.EARLIER), change(found, Question.LATER)
    assert earlier.found.answer is later.found.answer is Answer.IMPOSSIBLE
    assert earlier.outside == DayRange(first=on(-6), last=on(-3))
    assert later.outside == DayRange(first=on(8), last=on(11))
    shown = Why(two_works, found)
    remarks = dict(zip(found.changes, shown.changes_frame("en")["remark"], strict=True))
    assert remarks[earlier] == f"{earlier.outside} begins before the season does, {on(0)}"
    assert remarks[later] == f"{later.outside} ends after the season does, {on(9)}"
    assert f"{later.outside}晚于本季末日{on(9)}" in shown.to_html("zh")


def test_a_works_is_run_in_full_without_duties_of_its_own(two_works: Season) -> None:
    """Its own days off are left out, and said to be; the ovens run at full load."""
    duty = owed(StopDays, ["F1"], clause="OWN", days=4)
    made = two_works.model_copy(
        update={"units": (*two_works.units, oven("C1")), "obligations": (*two_works.obligations, duty)}
    )
    untouched = change(why(made, plan(stop("F1", 0, 3)), "W1"), Question.UNTOUCHED)
    assert [one.clause for one in untouched.left_out] == ["OWN"]
    assert untouched.found.plan is not None
    assert {s.unit_id for s in untouched.found.plan.stops} == {"F2"}
    assert untouched.found.plan.loads == ()


def test_what_cannot_be_near_the_plan_is_said_so(two_works: Season) -> None:
    """Without F1 only six days of F2 are left, of eight."""
    tight = owed(
        RegionOutputCeiling, ["F1", "F2"], clause="B", tonnes=12_000, t_per_day={"F1": 1000, "F2": 1000}
    )
    homes = owed(HeatFloor, ["F2"], 0, 3, demand_m2=500)
    heating = two_works.units[1].model_copy(update={"heat_area_m2": 500})
    made = two_works.model_copy(
        update={"units": (two_works.units[0], heating), "obligations": (tight, homes)}
    )
    found = change(why(made, plan(stop("F1", 0, 7)), "F1"), Question.UNTOUCHED)
    assert found.found.answer is Answer.IMPOSSIBLE
    assert found.cost_yuan is None


def test_few_days_are_free_at_first_and_many_where_those_rule_a_change_out(
    two_works: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F1 alone can stop on other days; that it never stops needs F2, which may change every few days."""
    monkeypatch.setattr("scheduler.why.nearby.WHOLE_BLOCKS", 19)
    found = why(two_works, plan(stop("F1", 0, 3)), "F1")
    dropped, untouched = change(found, Question.DROPPED), change(found, Question.UNTOUCHED)
    assert (dropped.free_units, dropped.cost_yuan) == (1, 0)
    assert (untouched.free_units, untouched.cost_yuan) == (2, 4 * 12_000 - 4 * 10_000)
    assert untouched.at_least_yuan == untouched.at_most_yuan == untouched.cost_yuan


def test_an_unknown_id_is_refused(two_works: Season) -> None:
    with pytest.raises(KeyError):
        why(two_works, plan(), "nobody")


def test_a_why_has_tables_and_shows_itself_in_both_languages(two_works: Season) -> None:
    shown = Why(two_works, why(two_works, plan(stop("F1", 0, 3)), "F1"))
    assert shown.to_frame("en").loc[0, "without"] == -4000
    assert list(shown.changes_frame()["yuan"].dropna()) == [0, 8000]
    assert "+8,000 元" in shown.to_html("zh")
    assert "run the works in full, others bear it" in shown.to_html("en")
    assert "取消此次停产后" in shown._repr_html_()
