"""The clauses of the notice of Shanxi, 晋工信节能字〔2021〕171号."""

from datetime import date
from fractions import Fraction

import pytest

from scheduler.domain.enterprise import EventKind
from scheduler.domain.plan import LoadSpell, Plan
from scheduler.domain.scenario import Demand, HeatDemand, MaintenanceJob
from scheduler.domain.unit import Process
from tests.policies.notices import SHANXI, days, event, line, measured, one, owed, season, slow_oven


@pytest.mark.parametrize("grade", ["B", "B-", "C", "non_leading", None])
def test_half_of_61_and_of_90_days_are_31_and_45(grade: str | None) -> None:
    found = season(SHANXI, [line(Process.BRICK_KILN)], grade=grade)
    stands = owed(found, "stop_days", "SX-4")
    assert [(o.window.days, o.days) for o in stands] == [(61, 31), (90, 45)]


@pytest.mark.parametrize("grade", ["C", None])
def test_casting_of_grade_c_stands_90_days_over_the_season(grade: str | None) -> None:
    found = season(SHANXI, [line(Process.CASTING_FURNACE)], industry="casting", grade=grade)
    stands = one(found, "stop_days", "SX-4")
    assert (stands.window, stands.days) == (days("2021-11-01", "2022-03-31"), 90)


def test_an_oven_that_cannot_be_interrupted_runs_the_season_at_one_load() -> None:
    found = season(SHANXI, [slow_oven()], industry="coking")
    assert one(found, "load_ceiling", "SX-4").ceiling == Fraction(6, 10)
    assert one(found, "one_load", "SX-4").window == days("2021-11-01", "2022-03-31")


def test_grade_d_stands_until_it_is_mended_also_after_the_season() -> None:
    mended = event("2022-05-01", EventKind.GRADE, "B")
    found = season(
        SHANXI,
        [line(Process.BRICK_KILN)],
        grade="D",
        horizon=("2021-11-01", "2022-06-30"),
        tables={"events": [mended]},
    )
    stands = owed(found, "stop_window", "SX-3")
    assert (stands[0].window.first, stands[-1].window.last) == (date(2021, 11, 1), date(2022, 4, 30))
    assert sum(o.window.days for o in stands) == 61 + 90 + 30


def test_late_treatment_is_not_freed_by_a_green_factory() -> None:
    both = {"green_factory", "treatment_late"}
    found = season(SHANXI, [line(Process.BRICK_KILN)], grade="A", marks=both)
    assert [o.window.days for o in owed(found, "stop_window", "SX-3")] == [61, 90]
    assert not found.exemptions
    green = season(SHANXI, [line(Process.BRICK_KILN)], grade="C", marks={"green_factory"})
    assert [freed.clause for freed in green.exemptions] == ["SX-5"]
    assert not owed(green, "stop_days", "SX-4")


def test_a_small_emitter_owes_a_part_of_its_share() -> None:
    """Half of 0.5 is 0.25: 15.25 → 16 of 61 days, 22.5 → 23 of 90."""
    less = {"reduced_stagger": {"W1": {"share": 0.5, "ground": "稳外贸"}}}
    found = season(SHANXI, [line(Process.BRICK_KILN)], numbers=less)
    assert [o.days for o in owed(found, "stop_days", "SX-4")] == [16, 23]


def test_casting_of_a_small_emitter_owes_a_part_of_its_90_days() -> None:
    """适度减少错峰 lessens the days that the clause names as it lessens the share: half of 90."""
    less = {"reduced_stagger": {"W1": {"share": 0.5, "ground": "稳外贸"}}}
    found = season(SHANXI, [line(Process.CASTING_FURNACE)], industry="casting", grade="C", numbers=less)
    stands = one(found, "stop_days", "SX-4")
    assert (stands.window, stands.days) == (days("2021-11-01", "2022-03-31"), 45)
    assert "稳外贸" in stands.ground.zh


def test_clinker_kilns_follow_their_own_notice() -> None:
    units = [line(Process.CLINKER_KILN), line(Process.GRINDING, "U2")]
    found = season(SHANXI, units, industry="cement", numbers={"orange_shares": {"grinding": 0.5}})
    assert {o.subject for o in owed(found, "stop_days", "SX-4")} == {"U2"}


def test_grade_d_ovens_run_at_what_red_alert_leaves() -> None:
    found = season(SHANXI, [slow_oven()], industry="coking", grade="D")
    assert {o.ceiling for o in owed(found, "load_ceiling", "SX-3")} == {Fraction(4, 10)}


@pytest.mark.parametrize(
    ("industry", "process", "grade", "marks", "exempt"),
    [
        ("brick", "brick_kiln", "A", set(), True),
        ("brick", "brick_kiln", "leading", set(), True),
        ("brick", "brick_kiln", "C", {"green_factory"}, True),
        ("coking", "other", "C", {"ultra_low_done"}, True),
        ("cement", "grinding", "C", {"ultra_low_done"}, True),
        ("brick", "brick_kiln", "C", {"ultra_low_done"}, False),
        ("brick", "brick_kiln", "non_leading", set(), False),
        ("brick", "brick_kiln", "D", {"green_factory"}, False),
    ],
)
def test_each_ground_of_an_exemption_frees_of_rotation(
    industry: str, process: str, grade: str, marks: set[str], exempt: bool
) -> None:
    found = season(SHANXI, [line(Process(process))], industry=industry, grade=grade, marks=marks)
    assert [(freed.clause, freed.lifts) for freed in found.exemptions] == (
        [("SX-5", ("SX-4",))] if exempt else []
    )
    assert bool(owed(found, "stop_days", "SX-4")) is (not exempt and grade != "D")


def test_fertiliser_of_grade_b_acts_on_its_own() -> None:
    found = season(SHANXI, [line(Process.FERTILISER_LINE)], industry="fertiliser", grade="B")
    assert [(freed.clause, freed.lifts) for freed in found.exemptions] == [("SX-6", ("SX-4",))]
    assert not owed(found, "stop_days", "SX-4")


def test_a_city_keeps_its_heat_and_its_gas() -> None:
    """1,000 t/d × 200 m³ × 7 days at load 0.5 are 700,000 m³ a week."""
    oven = slow_oven(gas_m3_per_t=200, heat_area_m2=300_000)
    heat = HeatDemand(network="W1", window=days("2021-11-01", "2022-03-31"), demand_m2=250_000)
    gas = Demand(product="coke_gas", region="太原", week="2021-W50", floor_t=700_000)
    found = season(SHANXI, [oven], industry="coking", tables={"heat": [heat], "demand": [gas]})
    assert one(found, "heat_floor", "HEAT").demand_m2 == 250_000
    asked = one(found, "supply_floor", "SX-6")
    week = days("2021-12-13", "2021-12-19")
    for load, met in (("0.5", True), ("0.499", False)):
        spell = LoadSpell(unit_id="U1", window=week, load=load)
        assert measured(found, asked, Plan(loads=(spell,))).met is met


def test_an_overhaul_is_owed_by_the_notices_own_clause() -> None:
    job = MaintenanceJob(unit_id="U1", days=10, earliest=date(2021, 12, 1), latest=date(2022, 1, 31))
    found = season(SHANXI, [line(Process.BRICK_KILN)], tables={"maintenance": [job]})
    assert one(found, "maintenance", "SX-12").jobs[0].days == 10
