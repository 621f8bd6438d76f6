"""What a terminal shows: shares by works, cost by term, what is broken, what is owed and why."""

from rich.console import Console, RenderableType

from scheduler import api
from scheduler.domain.base import Text
from scheduler.domain.finding import Exempted, Finding, Severity
from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    Overruled,
    ShortestStop,
    StopDays,
    StopWindow,
)
from scheduler.domain.plan import Plan
from scheduler.domain.scenario import Defaulted, Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.report.compared import Compared, comparison
from scheduler.report.console import broken_table, cost_table, verified_line, works_table
from scheduler.report.figures import figures
from scheduler.report.listing import listing
from scheduler.verify.check import verify
from tests.helpers import oven, owed, plan, season, stop, unit, window, works
from tests.report.large import city_season
from tests.report.story import told_plan, told_season
from tests.tutorial import TUTORIAL


def shown(renderable: RenderableType, width: int = 250) -> list[str]:
    """The lines on a terminal, cells set apart by single blanks."""
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(renderable)
    return [" ".join(line.replace("│", " ").split()) for line in capture.get().splitlines()]


def listed(of: Season, *defaulted: Defaulted, lang: str = "en") -> list[str]:
    scenario = Scenario(
        name="tiny",
        title=Text(zh="小", en="tiny"),
        policies=(),
        horizon=of.calendar,
        enterprises=of.enterprises,
        units=of.units,
        defaulted=defaulted,
    )
    return shown(listing(scenario, of, lang))


def test_works_with_owed_planned_and_slack_of_each_stage() -> None:
    lines = shown(works_table(told_season(), told_plan(), "en"))
    assert "错峰钢铁 blast furnace 2021-11-15…2021-11-24 30 37.5 7.5" in lines
    assert "2021-11-25…2021-12-04 30 20.0 -10.0" in lines
    assert "豁免钢铁 blast furnace 2021-11-15…2021-11-24 – 0.0 –" in lines


def test_planned_shares_are_rounded_down() -> None:
    third = season([unit(f"F{n}") for n in range(3)])
    lines = shown(works_table(third, plan(stop("F0", 0, 1)), "en"))
    assert "W1 blast furnace 2021-11-15…2021-11-24 – 6.6 –" in lines


def test_cost_by_term_adds_up() -> None:
    lines = shown(cost_table(verify(told_season(), told_plan()), "en"))
    # F1 20 days, F2 5, F3 8 at 10,000 yuan; the oven 57,500; one restart at 500
    assert "lost margin 387,500 99.9" in lines
    assert "restart cost 500 0.1" in lines
    assert "total 388,000 100.0" in lines


def test_the_line_that_says_verified() -> None:
    told = told_season()
    assert verified_line(verify(told, told_plan()), "en").plain == "verified: 5 obligations, 1 broken"
    assert verified_line(verify(told, told_plan()), "zh").plain == "核验：5项义务，1项未满足"


def test_what_is_broken_is_said_in_a_sentence() -> None:
    told = told_season()
    (line,) = (line for line in shown(broken_table(told, verify(told, told_plan()), "en")) if "STL-5" in line)
    assert line.startswith("STL-5 错峰钢铁 stops at least 30 % of its blast furnace capacity")
    assert line.endswith("30 % 20 %")


def test_two_plans_stand_side_by_side_with_what_each_breaks() -> None:
    told = told_season()
    made_of = {"ours": told_plan(), "idle": Plan()}
    plans = {name: verify(told, made) for name, made in made_of.items()}
    compared = {
        name: Compared(told, made, plans[name], figures(told, made, plans[name]))
        for name, made in made_of.items()
    }
    lines = shown(comparison(compared, {}, "en"))
    assert any("ours" in line and "idle" in line for line in lines)
    assert "total 388,000 0" in lines
    # 33 furnace days of 1,000 t, and the oven at half load for 20
    assert "output avoided (t) 43,000 0" in lines
    assert "yuan a tonne avoided 9 –" in lines
    assert "verified: 5 obligations, 1 broken" in lines
    assert "verified: 5 obligations, 4 broken" in lines


def test_units_that_owe_the_same_share_a_row() -> None:
    alike = season(
        [unit("F1", name="No 1"), unit("F2", name="No 2"), unit("F3", name="No 3")],
        [owed(ShortestStop, [name], days=days) for name, days in (("F1", 7), ("F2", 7), ("F3", 10))],
    )
    lines = listed(alike)
    assert "TEST-1 each stop of each blast furnace lasts at least 7 days for the test W1 No 1, No 2" in lines
    assert "TEST-1 each stop of each blast furnace lasts at least 10 days for the test W1 No 3" in lines


def test_grounds_overruled_clauses_and_exemptions_are_listed() -> None:
    told = told_season()
    share = told.obligations[0].model_copy(
        update={
            "overruled": (
                Overruled(clause="STL-8", required="0.5", ground=Text(zh="供热", en="heated area")),
            )
        }
    )
    lines = listed(told.model_copy(update={"obligations": (share,)}))
    assert any(
        line.startswith("STL-5 the works stops at least 100 %") and line.endswith("grade D 全停钢铁")
        for line in lines
    )
    assert "STL-8 0.5 heated area STL-5 stopped share 全停钢铁" in lines
    assert "豁免钢铁 all season STL-4 STL-5, STL-6 grade A" in lines


def test_findings_put_the_impossible_last_and_empty_tables_are_left_out() -> None:
    impossible = Finding(
        severity=Severity.IMPOSSIBLE, clause="STL-5", subject="W1", text=Text(zh="不可能", en="too much")
    )
    note = Finding(severity=Severity.NOTE, clause="STL-9", subject="stl", text=Text(zh="说明", en="not yet"))
    found = season([unit("F1")]).model_copy(update={"findings": (impossible, note)})
    lines = listed(found)
    assert lines.index("note STL-9 stl not yet") < lines.index("impossible STL-5 W1 too much")
    assert "Exempt" not in lines


def test_defaults_are_counted_by_field_and_source() -> None:
    used = [Defaulted(unit_id=u, field="shortest_stop_days", value="7", source="rule TIMES") for u in "ab"]
    assert "shortest_stop_days 7 2 rule TIMES" in listed(season([unit("F1")]), *used)


def test_defaults_of_a_process_from_one_source_share_a_row() -> None:
    used = [
        Defaulted(unit_id=unit_id, field=field, value=value, source="assumed")
        for unit_id, field, value in [
            ("F1", "restart_cost_yuan", "90000"),
            ("F1", "load_min", "0.5"),
            ("F2", "restart_cost_yuan", "120000"),
        ]
    ]
    lines = listed(season([unit("F1"), unit("F2")]), *used)
    assert "blast furnace restart_cost_yuan 90000…120000, load_min 0.5 2 assumed" in lines


def test_names_are_never_read_as_markup() -> None:
    marked = season([unit("F1")], enterprises=[works("W1", name="[red]钢铁[/]")])
    lines = shown(works_table(marked, Plan(), "en"))
    assert any("[red]钢铁[/]" in line for line in lines)


# ── what is owed in large and mixed seasons ──────────────────────────────────────────────────────


def test_each_clause_is_summed_up_by_kind() -> None:
    city, _ = city_season()
    lines = listed(city)
    assert "SX-4 highest load 27 90 2021-11-15…2022-04-14 60 %" in lines
    assert "CEM-1 full stop 9 30 2021-11-29…2022-03-29 121 days" in lines
    (days,) = (line for line in lines if line.startswith("SX-4 days stopped"))
    # bricks, ceramics, refractories, lime, carbon black: 31 and 45 days by stage; castings: 90 over both
    assert days == "SX-4 days stopped 54 180 2021-11-15…2022-01-14 31 days…90 days"


def test_works_of_a_large_season_list_only_what_they_give_up() -> None:
    kilns = [unit(f"K{n}", f"W{n}", name="No 1") for n in range(12)]
    limits = [owed(ShortestStop, [kiln.unit_id], days=7) for kiln in kilns]
    days = [owed(StopDays, [kiln.unit_id], clause="SX-4", days=5) for kiln in kilns]
    lines = listed(season(kilns, [*limits, *days]))
    assert "TEST-1 shortest stop 12 12 2021-11-15…2021-11-24 7 days" in lines
    (row,) = (line for line in lines if "stands at least 5 days" in line)
    assert row.startswith(
        "SX-4 each blast furnace stands at least 5 days in 2021-11-15…2021-11-24 for the test W0 (1)"
    )
    assert not any("each stop of" in line for line in lines)


def test_duties_that_differ_in_their_days_only_share_a_row() -> None:
    kilns = [unit("K1", name="No 1"), unit("K2", name="No 2")]
    both = [owed(StopDays, [k.unit_id], *days, days=3) for k in kilns for days in ((0, 4), (5, 9))]
    lines = listed(season(kilns, both))
    alike = "each of 2021-11-15…2021-11-19 and 2021-11-20…2021-11-24"
    said = "TEST-1 each blast furnace stands at least 3 days in"
    assert f"{said} {alike} for the test W1 No 1, No 2" in lines
    apart = listed(season(kilns, both[:3]))
    assert f"{said} {alike} for the test W1 No 1" in apart
    assert f"{said} 2021-11-15…2021-11-19 for the test W1 No 2" in apart


def test_many_duties_met_by_one_clause_share_a_row() -> None:
    less = Overruled(clause="SX-4", required="31", ground=Text(zh="B级", en="grade B"))
    kilns = [unit(f"K{n}", f"W{n}", name="No 1") for n in range(6)]
    full = [owed(StopWindow, [kiln.unit_id], clause="CEM-1", overruled=(less,)) for kiln in kilns]
    met = "SX-4 31 grade B CEM-1 full stop"
    assert f"{met} W0 No 1, W1 No 1, W2 No 1, W3 No 1 and 2 more" in listed(season(kilns, full))


def test_an_exemption_of_some_units_and_days_says_which() -> None:
    part = Exempted(
        enterprise_id="W1",
        clause="ZZ-2",
        lifts=("ZZ-2",),
        ground=Text(zh="天然气", en="natural gas"),
        units=("K1",),
        window=window(0, 4),
    )
    kilns = season([unit("K1", name="No 1"), unit("K2", name="No 2")])
    lines = listed(kilns.model_copy(update={"exemptions": (part,)}))
    assert "W1 No 1 2021-11-15…2021-11-19 ZZ-2 ZZ-2 natural gas" in lines


def test_works_that_a_notice_does_not_meet_share_a_row_and_units_left_do_not() -> None:
    checked = api.check(api.read(TUTORIAL))
    outside = [works(f"X{n}", name=f"厂{n}") for n in range(6)]
    scenario = checked.scenario.model_copy(update={"enterprises": (*checked.scenario.enterprises, *outside)})
    findings = [
        Finding(severity=Severity.NOTE, clause=clause, subject=subject, text=Text(zh="无", en="left"))
        for clause, subject in [
            ("CEM-2", "K1"),
            ("CEM-2", "K2"),
            *(("T-1", w.enterprise_id) for w in outside),
        ]
    ]
    season = checked.season.model_copy(update={"findings": tuple(findings)})
    lines = shown(listing(scenario, season, "en"))
    assert "note T-1 厂0, 厂1, 厂2, 厂3 and 2 more not met by the notice" in lines
    assert {"note CEM-2 K1 left", "note CEM-2 K2 left"} <= set(lines)


def test_hours_lines_and_days_that_are_missed_are_said_with_their_units() -> None:
    ovens = season(
        [oven("C1"), unit("K1")],
        [
            owed(CokingTime, ["C1"], normal_hours=24, hours=48),
            owed(StopDays, ["K1"], days=5),
            owed(LinesOff, ["K1"], subject="W1", process=Process.POT_LINE, by="lines", weights={"K1": 1},
                 required=1),
        ],
    )  # fmt: skip
    lines = shown(broken_table(ovens, verify(ovens, plan(stop("K1", 0, 3))), "en"))
    assert any("48 h 24 h" in line for line in lines)
    assert any("5 days 4 days" in line for line in lines)
    assert any("1 lines 0 lines" in line for line in lines)
