"""docs/clauses.md leads from each clause to what asks for it, how it is planned and measured, and a test."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from scheduler.domain.measure import NotComputed
from scheduler.domain.obligation import Obligation
from scheduler.domain.policy import Policy
from scheduler.domain.scenario import Scenario
from scheduler.files.policy import library_ids, load_policy

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "clauses.md").read_text(encoding="utf-8")
KINDS = {owed.model_fields["kind"].default for owed in get_args(get_args(Obligation)[0])}
TOGETHER = {"ALERT", "ROTATION", "HEAT", "SUPPLY", "MATERIAL", "FAIRNESS", "LEDGER"}
NOTHING = "—"


class Row(NamedTuple):
    """One line of the page: a clause and one thing that reads it."""

    clause: str
    demands: str
    key: str
    kind: str
    rule: str
    check: str
    test: str
    comes_to: str


def rows(heading: str) -> tuple[Row, ...]:
    """The table below the heading that names a notice."""
    (section,) = re.findall(rf"^## [^\n]*{re.escape(heading)}.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for line in section.splitlines() if re.match(r"\| [A-Z]{2,}", line)]
    return tuple(Row(*(cell.strip() for cell in line.strip("|").split(" | "))) for line in lines)


def names(cell: str) -> list[str]:
    """What a cell names in code, or nothing."""
    return re.findall(r"`([^`]+)`", cell)


ALL = tuple((heading, row) for heading in (*library_ids(), "several") for row in rows(heading))
NOTICES = pytest.mark.parametrize("policy", [load_policy(name) for name in library_ids()], ids=library_ids())
EACH = pytest.mark.parametrize(
    "row", [row for _, row in ALL], ids=[f"{row.clause}-{row.key}" for _, row in ALL]
)


@NOTICES
def test_every_clause_and_everything_that_reads_it_has_a_row(policy: Policy) -> None:
    known = [(row.clause, key) for row in rows(policy.id) for key in names(row.key)]
    assert sorted(known) == sorted(set(readers(policy)))
    assert {clause for clause, _ in known} == set(policy.clauses)


def readers(policy: Policy) -> Iterator[tuple[str, str]]:
    """Clauses and the parts of the notice's file that read them."""
    yield policy.places.clause, "places"
    yield policy.stages_clause, "stages"
    if policy.grade:
        yield policy.grade.clause, "grade"
    yield from ((measure.clause, measure.measure) for measure in policy.measures)


def test_what_follows_from_several_clauses_has_a_row_and_its_place_in_the_scenario() -> None:
    found = rows("several")
    assert {row.clause for row in found} == TOGETHER
    assert {key for row in found for key in names(row.key)} <= set(Scenario.model_fields)


@EACH
def test_a_row_names_a_kind_with_its_rule_and_check(row: Row) -> None:
    kinds = names(row.kind)
    assert set(kinds) <= KINDS
    assert names(row.rule) == [f"rules/{kind}.py" for kind in kinds]
    assert names(row.check) == [f"checks/{kind}.py" for kind in kinds]
    assert all((ROOT / "scheduler" / "model" / file).is_file() for file in names(row.rule))
    assert all((ROOT / "scheduler" / "verify" / file).is_file() for file in names(row.check))


@EACH
def test_a_row_names_tests_that_exist(row: Row) -> None:
    tests = names(row.test)
    assert tests
    for test in tests:
        path, _, function = test.partition("::")
        assert f"\ndef {function}(" in (ROOT / "tests" / path).read_text(encoding="utf-8")


@EACH
def test_a_row_says_what_the_clause_demands_and_comes_to(row: Row) -> None:
    assert re.search("[一-鿿]", row.demands), "the Chinese key term is missing"
    assert row.comes_to
    assert not (row.kind == NOTHING and row.comes_to == NOTHING)


@NOTICES
def test_what_is_not_yet_computed_is_called_so(policy: Policy) -> None:
    lacking = {m.clause for m in policy.of(NotComputed) if m.does.en.startswith("Not yet")}
    called = {row.clause for row in rows(policy.id) if row.comes_to.startswith("Not yet computed")}
    assert called == lacking


def test_every_kind_but_the_planners_own_limit_is_asked_for_by_a_clause() -> None:
    asked = {kind for _, row in ALL for kind in names(row.kind)}
    assert KINDS - asked == {"emission_ceiling"}
