"""Large neighbourhood search: free a few units or days at a time, keep what is better."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random

from scheduler.domain.obligation import HeatFloor, SupplyFloor
from scheduler.domain.unit import Mode, Unit
from scheduler.model.days import Grid
from scheduler.model.schedule import Schedule
from scheduler.solve.excess import excess_yuan
from scheduler.solve.grids import coarse, daily, merged, near
from scheduler.solve.holding import broken_of
from scheduler.solve.run import Effort, Outcome
from scheduler.solve.search import Search


@dataclass(frozen=True)
class Room:
    """What a neighbourhood may free."""

    blocks: float
    """About so many blocks of days."""
    busy: frozenset[str]
    """Works that it leaves alone."""


Neighbourhood = Callable[[Search, Random, Room], Grid]
"""Draws a grid."""

STEP_S = 0.7
STEP_GAP, CLOSE = 1e-4, 1e-3
"""Of the plan's cost, and of its gap, that a step may leave open: of a hundred works each gives little."""
MERGE_S = 5.0
BLOCKS = 120.0
"""Blocks that a neighbourhood frees at first; then it grows when solved in a step's time, else shrinks.

Many small steps that are solved gain more than few large ones that end with their time.
"""
GROW, SHRINK = 1.15, 0.8
LEAST_BLOCKS, MOST_BLOCKS = 40.0, 5000.0
WINDOW_DAYS = (12, 30)
FEW_UNITS = 0.25
MENDING = 0.7
"""Of the steps that mend a draft: so many look at a day that is broken."""
MENDING_UNITS, WEEK = 8, 7
LITTLE = 0.7
"""Of the steps that mend a sum: so many change stops by a few days only."""
CURIOSITY = 0.2
"""Of the average excess, for which a works may be drawn that has none."""


def works_by_day(search: Search, random: Random, room: Room) -> Grid:
    """All units of some works, every day."""
    return _fill(search, random, room, lambda units: daily(search.season, units))


def works_coarsely(search: Search, random: Random, room: Room) -> Grid:
    """All units of some works, every few days and where they change now."""
    step = random.choice((3, 5, 7))
    return _fill(search, random, room, lambda units: _every(step, search, random, units))


def shifted_ends(search: Search, random: Random, room: Room) -> Grid:
    """Units of several works, each change within some days of where it is."""
    reach = random.choice((1, 2, 4))
    return _fill(search, random, room, lambda units: near(search.season, units, search.best, reach))


def window(search: Search, random: Random, room: Room) -> Grid:
    """Units of several works, every day of a window and where they change now."""
    length = random.randint(*WINDOW_DAYS)
    first = random.randrange(max(1, search.season.calendar.days - length))
    days = range(first, min(search.season.calendar.days, first + length))
    return _fill(search, random, room, lambda units: near(search.season, units, search.best, 0, days))


def drivers_coarsely(search: Search, random: Random, room: Room) -> Grid:
    """Drivers of many works, every few days and near their changes: levels band, burden and restarts."""
    step = random.choice((5, 7))
    drivers = {unit.unit_id for unit in search.drivers}

    def grid(units: Sequence[Unit]) -> Grid:
        return _every(step, search, random, [unit for unit in units if unit.unit_id in drivers], reach=1)

    return _fill(search, random, room, grid)


def what_is_broken(search: Search, random: Random, room: Room) -> Grid:
    """A few of the units that break something together, around a day on which they do; of drafts only.

    Where few owe it, others that they owe something else with may have to make room. Where no day can be
    told, as of a sum, whole works: what serves a unit may have to stop for longer as well.
    """
    owed_id = random.choice(sorted(search.loose))
    owed, days = search.owed_by_id[owed_id], search.loose[owed_id]
    if not days:
        return _sum_mended(search, random, _works_of(search, random, owed.units, room.busy))
    day = random.choice(days)
    owing = set(owed.units)
    if isinstance(owed, HeatFloor | SupplyFloor):
        # who runs all the week can give no more
        owing -= {unit_id for unit_id, off in search.best.off.items() if not any(off[day : day + WEEK])}
    chosen = _few(search, random, owing, room.busy, MENDING_UNITS)
    chosen += _few(search, random, search.tied_to(chosen), room.busy, MENDING_UNITS - len(chosen))
    around = range(max(0, day - WEEK), min(search.season.calendar.days, day + 2 * WEEK))
    return near(search.season, chosen, search.best, 0, around)


def _sum_mended(search: Search, random: Random, units: Sequence[Unit]) -> Grid:
    """Stops of units a little longer or shorter, or begun on another of every few days."""
    if random.random() < LITTLE:
        return near(search.season, units, search.best, random.choice((1, 2, 4)))
    return _every(random.choice((3, 5, 7)), search, random, units)


def _works_of(search: Search, random: Random, owing: Collection[str], busy: Collection[str]) -> list[Unit]:
    """All units of works that owe something, of as few works as have enough to mend with."""
    by_id = search.season.unit_by_id
    works = sorted({by_id[unit_id].enterprise_id for unit_id in owing} - set(busy))
    random.shuffle(works)
    chosen: list[Unit] = []
    while works and len(chosen) < MENDING_UNITS:
        chosen += search.season.units_of[works.pop()]
    return chosen


def _every(step: int, search: Search, random: Random, units: Sequence[Unit], reach: int = 0) -> Grid:
    """Every few days, from one drawn on, and within reach of where the units change now."""
    return merged(
        coarse(search.season, units, step, random.randrange(step)),
        near(search.season, units, search.best, reach),
    )


def _few(
    search: Search, random: Random, unit_ids: Collection[str], busy: Collection[str], most: int
) -> list[Unit]:
    """Some of these units, none of a works that is busy."""
    units = [u for u in search.season.units if u.unit_id in unit_ids and u.enterprise_id not in busy]
    return random.sample(units, min(most, len(units)))


NEIGHBOURHOODS: tuple[Neighbourhood, ...] = (
    works_by_day,
    works_coarsely,
    shifted_ends,
    window,
    drivers_coarsely,
)


class Choice:
    """Draws neighbourhoods by what each has gained lately, as a share of the gap per second."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.pay = dict.fromkeys(NEIGHBOURHOODS, 0.01)
        self.blocks = dict.fromkeys(NEIGHBOURHOODS, BLOCKS)

    def draw(self, *, mends: bool) -> Neighbourhood:
        if mends and self._random.random() < MENDING:
            return what_is_broken
        floor = 0.15 * max(self.pay.values()) + 1e-9
        return self._random.choices(list(self.pay), [max(floor, pay) for pay in self.pay.values()])[0]

    def learn(self, neighbourhood: Neighbourhood, gain_per_second: float, solved: bool) -> None:
        if neighbourhood not in self.pay:
            return
        self.pay[neighbourhood] = 0.7 * self.pay[neighbourhood] + 0.3 * gain_per_second
        resized = self.blocks[neighbourhood] * (GROW if solved else SHRINK)
        self.blocks[neighbourhood] = min(MOST_BLOCKS, max(LEAST_BLOCKS, resized))


@dataclass(frozen=True)
class Draft:
    """A neighbourhood of a search's best schedule, as that was when it was drawn."""

    search: Search
    neighbourhood: Neighbourhood
    grid: Grid
    base: Schedule
    objective: int
    begun: float

    @property
    def works(self) -> frozenset[str]:
        units = self.search.season.unit_by_id
        return frozenset(units[unit_id].enterprise_id for unit_id in self.grid)

    def solve(self, workers: int | None = None) -> Outcome:
        gap = min(STEP_GAP, CLOSE * self.search.gap_yuan / max(1, self.objective))
        return self.search.try_grid(self.grid, Effort(STEP_S, gap=gap, workers=workers), base=self.base)


def draw(search: Search, choice: Choice, random: Random, busy: frozenset[str] = frozenset()) -> Draft:
    """A neighbourhood that frees none of the works that are busy; its grid is empty where all are."""
    neighbourhood = choice.draw(mends=bool(search.loose))
    grid = neighbourhood(search, random, Room(choice.blocks.get(neighbourhood, BLOCKS), busy))
    objective = search.objective or 0
    return Draft(search, neighbourhood, grid, search.best, objective, search.clock.seconds)


def settle(draft: Draft, outcome: Outcome, choice: Choice) -> None:
    """Keep what a draft found where it is better; what changed meanwhile stays, priced with it anew."""
    search, gap = draft.search, max(1, draft.search.gap_yuan)
    if outcome.before is None:
        return
    gain = outcome.before - outcome.objective if outcome.objective is not None else 0
    if search.best is draft.base:
        search.keep(outcome, draft.base)
    elif gain > 0 and outcome.schedule is not None:
        merged = search.best.with_changes(outcome.schedule)
        if _holds(draft, merged):
            _merge(search, merged, outcome)
    spent = max(0.05, search.clock.seconds - draft.begun)
    choice.learn(draft.neighbourhood, max(0, gain) / gap / spent, _solved(outcome))


def _merge(search: Search, merged: Schedule, outcome: Outcome) -> None:
    if search.loose:
        search.take(merged, outcome.objective)
    else:
        search.keep(search.try_grid({}, Effort(MERGE_S, workers=1), base=merged), merged)


def _holds(draft: Draft, merged: Schedule) -> bool:
    """Whether all holds that both the draft and what was found meanwhile had a part in.

    Each held it beside what stood before; with every state fixed no model asks again.
    """
    season = draft.search.season
    meanwhile = draft.search.best.differs_in(draft.base)
    shared = (
        owed
        for owed in season.obligations
        if not (draft.grid.keys().isdisjoint(owed.units) or meanwhile.isdisjoint(owed.units))
    )
    return broken_of(season, shared, merged).keys() <= draft.search.loose.keys()


def polish(search: Search, choice: Choice, random: Random) -> None:
    """One step: solve one neighbourhood of the best schedule."""
    draft = draw(search, choice, random)
    settle(draft, draft.solve(), choice)


def _solved(outcome: Outcome) -> bool:
    return (
        outcome.objective is not None
        and outcome.bound is not None
        and (outcome.objective - outcome.bound <= 2e-4 * outcome.objective)
    )


def _fill(search: Search, random: Random, room: Room, grid_of: Callable[[Sequence[Unit]], Grid]) -> Grid:
    """Add works, one that promises much first, until the grid has about so many blocks.

    Now and then a few units of that works alone: little is left to decide, and the step ends with the best.
    """
    works: list[Sequence[Unit]] = [
        units for name, units in search.season.units_of.items() if units and name not in room.busy
    ]
    if search.loose:
        works = _ailing(search, random, works)
    if not works:
        return {}
    random.shuffle(works)
    above = _promised(search, works)
    first = random.choices(works, [1 + more + CURIOSITY * sum(above) / len(works) for more in above])[0]
    if random.random() < FEW_UNITS:
        return dict(grid_of(random.sample(first, random.randint(1, len(first)))))
    grid = dict(grid_of(first))
    for units in works:
        added = grid_of(units) if units is not first else {}
        if _blocks(search, grid) + _blocks(search, added) > room.blocks:
            break
        grid.update(added)
    return grid


def _ailing(search: Search, random: Random, works: Sequence[Sequence[Unit]]) -> list[Sequence[Unit]]:
    """Of the works that break something together, the units that do; now and then all their units."""
    breaking = {unit_id for owed_id in search.loose for unit_id in search.owed_by_id[owed_id].units}
    whole = random.random() < FEW_UNITS
    ailing = [[unit for unit in units if unit.unit_id in breaking] for units in works]
    return [units if whole else few for units, few in zip(works, ailing, strict=True) if few]


def _promised(search: Search, works: Sequence[Sequence[Unit]]) -> list[float]:
    """What changing each works may gain, in yuan; of a draft that is unknown."""
    if search.loose or search.known is None:
        return [0.0] * len(works)
    excess = excess_yuan(search.season, search.best, search.known)
    return [excess[units[0].enterprise_id] for units in works]


def _blocks(search: Search, grid: Grid) -> int:
    return sum(len(days) for unit_id, days in grid.items() if _stops(search, unit_id))


def _stops(search: Search, unit_id: str) -> bool:
    return search.season.unit_by_id[unit_id].mode is Mode.STOP
