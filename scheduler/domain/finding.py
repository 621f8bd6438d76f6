"""What is said of a scenario before a solver runs: what is owed by nobody, overruled, or impossible."""

from enum import StrEnum

from scheduler.domain.base import Text, Value


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
    """An enterprise that a clause frees, and of which clauses."""

    enterprise_id: str
    clause: str
    lifts: tuple[str, ...]
    ground: Text
