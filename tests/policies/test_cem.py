"""The clauses of the notice on cement, 工信部联原〔2020〕201号."""

from datetime import date
from fractions import Fraction

import pytest

from scheduler.domain.enterprise import EventKind
from scheduler.domain.plan import PlacedJob, Plan, Stop
from scheduler.domain.scenario import Demand, MaintenanceJob, Route
from scheduler.domain.unit import Mode, Process
from scheduler.errors import InputError
from tests.policies.notices import CEMENT, days, event, holds, line, measured, one, owed, plant, season


@pytest.mark.parametrize(
    ("province", "horizon", "length"),
    [
        ("山西省", ("2021-11-01", "2022-03-31"), 16 + 31 + 31 + 28 + 15),
        ("山西省", ("2023-11-01", "2024-03-31"), 16 + 31 + 31 + 29 + 15),
        ("辽宁省", ("2021-11-01", "2022-03-31"), 30 + 31 + 31 + 28 + 31),
        ("辽宁省", ("2023-11-01", "2024-03-31"), 30 + 31 + 31 + 29 + 31),
        ("新疆维吾尔自治区", ("2023-11-01", "2024-03-31"), 30 + 31 + 31 + 29 + 31),
        ("宁夏回族自治区", ("2023-11-01", "2024-03-31"), 31 + 31 + 29 + 10),
    ],
)
def test_a_kiln_stands_on_each_day_of_its_window_across_the_year_and_in_leap_years(
    province: str, horizon: tuple[str, str], length: int
) -> None:
    kiln = line(Process.CLINKER_KILN)
    stands = one(season(CEMENT, [kiln], horizon=horizon, province=province), "stop_window", "CEM-1")
    assert stands.window.days == length
    assert (stands.window.first.year, stands.window.last.year) == (
        int(horizon[0][:4]),
        int(horizon[1][:4]),
    )


def test_every_northern_province_has_one_window_and_no_named_period() -> None:
    windows = [place for stage in CEMENT.stages for place in stage.places]
    (elsewhere,) = (m for m in CEMENT.measures if m.measure == "period_days")
    (north,) = elsewhere.who[0].unless
    assert len(windows) == len(set(windows)) == 15
    assert set(windows) == north.places


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [(2022, "2022-01-29", "2022-02-07"), (2024, "2024-02-07", "2024-02-16")],
)
def test_spring_festival_of_2022_is_the_first_of_february(year: int, first: str, last: str) -> None:
    festival = {"name": "春节", "days": 8, "spring_festival": {"days_before": 3, "days_after": 6}}
    found = season(
        CEMENT,
        [line(Process.CLINKER_KILN)],
        province="江苏省",
        city="徐州市",
        horizon=(f"{year}-01-01", f"{year}-12-31"),
        numbers={"stop_periods": [festival]},
    )
    stands = one(found, "stop_days", "CEM-1")
    assert (stands.window, stands.days) == (days(first, last), 8)


def test_a_co_processing_kiln_runs_at_its_own_ceiling_and_needs_one() -> None:
    kiln = line(Process.CLINKER_KILN, mode=Mode.LOAD, load_min=0)
    with pytest.raises(InputError, match="co_processing_ceilings"):
        season(CEMENT, [kiln], marks={"co_processing_waste"})
    granted = {"co_processing_ceilings": {"W1": {"share": 0.8, "ground": "协同处置生活垃圾"}}}
    found = season(CEMENT, [kiln], marks={"co_processing_waste"}, numbers=granted)
    assert one(found, "load_ceiling", "CEM-5").ceiling == Fraction(8, 10)
    assert not owed(found, "stop_window", "CEM-1")
    assert [freed.lifts for freed in found.exemptions] == [("CEM-1",)]


def test_of_two_kilns_the_one_that_burns_waste_runs_and_the_other_stands() -> None:
    """The mark of a unit is its own; an event may give it to the unit or take it, from that day on."""
    burning = line(
        Process.CLINKER_KILN, "U1", mode=Mode.LOAD, load_min=0, marks=frozenset({"co_processing_waste"})
    )
    granted = {"co_processing_ceilings": {"U1": {"share": 0.8, "ground": "协同处置生活垃圾"}}}
    found = season(CEMENT, [burning, line(Process.CLINKER_KILN, "U2")], numbers=granted)
    assert [o.subject for o in owed(found, "load_ceiling", "CEM-5")] == ["U1"]
    assert [o.subject for o in owed(found, "stop_window", "CEM-1")] == ["U2"]
    assert [freed.units for freed in found.exemptions] == [("U1",)]


def test_a_mark_that_a_unit_wins_or_loses_counts_from_that_day_for_it_alone() -> None:
    won = event("2022-01-10", EventKind.MARK_WON, "carbide_slag").model_copy(update={"unit_id": "U1"})
    kilns = [line(Process.CLINKER_KILN, name) for name in ("U1", "U2")]
    found = season(CEMENT, kilns, tables={"events": (won,)})
    assert [(o.subject, o.window) for o in owed(found, "stop_window", "CEM-1")] == [
        ("U1", days("2021-11-15", "2022-01-09")),
        ("U2", days("2021-11-15", "2022-03-15")),
    ]


def test_a_kiln_that_owes_nothing_is_named() -> None:
    found = season(CEMENT, [line(Process.CLINKER_KILN)], province="江苏省", city="徐州市")
    (said,) = (finding for finding in found.findings if finding.clause == "CEM-2")
    assert said.subject == "U1"
    assert "owes no reduction" in said.text.en


TO_AUTUMN = ("2021-11-01", "2022-10-31")


@pytest.mark.parametrize(("last", "enough"), [("2022-05-15", True), ("2022-05-14", False)])
def test_a_carbide_slag_kiln_runs_while_another_stops_as_much_extra(last: str, enough: bool) -> None:
    """1,000 t/d × 121 days are 2,000 t/d × 60.5 days: 61 days from 16 March on."""
    other = plant(CEMENT, "W2")
    kilns = [
        line(Process.CLINKER_KILN),
        line(Process.CLINKER_KILN, "U2", enterprise_id="W2", capacity_t_per_day=2000),
    ]
    found = season(CEMENT, kilns, marks={"carbide_slag"}, others=[other], horizon=TO_AUTUMN)
    assert {o.subject for o in owed(found, "stop_window", "CEM-1")} == {"U2"}
    asked = one(found, "substitution", "CEM-3")
    assert (asked.relieved, asked.standing_in) == (("U1",), ("U2",))
    stands = Stop(unit_id="U2", window=days("2021-11-15", last))
    assert holds(found, "CEM-3", Plan(stops=(stands,))) is enough


@pytest.mark.parametrize(("last", "enough"), [("2022-07-30", True), ("2022-07-29", False)])
def test_a_kiln_that_heats_homes_makes_its_days_up_after_the_heating_season(last: str, enough: bool) -> None:
    """121 days run in the window are owed from 1 April on: up to 30 July."""
    found = season(CEMENT, [line(Process.CLINKER_KILN)], marks={"heats_homes"}, horizon=TO_AUTUMN)
    asked = one(found, "make_up", "CEM-4")
    assert asked.instead_of == days("2021-11-15", "2022-03-15")
    assert asked.window.first == date(2022, 4, 1)
    stands = Stop(unit_id="U1", window=days("2022-04-01", last))
    assert holds(found, "CEM-4", Plan(stops=(stands,))) is enough


@pytest.mark.parametrize(("last", "done"), [("2021-12-10", 1), ("2021-12-09", 0)])
def test_a_repair_falls_inside_the_stop(last: str, done: int) -> None:
    job = MaintenanceJob(
        unit_id="U1", days=10, earliest=date(2021, 12, 1), latest=date(2022, 1, 31), crew="一队"
    )
    found = season(CEMENT, [line(Process.CLINKER_KILN)], tables={"maintenance": [job]})
    asked = one(found, "maintenance", "CEM-7")
    assert asked.crews == 1
    placed = PlacedJob(job_id=asked.jobs[0].job_id, unit_id="U1", window=days("2021-12-01", last))
    stands = Stop(unit_id="U1", window=days("2021-11-15", "2022-03-15"))
    assert measured(found, asked, Plan(stops=(stands,), jobs=(placed,))).achieved == done


@pytest.mark.parametrize(("route_t", "supplied"), [(3500, True), (3499, False)])
def test_clinker_may_come_from_a_region_that_runs(route_t: int, supplied: bool) -> None:
    """Shanxi needs 3,500 t in the week in which its own kiln stands; Jiangsu makes 7,000."""
    south = plant(CEMENT, "W2", province="江苏省", city="徐州市")
    kilns = [line(Process.CLINKER_KILN), line(Process.CLINKER_KILN, "U2", enterprise_id="W2")]
    need = Demand(product="clinker_kiln", region="山西", week="2021-W50", floor_t=3500)
    route = Route(product="clinker_kiln", from_region="江苏", to_region="山西", capacity_t_per_week=route_t)
    found = season(CEMENT, kilns, others=[south], tables={"demand": [need], "routes": [route]})
    asked = one(found, "supply_floor", "CEM-8")
    stands = Stop(unit_id="U1", window=days("2021-11-15", "2022-03-15"))
    assert measured(found, asked, Plan(stops=(stands,))).met is supplied
