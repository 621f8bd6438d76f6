"""A text of a value to take a digest of: sets in order, tables by name, no number rounded."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel


def canonical(value: Any) -> str:
    """The same text for the same value in every process, and another for another value."""
    match value:
        case BaseModel():
            return f"{type(value).__name__}{canonical({name: inner for name, inner in value})}"
        case Mapping():
            entries = sorted(f"{canonical(key)}: {canonical(inner)}" for key, inner in value.items())
            return f"{{{', '.join(entries)}}}"
        case set() | frozenset():
            return f"<{', '.join(sorted(map(canonical, value)))}>"
        case list() | tuple():
            return f"[{', '.join(map(canonical, value))}]"
        case str():
            return repr(str(value))
        case _:
            return repr(value)
