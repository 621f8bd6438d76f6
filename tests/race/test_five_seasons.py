"""Rotation over five seasons: four equal works, unwanted dates, burdens carried over (ROTATION, FAIRNESS)."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import BurdenLimit
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.race import Past, UnwantedDates
from scheduler.domain.race_results import Burden
from scheduler.domain.scenario import Limits, Scenario
from scheduler.files.scenario import read_scenario
from scheduler.race.burdens import evenness
from scheduler.race.prepare import prepare
from scheduler.race_result import RaceResult
from scheduler.races import plan_race, plan_races
from tests.tutorial import SCENARIOS


def equals(**rotate: object) -> Scenario:
    """The four equal works, with other rules of rotation."""
    scenario = read_scenario(SCENARIOS / "race-equals")
    assert scenario.race is not None
    rules = scenario.race.rotate.model_copy(update=rotate)
    return scenario.model_copy(update={"race": scenario.race.model_copy(update={"rotate": rules})})


def five_seasons(**rotate: object) -> list[RaceResult]:
    return plan_races(equals(**rotate), 5, time_limit_s=5, reproducible=True)


@pytest.fixture(scope="module")
def with_turns() -> list[RaceResult]:
    return five_seasons(carry_over=Fraction(0))


def envy(results: list[RaceResult]) -> Fraction:
    """Of the mean burdens over all seasons."""
    return evenness([result.burdens for result in results], results[0].prepared).envy


def test_the_four_are_equals() -> None:
    prepared = prepare(equals())
    assert {score.rank for score in prepared.scores} == {1}
    assert {duty.tonnes for duty in prepared.duties} == {1750, 3200}


def test_half_of_the_capacity_is_ready_and_the_other_half_has_the_next_turn(
    with_turns: list[RaceResult],
) -> None:
    for result in with_turns:
        (turn,) = result.prepared.turns
        assert len(turn.ready) == len(turn.spared) == 2
    for one, other in pairwise(with_turns):
        assert set(one.prepared.turns[0].ready) == set(other.prepared.turns[0].spared)


def test_nobody_stands_on_the_dates_whose_turn_it_is_not(with_turns: list[RaceResult]) -> None:
    for result in with_turns:
        (turn,) = result.prepared.turns
        standing = {s.unit_id[:2] for s in result.plan.plan.stops if s.window.overlaps(turn.dates.window)}
        assert standing
        assert standing.isdisjoint(turn.spared)


def test_a_works_that_could_not_do_its_duty_otherwise_is_not_spared() -> None:
    """4 of 8 days are owed in stage 2, and 6 of these are unwanted: only two days would be left."""
    window = DayRange(first=date(2021, 12, 1), last=date(2021, 12, 6))
    dates = UnwantedDates(name=Text(zh="十二月", en="December"), window=window)
    (turn,) = prepare(equals(unwanted=(dates,))).turns
    assert turn.spared == ()


def test_nobody_is_spared_so_often_that_its_duty_cannot_be_done() -> None:
    """4 of 8 days are owed in stage 2. Spared on three a works keeps five, on six only two."""
    spans = [(date(2021, 12, 1), date(2021, 12, 3)), (date(2021, 12, 4), date(2021, 12, 6))]
    dates = tuple(
        UnwantedDates(name=Text(zh="十二月", en="December"), window=DayRange(first=first, last=last))
        for first, last in spans
    )
    one, other = prepare(equals(unwanted=dates, ready=Fraction(1, 4))).turns
    assert len(one.spared) == 3
    assert set(one.spared).isdisjoint(other.spared)


def test_without_turns_and_history_the_same_works_bear_more_each_time() -> None:
    results = five_seasons(unwanted=(), carry_over=Fraction(0))
    assert envy(results) == envy(results[:1]) > Fraction(1, 20)


def test_carried_over_burdens_even_out_among_equals() -> None:
    """A twentieth of the margin lies between equals after one season, under a hundredth after five."""
    results = five_seasons(unwanted=(), carry_over=Fraction(1))
    assert envy(results[:1]) > Fraction(1, 20)
    assert envy(results) < Fraction(1, 100)


def test_a_limit_on_burdens_counts_from_the_duty_and_evens_them_out() -> None:
    """A quarter and two fifths are owed; whole days beyond are over 15 % for some, unless all bear alike."""
    free = plan_race(equals(unwanted=()), time_limit_s=4, reproducible=True)
    limits = Limits(largest_excess_burden=Fraction(15, 100))
    limited = equals(unwanted=()).model_copy(update={"limits": limits})
    result = plan_race(limited, time_limit_s=4, reproducible=True)
    held = [owed for owed in result.prepared.own.obligations if isinstance(owed, BurdenLimit)]
    assert {owed.owed for owed in held} == {Fraction(1, 4), Fraction(2, 5)}
    assert result.evenness.largest < free.evenness.largest


def test_what_one_bore_too_much_comes_off_its_duty_and_the_target_holds() -> None:
    """W1 bore 5 % of its margin more than it owed. In stage 2, of 8,000 t: its credit is 400 t, the level
    rises by 100 t for all, so it owes 2,900 and the others 3,300. In stage 1 the notice's 25 % bind: 1,750.
    """
    carried = (Past(enterprise_id="W1", season="last", excess=Fraction(1, 20)),)
    prepared = prepare(equals().model_copy(update={"history": carried}))
    duties = {(duty.enterprise_id, duty.stage): duty.tonnes for duty in prepared.duties}
    assert [duties[works, "stage2"] for works in ("W1", "W2", "W3", "W4")] == [2900, 3300, 3300, 3300]
    assert {duties[works, "stage1"] for works in ("W1", "W2", "W3", "W4")} == {1750}


def test_measures_of_evenness_by_hand() -> None:
    """Burdens of 0.3, 0.1, 0.1 and 0.1 beside 0.1 owed each: largest and envy 0.2, Gini 0.6 ÷ (4 · 0.6)."""
    owed = Fraction(1, 10)
    borne = {"W1": Fraction(3, 10), "W2": owed, "W3": owed, "W4": owed}
    found = evenness(
        [[Burden(enterprise_id=works, borne=each, owed=owed) for works, each in borne.items()]],
        prepare(equals()),
    )
    assert (found.largest, found.envy, found.gini) == (Fraction(1, 5), Fraction(1, 5), Fraction(1, 4))


def test_works_of_two_regions_are_no_equals() -> None:
    """As above, but the works that bears more is the best of another province."""
    scenario = equals()
    assert scenario.race is not None
    update = {
        "enterprises": (
            scenario.enterprises[0].model_copy(update={"province": "别省"}),
            *scenario.enterprises[1:],
        ),
        "race": scenario.race.model_copy(update={"by": RegionLevel.PROVINCE}),
    }
    prepared = prepare(scenario.model_copy(update=update))
    owed = Fraction(1, 10)
    borne = {"W1": Fraction(3, 10), "W2": owed, "W3": owed, "W4": owed}
    found = evenness(
        [[Burden(enterprise_id=works, borne=each, owed=owed) for works, each in borne.items()]], prepared
    )
    assert (found.largest, found.envy) == (Fraction(1, 5), 0)
