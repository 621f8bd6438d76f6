"""A plan replayed: what broken units and alerts do to its obligations, the same for the same seed."""

from datetime import date
from random import Random

import pytest

import scheduler
from scheduler.domain.calendar import Calendar, DayRange
from scheduler.domain.plan import Plan
from scheduler.study.draws import days_of
from scheduler.study.robustness import _runs, _with
from scheduler.verify.check import verify
from tests.tutorial import SCENARIOS

OFTEN = scheduler.Breakdowns(per_unit_year=12, days=(2, 4))


def test_the_same_seed_draws_the_same_and_another_does_not(planned: scheduler.PlanResult) -> None:
    found, again, other = (
        scheduler.robustness(planned, breakdowns=OFTEN, draws=8, seed=seed).to_frame(every=True)
        for seed in (1, 1, 2)
    )
    assert found.equals(again)
    assert not found.equals(other)


def test_each_obligation_is_counted_in_each_draw(planned: scheduler.PlanResult) -> None:
    found = scheduler.robustness(planned, breakdowns=OFTEN, draws=8)
    frame = found.to_frame("en", every=True)
    assert len(frame) == len(planned.verification.measured)
    assert set(frame.owed) == {8}
    assert ((frame.held < 8) == (frame.worst_slack < 0)).all()
    assert found.unharmed < 8
    assert len(found.to_frame()) == (frame.held < 8).sum()
    assert "8次抽样" in found._repr_html_()


def test_what_never_breaks_breaks_nothing(planned: scheduler.PlanResult) -> None:
    never = scheduler.Breakdowns(per_unit_year=1e-9, days=(1, 1))
    found = scheduler.robustness(planned, breakdowns=never, draws=5)
    assert found.unharmed == 5
    assert found.to_frame().empty


def test_a_broken_unit_stands_and_keeps_its_stops(planned: scheduler.PlanResult) -> None:
    """Days off only grow, and stops of a unit do not touch."""
    replayed = _with(planned, OFTEN, Random(3))
    for unit in planned.season.units:
        before, after = (
            [stop.window for stop in plan.stops if stop.unit_id == unit.unit_id]
            for plan in (planned.plan, replayed)
        )
        was, now = (set().union(*map(days_of, windows)) for windows in (before, after))
        assert was <= now
        assert list(_runs(now)) == after


def test_breakdowns_come_as_often_as_said() -> None:
    """Twelve a year of three days: of 1,000 units in 36.5 days about 1.2 · 1,000 · (1 − a little) begin."""
    calendar = Calendar(first=date(2021, 1, 1), last=date(2021, 2, 5))
    often = scheduler.Breakdowns(per_unit_year=12, days=(1, 1))
    drawn = often.drawn(Random(1), calendar, [str(number) for number in range(1000)])
    assert sum(map(len, drawn.values())) == pytest.approx(1000 * 36 / (365 / 12 + 1), rel=0.1)


def test_alerts_bring_what_the_notices_ask_on_their_days() -> None:
    """In Zhoucun glove lines stand by the level (ZC-6): a plan made without alerts does not know."""
    scenario = scheduler.read(SCENARIOS / "zhoucun-2020-2021").model_copy(update={"alerts": ()})
    season = scheduler.check(scenario).season
    idle = scheduler.CheckedPlan(scenario, season, Plan(), verify(season, Plan()))
    alerts = scheduler.Alerts(per_year=20, days=(3, 5), level="red")
    frame = scheduler.robustness(idle, alerts=alerts, draws=4).to_frame("en")
    gloves = frame[frame.clause == "ZC-6"]
    assert (gloves.kind == "lines_off").all()
    assert (gloves.owed > gloves.held).any()
    assert (gloves.owed <= 4).all()
    assert gloves.sentence.str.contains("the days of drawn alerts").all()


def test_something_must_be_drawn(planned: scheduler.PlanResult) -> None:
    with pytest.raises(scheduler.InputError, match="nothing is drawn"):
        scheduler.robustness(planned)
    with pytest.raises(ValueError, match="shortest is longer"):
        scheduler.Breakdowns(per_unit_year=1, days=(3, 2))


def test_days_that_follow_each_other_are_one_run() -> None:
    days = [date(2021, 11, 30), date(2021, 12, 1), date(2021, 12, 3)]
    assert list(_runs(days)) == [
        DayRange(first=days[0], last=days[1]),
        DayRange(first=days[2], last=days[2]),
    ]
