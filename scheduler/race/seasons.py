"""The two seasons of a race: in one each works bears its own duty, in the other it may be borne by others.

Every plan of the first is a plan of the second at the same cost: what may be traded is asked of all together
instead, and nothing else changes. So trading never costs more, whatever a search has found.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from scheduler.domain.base import Text, decimal_text, exact
from scheduler.domain.objective import Unfairness
from scheduler.domain.obligation import BurdenLimit, Obligation, Overruled, RegionOutputCeiling, StopShare
from scheduler.domain.race import Duty, Trade
from scheduler.domain.race_results import Turn
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.obligations.outcome import amount, owe, percent
from scheduler.obligations.select import Register
from scheduler.race.racing import Racing
from scheduler.race.turns import spared_days


def own_season(racing: Racing, duties: Sequence[Duty], found: Sequence[Turn]) -> Season:
    """What the notices ask, each works' own duty, and nobody on unwanted dates whose turn it is not.

    A duty stands in place of the notices' shares of the same units and stage, which it is never below. Where
    duties may be traded the price on uneven burdens is left out: payments even them out, and the two seasons
    must cost the same for the same plan.
    """
    season = racing.season
    asked = list(_burdens_by(racing, duties))
    for duty in duties:
        if duty.tonnes:
            own = _own(racing, duty)
            lesser = [owed for owed in asked if isinstance(owed, StopShare) and _is_met_by(own, owed)]
            asked = [owed for owed in asked if owed not in lesser]
            asked.append(own.model_copy(update={"overruled": tuple(_listed(lesser))}))
    objective = season.objective
    if racing.race.trade is not None:
        objective = tuple(term for term in objective if not isinstance(term, Unfairness))
    obligations = (*asked, *spared_days(racing, found))
    return season.model_copy(update={"obligations": obligations, "objective": objective})


def _own(racing: Racing, duty: Duty) -> StopShare:
    full = amount(duty.full_t)
    return owe(
        StopShare,
        clause=racing.race.clause,
        subject=duty.enterprise_id,
        window=duty.window,
        ground=Text(
            zh=f"赛马分配任务{duty.tonnes:,}吨，满负荷{full}吨",
            en=f"allotted {duty.tonnes:,} t of {full} t at full load",
        ),
        units=racing.units_of[duty.enterprise_id],
        apart=racing.race.process,
        process=racing.race.process,
        share=duty.share,
    )


def _is_met_by(own: StopShare, owed: StopShare) -> bool:
    return owed.subject == own.subject and owed.window == own.window and owed.units == own.units


def _listed(lesser: Iterable[StopShare]) -> Iterator[Overruled]:
    for owed in lesser:
        yield Overruled(clause=owed.clause, required=decimal_text(owed.share), ground=owed.ground)
        yield from owed.overruled


def _burdens_by(racing: Racing, duties: Sequence[Duty]) -> Iterator[Obligation]:
    """Limits on burdens reckon from the duties in their days where these are more than the notices ask."""
    for owed in racing.season.obligations:
        if isinstance(owed, BurdenLimit):
            mine = [d for d in duties if d.enterprise_id == owed.subject and d.window.overlaps(owed.window)]
            full_t = racing.full_t(owed.subject, owed.window) if mine else 1
            share = max(owed.owed, Fraction(sum(duty.tonnes for duty in mine)) / full_t)
            yield owed.model_copy(update={"owed": share})
        else:
            yield owed


# ── with trade ───────────────────────────────────────────────────────────────────────────────────


def traded_season(
    racing: Racing, own: Season, duties: Sequence[Duty], trade: Trade, barred: frozenset[str]
) -> Season:
    """As ``own``, but those who may trade keep a part of their duties, and owe the rest together."""
    asked = [_eased(racing, owed, trade, barred) for owed in own.obligations]
    pools = _pools(racing, [duty for duty in duties if duty.enterprise_id not in barred])
    kept = (owed for owed in asked if owed is not None)
    return own.model_copy(update={"obligations": (*kept, *pools)})


def shared_season(
    racing: Racing, duties: Sequence[Duty], found: Sequence[Turn], barred: frozenset[str]
) -> Season:
    """As ``own_season``, of duties as a market shares them: who may trade has no limit on its burden."""
    season = own_season(racing, duties, found)
    kept = (owed for owed in season.obligations if not _is_evened_out(racing, owed, barred))
    return season.model_copy(update={"obligations": tuple(kept)})


def barred_works(scenario: Scenario, trade: Trade) -> frozenset[str]:
    """Works that bear a mark, when the season begins, which keeps them out of the market (CEM-9)."""
    register, first = Register(scenario), scenario.horizon.first
    return frozenset(
        works.enterprise_id
        for works in scenario.enterprises
        if register.marks(works, first) & trade.barred_marks
    )


def _eased(racing: Racing, owed: Obligation, trade: Trade, barred: frozenset[str]) -> Obligation | None:
    """What of an obligation each works still owes itself; ``None`` for nothing."""
    if _is_evened_out(racing, owed, barred):
        return None
    mine = owed.subject in racing.units_of and owed.subject not in barred
    if not mine or not isinstance(owed, StopShare) or owed.process is not racing.race.process:
        return owed
    return _kept(owed, racing.race.clause, trade)


def _is_evened_out(racing: Racing, owed: Obligation, barred: frozenset[str]) -> bool:
    """Whether an obligation limits a burden that payments even out."""
    return isinstance(owed, BurdenLimit) and owed.subject in racing.units_of and owed.subject not in barred


def _kept(owed: StopShare, own_clause: str, trade: Trade) -> StopShare | None:
    """The part of a duty that is kept, or what a clause that allows no trade asks where that is more."""
    asked = [(owed.share, owed.clause, owed.ground)]
    asked += [(exact(lesser.required), lesser.clause, lesser.ground) for lesser in owed.overruled]
    firm = [each for each in asked if each[1] not in {own_clause, *trade.clauses}]
    if owed.clause == own_clause and trade.kept:
        part = percent(trade.kept)
        said = Text(zh=f"其中{part}不得交易", en=f"{part} of it may not be traded")
        ground = Text(zh=f"{owed.ground.zh}；{said.zh}", en=f"{owed.ground.en}; {said.en}")
        firm.append((trade.kept * owed.share, own_clause, ground))
    if not firm:
        return None
    share, clause, ground = max(firm, key=lambda each: each[0])
    return owed.model_copy(update={"share": share, "clause": clause, "ground": ground, "overruled": ()})


def _pools(racing: Racing, duties: Sequence[Duty]) -> Iterator[RegionOutputCeiling]:
    """Those who may trade together do what they owe one by one, to the tonne."""
    heats: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        heats.setdefault((duty.region, duty.stage), []).append(duty)
    for (region, _), own in heats.items():
        units = [unit for duty in own for unit in racing.units_of[duty.enterprise_id]]
        total = sum(duty.tonnes for duty in own)
        yield owe(
            RegionOutputCeiling,
            clause=racing.race.clause,
            subject=region,
            window=own[0].window,
            ground=Text(
                zh=f"参与交易企业的任务合计{total:,} t",
                en=f"the duties of those who may trade add up to {total:,} t",
            ),
            units=units,
            apart="pool",
            tonnes=sum(duty.full_t for duty in own) - total,
            t_per_day={unit.unit_id: racing.rates[unit.unit_id] for unit in units},
        )
