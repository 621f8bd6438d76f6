"""What is said to be impossible in a season of ten days from 15 November."""

from collections.abc import Sequence
from typing import Any

from scheduler.domain.finding import Severity
from scheduler.domain.obligation import Obligation
from scheduler.obligations.precheck import precheck
from tests.helpers import season


def said(units: Sequence[Any], obligations: Sequence[Obligation], **fields: Any) -> list[str]:
    """'clause subject: text' of everything impossible."""
    findings = precheck(season(units, obligations, **fields))
    assert all(finding.severity is Severity.IMPOSSIBLE for finding in findings)
    return [f"{finding.clause} {finding.subject}: {finding.text.en}" for finding in findings]
