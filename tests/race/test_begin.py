"""The plan with trade that a search begins with: led by the market's model, held to what may be traded."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.base import Text
from scheduler.domain.finding import Finding, Severity
from scheduler.domain.plan import Progress
from scheduler.domain.race_results import Position
from scheduler.files.scenario import read_scenario
from scheduler.race.begin import PART_OF_TIME, plan_to_begin_with, traded_duties
from scheduler.race.outcome import stood_t
from scheduler.race.prepare import Prepared, prepare
from scheduler.race_result import RaceResult
from scheduler.races import plan_race
from scheduler.results import PlanResult
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from scheduler.verify.facts import tabulate
from tests.race.folders import RACE, changed_race


@pytest.fixture(scope="module")
def prepared(folder: Path) -> Prepared:
    return prepare(read_scenario(folder))


def test_three_quarters_of_what_the_model_trades_is_moved_and_the_target_holds(prepared: Prepared) -> None:
    """In stage 1 the model has S1 sell all that it may and S3 can take, 8,400 − 4,650 t; S2 stays."""
    moved = {d.enterprise_id: d.tonnes for d in traded_duties(prepared) if d.stage == "stage1"}
    assert moved == {"S1": 9300 - 2812, "S2": 6000, "S3": 4650 + 2813}
    assert sum(moved.values()) >= 19_950


def test_who_is_barred_keeps_its_duty(tmp_path: Path) -> None:
    """S3 bears the mark: it sells nothing, whatever the others do."""
    barred = RACE.replace("kept: 0.4", "kept: 0.4, barred_marks: [violation]")
    scenario = changed_race(tmp_path, race=barred)
    marked = scenario.enterprises[2].model_copy(update={"marks": frozenset({"violation"})})
    without = prepare(scenario.model_copy(update={"enterprises": (*scenario.enterprises[:2], marked)}))
    assert [d.tonnes for d in traded_duties(without) if d.enterprise_id == "S3"] == [4650, 4840]


def test_a_plan_to_begin_with_trades_and_holds_all_that_is_owed_with_trade(prepared: Prepared) -> None:
    """In stage 1 S1 stands less than its duty of 9,300 t, S3 more than its 4,650 t."""
    told: list[int | None] = []
    settings = Settings(time_limit_s=4, gap=0.05, reproducible=True)
    found = plan_to_begin_with(prepared, settings, lambda now: told.append(now.bound_yuan)).plan
    assert found is not None
    assert prepared.traded is not None
    assert verify(prepared.traded, found).broken == ()
    facts = tabulate(prepared.racing.season, found)
    stood = {
        d.enterprise_id: stood_t(prepared.racing, facts, d) for d in prepared.duties if d.stage == "stage1"
    }
    assert stood["S1"] < 9300
    assert stood["S3"] > 4650
    assert set(told) == {None}  # its bound is not one of all plans with trade


def test_trading_never_costs_more_however_short_the_search(folder: Path, result: RaceResult) -> None:
    """No time for a plan of its own: the one without trade stands in, and nobody loses by it."""
    assert result.gain_yuan > 0
    short = plan_race(read_scenario(folder), time_limit_s=2, gap=0.5, reproducible=True)
    assert short.gain_yuan >= 0
    assert all(exchange.saved_fen >= 0 for exchange in short.exchanges)


# ── two halves ───────────────────────────────────────────────────────────────────────────────────

LIMIT_S = 4.0


def seconds_left(race: RaceResult) -> float:
    """What the second half had."""
    assert isinstance(race.plan, PlanResult)
    return float(race.plan.solution.settings["time_limit_s"])


def test_what_the_first_half_leaves_of_its_time_is_the_seconds(result: RaceResult) -> None:
    """The plan to begin with comes within its gap before half of the time is over."""
    assert (1 - PART_OF_TIME) * LIMIT_S < seconds_left(result) < LIMIT_S


def test_duties_that_arithmetic_rules_out_take_no_time(
    folder: Path, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled_out = Finding(
        severity=Severity.IMPOSSIBLE, clause="T-5", subject="S1", text=Text(zh="不可能", en="impossible")
    )
    monkeypatch.setattr("scheduler.race.begin.precheck", lambda _: (ruled_out,))
    race = plan_race(read_scenario(folder), alone, time_limit_s=LIMIT_S, gap=0.05, reproducible=True)
    assert seconds_left(race) == LIMIT_S


def test_ctrl_c_in_the_first_half_ends_the_search_with_the_plan_to_begin_with(
    folder: Path, alone: Path
) -> None:
    heard: list[str] = []

    def interrupt(now: Progress) -> None:
        heard.append(now.phase)
        if now.objective_yuan is not None:
            raise KeyboardInterrupt

    race = plan_race(
        read_scenario(folder), alone, time_limit_s=60, gap=0, reproducible=True, on_progress=interrupt
    )
    assert heard == ["first plan with trade", "settle", "check"]  # no second half
    assert race.gain_yuan > 0
    assert_ended_by_ctrl_c(race)


def test_ctrl_c_before_there_is_a_plan_with_trade_leaves_each_its_own_duty(
    folder: Path, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []

    def interrupt(*_: object) -> None:
        begun.append(True)
        raise KeyboardInterrupt

    monkeypatch.setattr("scheduler.solve.solve.begin", interrupt)
    race = plan_race(read_scenario(folder), alone, time_limit_s=60, gap=0, reproducible=True)
    assert len(begun) == 1  # no second half
    assert race.gain_yuan == 0
    assert_ended_by_ctrl_c(race)


def assert_ended_by_ctrl_c(race: RaceResult) -> None:
    """It is said, and nothing is claimed of the best plan with trade."""
    told = race.to_dict()["with_trade"]
    assert told["interrupted"] is True
    assert told["status"] == "feasible"
    assert race.gain_ends_yuan == (0, None)
    assert race.ended_early("en") == ["plan with trade; ended by Ctrl-C with the best plan so far"]


# ── the model beside the plans ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("of_model", "far"), [(0.0, True), (0.49, True), (0.51, False), (1.9, False), (2.1, True)]
)
def test_where_model_and_plans_lie_far_apart_both_numbers_are_said(
    result: RaceResult, of_model: float, far: bool
) -> None:
    (exchange,) = result.exchanges
    model = exchange.market.gain_fen
    saved = Position(
        enterprise_id="S1", traded_t={}, cost_without_fen=round(of_model * model), cost_with_fen=0
    )
    told = replace(result, exchanges=(replace(exchange, positions=(saved,)),))
    assert told.savings["far_apart"].tolist() == [far]
    said = told.warnings("en")
    assert bool(said) is far
    for sentence in said:
        assert f"{round(of_model * model) // 100:,} yuan by the two plans" in sentence
        assert f"{model // 100:,} yuan in the market's model" in sentence
