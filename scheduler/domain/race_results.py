"""What a race finds: whose turn it is, what is offered and traded, who pays whom, what each works bears."""

from fractions import Fraction
from typing import NamedTuple

from pydantic import Field

from scheduler.domain.base import Exact, Text, Value
from scheduler.domain.race import Scheme, UnwantedDates


class Turn(Value):
    """One region on some unwanted dates: who is to be ready to stand, and who runs."""

    region: str
    dates: UnwantedDates
    ready: tuple[str, ...]
    spared: tuple[str, ...]


# ── trade and settle ─────────────────────────────────────────────────────────────────────────────


class Position(Value):
    """A works in the market: what it owes, what it does without trade and with it, and what that costs it."""

    enterprise_id: str
    traded_t: dict[str, Exact]
    """Stage to tonnes: borne for others where positive, borne by others where negative; Σ over works is 0."""
    cost_without_fen: int
    cost_with_fen: int

    @property
    def saved_fen(self) -> int:
        """Negative for a works that stands for others."""
        return self.cost_without_fen - self.cost_with_fen

    @property
    def net_t(self) -> Fraction:
        return sum(self.traded_t.values(), Fraction(0))


class Payment(Value):
    """What a works receives (positive) or pays."""

    enterprise_id: str
    fen: int


class Settlement(Value):
    """One scheme carried through; the payments of a region add up to zero, to the fen."""

    region: str
    scheme: Scheme
    payments: tuple[Payment, ...]
    price_fen_per_t: dict[str, Exact] = Field(default_factory=dict)
    """Stage to price, of ``clearing``."""
    worse_off: tuple[str, ...]
    """Works that lose by trading under it."""
    remark: Text
    """How the numbers were found and what they could not do."""
    error_fen: int = 0
    """Largest standard error of a payment that was sampled."""


class Deal(Value):
    """Tonnes that one works stands for another."""

    region: str
    stage: str
    seller: str
    buyer: str
    tonnes: Exact


class Step(NamedTuple):
    """Tonnes that a unit can stand in a stage, and what each costs its works."""

    fen_per_t: int
    tonnes: int
    unit_id: str = ""


class Offer(Value):
    """What a works brings to one stage of the market's model."""

    enterprise_id: str
    region: str
    stage: str
    duty_t: int
    least_t: int
    """Of its duty, what may not be traded."""
    steps: tuple[Step, ...]
    """What standing costs it, dearer and dearer, up to the most that it can stand."""


class Misreport(Value):
    """The best that a works can do under a scheme by one of ``FALSE_FACTORS``, all others being honest."""

    enterprise_id: str
    region: str
    scheme: Scheme
    factor: Exact
    """1 where the truth is best."""
    gain_fen: int
    """Beyond what the truth gives it, in the market's model."""


# ── burdens ──────────────────────────────────────────────────────────────────────────────────────


class Burden(Value):
    """A works' burden in a season, as shares of the margin of its stages."""

    enterprise_id: str
    borne: Exact
    """Margin lost, less what was received for it."""
    owed: Exact
    """Its duty before anything was taken off for earlier seasons."""

    @property
    def excess(self) -> Fraction:
        return self.borne - self.owed
