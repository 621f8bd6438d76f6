"""The published schema of policy files is up to date, takes every notice of the library and refuses typos."""

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scheduler.files.policy import json_schema, library_ids, policy_path
from scheduler.files.yaml_text import read_yaml

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "policy.schema.json"


def published_text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def as_editors_read(data: Any) -> Any:
    """Plain YAML as editors check it: a day is text."""
    match data:
        case dict():
            return {key: as_editors_read(value) for key, value in data.items()}
        case list():
            return [as_editors_read(value) for value in data]
        case date():
            return data.isoformat()
        case _:
            return data


def notice(policy_id: str = "stl-2021-241") -> Any:
    return as_editors_read(read_yaml(policy_path(policy_id)).data)


def faults_of(data: Any) -> list[str]:
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(json.loads(PUBLISHED.read_text("utf-8")), format_checker=checker)
    return [fault.message for fault in validator.iter_errors(data)]


def test_the_published_schema_is_up_to_date() -> None:
    """When this fails, write ``published_text(json_schema())`` to docs/policy.schema.json."""
    assert PUBLISHED.read_text(encoding="utf-8") == published_text(json_schema())


def test_the_published_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("policy_id", library_ids())
def test_every_notice_of_the_library_fits(policy_id: str) -> None:
    assert faults_of(notice(policy_id)) == []


@pytest.mark.parametrize("policy_id", library_ids())
def test_every_notice_of_the_library_tells_editors_where_its_schema_is(policy_id: str) -> None:
    path = policy_path(policy_id)
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    found = path.parent / first_line.removeprefix("# yaml-language-server: $schema=")
    assert found.resolve() == PUBLISHED


@pytest.mark.parametrize(
    ("keys", "typo"),
    [
        (("measuers",), []),
        (("places", "city"), ["邯郸"]),
        (("stages", 0, "window", "first"), "2021-11-31"),
        (("measures", 0, "lift"), ["STL-5"]),
        (("measures", 0, "measure"), "exemptoin"),
        (("measures", 0, "who", 0, "grades"), ["A-"]),
        (("measures", 0, "who", 0, "unless"), [{"fuels": ["gas"]}]),
        (("parameters", "region_level", "type"), "region"),
    ],
)
def test_a_typo_is_a_fault(keys: tuple[str | int, ...], typo: Any) -> None:
    data = deepcopy(notice())
    part = data
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = typo
    assert faults_of(data)


def test_an_exact_number_may_be_written_as_a_fraction() -> None:
    data = notice()
    cut = next(measure for measure in data["measures"] if measure["measure"] == "region_cut")
    cut["cut"] = "1/3"
    assert faults_of(data) == []


def test_editors_are_offered_the_names_of_industries_and_marks_and_take_others() -> None:
    condition = json_schema()["$defs"]["Condition"]["properties"]
    offered = [choice.get("enum", []) for choice in condition["without_marks"]["items"]["anyOf"]]
    assert "carbide_slag" in offered[0]
    data = notice() | {"industries": ["paper"], "marks": {"own_port": {"zh": "自有码头", "en": "own port"}}}
    assert faults_of(data) == []


def test_editors_are_told_what_keys_mean() -> None:
    schema = json_schema()
    assert schema["$defs"]["Condition"]["description"].startswith("Holds where every part given here holds")
    assert schema["properties"]["clauses"]["description"] == "What each clause demands, in a sentence."
