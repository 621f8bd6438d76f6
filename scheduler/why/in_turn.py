"""A large season by day in which obligations may give: works in turn, each giving as little as it can.

Whole, such a season holds too much for one solve. Beside the works planned before it, one works is soon
planned; then all are bettered together: everyone near its changes, one works more freely. What is found is a
plan, so it gives enough; that less will not do is not proved.
"""

from collections.abc import Iterator

from scheduler.domain.season import Season
from scheduler.model.days import Grid
from scheduler.model.schedule import Schedule
from scheduler.solve.clock import Clock
from scheduler.solve.grids import coarse, merged, near
from scheduler.solve.run import Effort, Outcome
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.solve.turns import so_far
from scheduler.why.elastic import Weights, elastic_days

TURN_S, TURN_GAP = 3.0, 0.05
"""Seconds for one works, and the part of what it gives that it may leave open."""
TURN_STEPS = (5, 3, 1)
"""Days between possible changes: finer where the coarser grid holds no plan."""
BETTER_S, STEP_S = 10.0, 5.0
"""Seconds to better the whole, and for one step of it."""
FREE_STEP, NEAR_DAYS = 3, 1


def least_in_turn(season: Season, weights: Weights, settings: Settings, clock: Clock) -> Outcome | None:
    """A plan in which little is given, and by whom; ``None`` where a works finds no place."""
    search = Search(
        season, settings, clock, build=lambda of, grid, base: elastic_days(of, grid, weights, base)
    )
    placed = _placed(search)
    if placed is None:
        return None
    best = search.try_grid(_beside(search, placed, {}), Effort(STEP_S), base=placed)
    until = clock.seconds + BETTER_S
    gained = best.schedule is not None
    while gained and best.objective:
        gained = False
        for grid in _grids(search, best):
            if min(clock.left, until - clock.seconds) <= 0:
                return best
            found = search.try_grid(grid, Effort(STEP_S), base=best.schedule)
            if found.objective is not None and found.objective < best.objective:
                best, gained = found, True
                break  # grids are made anew about it
    return best if best.schedule is not None else None


def _placed(search: Search) -> Schedule | None:
    """All works, the largest first, each beside those before it."""
    placed, done = Schedule(), set[str]()
    for units in sorted(search.season.units_of.values(), key=len, reverse=True):
        done |= {unit.unit_id for unit in units}
        beside = so_far(search.season, done)
        for step in TURN_STEPS:
            grid = coarse(beside, units, step)
            found = search.try_grid(grid, Effort(TURN_S, gap=TURN_GAP), season=beside, base=placed)
            if found.schedule is not None:
                break
        else:
            return None
        placed = placed.with_changes(found.schedule)
    return placed


def _grids(search: Search, best: Outcome) -> Iterator[Grid]:
    """All units near their changes; then also the units of one obligation that gives, every few days."""
    season, schedule = search.season, best.schedule or Schedule()
    yield near(season, season.units, schedule, NEAR_DAYS)
    for owed in season.obligations:
        if best.costs.get(owed.id) and len({season.unit_by_id[u].enterprise_id for u in owed.units}) == 1:
            works = season.units_of[season.unit_by_id[owed.units[0]].enterprise_id]
            yield _beside(search, schedule, coarse(season, works, FREE_STEP))


def _beside(search: Search, schedule: Schedule, free: Grid) -> Grid:
    """Every unit on the days on which it changes, so that all that gives is counted; some on others too."""
    fixed = near(search.season, search.season.units, schedule, 0)
    return {**fixed, **merged(free, fixed)}
