"""A first plan: works in turn, each whole beside those before it; then what they break together is repaired.

A works alone is soon planned. What ties it to others (a corridor, a ceiling of the region, changeovers of a
day) it holds by its part, loosely: a later works may find no place otherwise. The plan that comes of it holds
what each works owes, and little is left to repair.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from math import inf

from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.model.build import build_days
from scheduler.model.schedule import Schedule
from scheduler.solve.at_once import at_once
from scheduler.solve.grids import coarse, merged, on_allowed_days
from scheduler.solve.holding import broken, broken_of
from scheduler.solve.run import Effort, run
from scheduler.solve.search import Search
from scheduler.solve.together import improve
from scheduler.solve.turns import so_far

GRID_STEPS = (5, 3, 1)
"""Coarse first; finer, and longer, where the coarse grid holds no plan."""
LONG_DAYS = 180
LONG_STEP = 10
"""Of the first grid for a season longer than a winter."""
TRIES, LONGER = 4, 3
"""How often a grid is tried that ran out of time, and how much longer each time."""
UNIT_S, LEAST_S = 0.03, 0.2
"""Seconds for each unit of a works on its first plan; and for the smallest."""
WORKS_GAP = 0.05
"""Of about what the units themselves cost."""
PRICE_S = 10.0


Find = Callable[[Search, Season, Sequence[Unit], Schedule], Schedule | None]
"""Finds states of some units of a works in a season of theirs and of others, which stand as scheduled."""


def plan_first(search: Search, start: Schedule | None = None) -> None:
    """Keep a plan of the whole season, if one is found; works whose duties a start holds begin with it."""
    schedule = in_turn(search, _still_good(search, start) if start is not None else Schedule(), find)
    if schedule is not None:
        repair(search, schedule)


def in_turn(search: Search, schedule: Schedule, finds: Find) -> Schedule | None:
    """A schedule with all works that were not in it, the largest first; nothing where one finds no place.

    As many at once as there are workers, each beside those that are placed by then.
    """
    by_size = sorted(search.season.units_of.items(), key=lambda each: -len(each[1]))
    waiting = [works for works, units in by_size if any(unit.unit_id not in schedule for unit in units)]

    def place(works: str) -> Schedule | None:
        return _place(search, works, schedule, finds)

    for placed in at_once(search.settings, place, waiting):
        if placed is None:
            return None
        schedule = schedule.with_changes(placed)
    return schedule


def _still_good(search: Search, start: Schedule) -> Schedule:
    """The states of works that the start has whole, and whose own duties it holds."""
    good = Schedule()
    for units in search.season.units_of.values():
        own = {unit.unit_id for unit in units}
        duties = (owed for owed in search.season.obligations if own.issuperset(owed.units))
        if not all(unit_id in start for unit_id in own) or _changes_on_barred_days(search, units, start):
            continue
        if not broken_of(search.season, duties, start):
            good = good.with_changes(start.only(own))
    return good


def _changes_on_barred_days(search: Search, units: Sequence[Unit], start: Schedule) -> bool:
    return any(
        not search.allowed[unit.unit_id].issuperset(start.changes_of(unit, search.season))
        for unit in units
        if unit.unit_id in search.allowed and unit.unit_id in start.off
    )


def _place(search: Search, works: str, others: Schedule, finds: Find) -> Schedule | None:
    """States of a works' units beside the others that are planned already; nothing where none are found.

    Its drivers first, with what serves them counted in, then what serves them; the whole works where that
    finds no place.
    """
    units = search.season.units_of[works]
    leading = [unit for unit in units if unit.unit_id not in search.followers]
    placed = (
        finds(search, _beside(search.drivers_season, leading, others), leading, others)
        if leading
        else Schedule()
    )
    if placed is not None and len(leading) < len(units):
        placed = _serve(search, units, others.with_changes(placed), finds)
    if placed is None and leading:
        return finds(search, _beside(search.season, units, others), units, others)
    return placed


def _serve(search: Search, units: Sequence[Unit], others: Schedule, finds: Find) -> Schedule | None:
    """States of a works whose drivers are placed: its followers by process, one group beside the other."""
    served = others.only({unit.unit_id for unit in units})
    for group in _groups(search, units):
        found = finds(search, _beside(search.season, group, others), group, others)
        if found is None:
            return None
        others, served = others.with_changes(found), served.with_changes(found)
    return served


def _groups(search: Search, units: Sequence[Unit]) -> list[list[Unit]]:
    """Followers of a works by process: given the drivers, only the peak and the burden couple them."""
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.unit_id in search.followers:
            groups.setdefault(unit.process.value, []).append(unit)
    return list(groups.values())


def _beside(season: Season, units: Sequence[Unit], others: Schedule) -> Season:
    """The season of some units and those planned before."""
    own = {unit.unit_id for unit in units}
    return so_far(season, own | {unit.unit_id for unit in season.units if unit.unit_id in others})


def find(search: Search, season: Season, units: Sequence[Unit], others: Schedule) -> Schedule | None:
    """States of some units in a season of theirs and others', on the coarsest grid that holds a plan.

    A grid that ran out of time may hold one all the same: the shortest try that is left comes next.
    """
    seconds = max(LEAST_S, UNIT_S * len(units))
    gap = gap_of(units, season)
    changes = {
        day
        for unit in season.units_of[units[0].enterprise_id]
        if unit.unit_id in others.off
        for day in others.changes(unit.unit_id)
    }
    steps = (LONG_STEP, *GRID_STEPS) if season.calendar.days > LONG_DAYS else GRID_STEPS
    waiting = [(seconds * max(1, GRID_STEPS[0] / step), -step, TRIES) for step in steps]
    heapify(waiting)
    while waiting and search.clock.left > 0:
        length, finer, left = heappop(waiting)
        with search.clock.building():
            grid = merged(coarse(season, units, -finer), {unit.unit_id: sorted(changes) for unit in units})
            model = build_days(season, on_allowed_days(grid, search.allowed), others, search.tying)
        found = run(model, search.settings, search.clock, Effort(length, gap=gap, workers=1))
        if found.schedule is not None:
            return found.schedule
        if left > 1 and found.status is not Status.INFEASIBLE:
            heappush(waiting, (LONGER * length, finer, left - 1))
    return None


def gap_of(units: Sequence[Unit], season: Season) -> float:
    """What a works' own plan may leave open, of all that is planned so far."""
    part, whole = (sum(float(unit.margin_yuan_per_day) for unit in each) for each in (units, season.units))
    return WORKS_GAP * (part / whole if whole else 1.0)


def repair(search: Search, schedule: Schedule, seconds: float = inf) -> None:
    """Change a schedule of all units until it breaks nothing, and keep it where it is better than the best.

    What ties works is broken less and less. A schedule that breaks what one works owes alone is refused.
    """
    draft = Search(search.season, search.settings, search.clock, loose=dict.fromkeys(search.tying, ()))
    # maintenance anew: works in turn may have taken one crew twice, which only a hard duty would tell
    schedule = replace(schedule, jobs={})
    priced = draft.try_grid({}, Effort(PRICE_S), base=schedule)
    if priced.schedule is None:
        return
    draft.take(schedule.with_changes(priced.schedule), priced.objective)
    until = search.clock.seconds + seconds
    improve([draft], draft.settings, draft.clock, lambda: bool(draft.loose) and draft.clock.seconds < until)
    if not draft.loose and not broken(search.season, draft.best):
        search.keep(search.try_grid({}, Effort(PRICE_S), base=draft.best), draft.best)
