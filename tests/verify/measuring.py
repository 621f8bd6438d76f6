"""One obligation held against one small plan."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from scheduler.domain.objective import Term
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import LoadSpell, Measured, PlacedJob, Stop
from scheduler.domain.unit import Unit
from scheduler.verify.check import verify
from tests.helpers import plan, season

Row = Stop | LoadSpell | PlacedJob


def measure(units: Sequence[Unit], obligation: Obligation, *rows: Row, **fields: Any) -> Measured:
    """Measure the obligation in a season of ten days unless ``fields`` say otherwise."""
    (found,) = verify(season(units, [obligation], **fields), plan(*rows)).measured
    assert found.obligation_id == obligation.id
    assert found.met == (found.slack >= 0)
    return found


def numbers(found: Measured) -> tuple[Fraction, Fraction, Fraction]:
    """Required, achieved, slack."""
    return found.required, found.achieved, found.slack


def cost(units: Sequence[Unit], term: Term, *rows: Row, **fields: Any) -> int:
    """Yuan of one term."""
    obligations = fields.pop("obligations", ())
    return verify(season(units, obligations, objective=[term], **fields), plan(*rows)).cost_yuan[term.term]
