"""What every peer is given and tells: a season, seconds, a seed; plans and bounds as it finds them."""

import time
from dataclasses import dataclass, field

from scheduler.domain.plan import Plan
from scheduler.domain.season import Season


@dataclass(frozen=True)
class Told:
    """A plan, what the peer says that one costs, or a bound; and when it was there."""

    seconds: float
    plan: Plan | None
    cost_yuan: int | None
    bound_yuan: int | None


@dataclass
class Task:
    """One season for one peer. The clock runs from the derived season on: building a model counts."""

    season: Season
    seconds: float
    seed: int
    begun: float = field(default_factory=time.perf_counter)
    told: list[Told] = field(default_factory=list)

    @property
    def left(self) -> float:
        return max(0.0, self.seconds - (time.perf_counter() - self.begun))

    def tell(
        self, plan: Plan | None = None, cost_yuan: int | None = None, bound_yuan: int | None = None
    ) -> None:
        seconds = round(time.perf_counter() - self.begun, 3)
        self.told.append(Told(seconds, plan, cost_yuan, bound_yuan))
