"""The shipped scenarios: the public facts are in them as they are, and every clause meets somebody."""

from collections import Counter
from fractions import Fraction

import pytest

from scheduler.domain.enterprise import Grade, Mark
from scheduler.domain.finding import Severity
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.files.plan import read_plan
from scheduler.obligations.precheck import precheck
from scheduler.verify.check import verify
from tests.scenarios import shipped


@pytest.fixture
def handan() -> Scenario:
    return shipped.scenario("handan-2021-2022")


@pytest.fixture
def handan_season() -> Season:
    return shipped.season("handan-2021-2022")


@pytest.fixture
def region() -> Scenario:
    return shipped.scenario("2+26-2021-2022")


def furnaces(scenario: Scenario) -> list[str]:
    return [unit.unit_id for unit in scenario.units if unit.process is Process.BLAST_FURNACE]


def works_with_furnaces(scenario: Scenario) -> set[str]:
    return {unit.enterprise_id for unit in scenario.units if unit.process is Process.BLAST_FURNACE}


def test_handan_has_its_37_furnaces_in_16_works_and_one_scrap_works(handan: Scenario) -> None:
    assert len(furnaces(handan)) == 37
    assert len(works_with_furnaces(handan)) == 16
    assert len(handan.enterprises) == 17


def test_the_region_has_202_furnaces_in_68_works_in_12_cities(region: Scenario) -> None:
    assert len(furnaces(region)) == 202
    assert len(works_with_furnaces(region)) == 68
    assert len({works.city for works in region.enterprises}) == 12


def test_a_furnace_makes_its_nameplate_over_350_days(handan: Scenario) -> None:
    """金鼎: three furnaces of 1,080 m³ and 1,000 kt a year: 2,857 t a day, to whole tens 2,860."""
    capacities = {unit.unit_id: (unit.size, unit.capacity_t_per_day) for unit in handan.units}
    assert [capacities[f"120132-BF{place}"] for place in (1, 2, 3)] == [(Fraction(1080), Fraction(2860))] * 3


def test_a_capacity_that_the_works_table_gives_is_taken_from_it(handan: Scenario) -> None:
    """普阳: 9,216 kt of sinter a year are 26,331 t a day, split 40 : 30 : 30 and rounded up."""
    capacities = {unit.unit_id: unit.capacity_t_per_day for unit in handan.units}
    assert [capacities[f"120113-SI{place}"] for place in (1, 2, 3)] == [10540, 7900, 7900]


def test_handan_is_the_same_in_both_scenarios(handan: Scenario, region: Scenario) -> None:
    alone = {unit.unit_id: unit for unit in handan.units}
    within = {unit.unit_id: unit for unit in region.units if unit.unit_id in alone}
    assert within == alone


def test_every_grade_and_mark_that_the_notice_tells_apart_occurs(handan: Scenario) -> None:
    grades = Counter(works.grade for works in handan.enterprises)
    assert set(grades) == {Grade.A, Grade.B, Grade.B_MINUS, Grade.C, Grade.D}
    marks = Counter(mark for works in handan.enterprises for mark in works.marks)
    assert marks[Mark.VIOLATION] == marks[Mark.OVER_120_UTILISATION] == marks[Mark.NOT_LISTED] == 1
    assert marks[Mark.ALL_SCRAP_SHORT_PROCESS] == marks[Mark.ULTRA_LOW_DONE] == 1
    assert marks[Mark.HEATS_HOMES] == 5


def test_stl_8_bites_at_one_works_and_just_misses_another(handan_season: Season) -> None:
    shares = {
        owed.subject: owed.share
        for owed in handan_season.obligations
        if owed.kind == "stop_share" and owed.clause == "STL-8"
    }
    assert shares["P100000120280"] == Fraction(2, 5)
    silent = {finding.subject for finding in handan_season.findings if finding.clause == "STL-8"}
    assert silent == {"P100000120114", "P100000120325"}


def test_the_grade_of_10_october_counts(handan_season: Season) -> None:
    """新兴铸管 rose to B- on 10-25: it still owes 40 % as grade C."""
    stage = handan_season.stages[0]
    assert handan_season.enterprise_by_id["P100000120099"].grade is Grade.B_MINUS
    assert handan_season.owed_share("P100000120099", stage) == Fraction(2, 5)


@pytest.mark.parametrize("name", ["handan-2021-2022", "2+26-2021-2022", "tutorial"])
def test_arithmetic_rules_no_scenario_out(name: str) -> None:
    findings = precheck(shipped.season(name))
    assert [finding for finding in findings if finding.severity is Severity.IMPOSSIBLE] == []


def test_the_source_of_the_facts_is_carried(handan: Scenario, region: Scenario) -> None:
    for scenario in (handan, region):
        assert "Global Iron and Steel Tracker, March 2025 (V1) release; CC BY 4.0" in scenario.attribution


def test_the_hand_made_plan_stops_half_of_the_capacity_and_breaks_clauses(handan_season: Season) -> None:
    plan = read_plan(shipped.SCENARIOS / "handan-2021-2022" / "hand-plan", handan_season)
    stopped = Counter[str]()
    for stop in plan.stops:
        unit = handan_season.unit_by_id[stop.unit_id]
        stopped[unit.process] += int(unit.capacity_t_per_day) * stop.window.days
    furnace_capacity = sum(
        int(unit.capacity_t_per_day) for unit in handan_season.units if unit.process is Process.BLAST_FURNACE
    )
    share = stopped[Process.BLAST_FURNACE] / (furnace_capacity * handan_season.calendar.days)
    assert 0.45 < share < 0.55
    broken = {measured.obligation_id.split("/")[0] for measured in verify(handan_season, plan).broken}
    assert {"STL-5", "HEAT", "ROTATION"} <= broken
