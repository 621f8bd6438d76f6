"""Why a season has no plan, on the tutorial and on seasons small enough to do by hand."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

import scheduler
from scheduler.cli import app
from scheduler.domain.base import Text
from scheduler.domain.obligation import (
    ChangeoverDays,
    ChangeoverLimit,
    ForbiddenDays,
    HeatFloor,
    Obligation,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.report.explanation import Explanation
from scheduler.report.told_conflict import headline
from scheduler.solve.run import Outcome
from scheduler.solve.settings import Settings
from scheduler.why.explain import Asked, why_not
from scheduler.why.gives import eased
from scheduler.why.probe import Probe
from scheduler.why.values import Answer, Conflict, Proof, WhyNot
from scheduler.why.ways_out import Inquiry
from tests.helpers import owed, season, unit
from tests.tutorial import ALL_OF_GRADE_C, ON_XUN_DAYS, TUTORIAL, YEAR_ALL_BUT_MADE, tutorial_with

TRY_EVERYTHING = Asked(every=True)


def explained(made: Season, asked: Asked = TRY_EVERYTHING) -> WhyNot:
    return why_not(made, (), Settings(time_limit_s=60, reproducible=True), asked)


def ids(conflict: Conflict) -> set[str]:
    return {one.id for one in conflict.obligations}


@pytest.fixture
def three_collide() -> Season:
    """Of 20 furnace days 5 are owed; F1 may not stand, and F2 heats all the homes: any two can hold."""
    furnaces = [unit("F1"), unit("F2", heat_area_m2=1000), unit("F3", "W2")]
    both = ["F1", "F2"]
    obligations: list[Obligation] = [
        owed(StopShare, both, clause="A", process=Process.BLAST_FURNACE, share=Fraction(1, 4)),
        owed(ForbiddenDays, ["F1"], clause="B"),
        owed(HeatFloor, ["F2"], clause="C", demand_m2=1000),
        owed(StopDays, ["F3"], clause="D", days=5),
    ]
    return season(furnaces, obligations)


# ── what collides ────────────────────────────────────────────────────────────────────────────────


def test_a_conflict_of_three_is_named_and_nothing_else(three_collide: Season) -> None:
    found = explained(three_collide)
    assert found.answer is Answer.IMPOSSIBLE
    assert found.all_found
    (conflict,) = found.conflicts
    assert conflict.clauses == ("A", "B", "C")
    assert conflict.irreducible
    assert conflict.proofs == (Proof.ARITHMETIC, Proof.TOTALS, Proof.DAYS)


def test_every_minimal_conflict_is_found_on_request(three_collide: Season) -> None:
    """Beside the three, F3 may stand on four days only, and in the other works nothing changes that."""
    more = owed(ForbiddenDays, ["F3"], 0, 5, clause="E")
    spoiled = three_collide.model_copy(update={"obligations": (*three_collide.obligations, more)})
    conflicts = explained(spoiled).conflicts
    assert [conflict.clauses for conflict in conflicts] == [("D", "E"), ("A", "B", "C")]
    assert len(explained(spoiled, Asked(every=True, limit=1)).conflicts) == 1


def test_every_conflict_is_one_too_that_only_days_show() -> None:
    """On the three days that are left for it each furnace must stop on the same morning, and one may.

    Days off add up all the same; those that F1 owes later do not.
    """
    both = ["F1", "F2"]
    made = season(
        [unit("F1"), unit("F2", "W2")],
        [
            *(owed(StopDays, [name], 0, 4, clause="A", days=3) for name in both),
            *(owed(ForbiddenDays, [name], 0, 1, clause="B") for name in both),
            owed(ChangeoverLimit, both, clause="ROTATION", most=1, days=ChangeoverDays.ANY),
            owed(StopDays, ["F1"], 6, 9, clause="C", days=2),
            owed(ForbiddenDays, ["F1"], 7, 9, clause="D"),
        ],
    )
    found = explained(made, Asked(every=True, ways=0))
    assert [conflict.clauses for conflict in found.conflicts] == [("C", "D"), ("A", "B", "ROTATION")]
    by_sums, by_day = found.conflicts
    assert Proof.TOTALS in by_sums.proofs
    assert by_day.proofs == (Proof.DAYS,)
    assert len(by_day.obligations) == 5
    assert by_day.irreducible
    assert found.all_found


def test_what_only_a_choice_of_days_shows_is_proved_by_day(tmp_path: Path) -> None:
    """On totals the notice's days off add up; from one xun day to the next they cannot stop."""
    scenario = scheduler.read(tutorial_with(tmp_path, ON_XUN_DAYS))
    found = scheduler.explain(scenario, ways_out=0, reproducible=True).found
    (conflict,) = found.conflicts
    assert conflict.proofs == (Proof.DAYS,)
    assert conflict.irreducible
    assert "ROTATION" in conflict.clauses
    assert len(conflict.obligations) <= 4


def test_a_season_with_a_plan_is_said_to_have_one() -> None:
    found = scheduler.explain(scheduler.read(TUTORIAL), reproducible=True)
    assert found.possible is True
    assert found.conflicts == ()
    assert "nothing collides" in repr(found)


def test_what_the_time_does_not_tell_stays_open(three_collide: Season) -> None:
    found = why_not(three_collide, (), Settings(time_limit_s=1e-6), TRY_EVERYTHING)
    assert found.answer is Answer.OPEN
    assert found.conflicts == ()


def test_an_obligation_of_which_the_time_does_not_tell_is_kept_and_said_to_be_doubtful(
    three_collide: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Probe, "by_day", lambda self, season: Answer.OPEN)
    (conflict,) = explained(three_collide).conflicts
    assert set(conflict.doubtful) == ids(conflict)
    assert not conflict.irreducible


def test_all_conflicts_are_claimed_only_where_every_question_was_answered(
    three_collide: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether others collide without one of the three is left open: there may be another conflict."""
    answered = Probe._status_of_totals

    def only_of_all(self: Probe, season: Season, seconds: float) -> Status:
        three = {"A", "B", "C"} <= {one.clause for one in season.obligations}
        return answered(self, season, seconds) if three else Status.UNKNOWN

    monkeypatch.setattr(Probe, "_status_of_totals", only_of_all)
    found = explained(three_collide)
    assert [conflict.clauses for conflict in found.conflicts] == [("A", "B", "C")]
    assert not found.all_found
    assert "at least 1 conflict" in headline(found, "en")


def test_a_conflict_that_is_not_proved_a_second_time_is_suspected_only(
    three_collide: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Probe, "proofs", lambda self, season: ())
    found = explained(three_collide)
    assert found.answer is Answer.OPEN
    assert not found.conflicts[0].proved
    said = " ".join(Explanation(Text(zh="例", en="case"), three_collide, found).reasons("en"))
    assert "Suspected conflict 1: 3 obligations seem not to hold together" in said
    assert headline(found, "en").startswith("In the time given neither")


def test_what_is_ruled_out_though_days_are_found_for_it_is_never_called_a_conflict(
    three_collide: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = three_collide.model_copy(update={"obligations": three_collide.obligations[1:]})
    monkeypatch.setattr("scheduler.why.conflicts.arithmetic_rules_out", lambda of: True)
    with pytest.raises(scheduler.PlanRejected, match="days were found for what had been ruled out"):
        explained(held, Asked())


def test_fewer_that_are_not_proved_alone_do_not_take_the_place_of_more_that_are(
    three_collide: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said to collide without the heat, but not proved to: all three stay, the heat in doubt."""
    proofs, by_day = Probe.proofs, Probe.by_day

    def three(season: Season) -> bool:
        return len(season.obligations) == 3

    monkeypatch.setattr(Probe, "proofs", lambda self, s: proofs(self, s) if three(s) else ())
    without_heat = {"A", "B"}
    monkeypatch.setattr(
        Probe,
        "by_day",
        lambda self, s, seconds=1.0: (
            Answer.IMPOSSIBLE
            if {one.clause for one in s.obligations} == without_heat
            else by_day(self, s, seconds)
        ),
    )
    (conflict,) = explained(three_collide, Asked()).conflicts
    assert conflict.clauses == ("A", "B", "C")
    assert conflict.proofs
    assert [one.clause for one in conflict.obligations if one.id in conflict.doubtful] == ["C"]


def test_what_only_arithmetic_rules_out_has_a_conflict_and_a_way_out_too() -> None:
    """Works by works and on totals all can be held; by the first day three furnaces must have stopped."""
    furnaces = [unit("F1"), unit("F2"), unit("F3", "W2")]
    made = season(
        furnaces,
        [
            *(owed(StopWindow, [f"F{n}"], 0, 4, clause="A") for n in (1, 2, 3)),
            owed(ChangeoverLimit, ["F1", "F2", "F3"], clause="ROTATION", most=2, days=ChangeoverDays.ANY),
            owed(StopDays, ["F1"], 5, 9, clause="B", days=1),
        ],
    )
    found = explained(made, Asked())
    (conflict,) = found.conflicts
    assert conflict.clauses == ("A", "ROTATION")
    assert len(conflict.obligations) == 4
    assert conflict.irreducible
    assert conflict.proofs == (Proof.ARITHMETIC, Proof.DAYS)
    assert found.ways_out[0].answer is Answer.POSSIBLE


def test_an_explanation_tells_what_it_is_asking(three_collide: Season) -> None:
    told: list[tuple[float, Text]] = []
    settings = Settings(time_limit_s=60, reproducible=True)
    why_not(three_collide, (), settings, Asked(), lambda seconds, what: told.append((seconds, what)))
    seconds = [moment for moment, _ in told]
    assert seconds == sorted(seconds)
    assert "proving again that 3 obligations collide" in [what.en for _, what in told]


# ── ways out ─────────────────────────────────────────────────────────────────────────────────────


def test_the_cheapest_way_out_gives_as_little_as_will_do(three_collide: Season) -> None:
    """The share gives all of its 25 %, or the homes all their heat: on average half of it would do."""
    first, second = explained(three_collide).ways_out
    assert [way.answer for way in (first, second)] == [Answer.POSSIBLE, Answer.POSSIBLE]
    assert {way.clauses for way in (first, second)} == {("A",), ("C",)}
    heat = next(way for way in (first, second) if way.clauses == ("C",)).concessions[0]
    assert (heat.asked, heat.left) == (1000, 0)


def test_each_part_without_a_plan_needs_a_way_out_of_its_own(three_collide: Season) -> None:
    """F3 stands in another city: what helps the one does not help the other."""
    more = owed(ForbiddenDays, ["F3"], 0, 5, clause="E")
    first, second = three_collide.enterprises
    elsewhere = (first, second.model_copy(update={"city": "邢台市"}))
    spoiled = three_collide.model_copy(
        update={"enterprises": elsewhere, "obligations": (*three_collide.obligations, more)}
    )
    found = explained(spoiled, Asked(ways=1))
    assert found.parts == 2
    assert [way.part for way in found.ways_out] == [1, 2]
    said = list(Explanation(Text(zh="例", en="case"), spoiled, found).reasons("en"))
    assert any(line.startswith("Way out 2 of part 2 of 2, each needs one") for line in said)


def test_a_clause_that_weighs_more_gives_later(three_collide: Season) -> None:
    cheap = explained(three_collide, Asked(clause_weights={"A": 9})).ways_out[0]
    assert cheap.clauses == ("C",)
    cheap = explained(three_collide, Asked(clause_weights={"C": 9})).ways_out[0]
    assert cheap.clauses == ("A",)


def test_a_way_out_that_a_plan_was_found_with_stays_in_front_of_those_that_only_days_tell(
    three_collide: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The share is cheapest and enough; half of the heat is next on totals, and by day too little."""
    asked = Asked(clause_weights={"C": 9})
    first, second = explained(three_collide, asked).ways_out
    assert [way.clauses for way in (first, second)] == [("A",), ("C",)]
    assert first.least
    monkeypatch.setattr(Inquiry, "by_day", lambda self, weights: Outcome(Status.UNKNOWN))
    kept = explained(three_collide, asked).ways_out[0]
    assert (kept.clauses, kept.answer, kept.least) == (("A",), Answer.POSSIBLE, True)


def test_days_give_by_days() -> None:
    """Six of ten days are owed where four are free: two days have to give."""
    made = season(
        [unit()],
        [owed(StopDays, ["F1"], clause="A", days=6), owed(ForbiddenDays, ["F1"], 0, 5, clause="B")],
    )
    (way,) = explained(made).ways_out
    (given,) = way.concessions
    assert (given.asked, given.left) == (6, 4)
    assert way.least
    assert abs(way.weight - Fraction(1, 3)) < Fraction(1, 1000)


# ── on the tutorial, and as people read it ───────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def without_a_plan(tmp_path_factory: pytest.TempPathFactory) -> Explanation:
    folder = tutorial_with(tmp_path_factory.mktemp("year"), YEAR_ALL_BUT_MADE)
    return scheduler.explain(scheduler.read(folder), every=True, reproducible=True)


def test_the_years_ceiling_collides_with_the_ovens_that_follow(without_a_plan: Explanation) -> None:
    conflict = without_a_plan.conflicts[0]
    assert [one.kind for one in conflict.obligations] == [
        "region_output_ceiling",
        "linked_units",
        "linked_units",
    ]


def test_all_conflicts_are_those_too_that_heat_shows_day_by_day(without_a_plan: Explanation) -> None:
    """Over the stage works A could stop both furnaces in turn; heated homes let it stop one on each day."""
    first, second = without_a_plan.conflicts
    assert first.proofs == second.proofs == (Proof.TOTALS, Proof.DAYS)
    assert second.clauses == ("HEAT", "T-2", "T-7")
    assert second.irreducible
    assert without_a_plan.found.all_found
    assert "2 conflicts and no other" in repr(without_a_plan)


def test_an_explanation_is_said_in_both_languages(without_a_plan: Explanation) -> None:
    chinese, english = (" ".join(without_a_plan.reasons(lang)) for lang in ("zh", "en"))
    assert "缺一不可" in chinese
    assert "粗钢产量不高于10,000吨" in chinese
    assert "none can be left out; proved again alone: on totals, by day" in english
    assert "10,000 t → 13,500 t" in english


def test_an_explanation_has_tables_and_shows_itself(without_a_plan: Explanation) -> None:
    frame = without_a_plan.to_frame("en")
    assert list(frame["clause"]) == ["T-2", "T-7", "T-7", "HEAT", "T-2", "T-7"]
    assert frame["needed"].all()
    given = without_a_plan.ways_out_frame()
    assert (given.loc[0, "asked"], given.loc[0, "left"]) == (10_000, 13_500)
    assert "出路1" in without_a_plan._repr_html_()


def test_plan_says_what_collides(tmp_path: Path) -> None:
    with pytest.raises(scheduler.NoPlanExists) as caught:
        scheduler.plan(scheduler.read(tutorial_with(tmp_path, YEAR_ALL_BUT_MADE)), reproducible=True)
    assert caught.value.clauses == ("T-2", "T-7")
    assert "样例 makes at most 10,000 t of crude steel in 2021-11-22…2021-11-28" in str(caught.value)
    chinese = caught.value.said("zh")
    assert chinese.startswith("不存在可行方案；相互冲突的条款：T-2、T-7")
    assert "10,000吨" in chinese
    assert len(chinese.splitlines()) == len(str(caught.value).splitlines())


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["explain", *map(str, arguments)], env={"COLUMNS": "160"})
    return result.exit_code, result.stdout


def test_the_command_ends_with_3_and_names_what_collides(tmp_path: Path) -> None:
    code, said = run(tutorial_with(tmp_path, ALL_OF_GRADE_C), "--lang", "en", "--reproducible")
    assert code == scheduler.NoPlanExists.exit_code
    assert "T-5" in said
    assert "57.1 %" in said


def test_the_command_writes_json_and_ends_with_0_where_there_is_a_plan() -> None:
    code, said = run(TUTORIAL, "--json")
    assert code == 0
    assert json.loads(said)["answer"] == "possible"


def test_a_window_outlives_being_eased() -> None:
    """A full stop that gives becomes days off in the same window."""
    less = eased(owed(StopWindow, ["F1"], 0, 6), 2)
    assert isinstance(less, StopDays)
    assert less.days == 5
    assert less.window.days == 7
