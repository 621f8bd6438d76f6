"""Named periods of a place, Spring Festival among them by the lunar calendar (CEM-1)."""

from datetime import date

import pytest

from scheduler.domain.parameter import Period
from scheduler.obligations.festival import period_windows, spring_festival
from tests.obligations.cement import all_of, days, kiln, season_of, works

AROUND = Period(name="春节", days=8, spring_festival={"days_before": 3, "days_after": 6})


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2020, date(2020, 1, 25)),
        (2021, date(2021, 2, 12)),
        (2022, date(2022, 2, 1)),
        (2023, date(2023, 1, 22)),
        (2024, date(2024, 2, 10)),
    ],
)
def test_spring_festival_by_year(year: int, day: date) -> None:
    assert spring_festival(year) == day


def test_each_festival_that_the_horizon_meets_has_its_days() -> None:
    assert period_windows(AROUND, days("2021-11-15", "2023-01-19")) == (
        days("2022-01-29", "2022-02-07"),
        days("2023-01-19", "2023-01-28"),
    )
    assert period_windows(AROUND, days("2022-02-08", "2023-01-18")) == ()


def test_days_before_a_festival_may_begin_in_the_year_before() -> None:
    """41 days before 2022-02-01 is 2021-12-22."""
    long = Period(name="春节", days=30, spring_festival={"days_before": 41, "days_after": 0})
    assert period_windows(long, days("2021-11-15", "2021-12-31")) == (days("2021-12-22", "2022-02-01"),)


def test_a_period_of_its_own_days_counts_where_it_meets_the_horizon() -> None:
    hot = Period(name="酷暑", days=20, window=days("2022-06-01", "2022-07-31"))
    assert period_windows(hot, days("2022-07-31", "2022-12-31")) == (days("2022-06-01", "2022-07-31"),)
    assert period_windows(hot, days("2022-08-01", "2022-12-31")) == ()


def test_kilns_outside_the_north_stand_some_days_of_each_period_of_their_place() -> None:
    """Spring Festival everywhere, 20 days of the hot season in Jiangsu only."""
    hot = {"name": "酷暑", "days": 20, "places": ["江苏"], "window": days("2022-06-01", "2022-07-31")}
    enterprises = [
        works("W1", province="江苏省", city="徐州市"),
        works("W2", province="安徽省", city="芜湖市"),
        works("W3"),
    ]
    season = season_of(
        enterprises,
        [kiln("K1"), kiln("K2", "W2"), kiln("K3", "W3")],
        numbers={"stop_periods": [AROUND, hot]},
    )
    festival, summer = days("2022-01-29", "2022-02-07"), days("2022-06-01", "2022-07-31")
    assert [(o.subject, o.window, o.days) for o in all_of(season, "stop_days", "CEM-1")] == [
        ("K1", festival, 8),
        ("K1", summer, 20),
        ("K2", festival, 8),
    ]
    assert [o.subject for o in all_of(season, "stop_window", "CEM-1")] == ["K3"]
