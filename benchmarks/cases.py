"""What is measured: a scenario, how long it may be planned, and the seed."""

from dataclasses import dataclass
from pathlib import Path

SCENARIOS = Path(__file__).parents[1] / "scenarios"


@dataclass(frozen=True)
class Case:
    scenario: str
    """Name of a folder in ``scenarios``."""
    time_limit_s: float
    seed: int = 1

    @property
    def folder(self) -> Path:
        return SCENARIOS / self.scenario


CASES = {
    "tutorial": Case("tutorial", 30),
    "handan": Case("handan-2021-2022", 90),
    "2+26": Case("2+26-2021-2022", 300),
}
"""By name; a new case is one line here."""
