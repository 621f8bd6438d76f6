"""Repair Handan's hand-made plan: ``python scenarios/repair_hand_plan.py PLAN [SECONDS]``.

What a planner does when the checker hands a plan back: change it until every obligation holds, and no
more than that takes. From a plan that holds everything, the search goes towards the hand-made one: it
minimises the tonnes of capacity per day that stand in one and run in the other. Cost plays no part.
The repaired plan is the fair one to hold an optimised plan against.
"""

import sys
from pathlib import Path
from random import Random

from scheduler import api
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode
from scheduler.files.plan import read_plan
from scheduler.files.plan_tables import plan_tables
from scheduler.files.writing import write_csv
from scheduler.model.build import build_days
from scheduler.model.days import DayModel, Grid
from scheduler.model.linear import Linear
from scheduler.model.schedule import Schedule, from_plan, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.polish import Choice, polish
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify

FOLDER = Path(__file__).parent / "handan-2021-2022"
SEED = 1


def main(start: Path, seconds: float) -> None:
    priced = api.check(api.read(FOLDER)).season
    season = priced.model_copy(update={"objective": ()})
    by_hand = from_plan(season, read_plan(FOLDER / "hand-plan", season))
    held = from_plan(season, read_plan(start, season))
    settings = Settings(time_limit_s=seconds, seed=SEED)

    def towards_the_hand_plan(part: Season, grid: Grid, base: Schedule | None) -> DayModel:
        model = build_days(part, grid, base)
        model.costs["changed"] = changed_capacity(model, by_hand)
        model.minimise()
        return model

    search = Search(
        season,
        settings,
        Clock(settings),
        build=towards_the_hand_plan,
        schedule=held,
        objective=int(changed_capacity(DayModel(season, {}, held), by_hand).constant),
    )
    random = Random(SEED)
    choice = Choice(random)
    while search.clock.left > 0:
        polish(search, choice, random)
    repaired = to_plan(season, search.best)
    folder = FOLDER / "hand-plan-repaired"
    folder.mkdir(exist_ok=True)
    tables = plan_tables(priced, repaired, verify(priced, repaired), "zh")
    for name in ("stops", "loads"):
        write_csv(folder / f"{name}.csv", *tables[name])


def changed_capacity(model: DayModel, wanted: Schedule) -> Linear:
    """Σ capacity over the days on which a stop unit stands in one plan and runs in the other, in t."""
    changed = Linear()
    for unit in model.season.units:
        if unit.mode is not Mode.STOP:
            continue
        for day, stands in enumerate(wanted.off[unit.unit_id]):
            rate = -unit.capacity_t_per_day if stands else unit.capacity_t_per_day
            changed.plus(stands, unit.capacity_t_per_day)
            changed.plus(model.off(unit, day), rate)
    return changed


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 120.0)
