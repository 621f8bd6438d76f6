"""Maintenance inside stops: by crew, by clause, and jobs that cannot be meant (CEM-7, SX-12)."""

from datetime import date
from typing import Any

import pytest

from scheduler.domain.obligation import Job
from scheduler.domain.scenario import MaintenanceJob
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode
from scheduler.errors import InputError
from tests.obligations import local
from tests.obligations.cement import all_of, days, kiln, said, season_of, works


def job(
    unit_id: str = "K1", first: str = "2021-12-01", last: str = "2022-01-31", **fields: Any
) -> MaintenanceJob:
    known = {"days": 10, "earliest": date.fromisoformat(first), "latest": date.fromisoformat(last)}
    return MaintenanceJob(unit_id=unit_id, **(known | fields))


def plants(*jobs: MaintenanceJob, **fields: Any) -> Season:
    enterprises = [works(), works("W2"), works("W3", industry="other")]
    kilns = [kiln("K1"), kiln("K2", "W2"), kiln("K3", "W3")]
    return season_of(enterprises, kilns, maintenance=jobs, **fields)


def test_a_job_wants_a_place_by_the_clause_of_the_notice() -> None:
    (owed,) = all_of(plants(job()), "maintenance")
    assert (owed.clause, owed.subject, owed.units, owed.crews, owed.hard) == (
        "CEM-7",
        "K1",
        ("K1",),
        1,
        False,
    )
    assert owed.window == days("2021-12-01", "2022-01-31")
    assert owed.jobs == (
        Job(job_id="K1/2021-12-01", unit_id="K1", days=10, window=days("2021-12-01", "2022-01-31")),
    )


def test_jobs_of_one_crew_are_done_one_after_the_other() -> None:
    jobs = (
        job("K2", "2021-11-20", crew="一队", days=5),
        job("K1", crew="一队", days=3),
        job("K1", crew="二队"),
        job("K1", days=2),
    )
    owed = {o.subject: o for o in all_of(plants(*jobs), "maintenance")}
    assert set(owed) == {"一队", "二队", "K1"}
    first = owed["一队"]
    assert [(j.unit_id, j.days) for j in first.jobs] == [("K1", 3), ("K2", 5)]
    assert (first.units, first.crews, first.window.first) == (("K1", "K2"), 1, date(2021, 11, 20))
    assert first.ground.en == "2 jobs of 8 days in all, inside stops"


def test_jobs_are_named_alike_whatever_the_tables_order() -> None:
    rows = [job(days=3), job(days=2, last="2021-12-20"), job("K2")]
    there, back = (all_of(plants(*order), "maintenance") for order in (rows, rows[::-1]))
    assert [o.jobs for o in there] == [o.jobs for o in back]
    assert {(j.job_id, j.days) for o in there for j in o.jobs} == {
        ("K1/2021-12-01", 2),
        ("K1/2021-12-01/2", 3),
        ("K2/2021-12-01", 10),
    }


@pytest.mark.parametrize(
    ("must", "hard"), [((False, False), False), ((True, True), True), ((True, False), True)]
)
def test_where_one_job_of_a_crew_must_be_done_all_must(must: tuple[bool, bool], hard: bool) -> None:
    season = plants(job("K1", crew="一队", must=must[0]), job("K2", crew="一队", must=must[1]))
    assert [o.hard for o in all_of(season, "maintenance")] == [hard]
    mixed = "一队: one job of 一队 must be done, so all its 2 jobs must"
    assert (mixed in said(season, "CEM-7")) is (must == (True, False))


def test_a_job_of_a_unit_that_no_notice_meets_is_said() -> None:
    season = plants(job("K3"), job("K1"))
    assert [o.subject for o in all_of(season, "maintenance")] == ["K1"]
    assert said(season, "MAINTENANCE") == ["K3: no notice meets K3: its maintenance is not planned"]
    assert said(season, "CEM-7") == [
        "cem-2020-201: 1 of 2 rows of the table maintenance bind units that the clause meets"
    ]


def test_where_no_notice_leaves_it_to_the_table_the_job_is_the_planners_own() -> None:
    stops = local.notice({"measure": "stop_days", "share": 0.3})
    rows = (job("K1", "2020-12-10", "2021-01-31"),)
    (owed,) = all_of(local.season_under(stops, [local.kiln()], maintenance=rows), "maintenance")
    assert owed.clause == "MAINTENANCE"


@pytest.mark.parametrize(("last", "enough"), [("2021-11-10", True), ("2021-11-09", False)])
def test_the_horizon_holds_as_many_days_as_the_job_takes(last: str, enough: bool) -> None:
    """The horizon begins on 1 November, the job takes ten days."""
    late = job(first="2021-10-20", last=last)
    if enough:
        assert len(all_of(plants(late), "maintenance")) == 1
        return
    with pytest.raises(
        InputError, match=f"2021-10-20 to {last} has 9 days inside the horizon, the job takes 10"
    ):
        plants(late)


def test_every_job_that_cannot_be_meant_is_said_at_once() -> None:
    lower = kiln("K1", mode=Mode.LOAD, load_min="0.5")
    jobs = (job("K1"), job("K2", "2021-12-01", "2021-12-05"), job("K2", "2022-01-31", "2022-01-01"))
    enterprises = [works("W1", "co_processing_waste"), works("W2")]
    numbers = {"co_processing_ceilings": {"W1": {"share": 1, "ground": "协同处置"}}}
    with pytest.raises(InputError) as raised:
        season_of(enterprises, [lower, kiln("K2", "W2")], maintenance=jobs, numbers=numbers)
    assert [(f.sheet, f.column, f.value) for f in raised.value.faults] == [
        ("maintenance", "unit_id", "K1"),
        ("maintenance", "latest", "2021-12-05"),
        ("maintenance", "latest", "2022-01-01"),
    ]
