"""Re-solves near a plan: a works free on every day, others that it is tied to near their changes.

In a small part of a season all are free on every day: what is found there is the best there is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.base import Text, Value
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Plan, Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode
from scheduler.model.schedule import Schedule, from_plan, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import parts
from scheduler.solve.grids import daily, near
from scheduler.solve.run import Effort
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from scheduler.why.values import Answer, Ask, unheard

REACH_DAYS = 3
"""How far others may shift their changes."""
MOST_BLOCKS = 3000
"""Days on which others may change, in all."""
UNCHANGED = Text(zh="不作改变，在方案附近重新求解", en="nothing changed, re-solved near the plan")
RESOLVE_S = 10.0
"""Longest time for one re-solve."""


class Resolved(Value):
    """The best plan found near another under a changed season, checked; and what none there undercuts."""

    answer: Answer
    """``IMPOSSIBLE``: not near the plan; farther away there may be one."""
    cost_yuan: int | None = None
    bound_yuan: int | None = None
    """Of plans near this one; not of all."""
    plan: Plan | None = None

    @property
    def best(self) -> bool:
        """Whether it is proved that no plan near by costs less."""
        return self.cost_yuan is not None and self.cost_yuan == self.bound_yuan


@dataclass(frozen=True)
class Nearby:
    """What may change around a plan for the sake of one works."""

    season: Season
    """The part of the season to which the works belongs."""
    base: Schedule
    grid: Mapping[str, Sequence[int]]
    settings: Settings
    clock: Clock
    ask: Ask = unheard

    @classmethod
    def around(
        cls, season: Season, plan: Plan, works: str, settings: Settings, ask: Ask = unheard
    ) -> "Nearby":
        """All units of the works on every day; units of other works of its part near their changes."""
        part = next(part for part in parts(season) if works in part.enterprise_by_id)
        base = from_plan(part, of_units(plan, part))
        return cls(part, base, _grid(part, base, works), settings, Clock(settings), ask)

    def say(self, what: Text) -> None:
        """Tell what is being asked."""
        self.ask(self.clock.seconds, what)

    @cached_property
    def now(self) -> Resolved:
        """The best near the plan with nothing changed: what the plan's cost is measured against."""
        self.say(UNCHANGED)
        return self.under(self.season)

    def with_pins(self, pins: Iterable[Obligation], dropped: Iterable[Obligation] = ()) -> Resolved:
        """Under more obligations, and without those that are dropped."""
        gone = {owed.id for owed in dropped}
        kept = tuple(owed for owed in self.season.obligations if owed.id not in gone)
        return self.under(self.season.model_copy(update={"obligations": (*kept, *pins)}))

    def under(self, season: Season) -> Resolved:
        """Under a season of the same units."""
        search = Search(season, self.settings, self.clock, schedule=self.base)
        outcome = search.try_grid(self.grid, Effort(RESOLVE_S))
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


def _grid(part: Season, base: Schedule, works: str) -> Mapping[str, Sequence[int]]:
    if len(part.units) * part.calendar.days <= MOST_BLOCKS:
        return daily(part, part.units)
    grid = dict(daily(part, part.units_of[works]))
    freed = 0
    for name in _by_ties(part, works):
        others = part.units_of[name]
        added = near(part, others, base, REACH_DAYS)
        freed += sum(len(added[unit.unit_id]) for unit in others if unit.mode is Mode.STOP)
        if freed > MOST_BLOCKS:
            break
        grid.update(added)
    return grid


def _by_ties(part: Season, works: str) -> list[str]:
    """Other works of the part, those first that share most obligations with this one."""
    shared = dict.fromkeys(part.units_of, 0)
    for owed in part.obligations:
        held = {part.unit_by_id[unit_id].enterprise_id for unit_id in owed.units}
        if works in held:
            for name in held:
                shared[name] += 1
    return sorted((name for name in shared if name != works), key=lambda name: -shared[name])
