"""Policies: a notice of the library by its id, or one in a local file."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from scheduler.domain.enterprise import Mark
from scheduler.domain.policy import Policy
from scheduler.domain.words import INDUSTRY_NAMES
from scheduler.errors import Fault, InputError
from scheduler.files.wording import nearest
from scheduler.files.yaml_text import read_yaml, validated

_ENDINGS = (".yaml", ".yml")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MARKS = [mark.value for mark in Mark]
_SUGGESTED = {
    "industries": list(INDUSTRY_NAMES),
    "marks": _MARKS,
    "any_mark": _MARKS,
    "without_marks": _MARKS,
}
"""Lists of free text, and the names that an editor offers for them."""


def library_ids() -> tuple[str, ...]:
    """Ids of the notices that come with the package."""
    entries = (files("scheduler") / "policies").iterdir()
    return tuple(sorted(Path(entry.name).stem for entry in entries if entry.name.endswith(_ENDINGS)))


def load_policy(reference: str, base: Path = Path()) -> Policy:
    """A notice by library id, or by path of a local file (``….yaml``) relative to ``base``.

    Raises:
        InputError: for an unknown id, and for every fault of the file with its line.
    """
    return validated(Policy, read_yaml(policy_path(reference, base)))


def policy_path(reference: str, base: Path = Path()) -> Path:
    """The file of a notice.

    Raises:
        InputError: for an id that the library does not have.
    """
    if reference.endswith(_ENDINGS):
        return base / reference
    known = library_ids()
    if reference not in known:
        maybe = nearest(reference, known) or "a path that ends with .yaml"
        raise InputError([Fault("is no policy of the library", value=reference, maybe=maybe)])
    with as_file(files("scheduler") / "policies" / f"{reference}.yaml") as path:
        return path


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a policy file, published as ``docs/policy.schema.json``.

    An editor completes keys and values by it and shows what they mean. Exact numbers are numbers or text
    such as ``1/3``. What holds between parts, such as clauses cited but not described, only reading tells.
    """
    schema = Policy.model_json_schema()
    for record in (schema, *schema["$defs"].values()):
        properties = record.get("properties", {})
        for name in _SUGGESTED.keys() & properties.keys():
            if "items" in properties[name]:
                properties[name]["items"] = {"anyOf": [{"enum": _SUGGESTED[name]}, {"type": "string"}]}
    return {"$schema": _DIALECT, **schema}
