"""Maintenance inside stops, by hand: what counts as placed, what it costs, what is no plan (CEM-7)."""

import pytest

from scheduler.domain.objective import UnplacedMaintenance
from scheduler.domain.obligation import Job, Maintenance
from scheduler.errors import InputError
from scheduler.verify.check import verify
from tests.helpers import owed, placed, plan, season, stop, unit, window
from tests.verify.measuring import cost, measure, numbers

UNITS = [unit("F1"), unit("F2"), unit("F3")]


def job(job_id: str, unit_id: str, days: int = 3, first: int = 0, last: int = 9) -> Job:
    return Job(job_id=job_id, unit_id=unit_id, days=days, window=window(first, last))


def crew(*jobs: Job, crews: int = 1, hard: bool = True) -> Maintenance:
    units = [job.unit_id for job in jobs]
    return owed(Maintenance, units, subject="北方检修队", jobs=jobs, crews=crews, hard=hard)


class TestPlaces:
    OWED = crew(job("J1", "F1", first=2, last=8))

    def test_a_job_on_all_days_of_a_stop_is_placed(self):
        found = measure(UNITS, self.OWED, stop("F1", 2, 4), placed("J1", "F1", 2, 4))
        assert numbers(found) == (1, 1, 0)
        assert found.detail == ""

    def test_a_job_that_the_plan_leaves_out_is_named(self):
        found = measure(UNITS, self.OWED, stop("F1", 2, 4))
        assert numbers(found) == (1, 0, -1)
        assert found.detail == "no place for J1"

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            pytest.param(5, 7, id="the unit runs on the last day"),
            pytest.param(1, 3, id="begins too early"),
            pytest.param(7, 9, id="ends too late"),
            pytest.param(2, 3, id="too short"),
            pytest.param(2, 5, id="too long"),
        ],
    )
    def test_a_place_that_is_no_good_does_not_count(self, first, last):
        found = measure(UNITS, self.OWED, stop("F1", 0, 6), stop("F1", 9, 9), placed("J1", "F1", first, last))
        assert numbers(found) == (1, 0, -1)

    def test_a_stop_of_another_unit_is_no_place(self):
        assert measure(UNITS, self.OWED, stop("F2", 0, 9), placed("J1", "F1", 2, 4)).achieved == 0

    def test_two_stops_that_a_run_parts_are_no_place(self):
        rows = stop("F1", 2, 2), stop("F1", 4, 5), placed("J1", "F1", 2, 4)
        assert measure(UNITS, self.OWED, *rows).achieved == 0

    def test_days_before_the_season_are_no_place(self):
        early = crew(job("J1", "F1", first=-5, last=8))
        assert measure(UNITS, early, stop("F1", -5, 4), placed("J1", "F1", -1, 1)).achieved == 0


class TestCrews:
    JOBS = (job("J1", "F1"), job("J2", "F2"), job("J3", "F3"))
    STOPS = (stop("F1", 0, 9), stop("F2", 0, 9), stop("F3", 0, 9))

    def test_one_crew_does_one_job_after_the_other(self):
        rows = placed("J1", "F1", 0, 2), placed("J2", "F2", 3, 5), placed("J3", "F3", 6, 8)
        assert numbers(measure(UNITS, crew(*self.JOBS), *self.STOPS, *rows)) == (3, 3, 0)

    def test_of_jobs_that_share_a_day_the_earlier_counts(self):
        rows = placed("J1", "F1", 2, 4), placed("J2", "F2", 0, 2), placed("J3", "F3", 4, 6)
        # J2 takes day 2 from J1, which then leaves day 4 to J3
        found = measure(UNITS, crew(*self.JOBS), *self.STOPS, *rows)
        assert numbers(found) == (3, 2, -1)
        assert found.detail == "no place for J1"

    def test_two_crews_do_two_at_a_time(self):
        rows = placed("J1", "F1", 2, 4), placed("J2", "F2", 0, 2), placed("J3", "F3", 4, 6)
        assert numbers(measure(UNITS, crew(*self.JOBS, crews=2), *self.STOPS, *rows)) == (3, 3, 0)
        together = placed("J1", "F1", 0, 2), placed("J2", "F2", 0, 2), placed("J3", "F3", 2, 4)
        assert numbers(measure(UNITS, crew(*self.JOBS, crews=2), *self.STOPS, *together)) == (3, 2, -1)

    def test_a_job_that_is_no_good_keeps_no_crew(self):
        rows = placed("J1", "F1", 0, 2), placed("J2", "F2", 2, 4)
        found = measure(UNITS, crew(*self.JOBS[:2]), stop("F1", 0, 1), stop("F2", 2, 4), *rows)
        assert found.detail == "no place for J1"


class TestPrice:
    TERM = UnplacedMaintenance(yuan_per_job=700)

    def test_what_need_not_be_is_met_and_priced(self):
        soft = crew(job("J1", "F1"), job("J2", "F2"), hard=False)
        rows = stop("F1", 0, 2), placed("J1", "F1", 0, 2)
        found = measure(UNITS, soft, *rows)
        assert numbers(found) == (2, 1, 0)
        assert found.met
        assert found.detail == "no place for J2"
        assert cost(UNITS, self.TERM, *rows, obligations=[soft]) == 700
        assert cost(UNITS, self.TERM, obligations=[soft]) == 1400

    def test_an_invalid_place_costs_as_much_as_none(self):
        soft = crew(job("J1", "F1"), hard=False)
        assert cost(UNITS, self.TERM, placed("J1", "F1", 0, 2), obligations=[soft]) == 700

    def test_what_must_be_is_not_priced(self):
        assert cost(UNITS, self.TERM, obligations=[crew(job("J1", "F1"))]) == 0


def test_jobs_that_fit_no_job_of_the_season_are_faults():
    asked = season(UNITS, [crew(job("J1", "F1"), job("J2", "F2"))])
    proposed = plan(
        placed("J11", "F1", 0, 2),
        placed("J2", "F1", 0, 2),
        placed("J1", "F1", 0, 2),
        placed("J1", "F1", 3, 5),
    )
    with pytest.raises(InputError) as raised:
        verify(asked, proposed)
    assert [(f.file, f.column, f.value, f.maybe) for f in raised.value.faults] == [
        ("jobs.csv", "job_id", "J11", "J1 is meant."),
        ("jobs.csv", "job_id", "J1", "a row of an older plan was left behind."),
        ("jobs.csv", "unit_id", "F1", "F2 is meant."),
    ]
