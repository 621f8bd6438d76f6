"""Re-solves near a plan: some units near their changes; where that rules a change out, also what bears it.

Few days are free at first, so that the solver ends with a proof; the more that are free, the wider stays
what it proves. A change that finds no place there is made all the same, held to nothing but what its works
owes alone; other works then bear in turn what it breaks. All that moved is free near where it stood and near
where it went. A change is set against the best on the same days with nothing changed, so that what the search
for the plan had left over is not counted as the change's. In a small part of a season all units are free on
every day: what is found there is the best there is.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from scheduler.domain.base import Text, Value
from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Plan, Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.model.build import build_days
from scheduler.model.days import Grid
from scheduler.model.schedule import Schedule, from_plan, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import parts
from scheduler.solve.grids import coarse, daily, merged, near
from scheduler.solve.holding import broken
from scheduler.solve.run import Effort, Outcome
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.solve.together import improve
from scheduler.verify.check import verify
from scheduler.why.probe import alone
from scheduler.why.values import Answer, Ask, unheard

REACHES_DAYS = (3, 1, 0)
"""How far units may shift their changes: the first that leaves no more than so many blocks."""
FEW_BLOCKS = 150
"""Days on which units may change, in all."""
WHOLE_BLOCKS = 3000
"""A part that has no more days of units is free whole."""
RESOLVE_S = 10.0
"""Longest time for one re-solve."""
NOW_S = 6.0
"""Longest time for the first, of the plan as it is, where nothing else is said."""
ABOUT_DAYS = 10
"""Changes so near to a stop may move with it."""
OWN_STEP = 3
"""Days between possible changes of a works that cannot follow otherwise."""
BEAR_STEP, BEAR_DAYS, BEAR_S = 7, 1, 2.0
"""Another works may change every so many days, and so near its changes, to bear what a change breaks;
it has at least so many seconds for that."""
BEAR_GAP = 0.01
"""Of the season's cost, that a works which bears may leave open."""
UNCHANGED = Text(zh="不作改变，在方案附近重新求解", en="nothing changed, re-solved near the plan")


class Resolved(Value):
    """The best plan found near another under a changed season, checked; and what none there undercuts."""

    answer: Answer
    """``IMPOSSIBLE``: not in a part that is free whole, or not for the units by themselves."""
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
    now_s: float = NOW_S
    """Longest time for the plan as it is."""
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

    @cached_property
    def now(self) -> Resolved:
        """The best near the plan with nothing changed."""
        self.resolving.say(UNCHANGED)
        return self._best(self.season, self._near({}), self.base, self.resolving.now_s)

    def under(
        self,
        pins: Iterable[Obligation],
        dropped: Iterable[Obligation] = (),
        also: Mapping[str, Collection[int]] | None = None,
        seconds: float = RESOLVE_S,
        better_s: float = 0.0,
    ) -> Compared:
        """Under more obligations and without those that are dropped; ``also`` names further days of units.

        ``seconds`` are for each of the two re-solves, and for each works that bears what the change breaks;
        ``better_s`` for sharing that out better.
        """
        gone = {owed.id for owed in dropped}
        kept = tuple(owed for owed in self.season.obligations if owed.id not in gone)
        changed = self.season.model_copy(update={"obligations": (*kept, *pins)})
        grid, start = self._near(also or {}), self.base
        found = self._best(changed, grid, start, seconds)
        if found.answer is not Answer.POSSIBLE and not self._is_whole:
            borne = self._borne(changed, grid, seconds)
            if isinstance(borne, Answer):
                found = Resolved(answer=borne)
            else:
                start = self._bettered(changed, borne, better_s)
                grid = self._around(start)
                found = self._best(changed, grid, start, seconds)
        now = self._now(grid, seconds) if found.answer is Answer.POSSIBLE else Resolved(answer=Answer.OPEN)
        return Compared(found=found, now=now, free_units=len(grid))

    def shifted(self, window: DayRange, days: int) -> dict[str, set[int]]:
        """The days on which the units change about a window, so many days later, and the days beside them."""
        span = self.season.calendar.span(window)
        return {
            unit.unit_id: {
                change + days + beside
                for change in self.base.changes(unit.unit_id)
                if span.start - ABOUT_DAYS <= change <= span.end + ABOUT_DAYS
                for beside in (-1, 0, 1)
                if 0 <= change + days + beside < self.season.calendar.days
            }
            for unit in self.own
            if unit.mode is Mode.STOP
        }

    @property
    def _is_whole(self) -> bool:
        """Whether the part is small enough to be free whole."""
        return len(self.season.units) * self.season.calendar.days <= WHOLE_BLOCKS

    def _near(self, also: Mapping[str, Collection[int]]) -> Grid:
        """The units near their changes; every day of all units of a small part."""
        if self._is_whole:
            return daily(self.season, self.season.units)
        few = _as_far_as_few(lambda reach: near(self.season, self.own, self.base, reach))
        return {unit_id: sorted({*days, *also.get(unit_id, ())}) for unit_id, days in few.items()}

    def _around(self, other: Schedule) -> Grid:
        """The units, and those that another schedule moves, near their changes there and here."""
        moved = other.differs_in(self.base) | {unit.unit_id for unit in self.own}
        units = [unit for unit in self.season.units if unit.unit_id in moved]
        return _as_far_as_few(
            lambda reach: merged(
                near(self.season, units, self.base, reach), near(self.season, units, other, reach)
            )
        )

    def _borne(self, changed: Season, grid: Grid, seconds: float) -> Schedule | Answer:
        """A schedule that holds a changed season: the own works first, then others in turn bear what breaks.

        ``IMPOSSIBLE`` is said only where the own units have no choice of days, whatever the others do.
        """
        draft = Search(changed, self.resolving.settings, self.resolving.clock)
        tying, clock = draft.tying, self.resolving.clock
        own = replace(draft, build=lambda of, free, base: build_days(of, free, base, tying))
        outcome = Outcome(Status.UNKNOWN)
        for free in (grid, merged(coarse(changed, self.own, OWN_STEP), grid), daily(changed, self.own)):
            if outcome.schedule is None and clock.left > 0:
                outcome = own.try_grid(free, Effort(seconds, gap=BEAR_GAP), base=self.base)
        if outcome.schedule is None:
            return Answer.IMPOSSIBLE if self._is_ruled_out(changed, seconds) else Answer.OPEN
        draft.loose = dict.fromkeys(tying, ())
        draft.take(self.base.with_changes(outcome.schedule), outcome.objective)
        for units in self._others():
            if not draft.loose or clock.left <= 0:
                break
            free = merged(coarse(changed, units, BEAR_STEP), near(changed, units, draft.best, BEAR_DAYS))
            draft.keep(draft.try_grid(free, Effort(max(BEAR_S, seconds), gap=BEAR_GAP)))
        return Answer.OPEN if broken(changed, draft.best) else draft.best

    def _is_ruled_out(self, changed: Season, seconds: float) -> bool:
        """Whether it is proved that the own units cannot meet what they owe alone, free on every day.

        No other unit is in that model: one that stands fixed could rule out what it might make room for.
        """
        if self.resolving.clock.left <= 0:
            return False
        ids = {unit.unit_id for unit in self.own}
        small = alone(changed, (owed for owed in changed.obligations if ids.issuperset(owed.units)))
        search = Search(small, self.resolving.settings, self.resolving.clock)
        return search.try_grid(daily(small, small.units), Effort(seconds)).status is Status.INFEASIBLE

    def _bettered(self, changed: Season, schedule: Schedule, seconds: float) -> Schedule:
        """A schedule that costs less, where some seconds of search find one."""
        if not seconds:
            return schedule
        clock = self.resolving.clock
        until = clock.seconds + seconds
        search = Search(changed, self.resolving.settings, clock)
        search.keep(search.try_grid({}, Effort(RESOLVE_S), base=schedule), schedule)
        if search.schedule is not None:
            improve([search], self.resolving.settings, clock, lambda: clock.seconds < until)
        return search.schedule or schedule

    def _others(self) -> list[Sequence[Unit]]:
        """Other works, those first whose capacity costs least to stop."""
        own = {unit.enterprise_id for unit in self.own}

        def yuan_per_t(units: Sequence[Unit]) -> float:
            margin = sum(float(unit.margin_yuan_per_day) for unit in units)
            return margin / max(1.0, sum(float(unit.capacity_t_per_day) for unit in units))

        works = self.season.units_of.items()
        return sorted((units for name, units in works if units and name not in own), key=yuan_per_t)

    def _now(self, grid: Grid, seconds: float) -> Resolved:
        if grid == self._near({}):
            return self.now
        key = tuple((unit_id, tuple(days)) for unit_id, days in grid.items())
        unchanged = self.resolving.unchanged
        if key not in unchanged:
            self.resolving.say(UNCHANGED)
            unchanged[key] = self._best(self.season, grid, self._unchanged_on(grid), seconds)
        return unchanged[key]

    def _unchanged_on(self, grid: Grid) -> Schedule:
        """The best with nothing changed so far, where a grid has all its days; else the plan."""
        found = from_plan(self.season, self.now.plan) if self.now.plan else self.base
        days = {unit_id: {0, *free} for unit_id, free in grid.items()}
        moved = found.differs_in(self.base)
        held = all(
            unit_id in days and days[unit_id].issuperset(found.changes(unit_id))
            for unit_id in moved & found.off.keys()
        )
        return found if held and moved <= days.keys() else self.base

    def _best(self, season: Season, grid: Grid, start: Schedule, seconds: float) -> Resolved:
        """The best on a grid beside a schedule; that schedule, where it holds and the time finds no other."""
        if self.resolving.clock.left <= 0:  # to build the model would take its time too
            return Resolved(answer=Answer.OPEN)
        search = Search(season, self.resolving.settings, self.resolving.clock, schedule=start)
        outcome = search.try_grid(grid, Effort(seconds, for_bound=True))
        if outcome.status is Status.INFEASIBLE:
            return Resolved(answer=Answer.IMPOSSIBLE)
        plan = to_plan(season, start.with_changes(outcome.schedule or Schedule()))
        found = verify(season, plan)
        if found.broken:
            return Resolved(answer=Answer.OPEN)
        bound = outcome.bound if outcome.schedule else None
        return Resolved(answer=Answer.POSSIBLE, cost_yuan=found.total_yuan, bound_yuan=bound, plan=plan)


def of_units(plan: Plan, season: Season) -> Plan:
    """What a plan says of the units of a season."""
    known = season.unit_by_id
    return Plan(
        stops=tuple(stop for stop in plan.stops if stop.unit_id in known),
        loads=tuple(spell for spell in plan.loads if spell.unit_id in known),
        jobs=tuple(job for job in plan.jobs if job.unit_id in known),
    )


def _as_far_as_few(grid_at: Callable[[int], Grid]) -> Grid:
    """The grid of the farthest reach that leaves few blocks; of the nearest, where none does."""
    *farther, nearest = map(grid_at, REACHES_DAYS)
    return next((grid for grid in farther if sum(map(len, grid.values())) <= FEW_BLOCKS), nearest)
