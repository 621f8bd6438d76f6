"""Everything that cuofeng raises on purpose.

CuofengError
├── InputError        faults of an inventory, policy, scenario or plan folder, all at once  (exit 2)
├── OutputExists      the output folder is there already                                    (exit 2)
├── NoPlanExists      the season cannot be planned; names the colliding clauses             (exit 3)
├── NoPlanFound       none found in the time or memory given; gives the best bound          (exit 4)
└── PlanRejected      a plan of the solver failed verification; says where it is kept       (exit 5)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class CuofengError(Exception):
    """Base of all; ``exit_code`` is what the command ends with."""

    exit_code = 1


@dataclass(frozen=True)
class Fault:
    """One fault of an input: what, where, and what to try."""

    message: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    maybe: str = ""
    line: int | None = None
    """Of a text file, where rows belong to tables."""
    key: str = ""
    """Of a YAML file, dotted: ``stages.0.window``."""

    def __str__(self) -> str:
        places = [self.file, self.sheet and f"sheet {self.sheet}", self.row and f"row {self.row}"]
        places += [self.column and f"column {self.column}", self.line and f"line {self.line}"]
        places += [self.key and f"key {self.key}", self.value and f"value {self.value!r}"]
        where = ", ".join(str(place) for place in places if place)
        hint = f"\n  Maybe {self.maybe}" if self.maybe else ""
        return f"{where}: {self.message}{hint}" if where else f"{self.message}{hint}"


class InputError(CuofengError):
    """Every fault found in an input."""

    exit_code = 2

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class OutputExists(CuofengError):
    """A folder is not overwritten without being asked."""

    exit_code = 2

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} exists already.\n  Maybe give another --out, or --overwrite.")


class NoPlanExists(CuofengError):
    """No plan can hold every obligation."""

    exit_code = 3

    def __init__(self, clauses: Sequence[str], reasons: Sequence[str] = (), explanation: Any = None) -> None:
        self.clauses = tuple(clauses)
        self.reasons = tuple(reasons)
        self.explanation = explanation
        """What ``explain`` gives, where it was asked: tables that show themselves in a notebook."""
        named = ", ".join(self.clauses) or "the clauses together"
        super().__init__("\n".join([f"No plan can exist; these collide: {named}", *self.reasons]))


class NoPlanFound(CuofengError):
    """Time or memory ended before a plan was found, or a proof that there is none."""

    exit_code = 4

    def __init__(self, seconds: float, bound_yuan: int | None, out_of_memory: bool = False) -> None:
        bound = "no bound" if bound_yuan is None else f"any plan costs at least {bound_yuan:,} yuan"
        ended = f"in {seconds:.0f} s{', when memory ran out' if out_of_memory else ''}"
        more = "more --memory" if out_of_memory else "a longer --time-limit"
        super().__init__(f"No plan found {ended}; {bound}.\n  Maybe give {more}.")


class PlanRejected(CuofengError):
    """The checker refused what the solver made; it is kept aside and never handed out."""

    exit_code = 5

    def __init__(self, kept: Path | None, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        where = f" Kept aside in {kept}." if kept else ""
        super().__init__("\n".join([f"The plan failed verification.{where}", *self.findings]))
