"""A kind of obligation, or a term, stands under one name in every place that must know it."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import scheduler.model.rules
import scheduler.model.terms
import scheduler.verify.checks
from scheduler.domain.objective import DEFAULT_OBJECTIVE, Term
from scheduler.domain.obligation import Obligation
from scheduler.model.rules import RULES
from scheduler.model.terms import TERMS
from scheduler.verify.checks import CHECKS
from scheduler.verify.costs import COSTS

OBLIGATIONS = get_args(get_args(Obligation)[0])
KINDS = {owed.model_fields["kind"].default for owed in OBLIGATIONS}
TERM_NAMES = {term.model_fields["term"].default for term in get_args(get_args(Term)[0])}
RULES_PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def described(heading: str) -> list[str]:
    """Names in the first column of the tables below a heading of docs/rules.md."""
    (section,) = re.findall(rf"^## {heading}.*?(?=^## |\Z)", RULES_PAGE, re.DOTALL | re.MULTILINE)
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


def modules_in(package: object) -> set[str]:
    folder = Path(package.__file__).parent  # type: ignore[attr-defined]
    return {file.stem for file in folder.glob("*.py")} - {"__init__"}


def test_every_kind_is_told_to_the_model_and_measured_by_the_checker() -> None:
    assert set(RULES) == set(CHECKS) == KINDS
    assert modules_in(scheduler.model.rules) == modules_in(scheduler.verify.checks) == KINDS


def test_every_kind_is_described_once() -> None:
    described_kinds = [
        kind for scope in ("a unit", "an enterprise", "a region") for kind in described(f"Of {scope}")
    ]
    assert sorted(described_kinds) == sorted(KINDS)


@pytest.mark.parametrize("owed", OBLIGATIONS, ids=lambda owed: owed.__name__)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_has_a_sentence_filled_with_fields_of_its_own(owed: type, lang: str) -> None:
    sentence = owed.sentence[lang]
    asked = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    assert "subject" in asked
    assert asked <= set(owed.model_fields)
    assert bool(re.search("[一-鿿]", sentence)) is (lang == "zh")


@pytest.mark.parametrize("owed", OBLIGATIONS, ids=lambda owed: owed.__name__)
def test_every_kind_says_in_what_it_is_measured(owed: type) -> None:
    assert owed.unit_of_measure


def test_every_term_is_told_to_the_model_priced_by_the_checker_and_described() -> None:
    assert set(TERMS) == set(COSTS) == TERM_NAMES == {term.term for term in DEFAULT_OBJECTIVE}
    assert modules_in(scheduler.model.terms) == TERM_NAMES
    assert sorted(described("Objective")) == sorted(TERM_NAMES)


def test_every_term_has_a_bound_on_totals() -> None:
    assert all(hasattr(term, "relaxed_cost") for term in TERMS.values())
