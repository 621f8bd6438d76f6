"""A scenario: the facts of one season, as read from its folder and checked."""

from typing import Annotated, Any

from pydantic import Field

from scheduler.domain.base import Amount, Positive, Share, Text, Value
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise, Event
from scheduler.domain.objective import DEFAULT_OBJECTIVE, Term
from scheduler.domain.obligation import ChangeoverDays
from scheduler.domain.policy import Policy
from scheduler.domain.unit import Process, Unit


class Link(Value):
    """Which units feed which, with stock and purchases (MATERIAL)."""

    enterprise_id: str
    product: str
    feeders: tuple[str, ...]
    consumers: tuple[str, ...]
    t_per_t: Positive
    stock_t: Amount
    stock_max_t: Amount
    purchases_t_per_day: Amount


class HeatDemand(Value):
    """Homes' floor area that a network, or a works without one, must heat on each day of a range."""

    network: str
    """Name of a heat network, or id of an enterprise."""
    window: DayRange
    demand_m2: Amount


class Price(Value):
    """Factor on the margin of all units that make a product, in one month."""

    product: str
    """A process name: what its units make."""
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    factor: Amount


class AlertLevel(Value):
    """A heavy-pollution alert 重污染天气预警."""

    city: str
    level: Annotated[str, Field(pattern="^(yellow|orange|red)$")]
    window: DayRange


class Rotation(Value):
    """The planner's wish for even rotation in each city (ROTATION)."""

    process: Process
    by: Annotated[str, Field(pattern="^city$")] = "city"
    band: Share
    """Width of the corridor as a share of the group's capacity; never narrower than its largest unit."""
    hard: bool = False
    """Hold the band at any price instead of pricing what leaves it."""
    changeovers_per_day: Annotated[int, Field(ge=1)] | None = None
    changeover_days: ChangeoverDays = ChangeoverDays.ANY


class Limits(Value):
    """Wishes of the planner that the scenario makes hard."""

    largest_excess_burden: Share | None = None
    """Largest burden of a works above its owed share, per stage."""
    peak_emission_kg_per_day: dict[str, Amount] = Field(default_factory=dict)
    """City to highest weighted emission of a day."""


class Defaulted(Value):
    """A value that the inventory left empty."""

    unit_id: str
    field: str
    value: str
    source: str


class Scenario(Value):
    """Facts of one season: works, units, notices with their parameters, wishes and weights."""

    name: str
    title: Text
    policies: tuple[Policy, ...]
    horizon: DayRange
    parameters: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Policy id to parameter name to value, checked and with the notice's defaults filled in."""
    enterprises: tuple[Enterprise, ...]
    units: tuple[Unit, ...]
    links: tuple[Link, ...] = ()
    heat: tuple[HeatDemand, ...] = ()
    prices: tuple[Price, ...] = ()
    alerts: tuple[AlertLevel, ...] = ()
    events: tuple[Event, ...] = ()
    rotation: tuple[Rotation, ...] = ()
    limits: Limits = Limits()
    objective: tuple[Term, ...] = DEFAULT_OBJECTIVE
    defaulted: tuple[Defaulted, ...] = ()
    attribution: str = ""
    """Where the facts come from; carried to every export."""
    digest: str = ""
    """SHA-256 over the folder's files and the policies: names the input of a plan."""
