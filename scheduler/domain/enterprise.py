"""Enterprises 企业 and what a notice may ask of them: grade, marks, steel and heat."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Self

from pydantic import Field, model_validator

from scheduler.domain.base import Amount, Positive, Value
from scheduler.domain.unit import Fuel


class Grade(StrEnum):
    """Environmental performance grade 环保绩效等级."""

    A = "A"
    B = "B"
    B_MINUS = "B-"
    C = "C"
    D = "D"
    LEADING = "leading"
    NON_LEADING = "non_leading"


class Mark(StrEnum):
    """What the library's notices ask of an enterprise beyond its grade; a local notice may name others."""

    ULTRA_LOW_DONE = "ultra_low_done"
    GREEN_FACTORY = "green_factory"
    ALL_SCRAP_SHORT_PROCESS = "all_scrap_short_process"
    VIOLATION = "violation"
    OVER_120_UTILISATION = "over_120_utilisation"
    NOT_LISTED = "not_listed"
    TREATMENT_LATE = "treatment_late"
    SPECIAL_LIMITS_MET = "special_limits_met"
    CARBIDE_SLAG = "carbide_slag"
    CO_PROCESSING_WASTE = "co_processing_waste"
    HEATS_HOMES = "heats_homes"
    ALERT_EXEMPT = "alert_exempt"
    ALERT_MEASURES_DONE = "alert_measures_done"
    SERIOUS_VIOLATION = "serious_violation"
    CONCEALED = "concealed"
    UNSTABLE_EMISSION = "unstable_emission"
    FALSE_DATA = "false_data"
    SECRET_DISCHARGE = "secret_discharge"
    PERMIT_BREACH = "permit_breach"
    NOT_CARRIED_OUT = "not_carried_out"
    FLY_ASH_BLOCKS = "fly_ash_blocks"
    COAL_REPLACED = "coal_replaced"
    ENCLOSED_STORAGE = "enclosed_storage"
    NO_FIRING = "no_firing"
    ORGANIC_SOLVENTS = "organic_solvents"
    LIVELIHOOD = "livelihood"
    APPROVED_TO_RUN = "approved_to_run"


class Enterprise(Value):
    """One works 企业."""

    enterprise_id: str
    name: str
    province: str
    city: str
    county: str = ""
    address: str = ""
    industry: str
    grade: Grade | None = None
    marks: frozenset[str] = frozenset()
    """Each a ``Mark``, or one that a notice of the scenario describes."""
    fuel: Fuel | None = None
    crude_steel_capacity_t_per_year: Amount = Fraction(0)
    steel_per_iron: Positive = Fraction(1)
    """Tonnes of crude steel made of one tonne of hot metal (STL-3)."""
    heated_area_capacity_m2: Amount | None = None
    """Area that the works can heat: decides whether STL-8 meets it."""
    heated_area_last_year_m2: Amount | None = None
    """Area that it heated last year: the numerator of STL-8."""
    heat_network: str = ""
    output_last_year_t: dict[str, Amount] = Field(default_factory=dict)
    """Crude steel of the same period a year before, by stage id."""
    output_this_year_to_date_t: Amount | None = None
    contact: str = ""
    phone: str = ""
    remark: str = ""


class EventKind(StrEnum):
    GRADE = "grade"
    MARK_WON = "mark_won"
    MARK_LOST = "mark_lost"


class Event(Value):
    """A grade given, or a mark won or lost, from ``day`` on."""

    enterprise_id: str
    unit_id: str = ""
    """The unit that wins or loses the mark; empty for the works as a whole."""
    day: date
    kind: EventKind
    value: str
    """The grade given, or the mark won or lost."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.kind is EventKind.GRADE and self.value not in tuple(Grade):
            raise ValueError(f"value is not one of {', '.join(Grade)}")
        if self.kind is EventKind.GRADE and self.unit_id:
            raise ValueError("unit_id is given, but a grade is given to works as a whole")
        return self
