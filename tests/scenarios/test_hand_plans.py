"""Handan's plans made without the optimiser: what is broken by hand, and that the repair breaks nothing."""

from collections import Counter
from pathlib import Path

from scheduler import api

HANDAN = Path("scenarios/handan-2021-2022")


def test_the_repaired_plan_holds_what_the_plan_made_by_hand_breaks() -> None:
    compared = api.compare_plans(
        api.read(HANDAN), {name: HANDAN / name for name in ("hand-plan", "hand-plan-repaired")}
    )
    season = compared.season
    clauses = {owed.id: owed.clause for owed in season.obligations}
    by_hand, repaired = compared.plans["hand-plan"], compared.plans["hand-plan-repaired"]
    broken = Counter(clauses[found.obligation_id] for found in by_hand.verification.broken)
    assert broken == {"STL-5": 3, "STL-11": 4, "HEAT": 4, "ROTATION": 2}
    assert repaired.verification.broken == ()
    assert repaired.verification.total_yuan < by_hand.verification.total_yuan
