"""Handan's plans made without the optimiser: what is broken by hand, and that the repair breaks nothing."""

from collections import Counter
from pathlib import Path

from scheduler import api
from scheduler.files.plan import read_plan
from scheduler.verify.check import verify
from tests.scenarios import shipped

HANDAN = Path("scenarios/handan-2021-2022")
SHANXI = Path("scenarios/shanxi-cement-2021-2022")


def test_the_repaired_plan_holds_what_the_plan_made_by_hand_breaks() -> None:
    facts = shipped.scenario(HANDAN.name)
    by_hand, repaired = (api.measure(facts, HANDAN / name) for name in ("hand-plan", "hand-plan-repaired"))
    clauses = {owed.id: owed.clause for owed in by_hand.season.obligations}
    broken = Counter(clauses[found.obligation_id] for found in by_hand.verification.broken)
    assert broken == {"STL-5": 3, "STL-11": 4, "HEAT": 4, "ROTATION": 2}
    assert repaired.verification.broken == ()
    assert repaired.verification.total_yuan < by_hand.verification.total_yuan


def test_three_groups_of_cities_leave_their_markets_short_and_hold_every_other_clause() -> None:
    """A whole city stands for twenty days, and its store lasts about eight."""
    measured = api.measure(shipped.scenario(SHANXI.name), SHANXI / "hand-plan")
    clauses = {owed.id: owed.clause for owed in measured.season.obligations}
    broken = [found for found in measured.verification.broken]
    assert Counter(clauses[found.obligation_id] for found in broken) == {"CEM-8": 3}
    assert sorted(found.obligation_id.split("/")[2] for found in broken) == sorted(
        ["临汾、运城", "吕梁、太原、忻州、晋中、阳泉", "大同、朔州"]
    )


def test_three_groups_of_cities_leave_the_rotation_corridor() -> None:
    """Of 196,000 t/d stand none on 10 June and two groups, 141,340 t/d, in July: 15 % is the width."""
    season = shipped.season(SHANXI.name)
    plan = read_plan(SHANXI / "hand-plan", season)
    band = next(o for o in season.obligations if o.kind == "rotation_band" and o.window.first.month == 6)
    (found,) = [m for m in verify(season, plan).measured if m.obligation_id == band.id]
    assert (found.required, found.achieved) == (29_380, 141_340)
