"""What is found when a season has no plan: obligations that collide, and what would have to give."""

from collections.abc import Callable
from enum import StrEnum

from scheduler.domain.base import Exact, Text, Value
from scheduler.domain.finding import Finding
from scheduler.domain.obligation import Obligation

Ask = Callable[[float, Text], None]
"""Told after how many seconds what is being asked."""


def unheard(_seconds: float, _what: Text) -> None:
    """Where nobody wants to be told."""


class Answer(StrEnum):
    """Of a season, or of some of its obligations alone."""

    IMPOSSIBLE = "impossible"
    """Proved by a solver."""
    POSSIBLE = "possible"
    """A plan was found, and the checker finds nothing broken in it."""
    OPEN = "open"
    """The time ended before either."""


class Proof(StrEnum):
    """How obligations were proved to collide, alone; solvers without presolve, with one worker."""

    ARITHMETIC = "arithmetic"
    """By the sums that ``check`` does before any solver."""
    TOTALS = "totals"
    """Days off and loads do not add up, whatever the days."""
    DAYS = "days"
    """No choice of days holds them."""


class Conflict(Value):
    """Obligations that cannot hold together."""

    obligations: tuple[Obligation, ...]
    """In the season's order, notices before equipment."""
    proofs: tuple[Proof, ...]
    """Each of these obligations alone, after the search; empty where none ended in time."""
    doubtful: tuple[str, ...] = ()
    """Ids of those of which the time did not tell whether the others collide without them."""

    @property
    def proved(self) -> bool:
        """Whether it was proved a second time; else it is suspected only."""
        return bool(self.proofs)

    @property
    def irreducible(self) -> bool:
        """Whether each was left out in turn, and a plan found for the others each time."""
        return not self.doubtful

    @property
    def clauses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(owed.clause for owed in self.obligations))


class Concession(Value):
    """How far one obligation gives."""

    obligation: Obligation
    eased: Obligation
    """The same asking for less."""
    asked: Exact
    left: Exact
    """What is still asked; both in the obligation's unit of measure."""


class WayOut(Value):
    """Concessions with which the colliding obligations no longer collide."""

    concessions: tuple[Concession, ...]
    weight: Exact
    """Σ weight of the clause · part of what is asked that is conceded."""
    least: bool
    """Proved, earlier ways out left aside: less will not do for the totals, or by day where those add up."""
    answer: Answer
    """Whether the part has a plan with it; ``OPEN`` where it is enough for what collides, no more known."""
    part: int = 1
    """Of the parts of the season without a plan, the one that this is a way out of."""

    @property
    def clauses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c.obligation.clause for c in self.concessions))


class WhyNot(Value):
    """Why a season has no plan; ``answer`` tells whether it has one.

    It is impossible where arithmetic or a conflict that was proved a second time says so.
    """

    answer: Answer
    findings: tuple[Finding, ...] = ()
    """What arithmetic alone rules out."""
    conflicts: tuple[Conflict, ...] = ()
    """Those proved first, then the smallest."""
    all_found: bool = False
    """Whether every question was answered, so that there is no other minimal conflict."""
    ways_out: tuple[WayOut, ...] = ()
    """The cheapest first, part by part."""
    parts: int = 1
    """Parts of the season that have no plan: nothing couples them, so each needs a way out of its own."""
    seconds: float = 0.0
