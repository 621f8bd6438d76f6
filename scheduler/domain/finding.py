"""What is said of a scenario before a solver runs: what is owed by nobody, overruled, or impossible."""

from enum import StrEnum

from scheduler.domain.base import Text, Value
from scheduler.domain.calendar import DayRange


class Severity(StrEnum):
    NOTE = "note"
    """Worth knowing: a clause that binds nothing, a default."""
    IMPOSSIBLE = "impossible"
    """Arithmetic alone rules a plan out."""


class Finding(Value):
    severity: Severity
    clause: str
    subject: str
    text: Text


class Exempted(Value):
    """An enterprise, or some units of it, that a clause frees, of which clauses and on which days."""

    enterprise_id: str
    clause: str
    lifts: tuple[str, ...]
    ground: Text
    units: tuple[str, ...] = ()
    """Empty for the whole works."""
    window: DayRange | None = None
    """``None``: the whole season."""
