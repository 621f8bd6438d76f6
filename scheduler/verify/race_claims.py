"""What a race says it has found, and what its plans come to, counted day by day.

Nothing here knows the room that runs the race.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scheduler.domain.calendar import DayRange
from scheduler.domain.plan import Plan
from scheduler.domain.race import Duty, Past, Race, Score, Target
from scheduler.domain.race_results import Burden, Deal, Misreport, Offer, Position, Settlement, Turn
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit


@dataclass(frozen=True)
class Claimed:
    """Everything that a race says it has found."""

    scenario: Scenario
    """With the costs that works declare."""
    season: Season
    """As the notices ask, before duties were shared out."""
    race: Race
    values: Mapping[str, Mapping[str, Fraction | None]]
    scores: Sequence[Score]
    targets: Sequence[Target]
    duties: Sequence[Duty]
    without: Plan
    with_trade: Plan
    positions: Sequence[Position] = ()
    settlements: Sequence[Settlement] = ()
    """Of every region and scheme."""
    deals: Sequence[Deal] = ()
    offers: Sequence[Offer] = ()
    """The market's model, of which prices and divisions are."""
    misreports: Sequence[Misreport] = ()
    barred: frozenset[str] = frozenset()
    turns: Sequence[Turn] = ()
    burdens: Sequence[Burden] = ()
    left: Sequence[Past] = ()
    """What the season leaves to the next."""

    @property
    def history(self) -> Sequence[Past]:
        """What earlier seasons left."""
        return self.scenario.history


def region_of(claimed: Claimed, works: str) -> list[str]:
    """The works that share a works' target, of all that are scored."""
    regions = {duty.enterprise_id: duty.region for duty in claimed.duties}
    return [score.enterprise_id for score in claimed.scores if regions[score.enterprise_id] == regions[works]]


def units_of(claimed: Claimed, works: str) -> list[Unit]:
    return [u for u in claimed.season.units_of[works] if u.process is claimed.race.process]


def rate_of(season: Season, unit: Unit) -> Fraction:
    """Crude steel of a furnace's hot metal, the output of any other unit."""
    works = season.enterprise_by_id[unit.enterprise_id]
    ratio = works.steel_per_iron if unit.process is Process.BLAST_FURNACE else Fraction(1)
    return unit.capacity_t_per_day * ratio


def days_of(season: Season, window: DayRange) -> int:
    return sum(day in window for day in season.calendar.dates())


def stood_t(claimed: Claimed, plan: Plan, duty: Duty) -> Fraction:
    rates = {u.unit_id: rate_of(claimed.season, u) for u in units_of(claimed, duty.enterprise_id)}
    dates = list(claimed.season.calendar.dates())
    return sum(
        (
            rates[stop.unit_id] * sum(day in stop.window and day in duty.window for day in dates)
            for stop in plan.stops
            if stop.unit_id in rates
        ),
        Fraction(0),
    )


def differs(what: str, claimed: object, expected: object) -> str:
    return f"{what}: {claimed} by the race, {expected} by the checker"
