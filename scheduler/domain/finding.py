"""What is said before a solver runs: what is owed by nobody, overruled, impossible, left of an old plan."""

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


class Adjusted(Value):
    """A row of an old plan that was not taken as it stood: left out, renamed or cut."""

    file: str = ""
    row: int | None = None
    """Neither is there for a plan in memory."""
    subject: str
    """Unit or job as the old plan has it."""
    text: Text
