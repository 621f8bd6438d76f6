"""Payments that go with a trade: they balance to zero to the fen, and it is said who would lose by them."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import ceil, floor

from scheduler.domain.base import Text
from scheduler.domain.race import FEN_PER_YUAN, MOST_WORKS_OF_EXACT_GAME, SAMPLED_ORDERS, Scheme
from scheduler.domain.race_results import Deal, Payment, Position, Settlement
from scheduler.race.gains import Division, nucleolus, shapley
from scheduler.race.market import Game, Market

NOTHING = Fraction(0)
Positions = Sequence[Position]


def settle(scheme: Scheme, market: Market, positions: Positions) -> Settlement:
    """Carry one scheme through for one region.

    Raises:
        ValueError: for the nucleolus of more works than it is computed for.
    """
    return _SCHEMES[scheme](market, positions)


def schemes_for(market: Market) -> tuple[Scheme, ...]:
    """Those that can be computed for so many works."""
    exact = len(market.works) <= MOST_WORKS_OF_EXACT_GAME
    return tuple(scheme for scheme in Scheme if exact or scheme is not Scheme.NUCLEOLUS)


def chosen(settlements: Sequence[Settlement], scheme: Scheme) -> Settlement:
    """The settlement by a scheme; by the Shapley value where the nucleolus is asked of too many works."""
    by_scheme = {settlement.scheme: settlement for settlement in settlements}
    return by_scheme.get(scheme, by_scheme[Scheme.SHAPLEY])


# ── one price ────────────────────────────────────────────────────────────────────────────────────


def _clearing(market: Market, positions: Positions) -> Settlement:
    """Each stage's tonnes at the marginal cost of its target.

    Where that leaves somebody worse off, prices are raised or lowered together, as little as needed, if any
    such prices leave nobody so.
    """
    prices = {stage: Fraction(price) for stage, price in market.prices_fen().items()}
    at_once = {p.enterprise_id: _money(prices, p) for p in positions}
    low, high = _range_in_which_all_gain(positions, at_once)
    factor = max(low, min(high, Fraction(1))) if low <= high else Fraction(1)
    exact = {works: factor * money for works, money in at_once.items()}
    return _settled(
        Scheme.CLEARING,
        market,
        positions,
        exact,
        remark=_price_remark(factor, low, high),
        price_fen_per_t={stage: factor * price for stage, price in prices.items()},
    )


def _money(prices: Mapping[str, Fraction], position: Position) -> Fraction:
    return sum((prices[stage] * tonnes for stage, tonnes in position.traded_t.items()), NOTHING)


def _range_in_which_all_gain(
    positions: Positions, money: Mapping[str, Fraction]
) -> tuple[Fraction, Fraction]:
    """Factors on the prices between which nobody loses; low above high where there are none."""
    none = Fraction(1), NOTHING
    low, high = NOTHING, Fraction(10**9)
    for position in positions:
        received, needed = money[position.enterprise_id], -position.saved_fen
        if received > 0:
            low = max(low, needed / received)
        elif received < 0:
            high = min(high, needed / received)
        elif needed > 0:
            return none
    return low, high


def _price_remark(factor: Fraction, low: Fraction, high: Fraction) -> Text:
    if low > high:
        return Text(
            zh="停产按整日安排，没有一个价格能使各方均不受损；价格取目标的边际成本",
            en="furnaces stop by whole days, and no one price leaves everybody no worse off; it is the "
            "marginal cost of the target",
        )
    if factor == 1:
        return Text(zh="价格为目标的边际成本", en="the marginal cost of the target")
    said = f"{float(factor):.4f}"
    return Text(
        zh=f"目标的边际成本乘以{said}，使各方均不受损",
        en=f"the marginal cost of the target times {said}, so that nobody loses",
    )


# ── as bid ───────────────────────────────────────────────────────────────────────────────────────


def _pay_as_bid(market: Market, positions: Positions) -> Settlement:
    """Who stands for others gets what that costs it; who is stood for shares the bill by its tonnes."""
    bids = {p.enterprise_id: max(0, -p.saved_fen) for p in positions if p.net_t > 0}
    bought = {p.enterprise_id: -p.net_t for p in positions if p.net_t < 0}
    bill, tonnes = sum(bids.values()), sum(bought.values(), NOTHING)
    exact = {
        p.enterprise_id: bids.get(p.enterprise_id, NOTHING)
        - (bill * bought.get(p.enterprise_id, NOTHING) / tonnes if tonnes else NOTHING)
        for p in positions
    }
    remark = Text(
        zh="卖方得其增加的成本，买方按购入吨数分摊",
        en="sellers get what standing for others costs them, buyers share the bill by the tonne",
    )
    return _settled(Scheme.PAY_AS_BID, market, positions, exact, remark=remark)


# ── the gain divided ─────────────────────────────────────────────────────────────────────────────


def _divided(
    scheme: Scheme, divide: Callable[[Game], Division], market: Market, positions: Positions
) -> Settlement:
    """The whole gain of the plan in the proportion of the model's division: nobody loses if there is any."""
    division = divide(market.game)
    gain, whole = sum(p.saved_fen for p in positions), sum(division.parts.values(), NOTHING)
    parts = {
        p.enterprise_id: division.parts.get(p.enterprise_id, NOTHING) / whole
        if whole
        else Fraction(1, len(positions))
        for p in positions
    }
    exact = {p.enterprise_id: gain * parts[p.enterprise_id] - p.saved_fen for p in positions}
    sampled = len(market.works) > MOST_WORKS_OF_EXACT_GAME
    return _settled(
        scheme,
        market,
        positions,
        exact,
        remark=_division_remark(scheme, sampled),
        error_fen=round(gain * division.error / whole) if whole else 0,
    )


def _division_remark(scheme: Scheme, sampled: bool) -> Text:
    name = {
        Scheme.NUCLEOLUS: Text(zh="交易博弈的核仁", en="the nucleolus of the trading game"),
        Scheme.SHAPLEY: Text(zh="交易博弈的沙普利值", en="the Shapley value of the trading game"),
    }[scheme]
    drawn = Text(
        zh=f"，由{SAMPLED_ORDERS}个随机次序抽样", en=f", sampled from {SAMPLED_ORDERS} random orders"
    )
    return Text(
        zh=f"按{name.zh}分配总节约额{drawn.zh if sampled else ''}",
        en=f"the whole gain by {name.en}{drawn.en if sampled else ''}",
    )


_SCHEMES: dict[Scheme, Callable[[Market, Positions], Settlement]] = {
    Scheme.CLEARING: _clearing,
    Scheme.PAY_AS_BID: _pay_as_bid,
    Scheme.NUCLEOLUS: partial(_divided, Scheme.NUCLEOLUS, nucleolus),
    Scheme.SHAPLEY: partial(_divided, Scheme.SHAPLEY, shapley),
}


# ── to the fen ───────────────────────────────────────────────────────────────────────────────────


def _settled(
    scheme: Scheme,
    market: Market,
    positions: Positions,
    exact: Mapping[str, Fraction],
    *,
    remark: Text,
    price_fen_per_t: Mapping[str, Fraction] | None = None,
    error_fen: int = 0,
) -> Settlement:
    saved = {p.enterprise_id: p.saved_fen for p in positions}
    payments = in_fen(exact, saved)
    return Settlement(
        region=market.region,
        scheme=scheme,
        payments=tuple(Payment(enterprise_id=works, fen=fen) for works, fen in payments.items()),
        price_fen_per_t=dict(price_fen_per_t or {}),
        worse_off=tuple(works for works, fen in payments.items() if saved[works] + fen < 0),
        remark=remark,
        error_fen=error_fen,
    )


def in_fen(exact: Mapping[str, Fraction], saved_fen: Mapping[str, int]) -> dict[str, int]:
    """Payments that add up to zero in whole fen: each rounded down, the fen that are missing to those who
    lose by being rounded down and not by being rounded up, then by the largest remainder.

    Raises:
        ValueError: for payments that do not add up to zero.
    """
    if sum(exact.values(), NOTHING):
        raise ValueError("the payments do not balance")
    fen = {works: floor(money) for works, money in exact.items()}
    lose = {works for works in exact if fen[works] < -saved_fen[works] <= ceil(exact[works])}
    first = sorted(exact, key=lambda works: (works not in lose, fen[works] - exact[works], works))
    for works in first[: -sum(fen.values())]:
        fen[works] += 1
    return fen


# ── who stands for whom ──────────────────────────────────────────────────────────────────────────


def deals(region: str, positions: Positions) -> Iterator[Deal]:
    """Tonnes sold matched with tonnes bought, stage by stage, in the order of the works.

    Only the totals are given by the plan: which seller serves which buyer makes no difference to anyone.
    """
    for stage in dict.fromkeys(stage for p in positions for stage in p.traded_t):
        sold = deque((p.enterprise_id, t) for p in positions if (t := p.traded_t.get(stage, NOTHING)) > 0)
        for buyer in positions:
            wanted = -buyer.traded_t.get(stage, NOTHING)
            while wanted > 0 and sold:
                seller, left = sold.popleft()
                tonnes = min(wanted, left)
                yield Deal(
                    region=region, stage=stage, seller=seller, buyer=buyer.enterprise_id, tonnes=tonnes
                )
                wanted -= tonnes
                if left > tonnes:
                    sold.appendleft((seller, left - tonnes))


def average_price(fen: int, position: Position) -> Fraction | None:
    """Yuan a tonne that a works receives or pays on average; ``None`` where it trades nothing on balance."""
    return fen / position.net_t / FEN_PER_YUAN if position.net_t else None


def price_of(settlement: Settlement, position: Position, stage: str) -> Fraction | None:
    """Yuan a tonne of a stage: the one price, or what the works receives or pays on average."""
    if stage in settlement.price_fen_per_t:
        return settlement.price_fen_per_t[stage] / FEN_PER_YUAN
    fen = next(paid.fen for paid in settlement.payments if paid.enterprise_id == position.enterprise_id)
    return average_price(fen, position)
