"""What Timefold plans, and its constraint streams.

Timefold translates all that this module names to Java: what it cannot translate must stay out of here.
"""

from dataclasses import dataclass, field
from typing import Annotated, Any

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    Joiners,
    constraint_provider,
)


@dataclass
class Part:
    """What a day off of one unit in a window counts toward a need."""

    need: str
    required: int
    whole: int
    """What all units could count at most: scores are thousandths of it."""
    unit: str
    rate: int
    start: int
    end: int


@planning_entity
@dataclass
class Spell:
    """One stop; of no days, it is not made."""

    id: Annotated[str, PlanningId]
    unit: str
    shortest_stop: int
    shortest_run: int
    margin: int
    restart: int
    """Both in thousands of yuan."""
    horizon: int
    start: Annotated[int, PlanningVariable(value_range_provider_refs=["starts"])] = field(default=None)  # type: ignore[assignment]
    days: Annotated[int, PlanningVariable(value_range_provider_refs=["lengths"])] = field(default=None)  # type: ignore[assignment]


@planning_solution
@dataclass
class Problem:
    starts: Annotated[list[int], ValueRangeProvider(id="starts")]
    lengths: Annotated[list[int], ValueRangeProvider(id="lengths")]
    parts: Annotated[list[Part], ProblemFactCollectionProperty]
    spells: Annotated[list[Spell], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore, PlanningScore] = field(default=None)  # type: ignore[assignment]


def counted(part: Part, spell: Spell) -> int:
    shared = min(spell.start + spell.days, part.end) - max(spell.start, part.start)
    return part.rate * max(0, shared)


def too_near(one: Spell, two: Spell) -> int:
    """Days that are missing between two spells of a unit."""
    if one.days == 0 or two.days == 0:
        return 0
    gap = max(two.start - one.start - one.days, one.start - two.start - two.days)
    return max(0, one.shortest_run - gap)


@constraint_provider  # type: ignore[untyped-decorator]
def rules(streams: ConstraintFactory) -> list[Any]:
    return [
        streams.for_each(Part)
        .join(Spell, Joiners.equal(lambda part: part.unit, lambda spell: spell.unit))
        .group_by(
            lambda part, spell: part.need,
            lambda part, spell: part.required,
            lambda part, spell: part.whole,
            ConstraintCollectors.sum(counted),
        )
        .filter(lambda need, required, whole, given: given < required)
        .penalize(
            HardSoftScore.ONE_HARD,
            lambda need, required, whole, given: 1 + 1000 * (required - given) // whole,
        )
        .as_constraint("sums of days off"),
        streams.for_each(Spell)
        .filter(lambda spell: 0 < spell.days < spell.shortest_stop)
        .penalize(HardSoftScore.ONE_HARD, lambda spell: spell.shortest_stop - spell.days)
        .as_constraint("shortest stop"),
        streams.for_each(Spell)
        .filter(lambda spell: spell.start + spell.days > spell.horizon)
        .penalize(HardSoftScore.ONE_HARD, lambda spell: spell.start + spell.days - spell.horizon)
        .as_constraint("within the season"),
        streams.for_each_unique_pair(Spell, Joiners.equal(lambda spell: spell.unit))
        .filter(lambda one, two: too_near(one, two) > 0)
        .penalize(HardSoftScore.ONE_HARD, too_near)
        .as_constraint("shortest run"),
        streams.for_each(Spell)
        .filter(lambda spell: spell.days > 0)
        .penalize(HardSoftScore.ONE_SOFT, lambda spell: spell.margin * spell.days + spell.restart)
        .as_constraint("lost margin and restarts"),
    ]
