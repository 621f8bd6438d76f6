"""What each works bears beyond what it owes, and how evenly that falls (FAIRNESS)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from scheduler.domain.plan import Plan
from scheduler.domain.race import Duty, Past
from scheduler.domain.race_results import Burden
from scheduler.race.prepare import Prepared
from scheduler.race.racing import NOTHING
from scheduler.verify.burden import lost_margin_yuan
from scheduler.verify.facts import Facts, tabulate


def burdens(prepared: Prepared, plan: Plan, received_yuan: Mapping[str, Fraction]) -> tuple[Burden, ...]:
    """What a plan and its payments lay on each works, in the order of the scores."""
    facts = tabulate(prepared.racing.season, plan)
    by_works: dict[str, list[Duty]] = {}
    for duty in prepared.duties:
        by_works.setdefault(duty.enterprise_id, []).append(duty)
    return tuple(
        _burden(facts, works, own, received_yuan.get(works, NOTHING)) for works, own in by_works.items()
    )


def _burden(facts: Facts, works: str, duties: Sequence[Duty], received_yuan: Fraction) -> Burden:
    units, spans = facts.season.units_of[works], [facts.span(duty.window) for duty in duties]
    lost = sum(lost_margin_yuan(facts, u.unit_id, span.indices()) for u in units for span in spans)
    margin = sum(facts.season.margin_of_days_yuan(unit, span) for unit in units for span in spans)
    owed_t = sum((duty.tonnes + duty.credit_t for duty in duties), NOTHING)
    return Burden(
        enterprise_id=works,
        borne=(lost - received_yuan) / margin if margin else NOTHING,
        owed=owed_t / sum((duty.full_t for duty in duties), NOTHING),
    )


def after_season(prepared: Prepared, plan: Plan, found: Sequence[Burden], season: str) -> tuple[Past, ...]:
    """What each works takes into the next season; of turns those count in which it really stood."""
    facts = tabulate(prepared.racing.season, plan)
    return tuple(
        Past(
            enterprise_id=burden.enterprise_id,
            season=season,
            excess=burden.excess,
            turns=Fraction(_turns_taken(prepared, facts, burden.enterprise_id)),
        )
        for burden in found
    )


def _turns_taken(prepared: Prepared, facts: Facts, works: str) -> int:
    units = prepared.racing.units_of[works]
    return sum(
        any(facts.days_off(unit.unit_id, facts.span(turn.dates.window).indices()) for unit in units)
        for turn in prepared.turns
        if works in turn.ready
    )


@dataclass(frozen=True, repr=False)
class Evenness:
    """How evenly burdens fall, in one season or over several."""

    largest: Fraction
    """Largest excess of a works."""
    gini: Fraction
    """Gini coefficient of the burdens: 0 where all bear the same share."""
    envy: Fraction
    """Largest difference in excess between two works of one region and rank."""

    def __repr__(self) -> str:
        largest, gini, envy = (float(value) for value in (self.largest, self.gini, self.envy))
        return f"<Evenness: largest excess {largest:.2%}, Gini coefficient {gini:.3f}, envy {envy:.2%}>"


def evenness(seasons: Sequence[Sequence[Burden]], prepared: Prepared) -> Evenness:
    """Of each works' mean over the seasons; ``prepared`` says who is equal to whom."""
    equal = _equals(prepared)
    borne: dict[str, Fraction] = {}
    excess: dict[str, Fraction] = {}
    for found in seasons:
        for burden in found:
            works = burden.enterprise_id
            borne[works] = borne.get(works, NOTHING) + burden.borne / len(seasons)
            excess[works] = excess.get(works, NOTHING) + burden.excess / len(seasons)
    whole = sum(borne.values(), NOTHING)
    apart = sum((abs(one - other) for one, other in combinations(borne.values(), 2)), NOTHING)
    equals = (pair for pair in combinations(excess, 2) if equal[pair[0]] == equal[pair[1]])
    return Evenness(
        largest=max(excess.values(), default=NOTHING),
        gini=apart / (len(borne) * whole) if whole else NOTHING,
        envy=max((abs(excess[one] - excess[other]) for one, other in equals), default=NOTHING),
    )


def _equals(prepared: Prepared) -> dict[str, tuple[str, int]]:
    """Region and rank of each works."""
    ranks = {score.enterprise_id: score.rank for score in prepared.scores}
    regions = prepared.racing.regions.items()
    return {w.enterprise_id: (region, ranks[w.enterprise_id]) for region, works in regions for w in works}
