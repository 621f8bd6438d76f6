"""Each kind of obligation, told to the model, on patterns of ten days: what it lets pass and what not.

Edges are those of ``docs/rules.md``; the patterns are in ``cases_of_one`` and ``cases_of_several``.
"""

from collections.abc import Mapping

import pytest

from scheduler.domain.obligation import Obligation, TwoStates
from scheduler.domain.plan import Status
from scheduler.domain.unit import Process, Unit
from scheduler.model.build import build_days, build_totals
from scheduler.model.rules import RULES
from scheduler.model.schedule import Schedule, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, run
from scheduler.verify.check import verify
from tests.helpers import oven, owed, season, unit
from tests.model.cases_of_one import OF_A_FURNACE
from tests.model.cases_of_several import OF_SEVERAL, store
from tests.model.patterns import SETTINGS, TWO_STAGES, Pattern, by_stage, scheduled, solved


def is_possible(units: list[Unit], obligation: Obligation, **patterns: Pattern) -> bool:
    """Whether the model takes the patterns, with nothing but the obligation owed."""
    status = solved(by_stage(units, [obligation], stages=TWO_STAGES), patterns).status
    assert status in (Status.OPTIMAL, Status.INFEASIBLE)
    return status is Status.OPTIMAL


@pytest.mark.parametrize(
    ("obligation", "furnace", "pattern", "possible"),
    [case[1:] for case in OF_A_FURNACE],
    ids=[f"{case[1].kind}: {case[0]}" for case in OF_A_FURNACE],
)
def test_of_a_furnace(obligation: Obligation, furnace: Unit, pattern: str, possible: bool) -> None:
    assert is_possible([furnace], obligation, F1=pattern) is possible


def test_a_unit_of_two_states_is_never_planned_by_load() -> None:
    by_load = season([oven()], [owed(TwoStates, ["C1"])])
    with pytest.raises(ValueError, match=r"C1 has two states \(STL-10\)"):
        build_days(by_load, daily(by_load, by_load.units))


@pytest.mark.parametrize(
    ("obligation", "units", "patterns", "possible"),
    [case[1:] for case in OF_SEVERAL],
    ids=[f"{case[1].kind}: {case[0]}" for case in OF_SEVERAL],
)
def test_of_several_units(
    obligation: Obligation, units: list[Unit], patterns: Mapping[str, Pattern], possible: bool
) -> None:
    assert is_possible(units, obligation, **patterns) is possible


# ── the tables themselves ────────────────────────────────────────────────────────────────────────

EVERY = [(case[1], [case[2]], {"F1": case[3]}, case[4]) for case in OF_A_FURNACE]
EVERY += [(case[1], case[2], dict(case[3]), case[4]) for case in OF_SEVERAL]


def test_the_checker_says_the_same_of_every_pattern() -> None:
    for obligation, units, patterns, possible in EVERY:
        planned = by_stage(units, [obligation], stages=TWO_STAGES)
        jobs = solved(planned, patterns).schedule or Schedule()
        plan = to_plan(planned, scheduled(planned, patterns).with_changes(jobs))
        assert verify(planned, plan).measured[-1].met is possible, (obligation.id, patterns)


def test_what_is_possible_by_day_is_possible_on_totals() -> None:
    for obligation, units, patterns, possible in EVERY:
        relaxed = build_totals(by_stage(units, [obligation], stages=TWO_STAGES))
        status = run(relaxed, SETTINGS, Clock(SETTINGS), Effort(20)).status
        assert status is Status.OPTIMAL or not possible, (obligation.id, patterns)


def test_every_kind_has_a_pattern_that_is_possible_and_one_that_is_not() -> None:
    for expected in (True, False):
        shown = {obligation.kind for obligation, _, _, possible in EVERY if possible is expected}
        by_construction = set() if expected else {"two_states"}
        assert shown | by_construction == set(RULES)


def test_the_store_is_not_rounded_from_day_to_day() -> None:
    """Half a tonne a day is missing for ten days: five tonnes in store last, four do not."""
    units = [unit("F1", capacity_t_per_day="1000.5"), unit("S1", process=Process.SINTER)]
    patterns = {"F1": "." * 10, "S1": "." * 10}
    for stock_t, possible in ((5, True), (4, False)):
        held = by_stage(units, [store("S1", stock_t)])
        assert (solved(held, patterns).status is not Status.INFEASIBLE) is possible
        assert (not verify(held, to_plan(held, scheduled(held, patterns))).broken) is possible
