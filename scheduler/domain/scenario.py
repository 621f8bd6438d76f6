"""A scenario: the facts of one season, as read from its folder and checked."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, field_validator

from scheduler.domain.base import Amount, Positive, Share, Text, Value
from scheduler.domain.calendar import DayRange
from scheduler.domain.change import Change
from scheduler.domain.enterprise import Enterprise, Event
from scheduler.domain.objective import DEFAULT_OBJECTIVE, Term
from scheduler.domain.obligation import ChangeoverDays
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.policy import Policy
from scheduler.domain.race import Entry, Past, Race
from scheduler.domain.unit import Days, Process, Unit
from scheduler.errors import Fault, InputError


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


Week = Annotated[str, Field(pattern=r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$")]
"""``2021-W47``: the ISO week, Monday to Sunday."""


COKE_GAS = "coke_gas"
"""The product that coke ovens make for the city, in m³ (SX-6)."""


class Demand(Value):
    """Tonnes (or m³ of gas) of a product that a region needs in a week (CEM-8, SX-6)."""

    product: str
    """A process name: what its units make; or ``COKE_GAS``, in m³."""
    region: str
    """A city or province."""
    week: Week
    floor_t: Amount
    stock_t: Amount | None = None
    """In store when the first week begins; read from the first week's row."""
    stock_max_t: Amount | None = None
    """What the region can store; without it nothing is carried over."""

    @field_validator("week")
    @classmethod
    def _in_the_calendar(cls, week: str) -> str:
        try:
            date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
        except ValueError:
            raise ValueError(f"{week[:4]} has no week {week[6:]}") from None
        return week

    @property
    def window(self) -> DayRange:
        year, week = int(self.week[:4]), int(self.week[6:])
        return DayRange(first=date.fromisocalendar(year, week, 1), last=date.fromisocalendar(year, week, 7))


class Route(Value):
    """Supply that may move between regions in a week (CEM-10)."""

    product: str
    from_region: str
    to_region: str
    capacity_t_per_week: Amount


class MaintenanceJob(Value):
    """Work on a unit that wants it to stand (CEM-7, SX-12)."""

    unit_id: str
    days: Days
    earliest: date
    """First day on which it may begin."""
    latest: date
    """Last day on which it may end."""
    crew: str = ""
    """Jobs of one crew are not done at the same time; empty: a crew of its own."""
    must: bool = False
    """A plan that finds no place for it is no plan."""


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
    by: RegionLevel = RegionLevel.CITY
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

    @property
    def follows_capacity(self) -> bool:
        """The default is so much for each tonne per day."""
        return self.field in ("margin_yuan_per_day", "restart_cost_yuan")


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
    demand: tuple[Demand, ...] = ()
    routes: tuple[Route, ...] = ()
    maintenance: tuple[MaintenanceJob, ...] = ()
    alerts: tuple[AlertLevel, ...] = ()
    events: tuple[Event, ...] = ()
    rotation: tuple[Rotation, ...] = ()
    limits: Limits = Limits()
    objective: tuple[Term, ...] = DEFAULT_OBJECTIVE
    defaulted: tuple[Defaulted, ...] = ()
    race: Race | None = None
    """How works are scored, share the region's duty and trade it; ``None``: as the notices say."""
    entries: tuple[Entry, ...] = ()
    """What the table ``race`` says of the works."""
    history: tuple[Past, ...] = ()
    """What earlier seasons left to be evened out."""
    attribution: str = ""
    """Where the facts come from; carried to every export."""
    digest: str = ""
    """SHA-256 over the folder's files, the policies and the changes: names the input of a plan."""
    variants: dict[str, tuple[Change, ...]] = Field(default_factory=dict)
    """Named changes for what-if."""
    changes: tuple[Change, ...] = ()
    """What was changed since the folder was read, in order."""

    def change(self, *changes: Change) -> "Scenario":
        """A new scenario after some changes, checked as reading checks it; this one stays as it is.

        Changes are applied in their order and later ones win (``docs/what-if.md``). What follows from the
        clauses then, and what is impossible, ``scheduler.check`` says.

        Raises:
            InputError: every fault of every change: names that nobody has, parameters a notice refuses.
        """
        from scheduler.domain.changing import changed  # noqa: PLC0415  which knows what a scenario is

        return changed(self, changes)

    def variant(self, name: str) -> "Scenario":
        """The scenario under the changes that it names so.

        Raises:
            InputError: for a name that it does not have.
        """
        if name not in self.variants:
            maybe = f"one of: {', '.join(self.variants)}" if self.variants else "add it under variants"
            raise InputError([Fault("is no variant of the scenario", self.name, value=name, maybe=maybe)])
        return self.change(*self.variants[name])
