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
    "shanxi-cement": Case("shanxi-cement-2021-2022", 120),
    "shanxi-city": Case("shanxi-city-2021-2022", 120),
    "zhengzhou": Case("zhengzhou-2017-2018", 120),
    "zhoucun": Case("zhoucun-2020-2021", 120),
}
"""By name; a new case is one line here."""
