"""A race before anything is planned: values, scores, targets, duties, turns, and the seasons to plan."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scheduler.domain.race import Duty, Race, Score, Target
from scheduler.domain.race_results import Turn
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.errors import Fault, InputError
from scheduler.obligations.derive import derive
from scheduler.obligations.outcome import wrong_mode
from scheduler.race.allot import allot
from scheduler.race.racing import Racing, with_declared_costs
from scheduler.race.score import Values, scores, values_of
from scheduler.race.seasons import barred_works, own_season, traded_season
from scheduler.race.turns import turns


@dataclass(frozen=True)
class Prepared:
    """What is known of a race by arithmetic alone."""

    scenario: Scenario
    """With the costs that works declare."""
    racing: Racing
    values: Values
    scores: tuple[Score, ...]
    targets: tuple[Target, ...]
    duties: tuple[Duty, ...]
    turns: tuple[Turn, ...]
    barred: frozenset[str]
    """Works that bear a mark which keeps them out of the market."""
    own: Season
    """Each works bears its own duty."""
    traded: Season | None
    """Duties may be borne by others; ``None`` where the race does not allow it."""

    @property
    def race(self) -> Race:
        return self.racing.race


def prepare(scenario: Scenario) -> Prepared:
    """Score the works of each region, share out its target, say whose turn it is.

    Raises:
        InputError: for a scenario without a race, without a works that can take part, or with faults.
        NoPlanExists: where the target cannot be shared out, with the reasons.
    """
    race = scenario.race
    if race is None:
        raise InputError([_race_fault("the scenario has no race", "add a section race: see docs/race.md")])
    declared = with_declared_costs(scenario)
    racing = Racing(derive(declared), race)
    if not racing.heats:
        raise InputError(
            [_race_fault(f"no works has a unit of process {race.process}", "name another process")]
        )
    if lower := [u for units in racing.units_of.values() for u in units if u.mode is Mode.LOAD]:
        raise InputError([wrong_mode(_by_days(unit, race), unit, "let it stop") for unit in lower])
    if twice := list(_named_twice(racing)):
        raise InputError(twice)
    values: dict[str, Mapping[str, Fraction | None]] = {}
    found: dict[str, Score] = {}
    for works in racing.regions.values():
        own_values = values_of(declared, race, works)
        values |= own_values
        found |= {score.enterprise_id: score for score in scores(race, own_values)}
    targets, duties = allot(racing, found, declared.history)
    whose = turns(racing, found, duties, declared.history)
    barred = barred_works(declared, race.trade) if race.trade else frozenset()
    own = own_season(racing, duties, whose)
    return Prepared(
        scenario=declared,
        racing=racing,
        values=values,
        scores=tuple(found.values()),
        targets=targets,
        duties=duties,
        turns=whose,
        barred=barred,
        own=own,
        traded=traded_season(racing, own, duties, race.trade, barred) if race.trade else None,
    )


def _named_twice(racing: Racing) -> Iterator[Fault]:
    """Stages of one name and other days in a region, from two notices: a target is that of a name."""
    for (region, stage), times in Counter((heat.region, heat.stage.id) for heat in racing.heats).items():
        if times > 1:
            message = f"{stage} has other days for some works of {region} than for others"
            yield _race_fault(message, "give the notices' stages different names")


def _by_days(unit: Unit, race: Race) -> str:
    return f"{unit.unit_id} ({unit.name}) runs lower instead of stopping, but {race.clause} counts days off"


def _race_fault(message: str, maybe: str) -> Fault:
    return Fault(message, file="scenario.yaml", key="race", maybe=maybe)
