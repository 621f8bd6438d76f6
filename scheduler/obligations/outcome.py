"""What reading a notice brings forth, and how each of it is made."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, TypeVar

from scheduler.domain.base import Text, decimal_text
from scheduler.domain.calendar import DayRange
from scheduler.domain.finding import Exempted, Finding, Severity
from scheduler.domain.obligation import Obligation, OneLoad, _Obligation
from scheduler.domain.unit import Unit
from scheduler.errors import Fault

Outcome = Obligation | Exempted | Finding | Fault

Owed = TypeVar("Owed", bound=_Obligation)


def owe(
    kind: type[Owed],
    *,
    clause: str,
    subject: str,
    window: DayRange,
    ground: Text,
    units: Iterable[Unit],
    apart: str = "",
    **fields: Any,
) -> Owed:
    """An obligation named ``clause/kind/subject/first day``, and what else tells it ``apart``."""
    parts = (clause, kind.model_fields["kind"].default, subject, str(window.first), apart)
    return kind(
        id="/".join(part for part in parts if part),
        clause=clause,
        subject=subject,
        window=window,
        ground=ground,
        units=tuple(unit.unit_id for unit in units),
        **fields,
    )


def one_load(clause: str, unit: Unit, window: DayRange, ground: Text) -> OneLoad:
    """A unit that cannot stop keeps one load all through the window."""
    return owe(
        OneLoad,
        clause=clause,
        subject=unit.unit_id,
        window=window,
        ground=ground,
        units=[unit],
        lowest_load=unit.lowest_load,
    )


def note(clause: str, subject: str, zh: str, en: str) -> Finding:
    return Finding(severity=Severity.NOTE, clause=clause, subject=subject, text=Text(zh=zh, en=en))


def impossible(clause: str, subject: str, zh: str, en: str) -> Finding:
    return Finding(severity=Severity.IMPOSSIBLE, clause=clause, subject=subject, text=Text(zh=zh, en=en))


def missing(name: str, column: str, clause: str, sheet: str = "enterprises") -> Fault:
    """A cell of a works or unit that a clause needs."""
    return Fault(
        f"{name} has no {column}, which {clause} needs",
        sheet=sheet,
        column=column,
        maybe=f"fill in {column} of {name}",
    )


def wrong_mode(message: str, unit: Unit, maybe: str) -> Fault:
    """A unit that does not reduce in the way that a clause asks for."""
    return Fault(message, sheet="units", column="mode", value=unit.mode, maybe=maybe)


def percent(share: Fraction) -> str:
    """A share in per cent for people: '40 %', or '≈ 33.33 %' where the decimals do not end."""
    hundredfold = share * 100
    text = decimal_text(hundredfold)
    return f"{text} %" if len(text) <= 8 and "/" not in text else f"≈ {float(hundredfold):.2f} %"


def amount(number: Fraction) -> str:
    """An amount for people, with thousands set apart; '≈' where it had to be rounded."""
    rounded = round(number, 2)
    text = f"{float(rounded):,.2f}".rstrip("0").rstrip(".")
    return text if rounded == number else f"≈ {text}"
