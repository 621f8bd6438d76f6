"""Hold an optimised plan against a planner's at the same reduction: ``python benchmarks/hand_plan.py``.

The hand-made plan, repaired until every obligation holds, cuts more crude steel than the notice asks.
So the season is planned again under ceilings of what that plan makes, stage by stage: what then
differs is what planning saves. Both plans are measured by the checker.
"""

import json
from datetime import date

from cases import CASES
from run import RESULTS, machine

from scheduler.domain.obligation import RegionOutputCeiling
from scheduler.domain.plan import Plan, Verification
from scheduler.domain.season import Season
from scheduler.files.plan import read_plan
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from scheduler.verify.check import verify

CASE = CASES["handan"]


def main() -> None:
    season = CASE.season()
    with CASE.folder() as folder:
        by_hand = read_plan(folder / "hand-plan-repaired", season)
    measured = verify(season, by_hand)
    as_low = held_to(season, measured)
    solution = solve(as_low, Settings(time_limit_s=CASE.time_limit_s, seed=CASE.seed))
    if solution.plan is None:
        raise SystemExit("no plan in the time given")
    if measured.broken or verify(as_low, solution.plan).broken:
        raise SystemExit("one of the plans breaks an obligation: nothing to compare")
    result = {
        "case": CASE.scenario,
        "date": date.today().isoformat(),
        "machine": machine(),
        "seed": CASE.seed,
        "time_limit_s": CASE.time_limit_s,
        "by_hand": told(as_low, by_hand),
        "optimised": told(as_low, solution.plan),
        "bound_yuan": solution.bound_yuan,
    }
    result["saving"] = 1 - result["optimised"]["total_yuan"] / result["by_hand"]["total_yuan"]
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(result, ensure_ascii=False, indent=1)
    (RESULTS / f"{result['date']}-hand-plan.json").write_text(text + "\n", encoding="utf-8")
    print(text)


def held_to(season: Season, measured: Verification) -> Season:
    """The season in which each region may make no more in each stage than the measured plan does."""
    made = {found.obligation_id: found.achieved for found in measured.measured}
    return season.model_copy(
        update={
            "obligations": tuple(
                owed.model_copy(update={"tonnes": made[owed.id]})
                if isinstance(owed, RegionOutputCeiling)
                else owed
                for owed in season.obligations
            )
        }
    )


def told(season: Season, plan: Plan) -> dict[str, object]:
    found = verify(season, plan)
    made = {m.obligation_id: m.achieved for m in found.measured}
    ceilings = [owed for owed in season.obligations if isinstance(owed, RegionOutputCeiling)]
    return {
        "total_yuan": found.total_yuan,
        "cost_yuan": found.cost_yuan,
        "broken": len(found.broken),
        "crude_steel_t": {owed.clause: float(made[owed.id]) for owed in ceilings},
    }


if __name__ == "__main__":
    main()
