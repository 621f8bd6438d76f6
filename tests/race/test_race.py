"""Three works race: shared out, traded, settled, worked out a second time, written."""

import csv
import json
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from scheduler.cli import app
from scheduler.domain.enterprise import Event
from scheduler.domain.obligation import RegionOutputCeiling, StopShare
from scheduler.domain.plan import Progress
from scheduler.domain.race import Scheme
from scheduler.errors import InputError, NoPlanExists
from scheduler.files.scenario import read_scenario
from scheduler.obligations.derive import derive
from scheduler.race.prepare import prepare
from scheduler.race_result import RaceResult
from scheduler.races import plan_race
from scheduler.report.progress import progress_line
from scheduler.results import PlanResult
from tests.race.folders import RACE, changed_race

# ── duties ───────────────────────────────────────────────────────────────────────────────────────


def test_scores_and_duties_by_hand(result: RaceResult) -> None:
    """S1: 0.6 · 50 + 20 + 8 = 58; S3 knows no NOx: 40 + 10; S2: 5 + 0 + 4. Stage 1: half of 39,900 t are
    19,950. S2 is held by its ovens at 58.3 %, whole days: 6,000 t; 13,950 are left for 0.8 · 21,000 and
    1 · 8,400.
    """
    assert {s.enterprise_id: (s.total, s.rank) for s in result.prepared.scores} == {
        "S1": (58, 1),
        "S2": (9, 3),
        "S3": (50, 2),
    }
    stage1 = {d.enterprise_id: d.tonnes for d in result.prepared.duties if d.stage == "stage1"}
    assert stage1 == {"S1": 9300, "S2": 6000, "S3": 4650}
    assert [target.tonnes for target in result.prepared.targets] == [19950, 20520]


def test_what_cannot_be_shared_out_gives_its_reasons(tmp_path: Path) -> None:
    with pytest.raises(NoPlanExists) as caught:
        prepare(changed_race(tmp_path, race=RACE.replace("stage1: 0.5", "stage1: 0.9")))
    assert "can give up 26,400 t at most: S1 12,000 of 21,000 t" in str(caught.value)


def test_the_traded_season_keeps_what_may_not_be_traded(folder: Path) -> None:
    """40 % of each duty stay; T-5 is replaced; T-4 of the grade-A works holds as before."""
    prepared = prepare(read_scenario(folder))
    assert prepared.traded is not None
    shares = {
        (owed.subject, owed.window.first.day): owed.share
        for owed in prepared.traded.obligations
        if isinstance(owed, StopShare)
    }
    assert shares["S2", 22] == Fraction(4, 10) * Fraction(6000, 10500)
    pools = [
        o for o in prepared.traded.obligations if type(o) is RegionOutputCeiling and o.clause == "STL-12"
    ]
    assert [pool.tonnes for pool in pools] == [39900 - 19950, 45600 - 20520]
    assert {owed.clause for owed in prepared.traded.obligations} >= {"T-2", "T-3", "T-4", "T-7"}


def test_a_works_that_is_barred_bears_its_own_duty(tmp_path: Path) -> None:
    barred = RACE.replace("kept: 0.4", "kept: 0.4, barred_marks: [violation]")
    scenario = changed_race(tmp_path, race=barred)
    marked = scenario.enterprises[0].model_copy(update={"marks": frozenset({"violation"})})
    scenario = scenario.model_copy(update={"enterprises": (marked, *scenario.enterprises[1:])})
    prepared = prepare(scenario)
    assert prepared.traded is not None
    assert {
        o.share for o in prepared.traded.obligations if isinstance(o, StopShare) and o.subject == "S1"
    } == {
        Fraction(9300, 21000),
        Fraction(9680, 24000),
    }
    pool = next(o for o in prepared.traded.obligations if o.id.endswith("/pool"))
    assert not any(unit.startswith("S1") for unit in pool.units)


def test_a_mark_that_was_lost_before_the_season_bars_nobody(tmp_path: Path) -> None:
    """S1's violation was mended in the summer; S2 was found out the day before the season, S3 within it."""
    barred = RACE.replace("kept: 0.4", "kept: 0.4, barred_marks: [violation]")
    scenario = changed_race(tmp_path, race=barred)
    marked = scenario.enterprises[0].model_copy(update={"marks": frozenset({"violation"})})
    found = (
        ("S1", "mark_lost", "2021-08-01"),
        ("S2", "mark_won", "2021-11-21"),
        ("S3", "mark_won", "2021-12-01"),
    )
    events = tuple(
        Event.model_validate({"enterprise_id": works, "day": day, "kind": kind, "value": "violation"})
        for works, kind, day in found
    )
    update = {"enterprises": (marked, *scenario.enterprises[1:]), "events": events}
    assert prepare(scenario.model_copy(update=update)).barred == {"S2"}


def test_a_declared_cost_replaces_the_inventorys_margin(tmp_path: Path) -> None:
    prepared = prepare(changed_race(tmp_path, declared={"S2": "100"}))
    margins = {unit.unit_id: unit.margin_yuan_per_day for unit in prepared.own.units}
    assert margins["S2-BF1"] == 150_000
    assert margins["S1-BF1"] == 500_000


# ── trade and money ──────────────────────────────────────────────────────────────────────────────


def test_trading_costs_less_and_the_total_holds(result: RaceResult) -> None:
    assert result.gain_yuan > 0
    (exchange,) = result.exchanges
    assert sum(position.saved_fen for position in exchange.positions) > 0
    duties = result.duties("en").groupby("stage")
    assert (duties["stood_with_t"].sum() >= duties["duty_t"].sum()).all()


def test_a_plan_with_trade_to_begin_with_is_never_lost(
    folder: Path, alone: Path, result: RaceResult, tmp_path: Path
) -> None:
    assert isinstance(result.plan, PlanResult)
    traded = result.plan.save(tmp_path / "traded")
    again = plan_race(read_scenario(folder), alone, traded, time_limit_s=1, reproducible=True)
    assert again.gain_yuan >= result.gain_yuan
    least, most = again.gain_ends_yuan
    assert least == 0  # nobody knows how good the plan without trade is
    assert most is not None
    assert most >= again.gain_yuan


def test_what_follows_the_search_is_told(folder: Path, alone: Path) -> None:
    """Settling and checking take long in a large race: each is told when it begins."""
    heard: list[str] = []
    plan_race(
        read_scenario(folder),
        alone,
        time_limit_s=1,
        reproducible=True,
        on_progress=lambda now: heard.append(now.phase),
    )
    assert heard[-2:] == ["settle", "check"]


def test_the_bar_speaks_the_language_asked_for(
    folder: Path, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def line(now: Progress, lang: str) -> str:
        said.append(progress_line(now, lang))
        return said[-1]

    monkeypatch.setattr("scheduler.report.progress.progress_line", line)
    plan_race(read_scenario(folder), alone, time_limit_s=1, reproducible=True, lang="en")
    assert said[0].split("  ")[-1].startswith("first plan with trade: objective")


def test_what_trading_saves_lies_between_its_proved_ends(result: RaceResult) -> None:
    least, most = result.gain_ends_yuan
    assert most is not None
    assert 0 < least <= result.gain_yuan <= most


def test_payments_balance_to_the_fen_under_every_scheme(result: RaceResult) -> None:
    (exchange,) = result.exchanges
    assert {settlement.scheme for settlement in exchange.settlements} == set(Scheme)
    for settlement in exchange.settlements:
        assert sum(payment.fen for payment in settlement.payments) == 0


def test_without_trade_each_bears_its_own(tmp_path: Path) -> None:
    untraded = RACE.replace("  trade: {clauses: [T-5], kept: 0.4}\n", "")
    found = plan_race(changed_race(tmp_path, race=untraded), time_limit_s=4, gap=0.05, reproducible=True)
    assert found.plan is found.without
    assert found.exchanges == ()
    assert found.gain_yuan == 0
    assert list(found.payments.columns)[:2] == ["enterprise_id", "enterprise"]


def _assert_costs_and_deals_are_there(book: Workbook, told: dict[str, Any]) -> None:
    """Each works' cost before and after, and who sells how much to whom: what ``race.json`` says."""
    rows = {row[1]: row for row in book["赛马"].iter_rows(min_row=5, min_col=1, values_only=True)}
    first = told["positions"][0]
    assert rows["样例甲钢"][7:9] == tuple(
        f"{first[key] / 100:,.2f}" for key in ("cost_without_fen", "cost_with_fen")
    )
    names = {"S1": "样例甲钢", "S2": "样例乙钢", "S3": "样例丙钢"}
    deals = [
        row[1:] for row in book["赛马交易"].iter_rows(min_row=5, values_only=True) if isinstance(row[0], int)
    ]
    expected = [(names[d["seller"]], names[d["buyer"]], f"{float(d['tonnes']):,.0f}") for d in told["deals"]]
    assert [(seller, buyer, tonnes) for seller, buyer, _, tonnes, *_ in deals] == expected
    assert all(float(price.replace(",", "")) > 0 for row in deals for price in row[4:])


# ── files and command ────────────────────────────────────────────────────────────────────────────


def test_the_command_begins_with_a_plan_that_is_given_and_writes_the_race_whole(
    folder: Path, alone: Path, result: RaceResult, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    short = ["--time-limit", "4", "--gap", "0.05", "--reproducible", "--lang", "en", "--json"]
    run = CliRunner().invoke(app, ["race", str(folder), str(alone), "--out", str(out), *short])
    assert run.exit_code == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["without_trade"]["total_yuan"] == result.without.verification.total_yuan
    assert told["gain_yuan"] > 0
    assert sum(round(100 * yuan) for yuan in told["settlements"][0]["payment_yuan"].values()) == 0
    names = {file.name for file in out.iterdir()}
    assert names >= {
        "race.json",
        "scores.csv",
        "duties.csv",
        "payments.csv",
        "history.csv",
        "race.png",
        "plan",
    }
    book = load_workbook(out / "plan" / "annexes.xlsx")
    scored = list(book["赛马评分"].iter_rows(min_row=5, max_col=7, values_only=True))
    assert scored[0] == ("1", "样例甲钢", "58.0", "氮氧化物", "0.400", "30.0 / 50", "≤ 0.380 (+1)")
    assert scored[1] == ("1", "样例甲钢", "58.0", "等级", "B", "20.0 / 40", "A (+20)")
    assert scored[2] == ("1", "样例甲钢", "58.0", "违法次数", "1", "8.0 / 10", "≤ 0 (+2)")
    assert scored[3][3:] == ("氮氧化物", "缺", "0.0 / 50", "≤ 0.980 (+1)")
    assert scored[4][3:] == ("等级", "A", "40.0 / 40", "满分")
    sheet = book["赛马"]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "样例甲钢" in cells
    assert any("阶段1：9,300" in cell for cell in cells)
    assert any("2021年11月22日至11月28日" in cell and "19,950吨" in cell for cell in cells)
    assert any("元/吨" in cell for cell in cells)
    _assert_costs_and_deals_are_there(book, told)
    assert not any("stage" in cell for cell in cells)
    with (out / "history.csv").open(encoding="utf-8") as file:
        assert [row["enterprise_id"] for row in csv.DictReader(file)] == ["S1", "S2", "S3"]
    again = CliRunner().invoke(app, ["race", str(folder), str(alone), "--out", str(out)])
    assert again.exit_code == 2


def test_every_fault_of_a_race_is_told(tmp_path: Path) -> None:
    wrong = RACE.replace("of: nox_kg_per_t", "of: nox").replace("stage2: 0.45", "stage3: 0.45")
    with pytest.raises(InputError) as caught:
        changed_race(tmp_path, race=wrong)
    said = [(fault.key, fault.message, fault.maybe) for fault in caught.value.faults]
    assert (
        "race.criteria.0",
        "the table race has no value for it",
        "one of nox_kg_per_t, violations",
    ) in said
    assert (
        "race.criteria",
        "no criterion reads this column of the table race",
        "one of nox, violations",
    ) in said
    assert any(key == "race.target.stage3" and "stage1" in maybe for key, _, maybe in said)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("best: 0, worst: 1", "best: 1, worst: 0", "best must be below worst"),
        (", best: 0, worst: 1", "", "a dirtier one could owe less"),
        ("A: 2, B: 1, C: 0", "A: 1, B: 2, C: 0", "a better grade must never count for less"),
        ("A: 2, B: 1, C: 0", "A: 1, B: 1, C: 1", "best must be above worst"),
        ("ties: [grade]", "ties: [size]", "ties name no criterion: size"),
        ("A: 2, B: 1, C: 0}", "A: 2, B: 1, C: 0}, whole: true", "whole belongs to source table"),
        ("tilt: 0.2", "tilt: 1", "tilt must be below 1"),
        ("id: nox", "id: grade", "criteria are there twice: grade"),
    ],
)
def test_a_race_that_makes_no_sense_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        changed_race(tmp_path, race=RACE.replace(before, after))


def test_half_a_violation_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="counts in whole numbers, but S1 has another one") as caught:
        changed_race(
            tmp_path,
            nox={"S1": "0.5"},
            race=RACE.replace("of: nox_kg_per_t,", "of: nox_kg_per_t, whole: true,"),
        )
    assert [fault.value for fault in caught.value.faults] == ["0.5"]


def test_a_works_that_nobody_knows_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown works"):
        changed_race(tmp_path, nox={"S1": "0.1", "S9": "0.2"})


def test_units_that_run_lower_cannot_race(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"S1-CO1.*counts days off"):
        prepare(changed_race(tmp_path, race=RACE + "  process: coke_oven\n"))


def test_a_stage_with_other_days_for_some_works_of_a_region_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As two notices would have it: the duties of a stage could not be added up."""
    season = derive(read_scenario(folder))
    first, *others = season.stages
    window = first.window.model_copy(update={"last": first.window.last - timedelta(days=1)})
    own = (first.model_copy(update={"window": window}), *others)
    apart = season.model_copy(update={"stages_by_works": {**season.stages_by_works, "S1": own}})
    monkeypatch.setattr("scheduler.race.prepare.derive", lambda _: apart)
    with pytest.raises(InputError, match="stage1 has other days for some works of 样例"):
        prepare(read_scenario(folder))


def test_a_scenario_without_a_race_says_so() -> None:
    from tests.tutorial import TUTORIAL  # noqa: PLC0415

    with pytest.raises(InputError, match="has no race"):
        prepare(read_scenario(TUTORIAL))
