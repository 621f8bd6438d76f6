"""Lines off on every day, and the share reached by stopping first (ZZ-3, ZC-4, ZC-6)."""

from datetime import date
from fractions import Fraction

import pytest

from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Event, EventKind, Mark
from scheduler.domain.scenario import AlertLevel
from scheduler.domain.unit import Mode
from scheduler.errors import InputError
from tests.obligations.local import WINTER, all_of, kiln, notice, only, season_under, works

LINES = {"measure": "lines_off", "processes": ["brick_kiln"], "share": 0.3}
BY_STOPPING = {"measure": "share_by_stopping", "processes": ["brick_kiln"], "share": 0.3}


def lines(number: int, **fields: object) -> list:
    return [kiln(f"K{n}", **fields) for n in range(1, number + 1)]


def test_of_seven_lines_three_are_off() -> None:
    owed = only(season_under(notice(LINES | {"by": "lines"}), lines(7)), "lines_off")
    assert (owed.required, owed.window) == (3, WINTER)
    assert set(owed.weights.values()) == {1}


def test_capacity_is_not_rounded_and_pots_are() -> None:
    units = [kiln("K1", capacity_t_per_day=101, pots=101), kiln("K2", capacity_t_per_day=200, pots=200)]
    by_capacity = only(season_under(notice(LINES | {"by": "capacity"}), units), "lines_off")
    assert by_capacity.required == Fraction(903, 10)
    assert only(season_under(notice(LINES | {"by": "pots"}), units), "lines_off").required == 91


def test_pots_that_are_not_known_are_asked_for() -> None:
    with pytest.raises(InputError, match="no pots, which L-2 needs"):
        season_under(notice(LINES | {"by": "pots"}), lines(2))


def test_a_line_that_never_stands_cannot_be_counted_off() -> None:
    with pytest.raises(InputError, match="never off"):
        season_under(notice(LINES | {"by": "lines"}), lines(2, mode=Mode.LOAD, load_min=Fraction(1, 2)))


def test_several_lines_stop_a_share_of_capacity_on_every_day() -> None:
    owed = only(season_under(notice(BY_STOPPING), lines(3)), "lines_off")
    assert (owed.by, owed.required) == ("capacity", 900)


@pytest.mark.parametrize(("last", "days"), [(date(2021, 3, 15), 32), (date(2021, 3, 10), 31)])
def test_a_single_line_stops_in_one_piece_strictly_longer(last: date, days: int) -> None:
    """105 × 0.3 = 31.5 → 32; 100 × 0.3 = 30 → 31."""
    window = DayRange(first=WINTER.first, last=last)
    policy = notice(BY_STOPPING, stages=[{"id": "winter", "window": window}])
    season = season_under(policy, [kiln()], horizon=window)
    assert only(season, "stop_days").days == days
    piece = only(season, "most_stops")
    assert (piece.stops, piece.counts_carried, piece.window) == (1, True, window)


def test_a_line_that_cannot_stop_runs_lower() -> None:
    season = season_under(notice(BY_STOPPING), [kiln(mode=Mode.LOAD, load_min=Fraction(1, 2))])
    assert only(season, "load_ceiling").ceiling == Fraction(7, 10)


def test_on_alert_days_a_share_of_lines_by_level_is_off() -> None:
    alerts = tuple(
        AlertLevel(city="淄博市", level=level, window={"first": first, "last": first})
        for level, first in (("yellow", "2020-12-10"), ("orange", "2021-01-05"), ("red", "2021-02-01"))
    )
    measure = {"measure": "alert_lines", "processes": ["brick_kiln"], "by": "lines"}
    policy = notice(measure | {"yellow": 0.2, "orange": 0.3, "red": 0.5})
    season = season_under(policy, lines(6), alerts=alerts)
    assert [owed.required for owed in all_of(season, "lines_off")] == [2, 2, 3]
    elsewhere = tuple(alert.model_copy(update={"city": "济南"}) for alert in alerts)
    assert all_of(season_under(policy, lines(6), alerts=elsewhere), "lines_off") == []


def test_an_alert_is_judged_day_by_day_and_only_inside_the_stages() -> None:
    measure = {"measure": "alert_lines", "processes": ["brick_kiln"], "by": "lines"}
    exemption = {
        "measure": "exemption",
        "clause": "L-3",
        "who": [{"marks": ["alert_exempt"], "without_marks": ["serious_violation"]}],
        "lifts": ["L-2"],
    }
    policy = notice(measure | {"yellow": 0.2, "orange": 0.3, "red": 0.5}, exemption)
    window = {"first": "2021-03-10", "last": "2021-03-20"}
    season = season_under(
        policy,
        lines(6),
        [works(marks=frozenset({Mark.ALERT_EXEMPT}))],
        alerts=(AlertLevel(city="淄博市", level="red", window=window),),
        events=(
            Event(
                enterprise_id="W1",
                day=date(2021, 3, 12),
                kind=EventKind.MARK_WON,
                value="serious_violation",
            ),
        ),
        horizon=DayRange(first=WINTER.first, last=date(2021, 3, 31)),
    )
    owed = only(season, "lines_off")
    assert owed.window == DayRange(first=date(2021, 3, 12), last=WINTER.last)


def test_a_process_without_a_share_is_asked_for_by_lines_too() -> None:
    table = {"shares": {"type": "share_by_process", "default": {"refractory_kiln": 0.3}}}
    measure = {"measure": "share_by_stopping", "processes": ["brick_kiln"], "parameter": "shares"}
    with pytest.raises(InputError, match="gives no share for brick_kiln"):
        season_under(notice(measure, parameters=table), lines(2))
