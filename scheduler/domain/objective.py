"""The objective's terms, each in yuan with its weight. A season's cost is their sum."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from scheduler.domain.base import Amount, Value
from scheduler.domain.unit import Pollutant

Weight = Annotated[int, Field(ge=0)]


class LostMargin(Value):
    """Margin of the days stopped and loads lowered, by day and month price factor."""

    term: Literal["lost_margin"] = "lost_margin"
    weight: Weight = 1


class RestartCost(Value):
    """Restart cost of each stop that begins in the season."""

    term: Literal["restart_cost"] = "restart_cost"
    weight: Weight = 1


class PeakEmissions(Value):
    """Highest daily weighted emission of each city over the season."""

    term: Literal["peak_emissions"] = "peak_emissions"
    yuan_per_kg: Weight = 100
    pollutant_weights: dict[Pollutant, Amount] = Field(
        default_factory=lambda: {p: Fraction(1) for p in Pollutant}
    )


class Unfairness(Value):
    """Burden above the owed share, per works and stage: each city's largest, and the sum (FAIRNESS)."""

    term: Literal["unfairness"] = "unfairness"
    yuan_per_permille_largest: Weight = 20_000
    yuan_per_permille_sum: Weight = 2_000


class BandExcess(Value):
    """Stopped capacity outside the rotation band, summed over the days (ROTATION)."""

    term: Literal["band_excess"] = "band_excess"
    yuan_per_t: Weight = 50


class UnplacedMaintenance(Value):
    """Maintenance jobs that find no place inside a stop (CEM-7)."""

    term: Literal["unplaced_maintenance"] = "unplaced_maintenance"
    yuan_per_job: Weight = 1_000_000


Term = Annotated[
    LostMargin | RestartCost | PeakEmissions | Unfairness | BandExcess | UnplacedMaintenance,
    Field(discriminator="term"),
]

DEFAULT_OBJECTIVE: tuple[Term, ...] = (
    LostMargin(),
    RestartCost(),
    PeakEmissions(),
    Unfairness(),
    BandExcess(),
    UnplacedMaintenance(),
)
