"""What a notebook calls for a 赛马: a scenario with a section ``race`` in, duties, plans and payments out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.api import DEFAULTS, heard, plan_season, require_held, settings_of
from scheduler.domain.carrying import OldPlan
from scheduler.domain.plan import Progress
from scheduler.domain.race import FEN_PER_YUAN, Past
from scheduler.domain.race_results import Burden, Payment, Settlement
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.errors import PlanRejected
from scheduler.files.folder import whole_folder
from scheduler.files.plan import read_plan
from scheduler.files.plan_tables import plan_tables
from scheduler.files.writing import write_csv
from scheduler.obligations.precheck import precheck
from scheduler.race.begin import PART_OF_TIME, plan_to_begin_with
from scheduler.race.burdens import Evenness, after_season, burdens, evenness
from scheduler.race.outcome import Exchange, exchanges, is_dearer
from scheduler.race.prepare import Prepared, prepare
from scheduler.race.settle import chosen
from scheduler.results import Check, CheckedPlan, PlanResult
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from scheduler.verify.race import verify_race
from scheduler.verify.race_claims import Claimed

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

FILE = "race.json"


@dataclass(frozen=True, repr=False)
class RaceResult:
    """A race run to its end and worked out a second time: who owes what, who stands, who pays whom."""

    prepared: Prepared
    without: CheckedPlan
    """Each works bears its own duty."""
    plan: CheckedPlan
    """With trade; ``without`` itself where nothing may be traded or trading gains nothing."""
    exchanges: tuple[Exchange, ...]
    """One for each region; none where nothing may be traded."""
    burdens: tuple[Burden, ...]
    """Margin lost less money received, beside what was owed."""
    history: tuple[Past, ...]
    """What each works takes into the next season: rows of the table ``history``."""

    @property
    def scores(self) -> "pd.DataFrame":
        """Rank, total and the points for each criterion."""
        from scheduler.report.race_frames import scores_frame

        return scores_frame(self.prepared)

    def criteria(self, lang: str = "zh") -> "pd.DataFrame":
        """A row for each works and criterion: value, points, and the value that gives one point more."""
        from scheduler.report.race_frames import criteria_frame

        return criteria_frame(self.prepared, lang)

    def duties(self, lang: str = "zh") -> "pd.DataFrame":
        """A row for each works and stage: duty, ends and ground, what stands without trade and with it."""
        from scheduler.report.race_frames import duties_frame

        return duties_frame(self.prepared, self.without.plan, self.plan.plan, lang)

    @property
    def payments(self) -> "pd.DataFrame":
        """A row for each works that may trade: tonnes, cost before and after, what it receives and gains."""
        from scheduler.report.race_frames import payments_frame

        return payments_frame(self.prepared, self.exchanges)

    @property
    def deals(self) -> "pd.DataFrame":
        """Who stands for whom: tonnes, and what each side is paid or pays a tonne."""
        from scheduler.report.race_frames import deals_frame

        return deals_frame(self.prepared, self.exchanges)

    def schemes(self, lang: str = "zh") -> "pd.DataFrame":
        """Every scheme beside the others: prices, who would lose by it, how it was found."""
        from scheduler.report.race_frames import schemes_frame

        return schemes_frame(self.prepared, self.exchanges, lang)

    @property
    def gains(self) -> "pd.DataFrame":
        """What each works gains in yuan, a column for each scheme."""
        from scheduler.report.race_frames import gains_frame

        return gains_frame(self.prepared, self.exchanges)

    @property
    def misreports(self) -> "pd.DataFrame":
        """What each works would gain in yuan by declaring other costs, by scheme, in the market's model."""
        from scheduler.report.race_frames import misreports_frame

        return misreports_frame(self.prepared, self.exchanges)

    @property
    def market(self) -> "pd.DataFrame":
        """A row for each region: what its works gain by the plans and in the market's model; what stands
        beyond all duties, without trade and with it; whether the gains lie far apart.
        """
        from scheduler.report.race_model import model_frame

        return model_frame(self.exchanges)

    def warnings(self, lang: str = "zh") -> list[str]:
        """Where the market's model, of which prices and divisions are, lies far from what the plans save."""
        from scheduler.report.race_model import model_warnings

        return list(model_warnings(self.exchanges, lang))

    def turns(self, lang: str = "zh") -> "pd.DataFrame":
        """Whose turn it is on unwanted dates."""
        from scheduler.report.race_frames import turns_frame

        return turns_frame(self.prepared, lang)

    @property
    def gain_yuan(self) -> int:
        """What trading saves by the objective."""
        return self.without.verification.total_yuan - self.plan.verification.total_yuan

    @property
    def market_gain_yuan(self) -> int:
        """What trading saves by the market's model alone.

        ``gain_yuan`` beside it also holds what the search without trade had missed and the one with trade
        found: the smaller the gaps of both plans, the closer the two.
        """
        return sum(exchange.market.gain_fen for exchange in self.exchanges) // FEN_PER_YUAN

    @property
    def gain_ends_yuan(self) -> tuple[int, int | None]:
        """What the best plan with trade is proved to save beside the best without it, at least and at most.

        By the bounds of both searches: 0 at least where the plan without trade was given, ``None`` at most
        where nobody trades or the search was too short for a bound.
        """
        unbound, bound = self.without.bound_yuan, self.plan.bound_yuan
        cost = self.plan.verification.total_yuan
        least = max(0, unbound - cost) if unbound else 0
        if not bound or self.plan is self.without:
            return least, None
        return least, self.without.verification.total_yuan - bound

    @property
    def fairness(self) -> "pd.DataFrame":
        """A row for each works: burden borne, owed and in excess, as shares of its margin; turns taken."""
        from scheduler.report.race_frames import fairness_frame

        return fairness_frame(self.prepared, self.burdens, self.history)

    @property
    def evenness(self) -> Evenness:
        """Largest excess, Gini coefficient and envy of this season's burdens."""
        return evenness([self.burdens], self.prepared)

    def chart(self, lang: str = "zh") -> "Figure":
        """Duty and stops of each works, tonnes sold and bought, gains by scheme."""
        from scheduler.report.race_chart import race_chart

        return race_chart(self.prepared, self.without.plan, self.plan.plan, self.exchanges, lang)

    def save(self, folder: str | Path, overwrite: bool = False, lang: str = "zh") -> Path:
        """Write the race: its tables, chart and annexes, and both plans; whole or not at all."""
        from scheduler.report.race_chart import write_race_chart
        from scheduler.report.race_frames import HISTORY, history_rows
        from scheduler.report.race_sheet import race_sheets
        from scheduler.report.render import report

        prepared = self.prepared
        with whole_folder(Path(folder), overwrite, known_by=FILE) as made:
            text = json.dumps(self.to_dict(), ensure_ascii=False, indent=2)
            (made / FILE).write_text(text + "\n", encoding="utf-8")
            for name, frame in self._tables(lang).items():
                frame.to_csv(made / f"{name}.csv", index=False, lineterminator="\n")
            write_csv(made / "history.csv", HISTORY, history_rows(self.history))
            write_race_chart(made, self.chart(lang))
            for name, plan in {"plan": self.plan, "without": self.without}.items():
                _write_plan(made / name, plan, lang)
            more = race_sheets(prepared, self.plan.plan, self.exchanges)
            report(made / "plan", prepared.scenario, self.plan.season, self.plan.plan, lang, more=more)
        return Path(folder)

    def _tables(self, lang: str) -> dict[str, "pd.DataFrame"]:
        return {
            "scores": self.scores,
            "criteria": self.criteria(lang),
            "duties": self.duties(lang),
            "turns": self.turns(lang),
            "payments": self.payments,
            "deals": self.deals,
            "schemes": self.schemes(lang),
            "market": self.market,
            "gains": self.gains,
            "misreports": self.misreports,
            "fairness": self.fairness,
        }

    def to_dict(self) -> dict[str, Any]:
        """What a program reads: every number of the race, and what trading saves."""
        from scheduler.report.race_model import model_rows

        prepared = self.prepared
        return {
            "scenario": prepared.scenario.name,
            "digest": prepared.scenario.digest,
            "scores": [score.model_dump(mode="json") for score in prepared.scores],
            "targets": [target.model_dump(mode="json") for target in prepared.targets],
            "duties": [duty.model_dump(mode="json") for duty in prepared.duties],
            "without_trade": self.without.to_dict(),
            "with_trade": self.plan.to_dict(),
            "gain_yuan": self.gain_yuan,
            "gain_ends_yuan": self.gain_ends_yuan,
            "market_gain_yuan": self.market_gain_yuan,
            "gains": list(model_rows(self.exchanges)),
            "positions": [p.model_dump(mode="json") for e in self.exchanges for p in e.positions],
            "deals": [deal.model_dump(mode="json") for e in self.exchanges for deal in e.deals],
            "settlements": [_settled(s) for e in self.exchanges for s in e.settlements],
            "chosen": prepared.race.scheme,
            "market": [offer.model_dump(mode="json") for e in self.exchanges for offer in e.market.offers],
            "misreports": [m.model_dump(mode="json") for e in self.exchanges for m in e.misreports],
            "burdens": [burden.model_dump(mode="json") for burden in self.burdens],
            "evenness": {name: float(value) for name, value in asdict(self.evenness).items()},
            "history": [past.model_dump(mode="json") for past in self.history],
        }

    @property
    def claims(self) -> Claimed:
        """Everything that the checker of races works out a second time."""
        prepared, exchanged = self.prepared, self.exchanges
        return Claimed(
            scenario=prepared.scenario,
            season=prepared.racing.season,
            race=prepared.race,
            values=prepared.values,
            scores=prepared.scores,
            targets=prepared.targets,
            duties=prepared.duties,
            without=self.without.plan,
            with_trade=self.plan.plan,
            positions=[position for exchange in exchanged for position in exchange.positions],
            settlements=[settlement for exchange in exchanged for settlement in exchange.settlements],
            deals=[deal for exchange in exchanged for deal in exchange.deals],
            offers=[offer for exchange in exchanged for offer in exchange.market.offers],
            misreports=[report for exchange in exchanged for report in exchange.misreports],
            barred=prepared.barred,
            turns=prepared.turns,
            burdens=self.burdens,
            left=self.history,
        )

    def __repr__(self) -> str:
        name, works = self.prepared.scenario.name, len(self.prepared.scores)
        return f"<RaceResult of {name}: {works} works, trading saves {self.gain_yuan:,} yuan>"


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
        with heard(on_progress, settings) as tell:
            alone: CheckedPlan = plan_season(own, settings, tell)
    else:
        alone = _given(prepared, prepared.own, Path(without))
    if prepared.traded is None:
        return _result(prepared, alone, alone, ())
    with heard(on_progress, settings) as tell:
        begun, left = _begun(prepared, prepared.traded, start, settings, tell)
        cheapest = min([alone, *begun], key=lambda plan: plan.verification.total_yuan)
        traded = _checked(prepared, prepared.traded)
        together: CheckedPlan = plan_season(traded, left, tell, start=OldPlan(plan=cheapest.plan))
    exchanged = tuple(exchanges(prepared, alone.plan, together.plan))
    costs = alone.verification.total_yuan, together.verification.total_yuan
    if is_dearer(*costs, exchanged):
        together, exchanged = alone, tuple(exchanges(prepared, alone.plan, alone.plan))
    return _result(prepared, alone, together, exchanged)


def _begun(
    prepared: Prepared,
    season: Season,
    start: str | Path | None,
    settings: Settings,
    tell: Callable[[Progress], None],
) -> tuple[list[CheckedPlan], Settings]:
    """Plans with trade to begin with, and the time that is left: the one given, or else the market's."""
    if start is not None:
        return [_given(prepared, season, Path(start))], settings
    left = settings.model_copy(update={"time_limit_s": (1 - PART_OF_TIME) * settings.time_limit_s})
    found = plan_to_begin_with(prepared, settings, tell)
    if found is None or (measured := verify(season, found)).broken:
        return [], left
    return [CheckedPlan(prepared.scenario, season, found, measured)], left


def plan_races(
    scenario: Scenario,
    seasons: int,
    *,
    time_limit_s: float = DEFAULTS.time_limit_s,
    seed: int = DEFAULTS.seed,
    reproducible: bool = DEFAULTS.reproducible,
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
        results.append(plan_race(again, time_limit_s=time_limit_s, seed=seed, reproducible=reproducible))
    return results


def _checked(prepared: Prepared, season: Season) -> Check:
    return Check(prepared.scenario, season.model_copy(update={"findings": precheck(season)}))


def _given(prepared: Prepared, season: Season, folder: Path) -> CheckedPlan:
    found = read_plan(folder, season)
    given = CheckedPlan(prepared.scenario, season, found, verify(season, found))
    require_held(given)
    return given


def _result(
    prepared: Prepared, alone: CheckedPlan, together: CheckedPlan, exchanged: tuple[Exchange, ...]
) -> RaceResult:
    found = burdens(prepared, together.plan, received_yuan(prepared, exchanged))
    past = after_season(prepared, together.plan, found, prepared.scenario.name)
    result = RaceResult(prepared, alone, together, exchanged, found, past)
    if findings := verify_race(result.claims):
        raise PlanRejected(None, findings)
    return result


def received_yuan(prepared: Prepared, exchanged: tuple[Exchange, ...]) -> Mapping[str, Fraction]:
    """What each works receives under the scheme that the race names."""
    return {
        payment.enterprise_id: Fraction(payment.fen, FEN_PER_YUAN)
        for exchange in exchanged
        for payment in chosen(exchange.settlements, prepared.race.scheme).payments
    }


def _write_plan(folder: Path, plan: CheckedPlan, lang: str) -> None:
    """The plan folder, or the tables alone of a plan that another search made."""
    if isinstance(plan, PlanResult):
        plan.save(folder, lang=lang)
        return
    folder.mkdir()
    for name, (header, rows) in plan_tables(plan.season, plan.plan, plan.verification, lang).items():
        write_csv(folder / f"{name}.csv", header, rows)


def _settled(settlement: Settlement) -> dict[str, Any]:
    """With payments in yuan, positive for who receives."""
    told = settlement.model_dump(mode="json", exclude={"payments"})
    return told | {"payment_yuan": {p.enterprise_id: _yuan(p) for p in settlement.payments}}


def _yuan(payment: Payment) -> float:
    return payment.fen / FEN_PER_YUAN
