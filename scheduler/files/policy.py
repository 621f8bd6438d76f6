"""Policies: a notice of the library by its id, or one in a local file."""

from importlib.resources import as_file, files
from pathlib import Path

from scheduler.domain.policy import Policy
from scheduler.errors import Fault, InputError
from scheduler.files.wording import nearest
from scheduler.files.yaml_text import read_yaml, validated

_ENDINGS = (".yaml", ".yml")


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
