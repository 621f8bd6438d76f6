"""The state of a search over one independent part of a season."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.model.build import build_days
from scheduler.model.days import DayModel, Grid
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import SeasonModel
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import followers
from scheduler.solve.drivers import driver_season
from scheduler.solve.grids import change_days, on_allowed_days
from scheduler.solve.holding import broken_of
from scheduler.solve.known import Known
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.settings import Settings
from scheduler.solve.turns import ties


@dataclass(eq=False)
class Search:
    """One part: its best schedule and bound so far. Only this record changes while a solve runs."""

    season: Season
    settings: Settings
    clock: Clock
    on_change: Callable[[], None] = lambda: None
    build: Callable[[Season, Grid, Schedule | None], DayModel] = build_days
    """Makes the model of a neighbourhood: another may aim at something else than the least cost."""
    loose: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Ids of obligations that the schedule still breaks, and days on which it does: a draft under repair."""
    schedule: Schedule | None = None
    objective: int | None = None
    bound: int = 0
    alone: Season | None = None
    """What bounds are of, where the season holds more than any plan must."""
    known: Known | None = None
    """What the bound left behind."""
    infeasible: bool = False
    """Proved, and confirmed a second way."""

    @cached_property
    def owed_by_id(self) -> dict[str, Obligation]:
        return {owed.id: owed for owed in self.season.obligations}

    @cached_property
    def followers(self) -> frozenset[str]:
        return followers(self.season)

    @cached_property
    def tying(self) -> frozenset[str]:
        """Ids of what several works owe together."""
        return frozenset(owed.id for owed in self.season.obligations if ties(self.season, owed))

    def tied_to(self, units: Iterable[Unit]) -> set[str]:
        """Ids of other units that owe something together with one of these."""
        these = {unit.unit_id for unit in units}
        owed = (self.owed_by_id[owed_id].units for owed_id in self.tying)
        return set().union(*(each for each in owed if not these.isdisjoint(each))) - these

    @cached_property
    def drivers_season(self) -> Season:
        return driver_season(self.season)

    @cached_property
    def drivers(self) -> tuple[Unit, ...]:
        """Units that lead; all where none does."""
        leading = tuple(unit for unit in self.season.units if unit.unit_id not in self.followers)
        return leading or self.season.units

    @cached_property
    def allowed(self) -> dict[str, frozenset[int]]:
        return change_days(self.season)

    @property
    def best(self) -> Schedule:
        """The best schedule so far; there is one once the first plan was found."""
        if self.schedule is None:
            raise RuntimeError("no plan yet")
        return self.schedule

    @property
    def gap_yuan(self) -> int:
        return self.objective - self.bound if self.objective is not None else 0

    @property
    def is_close(self) -> bool:
        """Whether the plan is as close to the bound as was asked."""
        return self.objective is not None and self.gap_yuan <= self.settings.gap * self.objective

    def try_grid(
        self,
        grid: Grid,
        effort: Effort,
        *,
        season: Season | None = None,
        base: Schedule | None = None,
        on_better: Callable[[Outcome], object] | None = None,
    ) -> Outcome:
        """Solve a neighbourhood: units in ``grid`` free, all others as in ``base`` (or the best schedule).

        ``on_better`` is told as of ``run``.
        """
        fixed = base or self.schedule
        before = None
        with self.clock.building():
            model = self._model(season or self.season, on_allowed_days(grid, self.allowed), fixed)
            if fixed is not None and all(unit_id in fixed for unit_id in grid):
                before = model.hint(fixed)
                if grid and self.loose and not model.breaches(fixed):
                    self.clock.spend(0)
                    return Outcome(Status.UNKNOWN)
        return replace(run(model, self.settings, self.clock, effort, on_better), before=before)

    def _model(self, season: Season, grid: Grid, fixed: Schedule | None) -> DayModel:
        return build_days(season, grid, fixed, self.loose) if self.loose else self.build(season, grid, fixed)

    def keep(self, outcome: Outcome, base: Schedule | None = None) -> bool:
        """Take a solution where it is better than the best; tells whether it was."""
        start = base or self.schedule or Schedule()
        if outcome.schedule is None or outcome.objective is None:
            return False
        reference = outcome.before if self.loose else self.objective
        if reference is not None and outcome.objective >= reference:
            return False
        self.take(start.with_changes(outcome.schedule), outcome.objective)
        return True

    def take(self, schedule: Schedule, objective: int | None) -> None:
        """Go on from a schedule."""
        self.schedule, self.objective = schedule, objective
        if self.loose:
            asked = (self.owed_by_id[owed_id] for owed_id in self.loose)
            self.loose = broken_of(self.season, asked, schedule)
        self.on_change()

    def raise_bound(self, bound: int | None) -> None:
        if bound is not None and bound > self.bound:
            self.bound = bound
            self.on_change()

    def confirm_infeasible(self, model: SeasonModel, *, presolve: bool = False) -> None:
        """Solve again in another way, with or without presolve, before anyone is told 'impossible'.

        Any solution refutes it: to look for the cheapest would take all the time that is left.
        """
        effort = Effort(self.clock.left, workers=1, presolve=presolve, any_solution=True)
        again = run(model, self.settings, self.clock, effort)
        self.infeasible |= again.status is Status.INFEASIBLE
