"""The seasons of the five notices: who is in them, what they owe; arithmetic rules none of them out."""

import csv
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from typing import TypeVar

import pytest

from scheduler.domain.enterprise import EventKind, Grade, Mark
from scheduler.domain.finding import Severity
from scheduler.domain.measure import StopWindow
from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LoadCeiling,
    MakeUp,
    StopDays,
    Substitution,
    SupplyFloor,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process
from scheduler.files.policy import load_policy
from scheduler.obligations.precheck import precheck
from tests.scenarios import shipped

CEMENT, CITY, ZHENGZHOU, ZHOUCUN = NAMES = (
    "shanxi-cement-2021-2022",
    "shanxi-city-2021-2022",
    "zhengzhou-2017-2018",
    "zhoucun-2020-2021",
)
Owed = TypeVar("Owed")


def owed(season: Season, clause: str, kind: type[Owed]) -> list[Owed]:
    return [o for o in season.obligations if isinstance(o, kind) and o.clause == clause]


# ── all four ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_arithmetic_rules_no_season_out(name: str) -> None:
    findings = precheck(shipped.season(name))
    assert [finding for finding in findings if finding.severity is Severity.IMPOSSIBLE] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_source_of_the_facts_stands_in_the_scenario_and_its_readme(name: str) -> None:
    said = " ".join((shipped.SCENARIOS / name / "README.md").read_text(encoding="utf-8").split())
    assert shipped.scenario(name).attribution.strip() in said


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_that_the_inventory_cites_stands_in_the_readme(name: str) -> None:
    readme = (shipped.SCENARIOS / name / "README.md").read_text(encoding="utf-8")
    cited: set[str] = set()
    for table in (shipped.SCENARIOS / name / "inventory").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for rules in re.findall(r": ([A-Z+]+)", row.get("assumed") or ""):
                    cited.update(rules.split("+"))
    assert cited
    assert sorted(rule for rule in cited if not re.search(rf"\b{rule}\b", readme)) == []


@pytest.mark.parametrize(
    ("name", "works", "units"), [(CEMENT, 62, 71), (CITY, 138, 412), (ZHENGZHOU, 68, 164), (ZHOUCUN, 28, 81)]
)
def test_works_and_units_are_as_many_as_the_readme_says(name: str, works: int, units: int) -> None:
    assert len(shipped.scenario(name).enterprises) == works
    assert len(shipped.scenario(name).units) == units
    said = (shipped.SCENARIOS / name / "README.md").read_text(encoding="utf-8")
    assert f"{works} works, {units} units" in said or f"All {works} operating cement works" in said


# ── Shanxi's cement works ────────────────────────────────────────────────────────────────────────


def test_kilns_follow_from_the_clinker_of_their_works() -> None:
    """大同冀东, 2009: 3.65 Mt ÷ 365 = 10,000 t/d in kilns of about 2,500; 山西金隅冀东, 2010: of 5,000."""
    kilns = {
        u.unit_id: u.capacity_t_per_day for u in shipped.scenario(CEMENT).units if u.process == "clinker_kiln"
    }
    assert len(kilns) == 61
    assert [kilns[f"123203-K{place}"] for place in (1, 2, 3, 4)] == [Fraction(2500)] * 4
    assert [kilns[f"123494-K{place}"] for place in (1, 2)] == [Fraction(5000)] * 2
    assert kilns["123238-K1"] == Fraction(3330)  # 1.216545 Mt ÷ 365 = 3,333 t/d, to whole tens


def test_ordinary_kilns_stand_all_winter_and_twenty_days_in_summer() -> None:
    """61 kilns: seven heat homes, two burn carbide slag, one burns waste; the other 51 stand 121 days."""
    season = shipped.season(CEMENT)
    winter = {o.subject for o in season.obligations if o.kind == "stop_window"}
    assert len(winter) == 51
    summer = owed(season, "SM-2", StopDays)
    assert {o.days for o in summer} == {20}
    assert {o.subject for o in summer} == winter | {"125674-K1", "125678-K1"}


def test_kilns_that_heat_homes_make_winter_up_after_the_heating_season() -> None:
    made_up = owed(shipped.season(CEMENT), "CEM-4", MakeUp)
    assert len(made_up) == 7
    assert {(o.window.first, o.instead_of.days) for o in made_up} == {(date(2022, 4, 1), 121)}


def test_one_carbide_slag_kiln_has_a_fixed_stand_in_and_one_any_of_the_province() -> None:
    swaps = {o.relieved: o.standing_in for o in owed(shipped.season(CEMENT), "CEM-3", Substitution)}
    assert swaps["125674-K1",] == ("125672-K1",)
    assert len(swaps["125678-K1",]) == 50


def test_the_kiln_that_burns_waste_runs_lower_and_is_exempt_by_name() -> None:
    season = shipped.season(CEMENT)
    ceilings = {o.subject: o.ceiling for o in owed(season, "CEM-5", LoadCeiling)}
    assert ceilings == {"123221-K1": Fraction(4, 5)}
    assert any(e.enterprise_id == "P100000123221" and e.clause == "CEM-5" for e in season.exemptions)


def test_supply_ties_cities_that_routes_join() -> None:
    groups = [[r.region for r in o.regions] for o in owed(shipped.season(CEMENT), "CEM-8", SupplyFloor)]
    assert sorted(map(len, groups)) == [2, 2, 2, 5]
    assert sum(map(len, groups)) == 11


# ── a city of Shanxi ─────────────────────────────────────────────────────────────────────────────


def test_every_industry_that_sx_2_names_occurs() -> None:
    addressed = load_policy("sx-2021-171", shipped.SCENARIOS).industries
    assert {works.industry for works in shipped.scenario(CITY).enterprises} == addressed
    assert {works.city for works in shipped.scenario(CITY).enterprises} == {"长治"}


def test_invented_works_say_so() -> None:
    for name in (CITY, ZHENGZHOU, ZHOUCUN):
        for works in shipped.scenario(name).enterprises:
            assert works.enterprise_id.startswith("P1") or works.name.startswith("样例")


def test_grades_marks_and_events_of_every_kind_occur() -> None:
    city = shipped.scenario(CITY)
    grades = {works.grade for works in city.enterprises}
    assert grades == {*Grade, None}
    marks = {mark for works in city.enterprises for mark in works.marks}
    assert {Mark.GREEN_FACTORY, Mark.TREATMENT_LATE, Mark.ULTRA_LOW_DONE} <= marks
    assert {event.kind for event in city.events} == set(EventKind)


def test_orange_share_is_rounded_up_in_each_stage() -> None:
    """Brick kilns of grade C, share 0.5: 61 and 90 days → 31 and 45."""
    days = {
        o.window.first: o.days
        for o in owed(shipped.season(CITY), "SX-4", StopDays)
        if o.subject == "CZ-BR01-1"
    }
    assert days == {date(2021, 11, 1): 31, date(2022, 1, 1): 45}


def test_casting_of_grade_c_stands_ninety_days_of_the_season() -> None:
    (days,) = [o for o in owed(shipped.season(CITY), "SX-4", StopDays) if o.subject == "CZ-CA01-1"]
    assert (days.days, days.window.days) == (90, 151)


def test_grade_d_stands_until_it_is_mended() -> None:
    """样例砖瓦05厂 is graded C from 2022-02-10 on: 50 days are left, half of them owed."""
    season = shipped.season(CITY)
    kiln = "CZ-BR05-1"
    stands = [o.window for o in season.obligations if o.kind == "stop_window" and o.subject == kiln]
    assert max(window.last for window in stands) == date(2022, 2, 9)
    (rest,) = [o for o in owed(season, "SX-4", StopDays) if o.subject == kiln]
    assert (rest.window.first, rest.days) == (date(2022, 2, 10), 25)


def test_two_notices_meet_on_steel_and_the_lesser_duty_stays_listed() -> None:
    season = shipped.season(CITY)
    clauses = {
        o.clause.partition("-")[0] for o in season.obligations if any("120265-BF" in u for u in o.units)
    }
    assert {"SX", "STL"} <= clauses
    stricter = [o for o in season.obligations if any(x.clause == "STL-5" for x in o.overruled)]
    assert {o.clause for o in stricter} == {"SX-3"}


# ── Zhengzhou ────────────────────────────────────────────────────────────────────────────────────


def test_every_industry_of_the_ten_kinds_and_the_six_occurs() -> None:
    addressed = load_policy("zz-2017-210", shipped.SCENARIOS).industries
    assert {works.industry for works in shipped.scenario(ZHENGZHOU).enterprises} == addressed


def test_every_kind_of_zz_2_stops_somebody_and_all_but_gypsum_board_spare_somebody() -> None:
    scenario = shipped.scenario(ZHENGZHOU)
    industry = {works.enterprise_id: works.industry for works in scenario.enterprises}
    asked = [m for m in load_policy("zz-2017-210", shipped.SCENARIOS).of(StopWindow) if m.clause == "ZZ-2"]
    kinds = {kind for measure in asked for condition in measure.who for kind in condition.industries}
    stopped = {o.subject for o in shipped.season(ZHENGZHOU).obligations if o.clause == "ZZ-2"}
    stops, spares = Counter[str](), Counter[str]()
    for unit in scenario.units:
        counted = stops if unit.unit_id in stopped else spares
        counted[industry[unit.enterprise_id]] += 1
    assert {kind for kind in kinds if not stops[kind]} == set()
    assert {kind for kind in kinds if not spares[kind]} == {"gypsum_board"}


def test_brick_works_with_two_of_three_marks_stop_and_with_all_three_do_not() -> None:
    stopped = {o.subject for o in shipped.season(ZHENGZHOU).obligations if o.clause == "ZZ-2"}
    assert "ZZ-BR05-1" in stopped
    assert not stopped & {"ZZ-BR06-1", "ZZ-BR06-2"}


def test_pots_and_lines_off_are_rounded_up() -> None:
    """302 pots × 0.3 = 90.6 → 91; 5 alumina lines × 0.3 → 2; 3 carbon lines × 0.5 → 2; 5 smelters → 3."""
    season = shipped.season(ZHENGZHOU)
    required = {o.subject: o.required for o in season.obligations if isinstance(o, LinesOff)}
    assert required["ZZ-AL01"] == 91
    assert required["ZZ-AA01"] == 2
    assert required["ZZ-CC03"] == 2
    assert required["ZZ-SM01"] == 3


def test_ovens_of_22_and_24_hours_coke_48() -> None:
    ovens = {
        o.subject: o.normal_hours / o.hours for o in owed(shipped.season(ZHENGZHOU), "ZZ-3e", CokingTime)
    }
    assert ovens["ZZ-CO01-1"] == Fraction(22, 48)
    assert ovens["ZZ-CO02-1"] == Fraction(1, 2)


def test_works_left_out_for_their_task_run_at_the_load_that_it_needs() -> None:
    season = shipped.season(ZHENGZHOU)
    ceilings = {o.subject: o.ceiling for o in owed(season, "ZZ-4", LoadCeiling)}
    assert ceilings["123286-K1"] == Fraction(7, 10)
    assert ceilings["124981-K1"] == Fraction(3, 5)
    assert not [o for o in season.obligations if o.clause == "ZZ-2" and o.subject in ceilings]


# ── Zhoucun ──────────────────────────────────────────────────────────────────────────────────────


def test_a_single_line_stops_more_days_than_its_share_in_one_piece() -> None:
    """105 days × 0.3 = 31.5 → 32; × 0.5 = 52.5 → 53."""
    season = shipped.season(ZHOUCUN)
    days = {o.subject: o.days for o in owed(season, "ZC-4", StopDays)}
    assert (days["ZC-RE04-1"], days["ZC-BR03-1"]) == (32, 53)
    pieces = {o.subject: o.stops for o in season.obligations if o.kind == "most_stops" and o.clause == "ZC-4"}
    assert pieces["ZC-RE04-1"] == 1


def test_an_exemption_ends_with_a_serious_violation() -> None:
    season = shipped.season(ZHOUCUN)
    assert season.enterprise_by_id["ZC-RE05"].grade is Grade.A
    (exempt,) = [e for e in season.exemptions if e.enterprise_id == "ZC-RE05"]
    assert exempt.window is not None
    assert exempt.window.last == date(2021, 1, 17)
    (lines,) = [o for o in owed(season, "ZC-4", LinesOff) if o.subject == "ZC-RE05"]
    assert (lines.window.first, lines.required) == (date(2021, 1, 18), Fraction(72))  # 240 t/d × 0.3


def test_glove_lines_are_off_on_alert_days_by_level() -> None:
    """Of eight lines 2, 3 and 4 on yellow, orange and red: 1.6, 2.4 and 4 rounded up."""
    lines = {
        o.window.first: o.required
        for o in owed(shipped.season(ZHOUCUN), "ZC-6", LinesOff)
        if o.subject == "ZC-PG01"
    }
    assert lines == {
        date(2020, 12, 10): 2,
        date(2020, 12, 27): 3,
        date(2021, 1, 21): 4,
        date(2021, 2, 11): 2,
        date(2021, 3, 8): 3,
    }


def test_broken_limits_stand_a_works_until_they_are_kept_again() -> None:
    stands = [
        o.window for o in shipped.season(ZHOUCUN).obligations if o.clause == "ZC-5" and "ZC-RE02-1" in o.units
    ]
    assert [(w.first, w.last) for w in stands] == [(date(2021, 1, 5), date(2021, 1, 24))]


def test_what_cannot_stop_runs_by_load() -> None:
    modes = {unit.mode for unit in shipped.scenario(ZHOUCUN).units if unit.process is Process.GLASS_FURNACE}
    assert modes == {Mode.LOAD}
