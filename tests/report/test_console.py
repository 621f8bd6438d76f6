"""What a terminal shows: shares by works, cost by term, what is broken, what is owed and why."""

from fractions import Fraction

from rich.console import Console, RenderableType

from scheduler.domain.base import Text
from scheduler.domain.finding import Finding, Severity
from scheduler.domain.obligation import Overruled, ShortestStop
from scheduler.domain.plan import Plan
from scheduler.domain.scenario import Defaulted, Scenario
from scheduler.domain.season import Season
from scheduler.report.console import broken_table, comparison, cost_table, verified_line, works_table
from scheduler.report.listing import listing
from scheduler.verify.check import verify
from tests.helpers import owed, plan, season, stop, unit, works
from tests.report.story import told_plan, told_season


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
    plans = {"ours": verify(told, told_plan()), "idle": verify(told, Plan())}
    avoided = {"ours": Fraction(2000), "idle": Fraction(0)}
    lines = shown(comparison(told, plans, avoided, "en"))
    assert any("ours" in line and "idle" in line for line in lines)
    assert "total 388,000 0" in lines
    assert "output avoided (t) 2,000 0" in lines
    assert "yuan a tonne avoided 194 –" in lines
    assert "verified: 5 obligations, 1 broken" in lines
    assert "verified: 5 obligations, 4 broken" in lines


def test_units_that_owe_the_same_share_a_row() -> None:
    alike = season(
        [unit("F1", name="No 1"), unit("F2", name="No 2"), unit("F3", name="No 3")],
        [owed(ShortestStop, [name], days=days) for name, days in (("F1", 7), ("F2", 7), ("F3", 10))],
    )
    lines = listed(alike)
    assert "W1 each stop of No 1, No 2 lasts at least 7 days TEST-1 for the test" in lines
    assert "each stop of No 3 lasts at least 10 days TEST-1 for the test" in lines


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
        line.startswith("全停钢铁 the works stops at least 100 %") and "grade D" in line for line in lines
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


def test_names_are_never_read_as_markup() -> None:
    marked = season([unit("F1")], enterprises=[works("W1", name="[red]钢铁[/]")])
    lines = shown(works_table(marked, Plan(), "en"))
    assert any("[red]钢铁[/]" in line for line in lines)
