"""What is said to be impossible near a plan, on seasons too small to need it: nothing is free whole here."""

import pytest

from scheduler.domain.objective import LostMargin
from scheduler.domain.obligation import ForbiddenDays, Obligation, StopDays, StopWindow
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.solve.clock import Clock
from scheduler.solve.settings import Settings
from scheduler.why.nearby import Nearby, Resolving
from scheduler.why.values import Answer
from tests.helpers import one_line_each_day, owed, plan, season, stop, unit

MARGIN = (LostMargin(),)


@pytest.fixture(autouse=True)
def nothing_is_free_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.why.nearby.WHOLE_BLOCKS", 0)


def near_f1(made: Season, of: Plan, seconds: float = 60) -> Nearby:
    settings = Settings(time_limit_s=seconds, reproducible=True)
    return Nearby.around(made, of, {"F1"}, Resolving(settings, Clock(settings)))


def test_what_a_works_owes_alone_can_rule_a_change_out() -> None:
    made = season([unit()], [owed(StopDays, ["F1"], days=4)], objective=MARGIN)
    never = owed(ForbiddenDays, ["F1"])
    assert near_f1(made, plan(stop("F1", 0, 3))).under([never]).found.answer is Answer.IMPOSSIBLE


def test_what_only_the_days_near_the_plan_rule_out_is_open_where_the_time_ends() -> None:
    """F1 could stand on the last day alone, which is far from its changes: the second solve is the last."""
    made = season([unit()], [owed(StopDays, ["F1"], days=1)], objective=MARGIN)
    pins: list[Obligation] = [owed(ForbiddenDays, ["F1"], 7, 8), owed(StopWindow, ["F1"], 9, 9)]
    of = plan(stop("F1", 0, 3))
    assert near_f1(made, of).under(pins).found.answer is Answer.POSSIBLE
    assert near_f1(made, of, seconds=0.015).under(pins).found.answer is Answer.OPEN


def test_what_only_a_unit_held_fixed_rules_out_is_open() -> None:
    """One of two lines stands on each day: F2 could, but only F1 is asked about."""
    made = season([unit(), unit("F2")], [one_line_each_day("F1", "F2")], objective=MARGIN)
    found = near_f1(made, plan(stop("F1", 0, 9))).under([owed(ForbiddenDays, ["F1"])]).found
    assert found.answer is Answer.OPEN
