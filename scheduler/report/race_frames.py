"""The tables of a race as DataFrames: scores, duties, tonnes, money. Nothing is counted here anew."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from scheduler.domain.plan import Plan
from scheduler.domain.race import FEN_PER_YUAN, Past
from scheduler.domain.race_results import Burden, Position, Settlement
from scheduler.race.outcome import Exchange, stood_t
from scheduler.race.prepare import Prepared
from scheduler.race.settle import average_price, chosen, price_of
from scheduler.report.race_model import basis
from scheduler.report.race_scores import ranked, scored, shown
from scheduler.verify.facts import tabulate

Exchanges = Sequence[Exchange]


def scores_frame(prepared: Prepared) -> pd.DataFrame:
    """A row for each works from the best, a column of points for each criterion."""
    rows = [
        {
            "rank": score.rank,
            "enterprise_id": score.enterprise_id,
            "enterprise": _name(prepared, score.enterprise_id),
            "total": float(score.total),
            **{found.criterion: float(found.points) for found in score.points},
        }
        for score in ranked(prepared)
    ]
    return pd.DataFrame(rows)


def criteria_frame(prepared: Prepared, lang: str = "zh") -> pd.DataFrame:
    """A row for each works and criterion; no value where it is missing, which gives no point.

    ``value_for_one_more`` is empty where all points are given, or no value that exists gives one more.
    """
    rows = [
        {
            "rank": score.rank,
            "enterprise_id": score.enterprise_id,
            "enterprise": _name(prepared, score.enterprise_id),
            "total": float(score.total),
            "criterion": criterion.name[lang],
            "value": shown(criterion, found.value, lang),
            "missing": found.value is None,
            "points": float(found.points),
            "most": float(found.most),
            "value_for_one_more": shown(criterion, more.value, lang) if (more := found.one_more) else None,
            "points_more": float(more.points) if more else None,
        }
        for score, criterion, found in scored(prepared, ranked(prepared))
    ]
    return pd.DataFrame(rows)


def duties_frame(prepared: Prepared, without: Plan, with_trade: Plan, lang: str = "zh") -> pd.DataFrame:
    """A row for each works and stage, the best works first."""
    racing = prepared.racing
    alone, together = tabulate(racing.season, without), tabulate(racing.season, with_trade)
    ranks = {score.enterprise_id: score.rank for score in prepared.scores}
    rows = [
        {
            "rank": ranks[duty.enterprise_id],
            "enterprise_id": duty.enterprise_id,
            "enterprise": _name(prepared, duty.enterprise_id),
            "region": duty.region,
            "stage": duty.stage,
            "full_t": float(duty.full_t),
            "least_t": duty.least_t,
            "most_t": duty.most_t,
            "factor": float(duty.factor),
            "credit_t": float(duty.credit_t),
            "duty_t": duty.tonnes,
            "duty_share": float(duty.share),
            "stood_without_t": float(stood_t(racing, alone, duty)),
            "stood_with_t": float(stood_t(racing, together, duty)),
            "ground": duty.least_ground[lang],
        }
        for duty in sorted(
            prepared.duties, key=lambda duty: (duty.region, duty.stage, ranks[duty.enterprise_id])
        )
    ]
    return pd.DataFrame(rows)


PAYMENTS = (
    "enterprise_id",
    "enterprise",
    "sold_t",
    "bought_t",
    "yuan_per_t",
    "cost_without_yuan",
    "cost_with_yuan",
    "payment_yuan",
    "gain_yuan",
)


def payments_frame(prepared: Prepared, exchanges: Exchanges) -> pd.DataFrame:
    """Under the scheme that the race names; a payment above zero is received."""
    rows = []
    for exchange in exchanges:
        settlement = chosen(exchange.settlements, prepared.race.scheme)
        fen = _fen(settlement)
        for position in exchange.positions:
            works = position.enterprise_id
            rows.append(
                (
                    works,
                    _name(prepared, works),
                    float(sum(t for t in position.traded_t.values() if t > 0)),
                    float(-sum(t for t in position.traded_t.values() if t < 0)),
                    _float(average_price(fen[works], position)),
                    position.cost_without_fen / FEN_PER_YUAN,
                    position.cost_with_fen / FEN_PER_YUAN,
                    fen[works] / FEN_PER_YUAN,
                    (position.saved_fen + fen[works]) / FEN_PER_YUAN,
                )
            )
    return pd.DataFrame(rows, columns=list(PAYMENTS))


DEALS = ("region", "stage", "seller", "buyer", "tonnes", "seller_yuan_per_t", "buyer_yuan_per_t")


def deals_frame(prepared: Prepared, exchanges: Exchanges) -> pd.DataFrame:
    """Who stands for whom: at the stage's one price, or else at each side's own over all that it trades."""
    rows = []
    for exchange in exchanges:
        settlement = chosen(exchange.settlements, prepared.race.scheme)
        positions = {position.enterprise_id: position for position in exchange.positions}
        for deal in exchange.deals:
            sides = (positions[deal.seller], positions[deal.buyer])
            prices = (_float(price_of(settlement, position, deal.stage)) for position in sides)
            names = (_name(prepared, deal.seller), _name(prepared, deal.buyer))
            rows.append((deal.region, deal.stage, *names, float(deal.tonnes), *prices))
    return pd.DataFrame(rows, columns=list(DEALS))


SCHEMES = (
    "region",
    "scheme",
    "basis",
    "chosen",
    "yuan_per_t",
    "paid_yuan",
    "worse_off",
    "error_yuan",
    "remark",
)


def schemes_frame(prepared: Prepared, exchanges: Exchanges, lang: str = "zh") -> pd.DataFrame:
    """Each scheme: its prices by stage, the money that changes hands, who would lose by it."""
    rows = [
        (
            settlement.region,
            settlement.scheme.value,
            basis(settlement.scheme, lang),
            settlement is chosen(exchange.settlements, prepared.race.scheme),
            "; ".join(f"{s}: {float(p) / FEN_PER_YUAN:,.2f}" for s, p in settlement.price_fen_per_t.items()),
            sum(payment.fen for payment in settlement.payments if payment.fen > 0) / FEN_PER_YUAN,
            ", ".join(_name(prepared, works) for works in settlement.worse_off),
            settlement.error_fen / FEN_PER_YUAN,
            settlement.remark[lang],
        )
        for exchange in exchanges
        for settlement in exchange.settlements
    ]
    return pd.DataFrame(rows, columns=list(SCHEMES))


def gains_frame(prepared: Prepared, exchanges: Exchanges) -> pd.DataFrame:
    """A row for each works that may trade, a column for each scheme."""
    rows = [
        {
            "enterprise_id": position.enterprise_id,
            "enterprise": _name(prepared, position.enterprise_id),
            **{s.scheme.value: _gain_yuan(s, position) for s in exchange.settlements},
        }
        for exchange in exchanges
        for position in exchange.positions
    ]
    return pd.DataFrame(rows)


def misreports_frame(prepared: Prepared, exchanges: Exchanges) -> pd.DataFrame:
    """The best false factor on a works' own costs under each scheme, and what it would gain by it."""
    rows: dict[str, dict[str, Any]] = {}
    for exchange in exchanges:
        for found in exchange.misreports:
            row = rows.setdefault(
                found.enterprise_id,
                {"enterprise_id": found.enterprise_id, "enterprise": _name(prepared, found.enterprise_id)},
            )
            row[f"{found.scheme}_factor"] = float(found.factor)
            row[f"{found.scheme}_gain_in_model_yuan"] = found.gain_fen / FEN_PER_YUAN
    return pd.DataFrame(list(rows.values()))


TURNS = ("region", "dates", "first_day", "last_day", "ready", "spared")


def turns_frame(prepared: Prepared, lang: str = "zh") -> pd.DataFrame:
    """A row for each region and unwanted dates."""
    rows = [
        (
            turn.region,
            turn.dates.name[lang],
            pd.Timestamp(turn.dates.window.first),
            pd.Timestamp(turn.dates.window.last),
            ", ".join(_name(prepared, works) for works in turn.ready),
            ", ".join(_name(prepared, works) for works in turn.spared),
        )
        for turn in prepared.turns
    ]
    return pd.DataFrame(rows, columns=list(TURNS))


FAIRNESS = ("enterprise_id", "enterprise", "borne", "owed", "excess", "turns")


def fairness_frame(prepared: Prepared, burdens: Sequence[Burden], left: Sequence[Past]) -> pd.DataFrame:
    """A row for each works: burden borne and owed as shares of its stages' margin; turns taken."""
    turns = {past.enterprise_id: int(past.turns) for past in left}
    rows = [
        (
            burden.enterprise_id,
            _name(prepared, burden.enterprise_id),
            float(burden.borne),
            float(burden.owed),
            float(burden.excess),
            turns[burden.enterprise_id],
        )
        for burden in burdens
    ]
    return pd.DataFrame(rows, columns=list(FAIRNESS))


HISTORY = ("enterprise_id", "season", "excess", "turns")


def history_rows(history: Sequence[Past]) -> list[tuple[str, str, Fraction, Fraction]]:
    """Rows of the inventory's table ``history``."""
    return [(past.enterprise_id, past.season, past.excess, past.turns) for past in history]


def _name(prepared: Prepared, works: str) -> str:
    return prepared.racing.season.enterprise_by_id[works].name


def _fen(settlement: Settlement) -> dict[str, int]:
    return {payment.enterprise_id: payment.fen for payment in settlement.payments}


def _gain_yuan(settlement: Settlement, position: Position) -> float:
    return (_fen(settlement)[position.enterprise_id] + position.saved_fen) / FEN_PER_YUAN


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
