"""What holds of every notice of the library."""

import pytest

from scheduler.domain.measure import NotComputed
from scheduler.domain.policy import Policy
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from tests.policies.notices import CEMENT, SHANXI, STEEL, ZHENGZHOU, ZHOUCUN, line, plant, season

PROCESSES = {
    CEMENT.id: Process.CLINKER_KILN,
    STEEL.id: Process.BLAST_FURNACE,
    SHANXI.id: Process.BRICK_KILN,
    ZHENGZHOU.id: Process.BRICK_KILN,
    ZHOUCUN.id: Process.BRICK_KILN,
}
EACH = pytest.mark.parametrize(
    "notice", [CEMENT, STEEL, SHANXI, ZHENGZHOU, ZHOUCUN], ids=lambda notice: notice.id
)


def usual(notice: Policy) -> Season:
    """The season of W1, of W2 in an industry that no notice meets, and of W3 on Hainan."""
    others = [
        plant(notice, "W2", industry="brewing"),
        plant(notice, "W3", province="海南省", city="海口市", county=""),
    ]
    return season(notice, [line(PROCESSES[notice.id])], others=others)


@EACH
def test_a_notice_meets_its_industries_in_its_places(notice: Policy) -> None:
    met = {works.enterprise_id for works in usual(notice).enterprises}
    assert met == ({"W1", "W3"} if notice.places.nationwide else {"W1"})


@pytest.mark.parametrize(
    ("notice", "lengths"),
    [(CEMENT, [121]), (STEEL, [47, 74]), (SHANXI, [61, 90]), (ZHENGZHOU, [121]), (ZHOUCUN, [105])],
    ids=lambda value: getattr(value, "id", None),
)
def test_a_works_has_the_stages_of_its_notice(notice: Policy, lengths: list[int]) -> None:
    assert [stage.window.days for stage in usual(notice).stages_of("W1")] == lengths


@EACH
def test_a_clause_that_is_not_computed_says_what_is_done_instead(notice: Policy) -> None:
    said = {(finding.clause, finding.text) for finding in usual(notice).findings}
    assert {(m.clause, m.does) for m in notice.of(NotComputed)} <= said
