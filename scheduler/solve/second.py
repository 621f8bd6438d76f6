"""A second plan, near to totals: works in turn, each with the days off that were picked for it.

With its days in each segment given, a works is soon placed: what is left is which days these are. What totals
hold already is not asked again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.model.aim import hold_near
from scheduler.model.build import build_days
from scheduler.model.rules import RULES
from scheduler.model.schedule import Schedule
from scheduler.solve.first import find, gap_of, in_turn, repair
from scheduler.solve.grids import daily, on_allowed_days
from scheduler.solve.known import Aim
from scheduler.solve.run import Effort, run
from scheduler.solve.search import Search

AWAY_DAYS = (0, 1, 2, 4, 8)
"""How far from the totals a works is looked for: days are more choosy."""
UNIT_S, LEAST_S = 0.1, 0.3
PLACING_S, REPAIR_S, LEAST_PART_S = 0.25, 0.1, 5.0
"""Longest time for placing works and for repair, for each unit, and of few: there is a plan already."""


def plan_near_totals(search: Search) -> None:
    """Keep a plan near to what the bound has left to aim at, where there is one and the plan is better."""
    if search.known is None or search.known.aim is None or search.clock.left <= 0:
        return
    units = len(search.season.units)
    until = search.clock.seconds + max(LEAST_PART_S, PLACING_S * units)
    schedule = in_turn(search, Schedule(), _Near(search.known.aim, until))
    if schedule is not None:
        repair(search, schedule, max(LEAST_PART_S, REPAIR_S * units))


@dataclass(frozen=True)
class _Near:
    """Finds, as ``find``, but near to totals where that can be; nothing once it is ``until``."""

    aim: Aim
    until: float

    def __call__(
        self, search: Search, season: Season, units: Sequence[Unit], others: Schedule
    ) -> Schedule | None:
        days = _without_sums(search, season)
        grid = on_allowed_days(daily(season, units), search.allowed)
        seconds = max(LEAST_S, UNIT_S * len(units))
        for most_days in AWAY_DAYS:
            if search.clock.left <= 0 or search.clock.seconds >= self.until:
                return None
            with search.clock.building():
                model = build_days(days, grid, others, search.tying)
                hold_near(model, units, self.aim, most_days)
            found = run(
                model, search.settings, search.clock, Effort(seconds, gap=gap_of(units, season), workers=1)
            )
            if found.schedule is not None:
                return found.schedule
        return find(search, season, units, others)


def _without_sums(search: Search, season: Season) -> Season:
    kept = (owed for owed in season.obligations if not (owed.id in search.tying and _is_sum(owed)))
    return season.model_copy(update={"obligations": tuple(kept)}).part_of(season)


def _is_sum(owed: Obligation) -> bool:
    """Whether totals hold all that the obligation asks."""
    rule = RULES[owed.kind]
    return getattr(rule, "relax", None) is rule.add
