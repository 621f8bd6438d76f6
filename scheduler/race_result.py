"""What a race gives: its tables as DataFrames, its chart and sheets, and everything that is checked of it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.domain.plan import Solution
from scheduler.domain.race import FEN_PER_YUAN, Past
from scheduler.domain.race_results import Burden, Payment, Settlement
from scheduler.files.folder import whole_folder
from scheduler.files.plan_tables import plan_tables
from scheduler.files.writing import write_csv
from scheduler.race.burdens import Evenness, evenness
from scheduler.race.outcome import Exchange
from scheduler.race.prepare import Prepared
from scheduler.results import CheckedPlan, PlanResult
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
    def savings(self) -> "pd.DataFrame":
        """A row for each region: what its works gain by the plans and in the market's model; what stands
        beyond all duties, without trade and with it; whether the gains lie far apart.
        """
        from scheduler.report.race_model import model_frame

        return model_frame(self.exchanges)

    def warnings(self, lang: str = "zh") -> list[str]:
        """Where the market's model, of which prices and divisions are, lies far from what the plans save."""
        from scheduler.report.race_model import model_warnings

        return list(model_warnings(self.exchanges, lang))

    def ended_early(self, lang: str = "zh") -> list[str]:
        """Which of both searches Ctrl-C ended before its time."""
        from scheduler.report.race_console import cut_short_lines

        traded = None if self.plan is self.without else _solution(self.plan)
        return list(cut_short_lines(_solution(self.without), traded, lang))

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
            for name, frame in self.tables(lang).items():
                frame.to_csv(made / f"{name}.csv", index=False, lineterminator="\n")
            write_csv(made / "history.csv", HISTORY, history_rows(self.history))
            write_race_chart(made, self.chart(lang))
            for name, plan in {"plan": self.plan, "without": self.without}.items():
                _write_plan(made / name, plan, lang)
            more = race_sheets(prepared, self.plan.plan, self.exchanges)
            report(made / "plan", prepared.scenario, self.plan.season, self.plan.plan, lang, more=more)
        return Path(folder)

    def tables(self, lang: str) -> dict[str, "pd.DataFrame"]:
        return {
            "scores": self.scores,
            "criteria": self.criteria(lang),
            "duties": self.duties(lang),
            "turns": self.turns(lang),
            "payments": self.payments,
            "deals": self.deals,
            "schemes": self.schemes(lang),
            "savings": self.savings,
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
            "savings": list(model_rows(self.exchanges)),
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


def _write_plan(folder: Path, plan: CheckedPlan, lang: str) -> None:
    """The plan folder, or the tables alone of a plan that another search made."""
    if isinstance(plan, PlanResult):
        plan.save(folder, lang=lang)
        return
    folder.mkdir()
    for name, (header, rows) in plan_tables(plan.season, plan.plan, plan.verification, lang).items():
        write_csv(folder / f"{name}.csv", header, rows)


def _solution(plan: CheckedPlan) -> Solution | None:
    return plan.solution if isinstance(plan, PlanResult) else None


def _settled(settlement: Settlement) -> dict[str, Any]:
    """With payments in yuan, positive for who receives."""
    told = settlement.model_dump(mode="json", exclude={"payments"})
    return told | {"payment_yuan": {p.enterprise_id: _yuan(p) for p in settlement.payments}}


def _yuan(payment: Payment) -> float:
    return payment.fen / FEN_PER_YUAN
