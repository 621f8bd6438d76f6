"""Changes: what a what-if alters in a scenario, as data. ``docs/what-if.md`` gives an example of each.

They are applied in their order, each to what the ones before it left (``Scenario.change``); a later one wins.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, field_serializer, model_validator

from scheduler.domain.base import Amount, Positive, Share, Text, Value, decimal_text
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise, Grade
from scheduler.domain.policy import Policy
from scheduler.domain.unit import Days, Pollutant, Process, Unit
from scheduler.domain.words import ALERT_NAMES, PROCESS_NAMES


def _listed(written: Any) -> Any:
    return (written,) if isinstance(written, str) else written


def _some(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    if not units:
        raise ValueError("names no unit")
    return units


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One name or several."""


class GradeGiven(Value):
    """A works has another environmental performance grade."""

    change: Literal["grade"] = "grade"
    works: str
    grade: Grade
    since: date | None = None
    """Left out: from the beginning, and what ``events`` say of the works' grade no longer holds."""

    @property
    def text(self) -> Text:
        zh, en = (f"（{self.since}起）", f" from {self.since}") if self.since else ("", "")
        return Text(
            zh=f"{self.works}绩效等级为{self.grade}{zh}", en=f"{self.works} has grade {self.grade}{en}"
        )


class MarksChanged(Value):
    """A works wins or loses marks from the beginning; its ``events`` of these marks no longer hold."""

    change: Literal["marks"] = "marks"
    works: str
    won: Names = ()
    lost: Names = ()

    @property
    def text(self) -> Text:
        marks = [f"+{mark}" for mark in self.won] + [f"−{mark}" for mark in self.lost]
        return Text(zh=f"{self.works}标记 {'、'.join(marks)}", en=f"{self.works}: marks {', '.join(marks)}")


class _OfUnits(Value):
    """A change of all units that are named, of the works named and of the process; of all where none is."""

    units: Names = ()
    works: Names = ()
    process: Process | None = None

    def meets(self, unit: Unit) -> bool:
        return (
            (not self.units or unit.unit_id in self.units)
            and (not self.works or unit.enterprise_id in self.works)
            and self.process in (None, unit.process)
        )

    @property
    def whom(self) -> Text:
        named = "、".join((*self.works, *self.units)), ", ".join((*self.works, *self.units))
        if self.process is not None:
            process = PROCESS_NAMES[self.process]
            return Text(zh=f"{named[0]}{process.zh}", en=f"{named[1]} {process.en}".strip())
        return Text(zh=named[0] or "全部设备", en=named[1] or "all units")


class UnitsChanged(_OfUnits):
    """Units are larger or smaller, earn more or less, or must stand or run longer.

    A margin or restart cost that the inventory left empty follows the capacity, as its default does; what
    the inventory gives stays. Factors come before the numbers, which replace.
    """

    change: Literal["units"] = "units"
    capacity_factor: Positive = Fraction(1)
    margin_factor: Amount = Fraction(1)
    capacity_t_per_day: Positive | None = None
    margin_yuan_per_day: Amount | None = None
    restart_cost_yuan: Amount | None = None
    shortest_stop_days: Days | None = None
    shortest_run_days: Days | None = None
    most_stops_per_stage: Days | None = None
    load_min: Share | None = None
    heat_area_m2: Amount | None = None

    FACTORS: ClassVar = {
        "capacity_factor": ("capacity_t_per_day", "产能", "capacity"),
        "margin_factor": ("margin_yuan_per_day", "边际收益", "margin"),
    }
    """Factor to the number that it multiplies."""
    NUMBERS: ClassVar = {
        "capacity_t_per_day": ("产能（吨/日）", "capacity (t/d)"),
        "margin_yuan_per_day": ("边际收益（元/日）", "margin (yuan/d)"),
        "restart_cost_yuan": ("复产费用（元）", "restart cost (yuan)"),
        "shortest_stop_days": ("最短停产天数", "shortest stop (days)"),
        "shortest_run_days": ("最短运行天数", "shortest run (days)"),
        "most_stops_per_stage": ("每阶段停产次数", "most stops a stage"),
        "load_min": ("最低负荷", "lowest load"),
        "heat_area_m2": ("供热面积（m²）", "heated area (m²)"),
    }

    @property
    def numbers(self) -> dict[str, Any]:
        """The fields of a unit that are replaced."""
        return {name: getattr(self, name) for name in self.NUMBERS if getattr(self, name) is not None}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.numbers and self.capacity_factor == self.margin_factor == 1:
            raise ValueError(f"changes nothing: give one of {', '.join((*self.FACTORS, *self.NUMBERS))}")
        return self

    @property
    def text(self) -> Text:
        factors = [
            (name, getattr(self, key)) for key, name in self.FACTORS.items() if getattr(self, key) != 1
        ]
        zh = [f"{name[1]}×{_number(factor)}" for name, factor in factors]
        en = [f"{name[2]} × {_number(factor)}" for name, factor in factors]
        zh += [f"{self.NUMBERS[name][0]} {_number(value)}" for name, value in self.numbers.items()]
        en += [f"{self.NUMBERS[name][1]} {_number(value)}" for name, value in self.numbers.items()]
        return Text(zh=f"{self.whom.zh}：{'，'.join(zh)}", en=f"{self.whom.en}: {', '.join(en)}")


class Retrofit(_OfUnits):
    """Units emit less, and perhaps their works win a grade or marks. Factors multiply what is emitted."""

    change: Literal["retrofit"] = "retrofit"
    pm: Amount = Fraction(1)
    so2: Amount = Fraction(1)
    nox: Amount = Fraction(1)
    co2: Amount = Fraction(1)
    grade: Grade | None = None
    marks: Names = ()

    @property
    def factors(self) -> dict[str, Fraction]:
        """The fields of a unit that are multiplied."""
        per_kg = {f"{pollutant.value}_kg_per_t": getattr(self, pollutant.value) for pollutant in Pollutant}
        return per_kg | {"co2_t_per_t": self.co2}

    @property
    def text(self) -> Text:
        cut = [(name.upper(), getattr(self, name)) for name in ("pm", "so2", "nox", "co2")]
        won = [f"{name} × {_number(factor)}" for name, factor in cut if factor != 1]
        won += [*([str(self.grade)] if self.grade else []), *self.marks]
        return Text(
            zh=f"{self.whom.zh}改造：{'，'.join(won)}", en=f"{self.whom.en} retrofitted: {', '.join(won)}"
        )


class AlertAdded(Value):
    """A heavy-pollution alert 重污染天气预警 more."""

    change: Literal["alert"] = "alert"
    city: str
    level: Annotated[str, Field(pattern="^(yellow|orange|red)$")]
    window: DayRange

    @property
    def text(self) -> Text:
        name = ALERT_NAMES[self.level]
        return Text(zh=f"{self.city}{name.zh} {self.window}", en=f"{name.en} in {self.city}, {self.window}")


class HeatChanged(Value):
    """A colder or milder winter: homes need more or less heat. With a factor of 0 they need none."""

    change: Literal["heat"] = "heat"
    factor: Amount
    networks: Names = ()
    """Heat networks, or works by id; all where none is named."""

    @property
    def text(self) -> Text:
        named = "、".join(self.networks), ", ".join(self.networks)
        zh, en = f"{named[0]}供热需求×{_number(self.factor)}", f"heat {named[1]}".strip()
        return Text(zh=zh, en=f"{en} × {_number(self.factor)}")


class ParametersChanged(Value):
    """Other numbers where a notice leaves them to the place. A table keeps the entries that are not named."""

    change: Literal["parameters"] = "parameters"
    policy: str
    values: Annotated[dict[str, Any], Field(min_length=1)]

    @property
    def text(self) -> Text:
        said = "; ".join(f"{name} {_number(value)}" for name, value in self.values.items())
        return Text(zh=f"{self.policy}：{said}", en=f"{self.policy}: {said}")


class PolicyAdded(Value):
    """One more notice applies. The horizon stays: where its stages reach beyond, change that too."""

    change: Literal["add_policy"] = "add_policy"
    policy: Policy
    """In files: its id in the library, or the path of a local file."""
    parameters: dict[str, Any] = Field(default_factory=dict)

    @field_serializer("policy")
    def _by_name(self, policy: Policy) -> str:
        return policy.id

    @property
    def text(self) -> Text:
        return Text(zh=f"增加通知{self.policy.source}", en=f"notice {self.policy.id} added")


class PolicyDropped(Value):
    """A notice no longer applies."""

    change: Literal["drop_policy"] = "drop_policy"
    policy: str

    @property
    def text(self) -> Text:
        return Text(zh=f"不适用通知{self.policy}", en=f"notice {self.policy} dropped")


class HorizonChanged(Value):
    """The season is planned from another day, or to another."""

    change: Literal["horizon"] = "horizon"
    window: DayRange

    @property
    def text(self) -> Text:
        return Text(zh=f"计划期 {self.window}", en=f"horizon {self.window}")


class UnitsJoined(Value):
    """Units that the inventory does not have, and works where these are new."""

    change: Literal["join"] = "join"
    units: Annotated[tuple[Unit, ...], AfterValidator(_some)]
    works: tuple[Enterprise, ...] = ()
    defaults: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Unit id to fields that were left empty, each with where its value comes from."""

    @property
    def text(self) -> Text:
        names = [*(works.enterprise_id for works in self.works), *(unit.unit_id for unit in self.units)]
        return Text(zh=f"新增{'、'.join(names)}", en=f"{', '.join(names)} joined")


class UnitsClosed(Value):
    """Units that are gone for good: they owe nothing, make nothing and count in no share."""

    change: Literal["close"] = "close"
    units: Annotated[Names, Field(min_length=1)]

    @property
    def text(self) -> Text:
        return Text(zh=f"关停{'、'.join(self.units)}", en=f"{', '.join(self.units)} closed")


class WeightsChanged(Value):
    """Other weights of the objective, by term; one that the scenario lacks is added, one of 0 is free."""

    change: Literal["weights"] = "weights"
    terms: Annotated[dict[str, dict[str, Any]], Field(min_length=1)]
    """Term to its numbers: ``{peak_emissions: {yuan_per_kg: 200}}``; what is not named stays."""
    alone: bool = False
    """Only these terms are left."""

    @property
    def text(self) -> Text:
        terms = [f"{term} {_number(numbers)}" for term, numbers in self.terms.items()]
        return Text(zh=f"目标权重：{'；'.join(terms)}", en=f"weights: {'; '.join(terms)}")


class LimitsChanged(Value):
    """Other hard limits of the planner; what is not named stays."""

    change: Literal["limits"] = "limits"
    largest_excess_burden: Share | None = None
    peak_emission_kg_per_day: dict[str, Amount] = Field(default_factory=dict)

    @property
    def text(self) -> Text:
        zh = [
            f"{city}排放峰值不超过{_number(kg)}千克/日" for city, kg in self.peak_emission_kg_per_day.items()
        ]
        en = [
            f"peak of {city} at most {_number(kg)} kg/d" for city, kg in self.peak_emission_kg_per_day.items()
        ]
        if self.largest_excess_burden is not None:
            zh.append(f"超额负担不超过{_number(self.largest_excess_burden)}")
            en.append(f"excess burden at most {_number(self.largest_excess_burden)}")
        return Text(zh="，".join(zh), en=", ".join(en))


Change = Annotated[
    GradeGiven
    | MarksChanged
    | UnitsChanged
    | Retrofit
    | AlertAdded
    | HeatChanged
    | ParametersChanged
    | PolicyAdded
    | PolicyDropped
    | HorizonChanged
    | UnitsJoined
    | UnitsClosed
    | WeightsChanged
    | LimitsChanged,
    Field(discriminator="change"),
]


def _number(value: Any) -> str:
    """A number, or the numbers of a table, as people write them."""
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_number(inner)}" for key, inner in value.items())
    return str(value)
