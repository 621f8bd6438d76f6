"""赛马 as data: how works are scored, how a region's duty is shared out, traded and paid for (STL-12).

A *duty* is counted in tonnes that the units of one process do not make in a stage. Where a region's
ceiling counts crude steel, so does the duty.
"""

from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from scheduler.domain.base import Amount, Exact, Positive, Share, Text, Value
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Grade
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.unit import Process

MOST_WORKS_OF_EXACT_GAME = 12
"""Up to so many works every coalition is looked at (4,096 of them); beyond, the Shapley value is sampled."""
SAMPLED_ORDERS = 400
"""Random orders from which it is sampled: each drawn one with its reverse."""
FALSE_FACTORS = (Fraction(3, 4), Fraction(19, 20), Fraction(21, 20), Fraction(5, 4))
"""What a works is tried to multiply its costs by when it declares them."""
FEN_PER_YUAN = 100
FAR_APART = Fraction(1, 2)
"""Gains by two plans and in the market's model are far apart where one is less than this of the other."""
LEAST_FALSE_GAIN_FEN = FEN_PER_YUAN
"""A gain by a false declaration of up to a yuan is rounding."""

# ── score ────────────────────────────────────────────────────────────────────────────────────────


class Source(StrEnum):
    """Where the value of a criterion comes from."""

    TABLE = "table"
    """A column of the table ``race``."""
    UNITS = "units"
    """A rate of the works' units, per tonne that the units of the race make."""
    GRADE = "grade"
    """The environmental grade that counts when the season begins, by ``values``."""
    MARK = "mark"
    """1 for works that bear the mark when the season begins, 0 for the others."""


UNIT_RATES = ("pm_kg_per_t", "so2_kg_per_t", "nox_kg_per_t", "co2_t_per_t", "power_kwh_per_t")
"""What ``Source.UNITS`` can read."""


class Criterion(Value):
    """One thing that works are scored by, from 0 points at ``worst`` to ``weight`` at ``best``.

    The ends are fixed, never those of the works: a works that gets dirtier would move them, others would
    change places among themselves by it, and it could owe less than before.
    """

    id: str
    name: Text
    source: Source = Source.TABLE
    of: str = ""
    """The column, rate or mark that is read; its own id unless given."""
    weight: Positive
    better: Literal["lower", "higher"]
    best: Exact | None = None
    """From here on all points are given; left out for grades and marks, whose ends are known."""
    worst: Exact | None = None
    """From here on no point is given."""
    values: dict[Grade, Exact] = Field(default_factory=dict)
    """What each grade counts, for ``Source.GRADE``."""
    whole: bool = False
    """Of a column of the table ``race`` that counts (violations, complaints): only whole numbers exist."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.source is Source.GRADE) is not bool(self.values):
            raise ValueError("values belong to source grade, and must name each grade there")
        if (self.best is None) is not (self.worst is None):
            raise ValueError("give best and worst, or neither")
        if self.best is None and self.source not in {Source.GRADE, Source.MARK}:
            raise ValueError("give best and worst: with the ends of the works a dirtier one could owe less")
        worst, best = self.ends
        if best >= worst if self.better == "lower" else best <= worst:
            raise ValueError(f"best must be {'below' if self.better == 'lower' else 'above'} worst")
        counted = [self.values[grade] for grade in Grade if grade in self.values]
        if counted != sorted(counted, reverse=self.better == "higher"):
            raise ValueError("a better grade must never count for less than a worse one")
        if self.whole and self.source is not Source.TABLE:
            raise ValueError("whole belongs to source table: grades, marks and rates know what exists")
        if self.source is Source.UNITS and self.reads not in UNIT_RATES:
            raise ValueError(f"of is none of the rates of units: {', '.join(UNIT_RATES)}")
        return self

    @property
    def reads(self) -> str:
        return self.of or self.id

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The worst value, which gives no point, and the best, which gives all."""
        if self.best is not None and self.worst is not None:
            return self.worst, self.best
        low, high = min(self.listed), max(self.listed)
        return (low, high) if self.better == "higher" else (high, low)

    @property
    def listed(self) -> frozenset[Fraction]:
        """The only values there are, of grades and marks; none where values run on."""
        if self.source is Source.MARK:
            return frozenset({Fraction(0), Fraction(1)})
        return frozenset(self.values.values())


class Entry(Value):
    """What the table ``race`` says of a works."""

    enterprise_id: str
    values: dict[str, Exact] = Field(default_factory=dict)
    """Column to value; what was left blank is missing here."""
    declared_yuan_per_t: Amount | None = None
    """What a tonne not made costs it, as it declares; the inventory's margins unless given."""


class OneMore(Value):
    """What one point more needs: the nearest value that exists and gives it."""

    value: Exact
    points: Exact
    """That it adds: one, more where the next grade or count gives more, less where less is left."""


class Points(Value):
    """What a works gets for one criterion."""

    criterion: str
    value: Exact | None
    """``None`` where it is missing: no point is given then."""
    points: Exact
    most: Exact
    one_more: OneMore | None
    """``None`` where all points are given, or no grade or mark gives one more."""


class Score(Value):
    """A works' points, their sum and its rank: 1 is best, equals share a rank."""

    enterprise_id: str
    points: tuple[Points, ...]
    total: Exact
    rank: int


# ── allot ────────────────────────────────────────────────────────────────────────────────────────


class ProRata(Value):
    """The same share of every works' capacity (Wu'an 2016)."""

    method: Literal["pro_rata"]


class Band(Value):
    """Works up to a part of the ranks owe by one factor."""

    up_to: Share
    """Part of the works, from the best: 0.25 is the best quarter."""
    factor: Positive


class Bands(Value):
    """A factor on the share by band of rank."""

    method: Literal["bands"]
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]

    @field_validator("bands")
    @classmethod
    def _rising(cls, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        if any(b.up_to <= a.up_to or b.factor < a.factor for a, b in pairwise(bands)):
            raise ValueError("bands must rise in up_to, and never fall in factor")
        if bands[-1].up_to != 1:
            raise ValueError("the last band must reach up_to: 1")
        return bands


class Tilt(Value):
    """A factor that rises with the rank in equal steps, from 1 − tilt of the best to 1 + tilt of the last."""

    method: Literal["tilt"]
    tilt: Share

    @field_validator("tilt")
    @classmethod
    def _below_one(cls, tilt: Fraction) -> Fraction:
        if tilt == 1:
            raise ValueError("tilt must be below 1: the best would owe nothing at any target")
        return tilt


Method = Annotated[ProRata | Bands | Tilt, Field(discriminator="method")]


class Target(Value):
    """What the works of a region owe together in a stage."""

    region: str
    stage: str
    window: DayRange
    tonnes: int
    ground: Text


class Duty(Value):
    """What one works owes in a stage, and between which ends it was found."""

    enterprise_id: str
    region: str
    stage: str
    window: DayRange
    full_t: Amount
    """Made by its units of the race in the stage at full load."""
    least_t: int
    """The least that the notices ask of it by grade, marks and heating, rounded up."""
    most_t: int
    """The most that forbidden days, shortest stops, heating and linked units leave, rounded down."""
    factor: Positive
    """Of its rank; 1 for all by pro rata."""
    credit_t: Exact
    """Borne beyond the owed in earlier seasons and taken off now; negative where it bore less."""
    tonnes: int
    least_ground: Text
    """The obligation that asks for most."""

    @property
    def share(self) -> Fraction:
        return self.tonnes / self.full_t


# ── rotate ───────────────────────────────────────────────────────────────────────────────────────


class UnwantedDates(Value):
    """Days on which nobody likes to stand: Spring Festival, a month of high prices."""

    name: Text
    window: DayRange


class Rotate(Value):
    """Whose turn it is on unwanted dates, and how far burdens are carried over (ROTATION, FAIRNESS)."""

    unwanted: tuple[UnwantedDates, ...] = ()
    ready: Share = Fraction(1, 2)
    """Part of the capacity whose turn it is: those who took fewest turns so far. The others run then."""
    carry_over: Amount = Fraction(1)
    """Part of a burden beyond the owed that comes off the next season's duty."""


class Past(Value):
    """What a works brings along from one earlier season: a row of the table ``history``."""

    enterprise_id: str
    season: str
    excess: Exact
    """Burden above the owed share, as a share of the season's margin; negative where it bore less."""
    turns: Amount = Fraction(0)
    """Turns taken on unwanted dates."""


# ── trade and settle ─────────────────────────────────────────────────────────────────────────────


class Trade(Value):
    """What of a duty may change hands."""

    clauses: frozenset[str]
    """Clauses whose shares may be met by others; what any other clause asks stays where it is."""
    kept: Share = Fraction(1, 2)
    """Part of its duty that each works bears itself."""
    barred_marks: frozenset[str] = frozenset()
    """Works that bear one of these neither sell nor buy (CEM-9)."""


class Scheme(StrEnum):
    """How the money is found that goes with the tonnes."""

    CLEARING = "clearing"
    """One price a stage, from the marginal cost of the target."""
    PAY_AS_BID = "pay_as_bid"
    """Who stands for others is paid what it costs; those relieved share the bill by the tonne."""
    NUCLEOLUS = "nucleolus"
    """The gain goes by the nucleolus of the trading game: the worst-off group of works is best off."""
    SHAPLEY = "shapley"
    """The gain goes by what each works adds on average to those who came before."""


class Race(Value):
    """The ``race`` section of a scenario."""

    clause: str = "STL-12"
    process: Process = Process.BLAST_FURNACE
    """Whose stopped tonnes are the duty."""
    by: RegionLevel = RegionLevel.CITY
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    ties: tuple[str, ...] = ()
    """Criteria whose points tell equals apart, one after the other; who is equal still shares a rank."""
    target: dict[str, Share] = Field(default_factory=dict)
    """Stage to a share of the capacity; the notices' own targets hold as well, the stricter wins."""
    allot: Method = ProRata(method="pro_rata")
    rotate: Rotate = Rotate()
    trade: Trade | None = None
    """``None``: each works bears its own duty."""
    scheme: Scheme = Scheme.CLEARING

    @model_validator(mode="after")
    def _known(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"criteria are there twice: {', '.join(twice)}")
        if strange := [name for name in self.ties if name not in ids]:
            raise ValueError(f"ties name no criterion: {', '.join(strange)}")
        return self
