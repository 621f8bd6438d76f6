"""YAML is plain data: nothing twice, nothing built, every fault with its line."""

from datetime import date
from typing import Self

import pytest
from pydantic import BaseModel, model_validator

from scheduler.files.yaml_text import parse_yaml, validated
from tests.files.folders import faults_of, only_fault


def test_plain_data_and_its_lines() -> None:
    found = parse_yaml("a: 0.30\nb:\n  - {day: 2021-11-15}\n  - true\nB-: no\n", "x.yaml")
    assert found.data == {"a": 0.3, "b": [{"day": date(2021, 11, 15)}, True], "B-": "no"}
    assert found.lines["b", 1] == 4


def test_all_duplicate_keys_and_tags_are_named_at_once() -> None:
    text = "a: 1\nb: {c: 1, c: 2}\na: 2\nd: !!python/object/apply:os.system [ls]\ne: !mine 3\n"
    faults = faults_of(lambda: parse_yaml(text, "x.yaml"))
    assert [(fault.line, fault.key) for fault in faults] == [(2, "b.c"), (3, "a"), (4, "d"), (5, "e")]
    assert faults[1].message == "key a is there twice, first on line 1"
    assert faults[2].message == "tag !!python/object/apply:os.system is refused: only plain data is read"


def test_a_day_that_does_not_exist() -> None:
    fault = only_fault(lambda: parse_yaml("first: 2021-02-30\n", "x.yaml"))
    assert (fault.line, fault.key, fault.value) == (1, "first", "2021-02-30")


def test_an_alias_stands_for_what_it_names() -> None:
    assert parse_yaml("a: &x [1, 2]\nb: *x\n", "x.yaml").data == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [1,", "is not YAML"),
        ("a: 1\n---\nb: 2\n", "is not YAML"),
        ("a: \x07", "is not YAML"),
        ("", "is empty"),
        ("# nothing\n", "is empty"),
        ("[" * 1000, "is nested too deeply"),
        ("a: &a [*a]", "an alias stands inside what it names"),
        ("? [1]\n: 2\n", "a key is not text"),
        ("<<: {a: 1}\n", "tag tag:yaml.org,2002:merge is refused on a key"),
    ],
)
def test_what_is_no_plain_data_is_refused(text: str, says: str) -> None:
    assert only_fault(lambda: parse_yaml(text, "x.yaml")).message.startswith(says)


def test_aliases_of_aliases_are_not_unfolded_without_end() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    fault = only_fault(lambda: parse_yaml("\n".join(lines), "x.yaml"))
    assert fault.message == "aliases unfold to more than can be read"


class Whole(BaseModel):
    """A record whose parts are checked together."""

    parts: dict[str, int]
    uses: list[dict[str, str]]

    @model_validator(mode="after")
    def _together(self) -> Self:
        raise ValueError(
            "uses of unknown parts: wheel",
            "parts used by nothing: bell",
            "parts.bell: 2 is odd; so is the saddle",
        )


def test_several_faults_of_a_whole_record_are_listed_one_by_one_each_on_its_line() -> None:
    text = "uses:\n  - {part: saddle}\n  - {part: wheel}\nparts:\n  saddle: 1\n  bell: 2\n"
    faults = faults_of(lambda: validated(Whole, parse_yaml(text, "x.yaml")))
    assert [(fault.message, fault.line, fault.key) for fault in faults] == [
        ("uses of unknown parts: wheel", 3, "uses.1.part"),
        ("parts used by nothing: bell", 6, "parts.bell"),
        ("parts.bell: 2 is odd; so is the saddle", 6, "parts.bell"),
    ]


def test_places_in_lists_are_keys() -> None:
    found = parse_yaml("a:\n  12:\n    - x: 1\n    - x: 2\n", "x.yaml")
    assert found.keys_under(("a",), "12.1.x") == ("a", "12", 1, "x")
    assert found.keys_under(("a",), "12.7.y") == ("a", "12", "7", "y")
