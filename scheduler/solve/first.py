"""A first whole plan: drivers on a coarse grid, then what serves them, works by works."""

from collections.abc import Sequence

from scheduler.domain.unit import Unit
from scheduler.model.schedule import Schedule
from scheduler.solve.decompose import restrict
from scheduler.solve.drivers import driver_season
from scheduler.solve.grids import coarse, daily
from scheduler.solve.run import Effort, run
from scheduler.solve.search import Search

GRID_STEPS = (5, 3, 1)
"""Coarse first; finer where the coarse grid holds no plan."""
DRIVERS_S = 4.0
DRIVERS_GAP = 0.02
WORKS_S = 3.0
WORKS_GAP = 0.01
REPAIR_S = 10.0


def first_plan(search: Search, seconds: float) -> None:
    """Find a schedule of the whole part within about ``seconds``, or leave the search without one."""
    drivers = _plan_drivers(search, seconds)
    if drivers is None:
        return
    schedule, stuck = _plan_followers(search, drivers)
    for works in stuck:
        repaired = _release(search, schedule, works)
        if repaired is None:
            return
        schedule = repaired
    outcome = search.try_grid({}, Effort(REPAIR_S), base=schedule)
    if outcome.objective is None:
        return
    search.schedule, search.objective = schedule, outcome.objective
    search.on_change()


def _plan_drivers(search: Search, seconds: float) -> Schedule | None:
    season = driver_season(search.season)
    for step in GRID_STEPS:
        grid = coarse(season, season.units, step)
        effort = Effort(min(DRIVERS_S, seconds), gap=DRIVERS_GAP)
        outcome = search.try_grid(grid, effort, season=season, base=Schedule())
        if outcome.schedule is not None:
            return outcome.schedule
    return None


def _plan_followers(search: Search, drivers: Schedule) -> tuple[Schedule, list[str]]:
    """Followers of each works given its drivers; and the works where they find no place."""
    schedule, stuck = drivers, []
    for works, units in search.season.units_of.items():
        found = _plan_works(search, units, drivers)
        if found is None:
            stuck.append(works)
        else:
            schedule = schedule.with_changes(found)
    return schedule, stuck


def _plan_works(search: Search, units: Sequence[Unit], drivers: Schedule) -> Schedule | None:
    serving = [unit for unit in units if unit.unit_id in search.followers]
    if not serving:
        return Schedule()
    season = restrict(search.season, {unit.unit_id for unit in units})
    effort = Effort(WORKS_S, gap=WORKS_GAP)
    return search.try_grid(daily(season, serving), effort, season=season, base=drivers).schedule


def _release(search: Search, schedule: Schedule, works: str) -> Schedule | None:
    """Plan a works whole, its drivers too, where its followers found no place beside them."""
    units = search.season.units_of[works]
    others = {unit.unit_id for unit in search.season.units if unit.unit_id in schedule} - {
        unit.unit_id for unit in units
    }
    season = restrict(search.season, others | {unit.unit_id for unit in units})
    outcome = search.try_grid(
        daily(season, units), Effort(REPAIR_S, gap=WORKS_GAP), season=season, base=schedule
    )
    return None if outcome.schedule is None else schedule.with_changes(outcome.schedule)
