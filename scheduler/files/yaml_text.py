"""YAML read strictly: plain data, no key twice, no tag that builds an object, every value with its line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from scheduler.errors import Fault, InputError
from scheduler.files.wording import hint, messages, nearest

CORE = "tag:yaml.org,2002:"
CORE_TAGS = {CORE + name for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")}

MOST_PARTS = 200_000
"""Values that one file may hold; a few aliases of aliases would unfold to millions."""

Key = str | int
Keys = tuple[Key, ...]
"""Where a value stands: keys of mappings and places in lists, from the top."""
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """Plain data of one YAML file, and the line on which each part begins."""

    file: str
    data: Any
    lines: dict[Keys, int] = field(default_factory=dict)

    def fault(self, keys: Iterable[Key], text: str, maybe: str = "", value: str = "") -> Fault:
        """A fault at ``keys``, or at the part around them that is there."""
        keys = tuple(keys)
        known = next(keys[:n] for n in range(len(keys), -1, -1) if keys[:n] in self.lines or n == 0)
        line = self.lines.get(known, 1)
        return Fault(text, self.file, line=line, key=_dotted(keys), value=value, maybe=maybe)

    def keys_under(self, above: Keys, dotted: str) -> Keys:
        """The keys of a part that is named with dots below ``above``; in lists it is named by its place."""
        keys = above
        for part in dotted.split("."):
            listed = (*keys, int(part)) if part.isdecimal() else None
            keys = listed if listed in self.lines else (*keys, part)
        return keys


def read_yaml(path: Path) -> Document:
    """Read one YAML file.

    Raises:
        InputError: every key that is there twice, every tag beyond plain data, or the
            place where the text stops being YAML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError([Fault(f"can't be read: {error.strerror}", str(path))]) from error
    except UnicodeDecodeError as error:
        fault = Fault("wrong encoding: is not UTF-8", str(path), maybe="save it as UTF-8")
        raise InputError([fault]) from error
    return parse_yaml(text, str(path))


def parse_yaml(text: str, file: str) -> Document:
    """Read YAML text; ``file`` is named in faults. Raises as ``read_yaml`` does."""
    yaml = YAML(typ="safe", pure=True)
    plain = _Plain(file, yaml.constructor.construct_object)
    try:
        root = yaml.compose(text)
        data = plain.value(root, ()) if root else None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        text = f"is not YAML: {error.problem or error.context}"
        raise InputError([Fault(text, file, line=line)]) from error
    except YAMLError as error:
        raise InputError([Fault(f"is not YAML: {str(error).splitlines()[0]}", file)]) from error
    except RecursionError as error:
        raise InputError([Fault("is nested too deeply", file)]) from error
    if root is None:
        raise InputError([Fault("is empty", file)])
    if plain.faults:
        raise InputError(plain.faults)
    return Document(file, data, plain.lines)


class _Plain:
    """Turns composed nodes into plain data, noting lines and faults on the way."""

    def __init__(self, file: str, scalar: Any) -> None:
        self.file, self.scalar = file, scalar
        self.lines: dict[Keys, int] = {}
        self.faults: list[Fault] = []
        self.around: set[int] = set()
        """Nodes that the one being read stands in."""
        self.parts = 0

    def value(self, node: Node, keys: Keys) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(keys, line)
        self.parts += 1
        if id(node) in self.around:
            return self._refuse("an alias stands inside what it names", keys, line)
        if self.parts > MOST_PARTS:
            raise InputError([Fault("aliases unfold to more than can be read", self.file, line=line)])
        self.around.add(id(node))
        data = self._plain(node, keys, line)
        self.around.remove(id(node))
        return data

    def _plain(self, node: Node, keys: Keys, line: int) -> Any:
        if node.tag not in CORE_TAGS:
            tag = str(node.tag).replace(CORE, "!!")
            return self._refuse(
                f"tag {tag} is refused: only plain data is read", keys, line, maybe="plain text"
            )
        if isinstance(node, MappingNode):
            return self._mapping(node, keys)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*keys, place)) for place, item in enumerate(node.value)]
        return self._scalar(node, keys, line)

    def _mapping(self, node: MappingNode, keys: Keys) -> dict[str, Any]:
        """Keys are taken as text, as written."""
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._refuse("a key is not text", keys, line)
                continue
            if key_node.tag not in CORE_TAGS:
                self._refuse(f"tag {key_node.tag} is refused on a key", keys, line)
            inner = (*keys, key_node.value)
            if key_node.value in data:
                first = self.lines[inner]
                self._refuse(f"key {key_node.value} is there twice, first on line {first}", inner, line)
            self.lines.setdefault(inner, line)
            data[key_node.value] = self.value(value_node, inner)
        return data

    def _scalar(self, node: Node, keys: Keys, line: int) -> Any:
        try:
            return self.scalar(node)
        except (ValueError, YAMLError):
            return self._refuse("is not a value that exists", keys, line, value=str(node.value))

    def _refuse(self, text: str, keys: Keys, line: int, value: str = "", maybe: str = "") -> None:
        self.faults.append(Fault(text, self.file, line=line, key=_dotted(keys), value=value, maybe=maybe))


def validated(model: type[Model], document: Document) -> Model:
    """The document as a ``model``.

    Raises:
        InputError: every fault of the schema, with line and key.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        names = _property_names(model)
        findings = error.errors(include_url=False)
        faults = [fault for finding in findings for fault in _faults_of(finding, document, names)]
        raise InputError(faults) from error


def _faults_of(finding: Any, document: Document, names: set[str]) -> Iterator[Fault]:
    for text in messages(finding):
        yield _fault_of(finding, text, document, names)


def _fault_of(finding: Any, text: str, document: Document, names: set[str]) -> Fault:
    keys = _keys_in(document.data, finding["loc"])
    if finding["type"] == "extra_forbidden":
        others = names - set(_at(document.data, keys[:-1]))
        near = nearest(str(keys[-1]), sorted(others))
        return document.fault(keys, "key is not known here", "" if near.startswith("one of") else near)
    if finding["type"] == "missing":
        return document.fault((*keys, finding["loc"][-1]), "is missing")
    if not keys:
        keys = _spoken_of(document, text)
    value = finding["input"]
    shown = str(value) if isinstance(value, str | int | float) else ""
    return document.fault(keys, text, hint(finding), shown)


def _keys_in(data: Any, loc: tuple[Key, ...]) -> Keys:
    """The parts of a pydantic location that are keys of the data; it also names union members."""
    keys: list[Key] = []
    for part in loc:
        inside = part in data if isinstance(data, dict) else isinstance(data, list) and isinstance(part, int)
        if inside:
            keys.append(part)
            data = data[part]
    return tuple(keys)


def _at(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data[key]
    return data


def _spoken_of(document: Document, text: str) -> Keys:
    """For a fault of the whole file: the part that its message names, as ``grade_shares.C``.

    Dotted names count first, then what the message lists after its colon, then what it says in general;
    but a name that stands at few places counts before those that stand at many.
    """
    offenders = text.rpartition(": ")[2] if ": " in text else ""
    words = [word.strip(":,;()") for word in [*offenders.split(), *text.split()]]
    words.sort(key=lambda word: "." not in word.strip("."))
    named = [found for word in words if (found := _named(document, word))]
    return min(named, key=len, default=[()])[0]


def _named(document: Document, name: str) -> list[Keys]:
    """The outermost parts of a document whose key is ``name``, or that hold it."""
    parts = name.split(".")
    found = [
        keys
        for keys in document.lines
        if (keys[-1:] == (parts[-1],) and _in_order(parts, keys)) or _at(document.data, keys) == name
    ]
    return [keys for keys in found if len(keys) == len(min(found, key=len))]


def _in_order(parts: Iterable[str], keys: Keys) -> bool:
    rest = iter(keys)
    return all(part in rest for part in parts)


def _property_names(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}


def _dotted(keys: Iterable[Key]) -> str:
    return ".".join(str(key) for key in keys)
