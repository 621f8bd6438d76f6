"""What is measured: a scenario, how long it may be planned, and the seed."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler import api
from scheduler.domain.season import Season
from scheduler.generate.generate import generate
from scheduler.generate.write import write_season

SCENARIOS = Path(__file__).parents[1] / "scenarios"
GENERATED_SEED = 7


@contextmanager
def generated(works: int, seed: int) -> Iterator[Path]:
    """The folder of a season that is made while the block runs."""
    with TemporaryDirectory() as made:
        folder = Path(made) / "season"
        write_season(generate(works, seed), folder)
        yield folder


@dataclass(frozen=True)
class Case:
    scenario: str
    """Name of a folder in ``scenarios``, or of a season that is generated."""
    time_limit_s: float
    gap: float = 0.01
    """At which the search may end."""
    seed: int = 1
    works: int = 0
    """Of a season that is generated; 0: the scenario is a shipped one."""

    def folder(self) -> AbstractContextManager[Path]:
        """The scenario's folder, while the block runs."""
        return generated(self.works, GENERATED_SEED) if self.works else nullcontext(SCENARIOS / self.scenario)

    def season(self) -> Season:
        """The season, derived."""
        with self.folder() as folder:
            return api.check(api.read(folder)).season


CASES = {
    "tutorial": Case("tutorial", 30),
    "handan": Case("handan-2021-2022", 60),
    "2+26": Case("2+26-2021-2022", 300),
    "shanxi-cement": Case("shanxi-cement-2021-2022", 120),
    "shanxi-city": Case("shanxi-city-2021-2022", 120),
    "zhengzhou": Case("zhengzhou-2017-2018", 120),
    "zhoucun": Case("zhoucun-2020-2021", 120),
    "province": Case("generated --works 500 --seed 7", 600, gap=0.02, works=500),
    "28-cities": Case("generated --works 3000 --seed 7", 3600, gap=0.03, works=3000),
}
"""By name; a new case is one line here."""
