"""DataFrames hold the numbers of the plan folder, and those of one works add up by hand."""

import pandas as pd
import pytest

from scheduler.domain.base import Text
from scheduler.domain.finding import Exempted
from scheduler.domain.obligation import Maintenance
from scheduler.report.frames import (
    daily_frame,
    enterprise_frame,
    exemptions_frame,
    jobs_frame,
    loads_frame,
    obligations_frame,
    stops_frame,
    works_frame,
)
from scheduler.verify.check import verify
from tests.helpers import job, on, owed, placed, plan, season, stop, unit, window
from tests.report.large import cement_year
from tests.report.story import PART, told_plan, told_season


def test_stops_have_days_as_timestamps_and_tonnes_as_floats() -> None:
    frame = stops_frame(told_season(), told_plan()).set_index("unit_id")
    assert frame.loc["F2", "first_day"] == pd.Timestamp(on(3))
    assert frame.loc["F2", "avoided_t"] == 5 * 3000.0


def test_loads_are_numbers() -> None:
    assert list(loads_frame(told_plan())["load"]) == [0.625, 0.8]


def test_daily_stopped_share_of_a_city_and_process() -> None:
    frame = daily_frame(told_season(), told_plan())
    furnaces = frame[frame["process"] == "blast_furnace"].set_index("day")
    # 1000 + 3000 of 6000 t/d stand on day 3, 1000 + 1000 on day 12
    assert furnaces.loc[pd.Timestamp(on(3)), "stopped_share"] == pytest.approx(4 / 6, abs=1e-6)
    assert furnaces.loc[pd.Timestamp(on(12)), "stopped_share"] == pytest.approx(2 / 6, abs=1e-6)


def test_works_owe_and_plan_by_stage() -> None:
    frame = works_frame(told_season(), told_plan(), "en").set_index(["enterprise_id", "stage"])
    first, second = frame.loc[(PART, "stage1")], frame.loc[(PART, "stage2")]
    assert (first["owed_share"], first["planned_share"]) == (0.3, 0.375)  # 3000 × 5 of 4000 × 10
    assert second["planned_share"] == 0.2  # 1000 × 8 of 4000 × 10
    assert second["slack"] == pytest.approx(-0.1)
    assert frame.loc[("W3", "stage1"), "owed_share"] == 0
    assert first["ground"] == "grade D"


def test_one_works_unit_by_unit() -> None:
    frame = enterprise_frame(told_season(), told_plan(), PART).set_index("unit_id")
    assert frame.loc["F2", "stops"] == "2021-11-18…2021-11-22"
    assert frame.loc["F2", "lost_margin_yuan"] == 5 * 10_000
    assert frame.loc["F2", "restart_cost_yuan"] == 500
    assert frame.loc["C1", "avoided_t"] == 3750 + 2000  # 0.375 and 0.2 of 1000 t on ten days each
    assert frame.loc["C1", "lost_margin_yuan"] == 37_500 + 20_000
    assert frame.loc["C1", "loads"] == "2021-11-15…2021-11-24: 0.625; 2021-11-25…2021-12-04: 0.8"


def test_units_of_a_season_lose_together_what_its_objective_counts() -> None:
    season, plan = told_season(), told_plan()
    lost = sum(
        enterprise_frame(season, plan, works.enterprise_id)["lost_margin_yuan"].sum()
        for works in season.enterprises
    )
    assert lost == verify(season, plan).cost_yuan["lost_margin"]


def test_obligations_are_said_in_a_sentence() -> None:
    season = told_season()
    frame = obligations_frame(season, verify(season, told_plan()), "zh")
    missed = frame[~frame["met"].astype(bool)]
    assert list(missed["subject"]) == [PART]
    assert missed["achieved"].item() == pytest.approx(0.2)
    assert missed["sentence"].item() == "错峰钢铁在2021-11-25…2021-12-04的高炉停产比例不低于30 %"


def test_jobs_have_days_where_they_found_a_place() -> None:
    jobs = (job("J1", "F1", 0, 9, days=3), job("J2", "F1", 2, 6, days=2))
    wanted = owed(Maintenance, ["F1"], subject="crew", jobs=jobs, crews=1, hard=False)
    frame = jobs_frame(season([unit("F1")], [wanted]), plan(stop("F1", 0, 5), placed("J1", "F1", 1, 3)))
    frame = frame.set_index("job_id")
    assert frame.loc["J1", "first_day"] == pd.Timestamp(on(1))
    assert pd.isna(frame.loc["J2", "first_day"])
    assert (frame.loc["J2", "crew"], frame.loc["J2", "days"]) == ("crew", 2)
    assert frame.loc["J2", "latest"] == pd.Timestamp(on(6))


def test_exemptions_say_units_and_days_where_they_are_in_part() -> None:
    part = Exempted(
        enterprise_id="W1",
        clause="ZC-2",
        lifts=("ZC-4",),
        ground=Text(zh="绩效", en="rated"),
        units=("F1",),
        window=window(0, 4),
    )
    frame = exemptions_frame(season([unit("F1")]).model_copy(update={"exemptions": (part,)}), "en")
    (row,) = frame.to_dict("records")
    assert (row["units"], row["last_day"], row["ground"]) == ("F1", pd.Timestamp(on(4)), "rated")


def test_works_are_counted_by_the_days_of_their_stages() -> None:
    frame = works_frame(*cement_year())
    assert set(frame["stage"]) == {"north", "season"}
    whole = frame[frame["stage"] == "season"]
    assert list(whole["owed_share"].round(6)) == [round(121 / 365, 6)] * 11
    assert (whole["slack"] == 0).all()


def test_a_job_without_a_crew_names_none() -> None:
    alone = owed(Maintenance, ["F1"], subject="F1", jobs=(job("J1", "F1"),), crews=1, hard=False)
    assert list(jobs_frame(season([unit("F1")], [alone]), plan(stop("F1", 0, 5)))["crew"]) == [""]
