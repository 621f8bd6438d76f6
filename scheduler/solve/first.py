"""A first whole plan: drivers, polished alone, then what serves them, group by group."""

from collections.abc import Sequence
from heapq import heappop, heappush

from scheduler.domain.objective import BandExcess
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.model.schedule import Schedule, to_plan
from scheduler.solve.at_once import at_once
from scheduler.solve.decompose import by_terms, restrict
from scheduler.solve.drivers import driver_season
from scheduler.solve.excess import OWN_TERMS, find_least_costs
from scheduler.solve.grids import coarse, daily, merged
from scheduler.solve.run import Effort, Outcome
from scheduler.solve.search import Search
from scheduler.solve.together import improve
from scheduler.solve.turns import batches, so_far
from scheduler.verify.check import verify

GRID_STEPS = (5, 3, 1)
"""Coarse first; finer, and longer, where the coarse grid holds no plan."""
TRIES, LONGER = 4, 3
"""How often a grid is tried that ran out of time, and how much longer each time."""
FIRST_SHARE = 0.6
"""Of the time that is left, which the drivers' first plan may take."""
LONG_DAYS = 180
LONG_STEP = 20
"""Of the first grid for a season longer than a winter: few states, and blocks in which kilns stop."""
SERVING_STEP = 2
"""Of the grid for units beside drivers that stop."""
BATCH = 15
"""Drivers that are planned at once where nothing asks for more."""
CROWD = 4
"""Sub-solvers for each worker on the drivers' first plan."""
DRIVERS_GAP = 0.02
"""Of a group's own cost: what is left of it is for polishing."""
DRIVER_S = 0.08
"""Seconds for each driver on their first plan."""
POLISH_S, POLISH_SHARE = 2.0, 0.1
"""On polishing it before the followers come: so long, or so much of the time that is left, or as few are."""
TIME_TO_SPARE = 1.5
"""Of the time that it takes to make a drivers' plan whole, before the time is over."""
GROUP_S = 1.0
GROUP_GAP = 0.03
REPAIR_S = 10.0


def drivers_alone(search: Search) -> Search | None:
    """A search over the drivers, which carry what their followers cost, with a first coarse plan."""
    season = driver_season(search.season)
    alone = Search(season, search.settings, search.clock)
    find_least_costs(alone)
    groups = list(batches(season, BATCH))
    if len(groups) > 1:
        _plan_in_turn(alone, groups)
    if alone.schedule is None:
        alone.keep(_plan_at_once(alone, season, season.units))
    if alone.schedule is None:
        return None
    polish_drivers(alone, min(POLISH_S, POLISH_SHARE * alone.clock.left, DRIVER_S / 2 * len(season.units)))
    return alone


def _plan_in_turn(alone: Search, groups: Sequence[Sequence[Unit]]) -> None:
    """Drivers group by group, by margin and band, each beside those planned before; in the end the price."""
    schedule, present = Schedule(), frozenset[str]()
    for group in groups:
        present |= {unit.unit_id for unit in group}
        season = by_terms(so_far(alone.season, present), *OWN_TERMS, BandExcess)
        found = _plan_at_once(alone, season, group, schedule)
        if found.schedule is None:
            return
        schedule = schedule.with_changes(found.schedule)
    alone.keep(alone.try_grid({}, Effort(REPAIR_S), base=schedule), schedule)


def _plan_at_once(
    alone: Search, season: Season, units: Sequence[Unit], base: Schedule | None = None
) -> Outcome:
    """Units together, on the coarsest grid that holds a plan.

    A grid that ran out of time may hold one all the same: the shortest try that is left comes next.
    """
    clock, seconds = alone.clock, max(GROUP_S, DRIVER_S * len(units))
    until = clock.seconds + FIRST_SHARE * clock.left
    gap = DRIVERS_GAP * _part_of_cost(alone, season, units)
    steps = (LONG_STEP, *GRID_STEPS) if season.calendar.days > LONG_DAYS else GRID_STEPS
    waiting = [(seconds * max(1, GRID_STEPS[0] / step), -step, TRIES) for step in steps]
    found = Outcome(Status.UNKNOWN)
    while waiting and clock.seconds < until:
        length, finer, left = heappop(waiting)
        effort = Effort(min(length, until - clock.seconds), gap=gap, crowd=CROWD)
        found = alone.try_grid(coarse(season, units, -finer), effort, season=season, base=base)
        if found.schedule is not None:
            break
        if left > 1 and found.status is not Status.INFEASIBLE:
            heappush(waiting, (LONGER * length, finer, left - 1))
    return found


def _part_of_cost(alone: Search, season: Season, units: Sequence[Unit]) -> float:
    """What the works of some units must pay, of what all works of the season must pay."""
    works = {unit.enterprise_id for unit in units}
    all_works = {unit.enterprise_id for unit in season.units}
    paid, all_paid = (sum(alone.least_yuan.get(name, 0) for name in names) for names in (works, all_works))
    return paid / all_paid if all_paid else 1.0


def polish_drivers(alone: Search, seconds: float) -> None:
    """Better drivers' plans, for some seconds, while there is time to make them whole again."""
    until = alone.clock.seconds + seconds

    def going() -> bool:
        return alone.clock.seconds < until and alone.clock.left > TIME_TO_SPARE * alone.seconds_to_make_whole

    improve([alone], alone.settings, alone.clock, going)


def plan_whole(search: Search, alone: Search) -> None:
    """Add the followers to the drivers' plan; keep the whole where it holds and is better than the best."""
    begun = search.clock.seconds
    _make_whole(search, alone)
    alone.seconds_to_make_whole = search.clock.seconds - begun


def _make_whole(search: Search, alone: Search) -> None:
    """Drivers and followers are planned apart, so what only the whole can break (a hard peak or burden)
    is left to the checker. With every state fixed, maintenance is placed and the plan priced.
    """
    schedule, stuck = _plan_followers(search, alone.best)
    for works in stuck:
        repaired = _release(search, schedule, works)
        if repaired is None:
            return
        schedule = repaired
    found = search.try_grid({}, Effort(REPAIR_S), base=schedule)
    if found.schedule is None:
        return
    whole = to_plan(search.season, schedule.with_changes(found.schedule))
    if not verify(search.season, whole).broken:
        search.keep(found, schedule)


def _plan_followers(search: Search, drivers: Schedule) -> tuple[Schedule, list[str]]:
    """Followers of each works given its drivers; and the works where they find no place."""
    works = list(search.season.units_of)
    found = at_once(search.settings, lambda name: _serve(search, name, drivers), works)
    schedule = drivers
    for followers in found:
        schedule = schedule.with_changes(followers or Schedule())
    return schedule, [name for name, followers in zip(works, found, strict=True) if followers is None]


def _serve(search: Search, works: str, drivers: Schedule) -> Schedule | None:
    """States of a works' followers beside its drivers, by what they cost; nothing where there is no place."""
    units = search.season.units_of[works]
    if _has_place(search, units, drivers):
        return search.best.only({unit.unit_id for unit in units})
    season = by_terms(restrict(search.season, {unit.unit_id for unit in units}), *OWN_TERMS)
    served = Schedule()
    for group in _groups(search, units):
        found = _plan_group(search, season, group, drivers)
        if found is None:
            return None
        served = served.with_changes(found)
    return served


def _has_place(search: Search, units: Sequence[Unit], drivers: Schedule) -> bool:
    """Whether the best plan has the followers of a works beside just these drivers."""
    leading = {unit.unit_id for unit in units if unit.unit_id not in search.followers}
    return search.schedule is not None and search.schedule.only(leading) == drivers.only(leading)


def _groups(search: Search, units: Sequence[Unit]) -> list[list[Unit]]:
    """Followers of a works by process: given the drivers, only the peak and the burden couple them."""
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.unit_id in search.followers:
            groups.setdefault(unit.process.value, []).append(unit)
    return list(groups.values())


def _plan_group(search: Search, works: Season, group: Sequence[Unit], drivers: Schedule) -> Schedule | None:
    """States of a group in the season of its works, beside the drivers' changes or on any day."""
    present = {unit.unit_id for unit in works.units if unit.unit_id not in search.followers}
    season = restrict(works, present | {unit.unit_id for unit in group})
    base = drivers.only(present)
    changes = {day for unit_id in base.off for day in base.changes(unit_id)}
    beside = {unit.unit_id: sorted({0, *changes}) for unit in group}
    step = SERVING_STEP if changes else GRID_STEPS[0]
    for grid in (merged(coarse(season, group, step), beside), daily(season, group)):
        effort = Effort(GROUP_S, gap=GROUP_GAP, workers=1)
        outcome = search.try_grid(grid, effort, season=season, base=base)
        if outcome.schedule is not None:
            return outcome.schedule
    return None


def _release(search: Search, schedule: Schedule, works: str) -> Schedule | None:
    """Plan a works whole, its drivers too, where its followers found no place beside them."""
    units = search.season.units_of[works]
    others = {u.unit_id for u in search.season.units if u.unit_id in schedule} - {u.unit_id for u in units}
    present = restrict(search.season, others | {unit.unit_id for unit in units})
    season = by_terms(present, *OWN_TERMS)
    effort = Effort(REPAIR_S, gap=GROUP_GAP)
    outcome = search.try_grid(daily(season, units), effort, season=season, base=schedule)
    return None if outcome.schedule is None else schedule.with_changes(outcome.schedule)
