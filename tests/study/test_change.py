"""A change does what it says, is kept, and says what is wrong with it."""

import os
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scheduler
from scheduler.domain.calendar import DayRange
from scheduler.domain.change import Change
from scheduler.domain.enterprise import Grade
from scheduler.domain.scenario import Scenario
from scheduler.domain.unit import Unit
from scheduler.files.plan_about import plan_about
from tests.helpers import unit

NOTICE = "tutorial-notice"


def unit_of(scenario: Scenario, unit_id: str) -> Unit:
    return next(each for each in scenario.units if each.unit_id == unit_id)


# ── what each does ───────────────────────────────────────────────────────────────────────────────


def test_another_grade_is_another_share(scenario: Scenario) -> None:
    """Grade C owes 40 %, grade B 25 %."""
    better = scenario.change(scheduler.GradeGiven(works="S2", grade="B"))
    for found, share in ((scenario, Fraction(2, 5)), (better, Fraction(1, 4))):
        owed = scheduler.check(found).season.obligations
        assert {o.share for o in owed if o.kind == "stop_share" and o.subject == "S2"} == {share}


def test_a_grade_given_from_the_beginning_overrules_what_events_say(scenario: Scenario) -> None:
    later = scenario.change(scheduler.GradeGiven(works="S2", grade="B", since="2021-10-01"))
    assert [event.value for event in later.events] == ["B"]
    first = later.change(scheduler.GradeGiven(works="S2", grade="A"))
    assert not first.events
    assert next(w.grade for w in first.enterprises if w.enterprise_id == "S2") is Grade.A


def test_marks_are_won_and_lost(scenario: Scenario) -> None:
    marked = scenario.change(scheduler.MarksChanged(works="S1", won=("green_factory", "violation")))
    lost = marked.change(scheduler.MarksChanged(works="S1", lost="violation"))
    assert next(w.marks for w in lost.enterprises if w.enterprise_id == "S1") == {"green_factory"}


def test_capacity_takes_along_what_was_defaulted_by_the_tonne_only(scenario: Scenario) -> None:
    """S1-BF1 makes 2,000 t a day for 500,000 yuan; its restart cost stays where the inventory gives it."""
    defaulted = {(d.unit_id, d.field) for d in scenario.defaulted if d.follows_capacity}
    before, after = scenario, scenario.change(scheduler.UnitsChanged(units="S1-BF1", capacity_factor="1.5"))
    was, now = unit_of(before, "S1-BF1"), unit_of(after, "S1-BF1")
    assert now.capacity_t_per_day == 3000
    for field in ("margin_yuan_per_day", "restart_cost_yuan"):
        factor = Fraction(3, 2) if ("S1-BF1", field) in defaulted else 1
        assert getattr(now, field) == getattr(was, field) * factor


def test_factors_come_before_numbers_and_only_the_units_named_change(scenario: Scenario) -> None:
    change = scheduler.UnitsChanged(
        process="blast_furnace", works="S1", margin_factor=2, capacity_factor=2, margin_yuan_per_day=7
    )
    after = scenario.change(change)
    assert {unit_of(after, name).margin_yuan_per_day for name in ("S1-BF1", "S1-BF2")} == {7}
    assert unit_of(after, "S1-BF1").capacity_t_per_day == 4000
    assert unit_of(after, "S2-BF1") == unit_of(scenario, "S2-BF1")
    assert unit_of(after, "S1-SI1") == unit_of(scenario, "S1-SI1")


def test_a_retrofit_multiplies_what_is_emitted_and_may_win_a_grade(scenario: Scenario) -> None:
    after = scenario.change(scheduler.Retrofit(units="S2-SI1", pm="0.2", so2=0, grade="B"))
    was, now = unit_of(scenario, "S2-SI1"), unit_of(after, "S2-SI1")
    assert (now.pm_kg_per_t, now.so2_kg_per_t) == (was.pm_kg_per_t / 5, 0)
    assert (now.nox_kg_per_t, now.co2_t_per_t) == (was.nox_kg_per_t, was.co2_t_per_t)
    assert next(w.grade for w in after.enterprises if w.enterprise_id == "S2") is Grade.B
    assert not [d for d in after.defaulted if (d.unit_id, d.field) == ("S2-SI1", "pm_kg_per_t")]


def test_a_table_of_parameters_keeps_what_is_not_named(scenario: Scenario) -> None:
    after = scenario.change(scheduler.ParametersChanged(policy=NOTICE, values={"grade_shares": {"C": 0.45}}))
    assert after.parameters[NOTICE]["grade_shares"] == {"B": Fraction(1, 4), "C": Fraction(9, 20)}
    assert after.parameters[NOTICE]["annual_ceiling_t"] == scenario.parameters[NOTICE]["annual_ceiling_t"]


def test_closed_units_are_gone_from_links_too(scenario: Scenario) -> None:
    after = scenario.change(scheduler.UnitsClosed(units=("S1-SI1", "S1-BF2")))
    named = {unit_id for link in after.links for unit_id in (*link.feeders, *link.consumers)}
    assert not {"S1-SI1", "S1-BF2"} & ({each.unit_id for each in after.units} | named)
    assert "S1-BF1" in named
    alone = scenario.change(scheduler.UnitsClosed(units=("S2-BF1",)))
    assert not [link for link in alone.links if link.enterprise_id == "S2"]


def test_units_join(scenario: Scenario) -> None:
    after = scenario.change(scheduler.UnitsJoined(units=(unit("S3-BF9", "S3"),)))
    owed = [o for o in scheduler.check(after).season.obligations if "S3-BF9" in o.units]
    assert {"two_states", "shortest_stop"} <= {o.kind for o in owed}


def test_policies_come_and_go(scenario: Scenario) -> None:
    steel = scheduler.policy("stl-2021-241")
    shares = {"B": 0.3, "B-": 0.35, "C": 0.4, "D": 0.5}
    marks = dict.fromkeys(steel.parameters["mark_increments"].keys, 0.05)
    given = {"grade_shares": shares, "mark_increments": marks, "annual_ceiling_t": {}}
    both = scenario.change(scheduler.PolicyAdded(policy=steel, parameters=given))
    assert [policy.id for policy in both.policies] == [NOTICE, "stl-2021-241"]
    assert both.parameters["stl-2021-241"]["region_level"] == "city"
    one = both.change(scheduler.PolicyDropped(policy=NOTICE))
    assert [policy.id for policy in one.policies] == ["stl-2021-241"]
    assert set(one.parameters) == {"stl-2021-241"}


def test_weights_limits_alerts_and_days(scenario: Scenario) -> None:
    window = DayRange(first="2021-11-29", last="2021-12-06")
    after = scenario.change(
        scheduler.WeightsChanged(terms={"unfairness": {"yuan_per_permille_sum": 5}, "peak_emissions": {}}),
        scheduler.LimitsChanged(peak_emission_kg_per_day={"样例市": 900}),
        scheduler.AlertAdded(city="样例", level="red", window=window),
        scheduler.HorizonChanged(window=window),
    )
    terms = {term.term: term for term in after.objective}
    assert terms["unfairness"].yuan_per_permille_sum == 5
    assert terms["unfairness"].yuan_per_permille_largest == 5000
    assert "peak_emissions" in terms
    assert after.limits.peak_emission_kg_per_day == {"样例市": 900}
    assert [alert.level for alert in after.alerts] == ["red"]
    assert after.horizon == window
    alone = scenario.change(scheduler.WeightsChanged(terms={"lost_margin": {}}, alone=True))
    assert [term.term for term in alone.objective] == ["lost_margin"]


def test_a_colder_winter_asks_for_more_heat(scenario: Scenario) -> None:
    """S1 heats 350,000 m²."""
    colder = scenario.change(scheduler.HeatChanged(factor="1.1"))
    owed = [scheduler.check(each).season.obligations for each in (scenario, colder)]
    demands = [{o.subject: o.demand_m2 for o in found if o.kind == "heat_floor"} for found in owed]
    assert demands[0]["S1"] == 350_000
    assert demands[1]["S1"] == 385_000
    assert not scenario.change(scheduler.HeatChanged(factor=0)).heat


# ── what is kept ─────────────────────────────────────────────────────────────────────────────────

CHANGES: tuple[Change, ...] = (
    scheduler.GradeGiven(works="S2", grade="B"),
    scheduler.UnitsChanged(units="S1-BF1", capacity_factor="1.5"),
    scheduler.MarksChanged(works="S1", won=("green_factory", "violation")),
    scheduler.ParametersChanged(policy=NOTICE, values={"grade_shares": {"C": 0.45}}),
    scheduler.WeightsChanged(terms={"lost_margin": {"weight": 2}}),
)


@settings(deadline=None)
@given(cut=st.integers(0, len(CHANGES)), order=st.permutations(CHANGES))
def test_changes_in_steps_are_changes_at_once(scenario: Scenario, cut: int, order: list[Change]) -> None:
    """The digest names what was changed, in which order, however it was asked for."""
    at_once = scenario.change(*order)
    assert scenario.change(*order[:cut]).change(*order[cut:]) == at_once
    assert at_once.changes == tuple(order)
    assert at_once.digest != scenario.digest
    assert scenario.change(*order[1:]).digest != at_once.digest


PROGRAM = """
import scheduler
change = scheduler.PolicyAdded(policy=scheduler.policy("zz-2017-210"))
print(canonical(change))
"""


def test_the_same_change_has_the_same_digest_in_every_process() -> None:
    """A notice holds sets of names, whose order is another one in each process."""
    program = "from scheduler.domain.canonical import canonical" + PROGRAM
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1
    assert "zz-2017-210" in texts.pop()


def test_what_was_changed_is_written_with_the_plan(planned: scheduler.PlanResult) -> None:
    changed = planned.scenario.change(*CHANGES[:2])
    about = plan_about(changed, planned.season, planned.solution, planned.verification, "en")
    assert about["scenario"]["digest"] == changed.digest
    assert [change["change"] for change in about["scenario"]["changes"]] == ["grade", "units"]
    assert about["scenario"]["changes"][1]["capacity_factor"] == "1.5"


def test_a_change_is_said_in_both_languages() -> None:
    assert CHANGES[0].text["en"] == "S2 has grade B"
    assert CHANGES[1].text["zh"] == "S1-BF1：产能×1.5"


# ── what is wrong ────────────────────────────────────────────────────────────────────────────────


def test_every_fault_of_every_change_is_said_at_once(scenario: Scenario) -> None:
    window = DayRange(first="2021-11-29", last="2021-12-06")
    worse_is_less = scheduler.ParametersChanged(policy=NOTICE, values={"grade_shares": {"C": 0.1}})
    wrong: list[tuple[Change, str]] = [
        (scheduler.GradeGiven(works="S9", grade="B"), "works"),
        (scheduler.MarksChanged(works="S1", won=("greenfactory",)), "won"),
        (scheduler.UnitsChanged(units="S1-BF1", process="sinter", load_min=0), "process"),
        (scheduler.Retrofit(units="S1-BF7"), "units"),
        (scheduler.AlertAdded(city="别处", level="red", window=window), "city"),
        (worse_is_less, "values.grade_shares.C"),
        (scheduler.ParametersChanged(policy=NOTICE, values={"shares": 1}), "values.shares"),
        (scheduler.PolicyDropped(policy=NOTICE), "policy"),
        (scheduler.HeatChanged(networks="S9", factor=1), "networks"),
        (scheduler.UnitsJoined(units=(unit("S1-BF1", "S9"),)), "units"),
        (scheduler.UnitsClosed(units="S1-BF7"), "units"),
        (scheduler.WeightsChanged(terms={"lost_margins": {}}), "terms"),
        (scheduler.LimitsChanged(peak_emission_kg_per_day={"邯郸市": 1}), "peak_emission_kg_per_day"),
    ]
    with pytest.raises(scheduler.InputError) as caught:
        scenario.change(*(change for change, _ in wrong))
    keys = [fault.key for fault in caught.value.faults]
    assert {f"changes.{number}.{field}" for number, (_, field) in enumerate(wrong)} <= set(keys)
    assert any("green_factory" in fault.maybe for fault in caught.value.faults)


def test_a_change_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="changes nothing"):
        scheduler.UnitsChanged(units="S1-BF1")


def test_an_unknown_variant_is_named(scenario: Scenario) -> None:
    with pytest.raises(scheduler.InputError, match="is no variant"):
        scenario.variant("grade_b")
