"""Duties to stand: every day, some days of a stage, days of the season, from an event on, until mended."""

from datetime import date
from fractions import Fraction

import pytest

from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Event, EventKind, Mark
from scheduler.domain.unit import Mode
from scheduler.errors import InputError
from tests.obligations.local import WINTER, all_of, kiln, notice, only, season_under, works

TWO_STAGES = (
    {"id": "autumn", "window": {"first": "2021-11-01", "last": "2021-12-31"}},
    {"id": "winter", "window": {"first": "2022-01-01", "last": "2022-03-31"}},
)
"""61 and 90 days: the stages of Shanxi."""
SHANXI = DayRange(first=date(2021, 11, 1), last=date(2022, 3, 31))
LATE = works(marks=frozenset({Mark.TREATMENT_LATE}))
IF_LATE = {"measure": "stop_window", "who": [{"marks": ["treatment_late"]}]}


def mark(day: date, kind: EventKind, name: str = "treatment_late") -> Event:
    return Event(enterprise_id="W1", day=day, kind=kind, value=name)


def days(first: date, last: date) -> DayRange:
    return DayRange(first=first, last=last)


# ── every day ────────────────────────────────────────────────────────────────────────────────────


def test_whom_the_clause_meets_stands_every_day_of_the_stage() -> None:
    season = season_under(notice(IF_LATE), [kiln()], [LATE])
    assert only(season, "stop_window").window == WINTER
    assert all_of(season_under(notice(IF_LATE), [kiln()]), "stop_window") == []


def test_a_mark_won_in_the_season_begins_the_duty_and_one_lost_ends_it() -> None:
    events = (mark(date(2021, 1, 10), EventKind.MARK_WON), mark(date(2021, 2, 1), EventKind.MARK_LOST))
    season = season_under(notice(IF_LATE), [kiln()], events=events)
    assert only(season, "stop_window").window == days(date(2021, 1, 10), date(2021, 1, 31))


def test_a_mark_that_the_clause_does_not_ask_for_changes_no_window() -> None:
    season = season_under(
        notice(IF_LATE),
        [kiln()],
        [LATE],
        events=(mark(date(2021, 1, 10), EventKind.MARK_WON, "green_factory"),),
    )
    assert only(season, "stop_window").window == WINTER


def test_until_mended_the_duty_goes_on_beyond_the_stages() -> None:
    beyond = days(WINTER.first, date(2021, 6, 30))
    policy = notice(IF_LATE | {"until_mended": True})
    season = season_under(policy, [kiln()], [LATE], horizon=beyond)
    windows = [owed.window for owed in all_of(season, "stop_window")]
    assert windows == [WINTER, days(date(2021, 3, 16), date(2021, 6, 30))]
    mended = season_under(
        policy,
        [kiln()],
        [LATE],
        horizon=beyond,
        events=(mark(date(2021, 4, 1), EventKind.MARK_LOST),),
    )
    assert all_of(mended, "stop_window")[1].window == days(date(2021, 3, 16), date(2021, 3, 31))


UNTIL_MENDED = IF_LATE | {"until_mended": True}
TO_JUNE = days(WINTER.first, date(2021, 6, 30))


def test_after_the_season_only_those_it_ends_with_stand_and_none_that_falls_back_later() -> None:
    """Mended on 04-01 and late again on 05-01, or late for the first time then: no season meets them."""
    late_later = mark(date(2021, 5, 1), EventKind.MARK_WON)
    season = season_under(notice(UNTIL_MENDED), [kiln()], horizon=TO_JUNE, events=(late_later,))
    assert all_of(season, "stop_window") == []
    again = (mark(date(2021, 4, 1), EventKind.MARK_LOST), late_later)
    season = season_under(notice(UNTIL_MENDED), [kiln()], [LATE], horizon=TO_JUNE, events=again)
    assert [owed.window for owed in all_of(season, "stop_window")] == [
        WINTER,
        days(date(2021, 3, 16), date(2021, 3, 31)),
    ]


def test_who_is_late_in_the_season_stands_from_that_day_until_mended() -> None:
    events = (mark(date(2021, 3, 1), EventKind.MARK_WON), mark(date(2021, 4, 1), EventKind.MARK_LOST))
    season = season_under(notice(UNTIL_MENDED), [kiln()], horizon=TO_JUNE, events=events)
    assert [owed.window for owed in all_of(season, "stop_window")] == [
        days(date(2021, 3, 1), date(2021, 3, 15)),
        days(date(2021, 3, 16), date(2021, 3, 31)),
    ]


@pytest.mark.parametrize(("before", "after", "windows"), [("D", "C", 1), ("D", "D", 2), ("C", "D", 0)])
def test_where_the_grade_of_a_day_counts_mending_still_goes_by_the_date(
    before: str, after: str, windows: int
) -> None:
    """Grade D on the day that counts binds the season; what the grade has become ends what goes on after."""
    policy = notice(
        {"measure": "stop_window", "who": [{"grades": ["D"]}], "until_mended": True},
        grade={"on": "2020-10-10", "clause": "L-2"},
    )
    changed = Event(enterprise_id="W1", day=date(2021, 1, 10), kind=EventKind.GRADE, value=after)
    season = season_under(policy, [kiln()], [works(grade=before)], horizon=TO_JUNE, events=(changed,))
    assert [owed.window for owed in all_of(season, "stop_window")] == [
        WINTER,
        days(date(2021, 3, 16), date(2021, 6, 30)),
    ][:windows]


def test_a_unit_that_only_runs_lower_cannot_be_told_to_stand() -> None:
    with pytest.raises(InputError, match="reduces by load"):
        season_under(notice(IF_LATE), [kiln(mode=Mode.LOAD, load_min=Fraction(1, 2))], [LATE])


# ── some days ────────────────────────────────────────────────────────────────────────────────────


def test_days_are_counted_in_each_stage_for_itself_and_rounded_up() -> None:
    policy = notice({"measure": "stop_days", "share": 0.5}, stages=TWO_STAGES)
    season = season_under(policy, [kiln()], horizon=SHANXI)
    assert [owed.days for owed in all_of(season, "stop_days")] == [31, 45]


def test_days_of_the_season_are_owed_once() -> None:
    policy = notice({"measure": "stop_days", "days": 90, "per": "season"}, stages=TWO_STAGES)
    owed = only(season_under(policy, [kiln()], horizon=SHANXI), "stop_days")
    assert (owed.days, owed.window) == (90, SHANXI)


def test_shares_differ_by_process_and_grade() -> None:
    table = {"orange": {"type": "share_by_process", "default": {"brick_kiln": {"B": 0.3, "C": 0.5}}}}
    policy = notice({"measure": "stop_days", "parameter": "orange"}, parameters=table)
    for grade, expected in (("B", 32), ("C", 53), ("B-", 53)):  # 105 days; a grade not named: the largest
        assert only(season_under(policy, [kiln()], [works(grade=grade)]), "stop_days").days == expected


def test_a_process_without_a_share_is_asked_for() -> None:
    table = {"orange": {"type": "share_by_process", "default": {"lime_kiln": 0.5}}}
    policy = notice({"measure": "stop_days", "parameter": "orange"}, parameters=table)
    with pytest.raises(InputError, match="gives no share for brick_kiln"):
        season_under(policy, [kiln()])


def test_a_works_that_matters_owes_a_part_and_the_ground_says_why() -> None:
    granted = {"less": {"type": "share_by_works", "default": {"W1": {"share": 0.5, "ground": "稳就业"}}}}
    policy = notice(
        {"measure": "stop_days", "share": 0.5},
        {"measure": "share_factor", "clause": "L-3", "parameter": "less", "of": ["L-2"]},
        parameters=granted,
    )
    owed = only(season_under(policy, [kiln()]), "stop_days")
    assert owed.days == 27  # ⌈105 × 0.25⌉
    assert "稳就业" in owed.ground.zh
    assert "L-3" in owed.ground.en


def test_a_grade_given_in_the_season_counts_from_its_day() -> None:
    table = {"orange": {"type": "share_by_process", "default": {"brick_kiln": {"B": 0.3, "C": 0.5}}}}
    policy = notice({"measure": "stop_days", "parameter": "orange"}, parameters=table)
    worse = Event(enterprise_id="W1", day=date(2021, 1, 1), kind=EventKind.GRADE, value="C")
    season = season_under(policy, [kiln()], [works(grade="B")], events=(worse,))
    assert [(o.window.days, o.days) for o in all_of(season, "stop_days")] == [(31, 10), (74, 37)]


# ── free of it ───────────────────────────────────────────────────────────────────────────────────


def test_an_exemption_ends_with_the_violation() -> None:
    policy = notice(
        {"measure": "stop_days", "share": 0.3},
        {
            "measure": "exemption",
            "clause": "L-3",
            "who": [{"marks": ["alert_exempt"], "without_marks": ["serious_violation"]}],
            "lifts": ["L-2"],
        },
    )
    exempt = works(marks=frozenset({Mark.ALERT_EXEMPT}))
    free = season_under(policy, [kiln()], [exempt])
    assert all_of(free, "stop_days") == []
    assert free.exemptions[0].window is None
    caught = season_under(
        policy,
        [kiln()],
        [exempt],
        events=(mark(date(2021, 3, 6), EventKind.MARK_WON, "serious_violation"),),
    )
    owed = only(caught, "stop_days")
    assert (owed.window, owed.days) == (days(date(2021, 3, 6), date(2021, 3, 15)), 3)
    assert caught.exemptions[0].window == days(WINTER.first, date(2021, 3, 5))


def test_only_the_units_that_meet_the_condition_are_free() -> None:
    policy = notice(
        {"measure": "stop_window"},
        {"measure": "exemption", "clause": "L-3", "who": [{"fuels": ["natural_gas"]}], "lifts": ["L-2"]},
    )
    season = season_under(policy, [kiln("K1", fuel="coal"), kiln("K2", fuel="natural_gas")])
    assert only(season, "stop_window").subject == "K1"
    assert season.exemptions[0].units == ("K2",)
    assert "natural gas" in season.exemptions[0].ground.en


def test_a_notice_does_not_lift_anothers_duty_unless_it_says_so() -> None:
    district = {"measure": "exemption", "clause": "D-2", "who": [{"marks": ["alert_exempt"]}]}
    city = notice({"measure": "stop_window"})
    exempt = works(marks=frozenset({Mark.ALERT_EXEMPT}))
    silent = notice({"measure": "stop_window", "clause": "D-3"}, district | {"lifts": ["D-3"]}, policy_id="d")
    assert only(season_under([city, silent], [kiln()], [exempt]), "stop_window").clause == "L-2"
    says_so = notice(
        {"measure": "stop_window", "clause": "D-3"}, district | {"lifts": ["D-3", "L-2"]}, policy_id="d"
    )
    assert all_of(season_under([city, says_so], [kiln()], [exempt]), "stop_window") == []


def test_an_exemption_frees_only_whom_its_own_notice_meets() -> None:
    """A district's exemption that names the city's clause leaves the rest of the city alone."""
    city = notice({"measure": "stop_window"})
    lifting = {
        "measure": "exemption",
        "clause": "D-2",
        "who": [{"marks": ["alert_exempt"]}],
        "lifts": ["L-2"],
    }
    district = notice(
        {"measure": "stop_window", "clause": "D-3", "who": [{"marks": ["concealed"]}]},
        lifting,
        policy_id="d",
        places={"clause": "D-1", "cities": ["周村区"]},
    )
    exempt = frozenset({Mark.ALERT_EXEMPT})
    both = [works(marks=exempt), works("W2", county="张店区", marks=exempt)]
    season = season_under([city, district], [kiln(), kiln("K2", "W2")], both)
    assert only(season, "stop_window").subject == "K2"


def test_an_exemption_of_one_stage_leaves_the_other_alone() -> None:
    policy = notice(
        {"measure": "stop_window"},
        {
            "measure": "exemption",
            "clause": "L-3",
            "who": [{"marks": ["alert_exempt"]}],
            "lifts": ["L-2"],
            "stages": ["autumn"],
        },
        stages=TWO_STAGES,
    )
    exempt = works(marks=frozenset({Mark.ALERT_EXEMPT}))
    season = season_under(policy, [kiln()], [exempt], horizon=SHANXI)
    assert only(season, "stop_window").window == days(date(2022, 1, 1), date(2022, 3, 31))


def test_a_works_is_exempt_as_a_whole_only_where_all_its_units_are() -> None:
    policy = notice(
        {"measure": "stop_window"},
        {
            "measure": "exemption",
            "clause": "L-3",
            "who": [{"marks": ["green_factory"], "unless": [{"fuels": ["coal"]}]}],
            "lifts": ["L-2"],
        },
    )
    green = works(marks=frozenset({Mark.GREEN_FACTORY}))
    season = season_under(policy, [kiln("K1", fuel="coal"), kiln("K2", fuel="natural_gas")], [green])
    assert only(season, "stop_window").subject == "K1"
    assert season.exemptions[0].units == ("K2",)
