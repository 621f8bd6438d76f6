"""One obligation held against one small plan."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from scheduler.domain.objective import Term
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import LoadSpell, Measured, PlacedJob, Plan, Stop
from scheduler.domain.unit import Unit
from scheduler.verify.check import verify
from tests.helpers import plan, season, window

Row = Stop | LoadSpell | PlacedJob


def placed(job_id: str, unit_id: str, first: int, last: int) -> PlacedJob:
    return PlacedJob(job_id=job_id, unit_id=unit_id, window=window(first, last))


def with_jobs(*rows: Row) -> Plan:
    """A plan of stops, loads and maintenance jobs."""
    jobs = tuple(row for row in rows if isinstance(row, PlacedJob))
    others = plan(*(row for row in rows if not isinstance(row, PlacedJob)))
    return others.model_copy(update={"jobs": jobs})


def measure(units: Sequence[Unit], obligation: Obligation, *rows: Row, **fields: Any) -> Measured:
    """Measure the obligation in a season of ten days unless ``fields`` say otherwise."""
    (found,) = verify(season(units, [obligation], **fields), with_jobs(*rows)).measured
    assert found.obligation_id == obligation.id
    assert found.met == (found.slack >= 0)
    return found


def numbers(found: Measured) -> tuple[Fraction, Fraction, Fraction]:
    """Required, achieved, slack."""
    return found.required, found.achieved, found.slack


def cost(units: Sequence[Unit], term: Term, *rows: Row, **fields: Any) -> int:
    """Yuan of one term."""
    obligations = fields.pop("obligations", ())
    return verify(season(units, obligations, objective=[term], **fields), with_jobs(*rows)).cost_yuan[
        term.term
    ]
