"""Re-solves near a plan: some units near their changes, and where that rules a change out, many on every day.

Few days are free at first, so that the solver ends with a proof; the more that are free, the wider stays
what it proves. A change is set against the best on the same days with nothing changed, so that what the
search for the plan had left over is not counted as the change's. In a small part of a season all units are
free on every day: what is found there is the best there is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.domain.base import Text, Value
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Plan, Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.model.days import Grid
from scheduler.model.schedule import Schedule, from_plan, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import parts
from scheduler.solve.grids import coarse, daily, merged, near
from scheduler.solve.run import Effort
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from scheduler.why.values import Answer, Ask, unheard

REACHES_DAYS = (3, 1, 0)
"""How far units may shift their changes: the first that leaves no more than so many blocks."""
STEPS_DAYS = (3, 7)
"""Days between the changes of other works."""
FEW_BLOCKS = 150
MOST_BLOCKS = 3000
"""Days on which units may change, in all, where few do not do; a part that has no more is free whole."""
RESOLVE_S = 10.0
"""Longest time for one re-solve."""
UNCHANGED = Text(zh="不作改变，在方案附近重新求解", en="nothing changed, re-solved near the plan")


class Resolved(Value):
    """The best plan found near another under a changed season, checked; and what none there undercuts."""

    answer: Answer
    """``IMPOSSIBLE``: not near the plan; farther away there may be one."""
    cost_yuan: int | None = None
    bound_yuan: int | None = None
    """Of plans near this one; not of all."""
    plan: Plan | None = None


class Compared(Value):
    """A change, and nothing changed, re-solved on the same days of the same units."""

    found: Resolved
    now: Resolved
    free_units: int

    @property
    def more_yuan(self) -> int | None:
        """What the change costs more, as found."""
        return _more(self.found.cost_yuan, self.now.cost_yuan)

    @property
    def at_least_yuan(self) -> int | None:
        """Proved: it costs no less more than this,"""
        return _more(self.found.bound_yuan, self.now.cost_yuan)

    @property
    def at_most_yuan(self) -> int | None:
        """and no more. All three are the same where both re-solves ended."""
        return _more(self.found.cost_yuan, self.now.bound_yuan)


def _more(yuan: int | None, than: int | None) -> int | None:
    return None if yuan is None or than is None else yuan - than


GridKey = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Resolving:
    """What re-solves around one plan share."""

    settings: Settings
    clock: Clock
    ask: Ask = unheard
    unchanged: dict[GridKey, Resolved] = field(default_factory=dict)
    """The best on a grid with nothing changed."""

    def say(self, what: Text) -> None:
        """Tell what is being asked."""
        self.ask(self.clock.seconds, what)


@dataclass(frozen=True)
class Nearby:
    """What may change around a plan for the sake of some units."""

    season: Season
    """The part of the season to which the units belong."""
    base: Schedule
    own: tuple[Unit, ...]
    resolving: Resolving

    @classmethod
    def around(cls, season: Season, plan: Plan, unit_ids: Collection[str], resolving: Resolving) -> "Nearby":
        """Units of one part of a season."""
        part = next(part for part in parts(season) if not part.unit_by_id.keys().isdisjoint(unit_ids))
        own = tuple(unit for unit in part.units if unit.unit_id in unit_ids)
        return cls(part, from_plan(part, of_units(plan, part)), own, resolving)

    @property
    def now(self) -> Resolved:
        """The best near the plan with nothing changed."""
        return self._now(next(self._grids({})))

    def under(
        self,
        pins: Iterable[Obligation],
        dropped: Iterable[Obligation] = (),
        also: Mapping[str, Collection[int]] | None = None,
    ) -> Compared:
        """Under more obligations and without those that are dropped; ``also`` names further days of units."""
        gone = {owed.id for owed in dropped}
        kept = tuple(owed for owed in self.season.obligations if owed.id not in gone)
        changed = self.season.model_copy(update={"obligations": (*kept, *pins)})
        for grid in self._grids(also or {}):
            found = self._best(changed, grid)
            if found.answer is not Answer.IMPOSSIBLE:
                break
        return Compared(found=found, now=self._now(grid), free_units=len(grid))

    def shifted(self, days: int) -> dict[str, set[int]]:
        """The days on which the units change, so many days later, and the days beside them."""
        return {
            unit.unit_id: {
                change + days + beside
                for change in self.base.changes(unit.unit_id)
                for beside in (-1, 0, 1)
                if 0 <= change + days + beside < self.season.calendar.days
            }
            for unit in self.own
            if unit.mode is Mode.STOP
        }

    def _grids(self, also: Mapping[str, Collection[int]]) -> Iterator[Grid]:
        """Few days at first; every day of all units of a small part."""
        if len(self.season.units) * self.season.calendar.days <= MOST_BLOCKS:
            yield daily(self.season, self.season.units)
            return
        few = self._few()
        yield {unit_id: sorted({*days, *also.get(unit_id, ())}) for unit_id, days in few.items()}
        yield self._many()

    def _few(self) -> Grid:
        """The units near their changes."""
        *farther, nearest = (near(self.season, self.own, self.base, reach) for reach in REACHES_DAYS)
        return next((grid for grid in farther if _blocks(grid) <= FEW_BLOCKS), nearest)

    def _many(self) -> Grid:
        """The units on every day, those of other works every few days, or some of them near their changes."""
        own, others = daily(self.season, self.own), _by_ties(self.season, self.own)
        changes = near(self.season, others, self.base, REACHES_DAYS[0])
        for step in STEPS_DAYS:
            grid = own | merged(coarse(self.season, others, step), changes)
            if _blocks(grid) <= MOST_BLOCKS:
                return grid
        for unit in others:
            if _blocks(own) > MOST_BLOCKS:
                break
            own[unit.unit_id] = changes[unit.unit_id]
        return own

    def _now(self, grid: Grid) -> Resolved:
        key = tuple((unit_id, tuple(days)) for unit_id, days in grid.items())
        unchanged = self.resolving.unchanged
        if key not in unchanged:
            self.resolving.say(UNCHANGED)
            unchanged[key] = self._best(self.season, grid)
        return unchanged[key]

    def _best(self, season: Season, grid: Grid) -> Resolved:
        if self.resolving.clock.left <= 0:  # to build the model would take its time too
            return Resolved(answer=Answer.OPEN)
        search = Search(season, self.resolving.settings, self.resolving.clock, schedule=self.base)
        outcome = search.try_grid(grid, Effort(RESOLVE_S, for_bound=True))
        if outcome.schedule is None:
            ruled_out = outcome.status is Status.INFEASIBLE
            return Resolved(answer=Answer.IMPOSSIBLE if ruled_out else Answer.OPEN)
        plan = to_plan(season, self.base.with_changes(outcome.schedule))
        found = verify(season, plan)
        if found.broken:
            return Resolved(answer=Answer.OPEN)
        return Resolved(
            answer=Answer.POSSIBLE, cost_yuan=found.total_yuan, bound_yuan=outcome.bound, plan=plan
        )


def of_units(plan: Plan, season: Season) -> Plan:
    """What a plan says of the units of a season."""
    known = season.unit_by_id
    return Plan(
        stops=tuple(stop for stop in plan.stops if stop.unit_id in known),
        loads=tuple(spell for spell in plan.loads if spell.unit_id in known),
        jobs=tuple(job for job in plan.jobs if job.unit_id in known),
    )


def _blocks(grid: Grid) -> int:
    return sum(map(len, grid.values()))


def _by_ties(season: Season, own: Sequence[Unit]) -> list[Unit]:
    """Units of other works, those of a works first that shares most obligations with the units' own."""
    works = {unit.enterprise_id for unit in own}
    shared = dict.fromkeys(season.units_of, 0)
    for owed in season.obligations:
        held = {season.unit_by_id[unit_id].enterprise_id for unit_id in owed.units}
        for name in held if not held.isdisjoint(works) else ():
            shared[name] += 1
    others = sorted((name for name in shared if name not in works), key=lambda name: -shared[name])
    return [unit for name in others for unit in season.units_of[name]]
