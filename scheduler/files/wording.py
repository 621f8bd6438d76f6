"""What a fault says: pydantic's findings in plain words, and the nearest name that was perhaps meant."""

import re
from collections.abc import Callable, Collection, Iterable
from difflib import SequenceMatcher, get_close_matches
from fractions import Fraction
from typing import Any, TypeVar
from unicodedata import normalize

from pydantic_core import ErrorDetails

from scheduler.domain.base import decimal_text, exact
from scheduler.errors import Fault, InputError

LISTED_AT_MOST = 30
"""Names that a hint lists when none is near."""

_LATIN, _CHINESE = 0.55, 0.5
"""How alike names must be to be near; of two Chinese characters one may differ."""

_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "is not text",
    "int_type": "is not a whole number",
    "int_parsing": "is not a whole number",
    "int_from_float": "is not a whole number",
    "bool_type": "is neither true nor false",
    "bool_parsing": "is neither true nor false",
    "date_type": "is not a date",
    "date_parsing": "is not a date",
    "date_from_datetime_parsing": "is not a date that exists",
    "model_type": "is not a mapping",
    "dict_type": "is not a mapping",
    "tuple_type": "is not a list",
    "frozen_set_type": "is not a list",
    "union_tag_not_found": "does not say which kind it is",
}
_WITH_NUMBER = {
    "greater_than_equal": ("is below {}", "ge"),
    "too_short": ("has fewer than {} entries", "min_length"),
}

_ALTERNATIVES = re.compile(r"\^\(?([a-z|]+)\)?\$")

Read = TypeVar("Read")


def collect(faults: list[Fault], read: Callable[[], Read]) -> Read | None:
    """What ``read`` gives, or ``None`` after adding what it found wrong to ``faults``."""
    try:
        return read()
    except InputError as error:
        faults.extend(error.faults)
        return None


def messages(finding: ErrorDetails) -> list[str]:
    """What a finding of pydantic says: a check of a whole record may have found several faults."""
    if finding["type"] == "value_error":
        return [str(fault) for fault in finding["ctx"]["error"].args]
    return [message(finding)]


def message(finding: ErrorDetails) -> str:
    """One finding of pydantic as a predicate: 'is not a share between 0 and 1'."""
    kind, context = finding["type"], finding.get("ctx", {})
    if kind == "value_error":
        return "; ".join(messages(finding))
    if kind in _WITH_NUMBER:
        text, name = _WITH_NUMBER[kind]
        return text.format(context[name])
    if expected(finding):
        return "is not one of the names known here"
    return _PLAIN.get(kind, finding["msg"])


def expected(finding: ErrorDetails) -> list[str]:
    """The names that would have been right, where pydantic gives them."""
    context = finding.get("ctx", {})
    names = str(context.get("expected", context.get("expected_tags", "")))
    if alternatives := _ALTERNATIVES.fullmatch(str(context.get("pattern", ""))):
        names = alternatives[1].replace("|", ", ")
    return [name.strip(" '") for name in names.replace(" or ", ", ").split(",") if name.strip(" '")]


def hint(finding: ErrorDetails) -> str:
    """What was perhaps meant, or nothing."""
    if finding["type"] == "value_error" and "share" in str(finding["ctx"]["error"]):
        return share_hint(finding["input"])
    if names := expected(finding):
        tag = finding.get("ctx", {}).get("tag", finding["input"])
        return nearest(str(tag), names)
    return ""


def share_hint(value: Any) -> str:
    """``0.30`` for 30: a share that was perhaps given in per cent."""
    try:
        number = exact(value)
    except ValueError:
        return ""
    if not 1 < number <= 100:
        return ""
    share = number / 100
    return f"{float(share):.2f}" if share * 100 == int(share * 100) else decimal_text(Fraction(share))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to ``name``, or those that are equally near.

    Where none is near: all of them if they are few, else nothing.
    """
    names = list(dict.fromkeys(known))
    by_plain = {_plainly(candidate): candidate for candidate in names}
    near = _nearest_of(_plainly(name), by_plain)
    if len(near) == 1:
        return by_plain[near[0]]
    offered = [by_plain[plain] for plain in near] or names
    return f"one of {', '.join(offered)}" if 0 < len(offered) <= LISTED_AT_MOST else ""


def _nearest_of(plain: str, known: Collection[str]) -> list[str]:
    cutoff = _LATIN if plain.isascii() else _CHINESE
    near = get_close_matches(plain, known, n=LISTED_AT_MOST, cutoff=cutoff)
    likeness = {candidate: SequenceMatcher(None, candidate, plain).ratio() for candidate in near}
    best = max(likeness.values(), default=0)
    return [candidate for candidate in known if likeness.get(candidate) == best]


def _plainly(name: str) -> str:
    """Names are compared in lower case and half width."""
    return normalize("NFKC", name).lower()
