"""What is owed: one frozen record for each kind of obligation.

The kind stands under the same name in ``model/rules`` (how CP-SAT is told) and ``verify/checks``
(how a finished plan is measured). ``docs/rules.md`` gives each kind's formula and edge semantics.
"""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scheduler.domain.base import Amount, Positive, Share, Text, Value
from scheduler.domain.calendar import DayRange
from scheduler.domain.measure import CountedBy
from scheduler.domain.unit import Process


class Overruled(Value):
    """A clause that asks for less than the obligation it is listed under."""

    clause: str
    required: str
    ground: Text


class _Obligation(Value):
    id: str
    """Unique in a season: ``clause/kind/subject/first day`` and what else tells it apart."""
    clause: str
    subject: str
    """Id of the unit or enterprise, name of the heat network or region."""
    window: DayRange
    ground: Text
    """Why the subject owes it: 'grade C on 2021-10-10'."""
    units: tuple[str, ...] = Field(min_length=1)
    """Every unit that the obligation reads."""
    overruled: tuple[Overruled, ...] = ()
    unit_of_measure: ClassVar[str]
    sentence: ClassVar[Text]
    """Filled with the obligation's fields."""


# ── of a unit ────────────────────────────────────────────────────────────────────────────────────


class ShortestStop(_Obligation):
    kind: Literal["shortest_stop"] = "shortest_stop"
    days: int
    unit_of_measure = "days"
    sentence = Text(
        zh="{subject}每次停产不少于{days}天", en="each stop of {subject} lasts at least {days} days"
    )


class ShortestRun(_Obligation):
    kind: Literal["shortest_run"] = "shortest_run"
    days: int
    unit_of_measure = "days"
    sentence = Text(
        zh="{subject}两次停产之间运行不少于{days}天",
        en="{subject} runs at least {days} days between two stops",
    )


class StopWindow(_Obligation):
    kind: Literal["stop_window"] = "stop_window"
    unit_of_measure = "days"
    sentence = Text(zh="{subject}在{window}全部停产", en="{subject} stands on every day of {window}")


class StopDays(_Obligation):
    kind: Literal["stop_days"] = "stop_days"
    days: int
    """Whole days, rounded up where a share was owed."""
    unit_of_measure = "days"
    sentence = Text(
        zh="{subject}在{window}停产不少于{days}天", en="{subject} stands at least {days} days in {window}"
    )


class MostStops(_Obligation):
    kind: Literal["most_stops"] = "most_stops"
    stops: int
    counts_carried: bool = False
    """A stop that runs on into the window counts too: days off in one piece (ZC-4)."""
    unit_of_measure = "stops"
    sentence = Text(
        zh="{subject}在{window}内新开始的停产不多于{stops}次",
        en="at most {stops} stops of {subject} begin in {window}",
    )


class ForbiddenDays(_Obligation):
    kind: Literal["forbidden_days"] = "forbidden_days"
    unit_of_measure = "days"
    sentence = Text(zh="{subject}在{window}不得停产", en="{subject} does not stand on any day of {window}")


class TwoStates(_Obligation):
    kind: Literal["two_states"] = "two_states"
    unit_of_measure = "days"
    sentence = Text(
        zh="{subject}只能运行或停产，不得以减负荷代替", en="{subject} runs or stands, never at lower load"
    )


class LoadCeiling(_Obligation):
    kind: Literal["load_ceiling"] = "load_ceiling"
    ceiling: Share
    unit_of_measure = "load"
    sentence = Text(
        zh="{subject}在{window}负荷不高于{ceiling}", en="load of {subject} in {window} at most {ceiling}"
    )


class OneLoad(_Obligation):
    kind: Literal["one_load"] = "one_load"
    lowest_load: Share
    unit_of_measure = "load"
    sentence = Text(
        zh="{subject}在{window}以一个不低于{lowest_load}的负荷运行",
        en="{subject} runs at one load in {window}, not below {lowest_load}",
    )


class CokingTime(_Obligation):
    kind: Literal["coking_time"] = "coking_time"
    hours: Positive
    normal_hours: Positive
    unit_of_measure = "h"
    sentence = Text(
        zh="{subject}在{window}结焦时间不少于{hours}小时",
        en="{subject} takes at least {hours} h to coke in {window}",
    )


class MakeUp(_Obligation):
    kind: Literal["make_up"] = "make_up"
    instead_of: DayRange
    """Each day run in these days is owed as a day off in the window."""
    besides_days: int = 0
    """Days off in the window that other duties take already: they make nothing up."""
    unit_of_measure = "days"
    sentence = Text(
        zh="{subject}在{instead_of}每运行一天，须在{window}补停一天",
        en="for each day that {subject} runs in {instead_of} it stands one in {window}",
    )


# ── of an enterprise ─────────────────────────────────────────────────────────────────────────────


class StopShare(_Obligation):
    kind: Literal["stop_share"] = "stop_share"
    process: Process
    share: Share
    unit_of_measure = "share"
    sentence = Text(
        zh="{subject}在{window}的{process}停产比例不低于{share}",
        en="{subject} stops at least {share} of its {process} capacity in {window}",
    )


class LinesOff(_Obligation):
    kind: Literal["lines_off"] = "lines_off"
    process: Process
    by: CountedBy
    weights: dict[str, Amount]
    """What each unit counts: 1 by lines, its pots, or its capacity in t/d."""
    required: Amount
    """Of the sum of weights, on every day; whole by lines and by pots, rounded up."""
    unit_of_measure = "lines"
    sentence = Text(
        zh="{subject}在{window}每天停运的{process}不少于{required}（按{by}计）",
        en="on each day of {window} at least {required} of the {process} of {subject} are off, by {by}",
    )


class LinkedUnits(_Obligation):
    kind: Literal["linked_units"] = "linked_units"
    process: Process
    group: tuple[str, ...]
    """The linked units."""
    drivers: tuple[str, ...]
    """The units they serve."""
    unit_of_measure = "share"
    sentence = Text(
        zh="{subject}的{process}在{window}的错峰比例不低于其所配套的设备",
        en="{process} of {subject} reduces in {window} by no smaller share than the units it serves",
    )


class OutputCeiling(_Obligation):
    kind: Literal["output_ceiling"] = "output_ceiling"
    tonnes: Amount
    t_per_day: dict[str, Amount]
    """Crude steel of a day at full load, by unit id."""
    unit_of_measure = "t"
    sentence = Text(
        zh="{subject}在{window}的粗钢产量不高于{tonnes}吨",
        en="{subject} makes at most {tonnes} t of crude steel in {window}",
    )


class HeatFloor(_Obligation):
    kind: Literal["heat_floor"] = "heat_floor"
    demand_m2: Amount
    unit_of_measure = "m2"
    sentence = Text(
        zh="{subject}在{window}每天可供热面积不少于{demand_m2}平方米",
        en="on each day of {window} the running units of {subject} can heat at least {demand_m2} m²",
    )


class MaterialBalance(_Obligation):
    kind: Literal["material_balance"] = "material_balance"
    product: str
    feeders: tuple[str, ...]
    consumers: tuple[str, ...]
    t_per_t: Amount
    """Tonnes of the product for one tonne of the consumers' output."""
    stock_t: Amount
    """In store on the morning of the first day."""
    stock_max_t: Amount
    purchases_t_per_day: Amount
    unit_of_measure = "t"
    sentence = Text(
        zh="{subject}每天的{product}：自产、库存与外购不少于需要",
        en="own {product} of {subject}, stock and purchases cover the need on each day",
    )


class BurdenLimit(_Obligation):
    kind: Literal["burden_limit"] = "burden_limit"
    owed: Share
    most_excess: Share
    unit_of_measure = "permille"
    sentence = Text(
        zh="{subject}在{window}的负担超出其应承担比例不多于{most_excess}",
        en="burden of {subject} in {window} at most {most_excess} above its owed share",
    )


# ── of a region ──────────────────────────────────────────────────────────────────────────────────


class RegionOutputCeiling(OutputCeiling):
    kind: Literal["region_output_ceiling"] = "region_output_ceiling"  # type: ignore[assignment]


class Substitution(_Obligation):
    kind: Literal["substitution"] = "substitution"
    relieved: tuple[str, ...]
    """Units that may run in the window."""
    standing_in: tuple[str, ...]
    """Units whose days off in ``extra``, beyond their own duty, count instead."""
    extra: tuple[DayRange, ...]
    besides_t: Amount = Fraction(0)
    """Capacity × days off in ``extra`` that other duties take already: they count for nothing here."""
    unit_of_measure = "t"
    sentence = Text(
        zh="{subject}在{window}运行的置换设备，由其他设备在错峰期外多停同等产能",
        en="what the relieved units of {subject} make in {window}, others make less beyond their duty",
    )


class RegionSupply(Value):
    """What a region needs of a product, holds and makes."""

    region: str
    floors_t: tuple[tuple[DayRange, Amount], ...]
    """By week, in order; none overlapping."""
    t_per_day: dict[str, Amount]
    """Of the product at full load, by unit id."""
    stock_t: Amount
    """In store on the morning of the first week."""
    stock_max_t: Amount


class SupplyRoute(Value):
    """Tonnes that may move from one region to another, week by week."""

    origin: str
    destination: str
    t_by_week: tuple[Amount, ...]
    """As many as the regions have weeks; of a week partly in the horizon, the part of its days."""


class SupplyFloor(_Obligation):
    kind: Literal["supply_floor"] = "supply_floor"
    product: str
    regions: tuple[RegionSupply, ...]
    """Several where routes tie them; all with the same weeks."""
    routes: tuple[SupplyRoute, ...] = ()
    unit_of_measure = "t"
    sentence = Text(
        zh="{subject}在{window}每周的{product}：产量、库存与调入不少于需要",
        en="output, stock and supply from elsewhere cover the {product} that {subject} needs in each week",
    )


class Job(Value):
    """Maintenance of one unit, placed inside one of its stops."""

    job_id: str
    unit_id: str
    days: int
    window: DayRange
    """Earliest first day to latest last day."""


class Maintenance(_Obligation):
    kind: Literal["maintenance"] = "maintenance"
    jobs: tuple[Job, ...]
    crews: int
    """Jobs that may be under way on one day."""
    hard: bool
    unit_of_measure = "jobs"
    sentence = Text(
        zh="{subject}的检修安排在停产期内，同时不超过{crews}项",
        en="maintenance by {subject} falls inside stops, at most {crews} jobs at a time",
    )


class RotationBand(_Obligation):
    kind: Literal["rotation_band"] = "rotation_band"
    process: Process
    width_t_per_day: int
    """Whole tonnes of stopped capacity between the lowest and the highest day."""
    hard: bool
    unit_of_measure = "t/d"
    sentence = Text(
        zh="{subject}的{process}在{window}每天停产能力的高低相差不超过{width_t_per_day}吨/日",
        en="stopped {process} capacity of {subject} varies by at most {width_t_per_day} t/d over {window}",
    )


class ChangeoverDays(StrEnum):
    ANY = "any"
    XUN = "xun"
    """The 1st, 11th and 21st 旬."""


class ChangeoverLimit(_Obligation):
    kind: Literal["changeover_limit"] = "changeover_limit"
    most: int | None
    """Stops begun and ended on one day; ``None`` for any number."""
    days: ChangeoverDays
    unit_of_measure = "changeovers"
    sentence = Text(
        zh="{subject}每天停复产切换不多于{most}次（{days}）",
        en="at most {most} changeovers a day in {subject} (days: {days})",
    )


class EmissionCeiling(_Obligation):
    kind: Literal["emission_ceiling"] = "emission_ceiling"
    kg_per_day: Amount
    """Weighted as in the objective's peak term."""
    unit_of_measure = "kg/d"
    sentence = Text(
        zh="{subject}每天加权排放不高于{kg_per_day}千克",
        en="weighted emission of {subject} at most {kg_per_day} kg on each day",
    )


Obligation = Annotated[
    ShortestStop
    | ShortestRun
    | MostStops
    | ForbiddenDays
    | StopWindow
    | StopDays
    | TwoStates
    | LoadCeiling
    | OneLoad
    | CokingTime
    | MakeUp
    | StopShare
    | LinesOff
    | LinkedUnits
    | OutputCeiling
    | HeatFloor
    | MaterialBalance
    | BurdenLimit
    | RegionOutputCeiling
    | Substitution
    | SupplyFloor
    | Maintenance
    | RotationBand
    | ChangeoverLimit
    | EmissionCeiling,
    Field(discriminator="kind"),
]
