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
from typing import Any, Protocol


class CuofengError(Exception):
    """Base of all; ``exit_code`` is what the command ends with."""

    exit_code = 1

    def said(self, lang: str) -> str:
        """The message in Chinese or English, where it has both; ``str`` gives the English one."""
        return str(self)


class Words(Protocol):
    """The same words in both languages."""

    def __getitem__(self, lang: str, /) -> str: ...


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

    def __init__(
        self, clauses: Sequence[str], reasons: Sequence[Words] = (), explanation: Any = None
    ) -> None:
        self.clauses = tuple(clauses)
        self.reasons = tuple(reasons)
        self.explanation = explanation
        """What ``explain`` gives, where it was asked: tables that show themselves in a notebook."""
        super().__init__(self.said("en"))

    def said(self, lang: str) -> str:
        """Which clauses collide, then a line for each reason."""
        head = f"No plan can exist; these collide: {', '.join(self.clauses) or 'the clauses together'}"
        if lang == "zh":
            head = f"不存在可行方案；相互冲突的条款：{'、'.join(self.clauses) or '各条款合在一起'}"
        return "\n".join([head, *(reason[lang] for reason in self.reasons)])


class NoPlanFound(CuofengError):
    """Time or memory ended before a plan was found, or a proof that there is none."""

    exit_code = 4

    def __init__(self, seconds: float, bound_yuan: int | None, out_of_memory: bool = False) -> None:
        self.seconds = seconds
        self.bound_yuan = bound_yuan
        self.out_of_memory = out_of_memory
        super().__init__(self.said("en"))

    def said(self, lang: str) -> str:
        """After how long, what any plan costs at least, and what may help."""
        bound = self.bound_yuan
        if lang == "zh":
            least = "没有下界" if bound is None else f"任何方案至少需{bound:,}元"
            ended = f"{self.seconds:.0f}秒内{'（内存用尽）' if self.out_of_memory else ''}未找到方案"
            more = "加大--memory" if self.out_of_memory else "延长--time-limit"
            return f"{ended}；{least}。\n  可{more}。"
        least = "no bound" if bound is None else f"any plan costs at least {bound:,} yuan"
        ended = f"in {self.seconds:.0f} s{', when memory ran out' if self.out_of_memory else ''}"
        more = "more --memory" if self.out_of_memory else "a longer --time-limit"
        return f"No plan found {ended}; {least}.\n  Maybe give {more}."


class PlanRejected(CuofengError):
    """The checker refused what the solver made; it is kept aside and never handed out."""

    exit_code = 5

    def __init__(self, kept: Path | None, findings: Sequence[str]) -> None:
        self.kept = kept
        self.findings = tuple(findings)
        super().__init__(self.said("en"))

    def said(self, lang: str) -> str:
        """Where it is kept aside, then a line for each finding; those are in English."""
        head = f"The plan failed verification.{f' Kept aside in {self.kept}.' if self.kept else ''}"
        if lang == "zh":
            head = f"方案未通过核验。{f'已另存于{self.kept}。' if self.kept else ''}"
        return "\n".join([head, *self.findings])
