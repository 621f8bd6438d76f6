"""What a notebook calls for a 赛马: a scenario with a section ``race`` in, duties, plans and payments out."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from scheduler.api import DEFAULTS, heard, plan_season, require_held, settings_of
from scheduler.domain.carrying import OldPlan
from scheduler.domain.plan import Plan, Progress, Solution, Status
from scheduler.domain.race import FEN_PER_YUAN
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.errors import PlanRejected
from scheduler.files.plan import read_plan
from scheduler.obligations.precheck import precheck
from scheduler.race.begin import plan_to_begin_with, without_bound
from scheduler.race.burdens import after_season, burdens
from scheduler.race.outcome import Exchange, exchanges, is_dearer
from scheduler.race.prepare import Prepared, prepare
from scheduler.race.settle import chosen
from scheduler.race_result import RaceResult
from scheduler.results import Check, CheckedPlan, PlanResult
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from scheduler.verify.race import verify_race


def plan_race(
    scenario: Scenario,
    without: str | Path | None = None,
    start: str | Path | None = None,
    *,
    time_limit_s: float = DEFAULTS.time_limit_s,
    gap: float = DEFAULTS.gap,
    workers: int = DEFAULTS.workers,
    seed: int = DEFAULTS.seed,
    reproducible: bool = DEFAULTS.reproducible,
    lang: str = "zh",
    on_progress: Callable[[Progress], None] | None = None,
) -> RaceResult:
    """Score, share out, plan without trade and with it, settle; and work it all out a second time.

    The plan with trade begins with the one without and never costs more, neither by the objective nor any
    region's works together; where none is found that does not, nobody trades.

    Args:
        scenario: with a section ``race``.
        without: a plan folder in which each works bears its duty; planned where it is left out.
        start: a plan folder with trade, with which the search begins where that costs less than ``without``.
        time_limit_s: seconds for each of the plans; the others as for ``plan``.
        lang: of the words on the bar.

    Ctrl-C ends the search for the plan under way, without trade or with it, with the best so far.

    Raises:
        InputError: for a scenario without a race, or what ``plan`` raises it for.
        NoPlanExists: where a target cannot be shared out, or for what ``plan`` raises it.
        NoPlanFound: the time ended before each works could bear its duty.
        PlanRejected: ``without`` or ``start`` breaks a duty, or the second working-out differs.
    """
    settings = settings_of(
        time_limit_s=time_limit_s, gap=gap, workers=workers, seed=seed, reproducible=reproducible
    )
    prepared = prepare(scenario)
    if without is None:
        own = _checked(prepared, prepared.own)
        with heard(on_progress, settings, lang) as tell:
            alone: CheckedPlan = plan_season(own, settings, tell)
    else:
        alone = given(prepared, prepared.own, Path(without))
    with heard(on_progress, settings, lang) as tell:
        begun_s = time.monotonic()
        together = _with_trade(prepared, alone, start, settings, tell)

        def tell_phase(phase: str) -> None:
            seconds = time.monotonic() - begun_s
            tell(Progress(seconds=seconds, phase=phase))

        return settled(prepared, alone, together, tell_phase)


def _with_trade(
    prepared: Prepared,
    alone: CheckedPlan,
    start: str | Path | None,
    settings: Settings,
    tell: Callable[[Progress], None],
) -> CheckedPlan:
    """The search with trade: from the plan given, or first for one that the market's model leads to.

    What that first half does not use of its time is the second's; one that was cut short has no second.
    """
    if prepared.traded is None:
        return alone
    traded = _checked(prepared, prepared.traded)
    if start is not None:
        begun = given(prepared, prepared.traded, Path(start))
        return _from_cheapest(traded, [alone, begun], settings, tell)
    half = plan_to_begin_with(prepared, settings, tell)
    plans = [alone, *_holding(traded, half.plan)]
    if half.is_cut_short:
        return _cut_short(traded, _cheapest(plans), half)
    left_s = max(0.0, settings.time_limit_s - half.spent_s)
    return _from_cheapest(traded, plans, settings.model_copy(update={"time_limit_s": left_s}), tell)


def _from_cheapest(
    traded: Check, plans: Sequence[CheckedPlan], settings: Settings, tell: Callable[[Progress], None]
) -> PlanResult:
    return plan_season(traded, settings, tell, start=OldPlan(plan=_cheapest(plans)))


def _cheapest(plans: Sequence[CheckedPlan]) -> Plan:
    return min(plans, key=lambda plan: plan.verification.total_yuan).plan


def _holding(traded: Check, found: Plan | None) -> Iterator[CheckedPlan]:
    """A plan that was found and holds what is owed with trade, else none."""
    if found is not None and not (measured := verify(traded.season, found)).broken:
        yield CheckedPlan(traded.scenario, traded.season, found, measured)


def _cut_short(traded: Check, best: Plan, half: Solution) -> PlanResult:
    """The best plan so far, and what ended the search; nothing was proved of all plans with trade."""
    measured = verify(traded.season, best)
    told = half.model_copy(
        update={
            "status": Status.FEASIBLE,
            "plan": best,
            "objective_yuan": measured.total_yuan,
            "bound_yuan": None,
            "cost_yuan": measured.cost_yuan,
            "history": tuple(map(without_bound, half.history)),
        }
    )
    return PlanResult(traded.scenario, traded.season, best, measured, told)


def plan_races(
    scenario: Scenario,
    seasons: int,
    *,
    time_limit_s: float = DEFAULTS.time_limit_s,
    seed: int = DEFAULTS.seed,
    reproducible: bool = DEFAULTS.reproducible,
    lang: str = "zh",
) -> list[RaceResult]:
    """The same season several times over, each with what the ones before left in ``history``.

    It shows what turns and burdens carried over do in the long run: equals come to bear equal burdens.

    Raises:
        As ``plan_race``.
    """
    results: list[RaceResult] = []
    for number in range(1, seasons + 1):
        left = [past for result in results for past in result.history]
        named = {"history": (*scenario.history, *left), "name": f"{scenario.name}-{number}"}
        again = scenario.model_copy(update=named)
        results.append(
            plan_race(again, time_limit_s=time_limit_s, seed=seed, reproducible=reproducible, lang=lang)
        )
    return results


def _checked(prepared: Prepared, season: Season) -> Check:
    return Check(prepared.scenario, season.model_copy(update={"findings": precheck(season)}))


def given(prepared: Prepared, season: Season, folder: Path) -> CheckedPlan:
    """A plan from a folder, which holds the season.

    Raises:
        InputError: every fault of the plan's tables.
        PlanRejected: with every duty that it breaks.
    """
    found = read_plan(folder, season)
    checked = CheckedPlan(prepared.scenario, season, found, verify(season, found))
    require_held(checked)
    return checked


def settled(
    prepared: Prepared, alone: CheckedPlan, together: CheckedPlan, tell_phase: Callable[[str], None]
) -> RaceResult:
    """What both plans come to in trade, money and burdens, and all of it worked out a second time.

    Raises:
        PlanRejected: the second working-out differs.
    """
    tell_phase("settle")
    exchanged = _exchanged(prepared, alone, together)
    if is_dearer(alone.verification.total_yuan, together.verification.total_yuan, exchanged):
        together, exchanged = alone, _exchanged(prepared, alone, alone)
    found = burdens(prepared, together.plan, received_yuan(prepared, exchanged))
    past = after_season(prepared, together.plan, found, prepared.scenario.name)
    result = RaceResult(prepared, alone, together, exchanged, found, past)
    claims = result.claims
    tell_phase("check")
    if findings := verify_race(claims):
        raise PlanRejected(None, findings)
    return result


def _exchanged(prepared: Prepared, alone: CheckedPlan, together: CheckedPlan) -> tuple[Exchange, ...]:
    """Each region's exchange; none where nothing may be traded."""
    if prepared.traded is None:
        return ()
    return tuple(exchanges(prepared, alone.plan, together.plan))


def received_yuan(prepared: Prepared, exchanged: tuple[Exchange, ...]) -> Mapping[str, Fraction]:
    """What each works receives under the scheme that the race names."""
    return {
        payment.enterprise_id: Fraction(payment.fen, FEN_PER_YUAN)
        for exchange in exchanged
        for payment in chosen(exchange.settlements, prepared.race.scheme).payments
    }
