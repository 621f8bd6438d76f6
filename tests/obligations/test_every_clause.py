"""Where every clause of the notice bites, every clause shows: owed, ground, overruled, exempt or finding."""

import re

from scheduler.domain.enterprise import Mark
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.obligations.precheck import precheck
from tests.helpers import oven, unit
from tests.obligations.builders import STEEL, found, season_of, works
from tests.policies import notices


def steel_season() -> Season:
    enterprises = [
        works("W1", grade="A"),
        works("W2", grade="B", marks=frozenset({Mark.VIOLATION})),
        works(
            "W3",
            grade="B",
            crude_steel_capacity_t_per_year=1_000_000,
            heated_area_capacity_m2=2_500_000,
            heated_area_last_year_m2=1_200_000,
        ),
        works("W4", city="上海市"),
    ]
    units = [unit(f"F{n}", f"W{n}") for n in (1, 2, 3, 4)]
    return season_of(enterprises, [*units, oven("C2", "W2"), unit("S2", "W2", process=Process.SINTER)])


def shown(season: Season) -> set[str]:
    texts = [owed.ground.en for owed in season.obligations]
    named = {clause for text in texts for clause in re.findall(r"STL-\d+", text)}
    owed = {owed.clause for owed in season.obligations}
    overruled = {lesser.clause for owed in season.obligations for lesser in owed.overruled}
    exempt = {exempted.clause for exempted in season.exemptions}
    return named | owed | overruled | exempt | {finding.clause for finding in season.findings}


def test_every_clause_shows_where_all_bite() -> None:
    season = steel_season()
    assert set(STEEL.clauses) == {f"STL-{number}" for number in range(1, 17)}
    assert set(STEEL.clauses) <= shown(season)
    assert not any("binds nothing in this scenario" in finding.text.en for finding in season.findings)
    assert precheck(season) == ()


def test_clauses_that_are_not_computed_say_so_plainly() -> None:
    season = steel_season()
    for clause in ("STL-9", "STL-14", "STL-15"):
        (said,) = found(season, clause)
        assert said.text.en.startswith("Not yet computed in this version")
        assert said.text.zh.startswith("本版本尚未计算")
    assert "cuofeng race" in found(season, "STL-12")[0].text.en
    assert "stops.csv" in found(season, "STL-16")[0].text.en


def test_clauses_that_bind_nothing_are_said() -> None:
    season = season_of([works()], [unit()])
    silent = {f.clause for f in season.findings if f.text.en == "binds nothing in this scenario"}
    assert silent == {"STL-4", "STL-8", "STL-11"}


def test_clauses_that_only_say_where_and_when_are_no_duty_that_binds_nothing() -> None:
    """SX-1 gives the stages of Shanxi: nobody can owe it."""
    shanxi = notices.season(notices.SHANXI, [notices.line(Process.BRICK_KILN)], grade="A")
    silent = {f.clause for f in shanxi.findings if f.text.en == "binds nothing in this scenario"}
    assert "SX-1" not in silent
    assert "SX-3" in silent


def test_grounds_and_findings_speak_both_languages() -> None:
    season = steel_season()
    texts = [owed.ground for owed in season.obligations] + [finding.text for finding in season.findings]
    assert all(text.zh and text.en and text.zh != text.en for text in texts)
    assert not [text.en for text in texts if re.search(r"[\u4e00-\u9fff]", text.en.replace("上海市", ""))]
