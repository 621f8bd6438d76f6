"""Markets small enough to settle by hand, and what holds for all of them."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.race import Scheme
from scheduler.domain.race_results import Position
from scheduler.race.gains import nucleolus, shapley
from scheduler.race.market import Curve, Game, Market, Trader
from scheduler.race.misreport import misreports, positions_in
from scheduler.race.settle import deals, in_fen, settle
from tests.race.markets import CHEAP, DEAR, markets

quick = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def market(**traders: Trader) -> Market:
    return Market("R", {"s": traders})


def settled(made: Market, scheme: Scheme) -> dict[str, int]:
    positions = positions_in(made, made.cleared())
    return {payment.enterprise_id: payment.fen for payment in settle(scheme, made, positions).payments}


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────


def test_the_cheap_works_stands_for_the_dear_one_down_to_what_may_not_be_traded() -> None:
    assert market(A=CHEAP, B=DEAR).cleared() == {"s": {"A": 700, "B": 200}}


def test_one_price_is_what_the_dearest_tonne_costs() -> None:
    """The last of 700 t is the cheap works' own: 100 yuan; it gains nothing, the other 300 · 200 yuan."""
    made = market(A=CHEAP, B=DEAR)
    assert made.prices_fen() == {"s": 10_000}
    assert settled(made, Scheme.CLEARING) == {"A": 3_000_000, "B": -3_000_000}


def test_two_works_divide_their_gain_in_halves() -> None:
    """60,000 yuan are saved: each gains 30,000, and B pays A its 30,000 of cost and 30,000 more."""
    for scheme in (Scheme.NUCLEOLUS, Scheme.SHAPLEY):
        assert settled(market(A=CHEAP, B=DEAR), scheme) == {"A": 6_000_000, "B": -6_000_000}


def test_as_bid_pays_a_seller_its_cost_and_no_more() -> None:
    assert settled(market(A=CHEAP, B=DEAR), Scheme.PAY_AS_BID) == {"A": 3_000_000, "B": -3_000_000}


def test_buyers_share_the_bill_by_the_tonne() -> None:
    """B and C are relieved of 300 t each; A bears 600 at 100 yuan."""
    made = market(A=CHEAP, B=DEAR, C=DEAR)
    assert settled(made, Scheme.PAY_AS_BID) == {"A": 6_000_000, "B": -3_000_000, "C": -3_000_000}


def test_where_whole_days_leave_no_common_price_it_is_said_and_another_scheme_helps() -> None:
    """A bears 10 t at 5 yuan, C bears 10 t at 1 yuan, B is relieved of 20 and saves 6 in all: no price of
    a tonne is 5 for A and at most 0.3 for B. The gain of 0 divides without loss all the same.
    """
    positions = (position("A", 10, 0, 500), position("B", -20, 600, 0), position("C", 10, 0, 100))
    made = market(A=CHEAP, B=DEAR, C=CHEAP)
    priced = settle(Scheme.CLEARING, made, positions)
    assert priced.worse_off
    assert "no one price" in priced.remark.en
    assert settle(Scheme.NUCLEOLUS, made, positions).worse_off == ()


def test_a_price_is_moved_as_little_as_leaves_nobody_worse_off() -> None:
    """The marginal cost is 100 yuan, but A's days off cost it 110 a tonne; B saves 300 a tonne."""
    positions = (position("A", 10, 0, 110_000), position("B", -10, 300_000, 0))
    found = settle(Scheme.CLEARING, market(A=CHEAP, B=DEAR), positions)
    assert found.price_fen_per_t == {"s": 11_000}
    assert found.worse_off == ()


def test_who_stands_for_whom_matches_what_is_sold_and_bought() -> None:
    positions = (position("A", 30), position("B", -20), position("C", 5), position("D", -15))
    assert [(d.seller, d.buyer, d.tonnes) for d in deals("R", positions)] == [
        ("A", "B", 20),
        ("A", "D", 10),
        ("C", "D", 5),
    ]


def test_odd_fen_go_to_who_would_lose_by_rounding() -> None:
    exact = {"A": Fraction(201, 2), "B": Fraction(-201, 2)}
    assert in_fen(exact, {"A": -100, "B": 100}) == {"A": 100, "B": -100}
    assert in_fen(exact, {"A": -101, "B": 102}) == {"A": 101, "B": -101}
    with pytest.raises(ValueError, match="balance"):
        in_fen({"A": Fraction(1), "B": Fraction(0)}, {"A": 0, "B": 0})


def test_a_seller_who_is_paid_as_bid_gains_by_bidding_more() -> None:
    """At 125 % of its cost A is still the cheaper one: 300 t at 25 yuan more. One price gains it as much."""
    found = {(m.enterprise_id, m.scheme): (m.factor, m.gain_fen) for m in misreports(market(A=CHEAP, B=DEAR))}
    assert found["A", Scheme.PAY_AS_BID] == (Fraction(5, 4), 750_000)
    assert found["A", Scheme.CLEARING] == (Fraction(5, 4), 750_000)
    assert found["B", Scheme.CLEARING] == (1, 0)


# ── dividing a gain ──────────────────────────────────────────────────────────────────────────────


class Estate:
    """The bankruptcy game of the Talmud: claims of 100, 200 and 300 on what is left."""

    works = ("A", "B", "C")
    everyone = 7

    def __init__(self, estate: int) -> None:
        self.estate = estate

    def value(self, group: int) -> int:
        claims = (100, 200, 300)
        return max(0, self.estate - sum(c for bit, c in enumerate(claims) if not group >> bit & 1))


@pytest.mark.parametrize(
    ("estate", "parts"), [(100, (100 / 3,) * 3), (200, (50, 75, 75)), (300, (50, 100, 150))]
)
def test_the_nucleolus_divides_as_the_talmud_does(estate: int, parts: tuple[float, ...]) -> None:
    """Aumann and Maschler 1985."""
    found = nucleolus(Estate(estate)).parts.values()
    assert [float(part) for part in found] == pytest.approx(parts, abs=1e-4)


def test_the_shapley_value_is_the_mean_over_orders() -> None:
    """300 among claims of 100, 200 and 300: 50, 100 and 150."""
    assert list(shapley(Estate(300)).parts.values()) == [50, 100, 150]


def test_beyond_twelve_works_the_value_is_sampled_with_its_error() -> None:
    """Seven equal works among fourteen: what is drawn adds up to the whole, and each lies within five errors
    of their mean."""
    traders = {f"C{n}": CHEAP for n in range(7)} | {f"D{n}": DEAR for n in range(7)}
    game = Game(market(**traders))
    found = shapley(game)
    assert sum(found.parts.values()) == game.value(game.everyone)
    assert found.error > 0
    cheap = [part for works, part in found.parts.items() if works.startswith("C")]
    mean = sum(cheap) / len(cheap)
    assert all(abs(part - mean) < 5 * found.error for part in cheap)
    with pytest.raises(ValueError, match="up to 12"):
        nucleolus(game)


# ── what holds for all ───────────────────────────────────────────────────────────────────────────


@quick
@given(markets())
def test_trading_holds_the_total_saves_money_and_every_scheme_balances(made: Market) -> None:
    cleared = made.cleared()
    for stage, stalls in made.stages.items():
        assert sum(cleared[stage].values()) == sum(trader.duty_t for trader in stalls.values())
        assert all(t.least_t <= cleared[stage][w] <= t.curve.most_t for w, t in stalls.items())
    positions = positions_in(made, cleared)
    assert sum(position.saved_fen for position in positions) >= 0
    for scheme in Scheme:
        found = settle(scheme, made, positions)
        assert sum(payment.fen for payment in found.payments) == 0
        if scheme is not Scheme.PAY_AS_BID:
            assert found.worse_off == ()


@quick
@given(markets())
def test_the_gain_of_a_market_is_its_works_saving_and_no_group_does_better_alone(made: Market) -> None:
    """The nucleolus lies in the core of a market game."""
    game = Game(made)
    positions = positions_in(made, made.cleared())
    assert game.value(game.everyone) == sum(position.saved_fen for position in positions)
    parts = [float(part) for part in nucleolus(game).parts.values()]
    for size in range(1, len(parts)):
        for bits in combinations(range(len(parts)), size):
            worth = game.value(sum(1 << bit for bit in bits))
            assert sum(parts[bit] for bit in bits) >= worth - 1e-6 * game.value(game.everyone)


@quick
@given(markets())
def test_equal_works_are_paid_alike(made: Market) -> None:
    """Two works with the same curve, duty and least gain the same, to a fen."""
    twin = {stage: stalls | {"Z": stalls["W0"]} for stage, stalls in made.stages.items()}
    doubled = Market("R", twin)
    for divide in (shapley, nucleolus):
        parts = divide(Game(doubled)).parts
        assert float(parts["W0"]) == pytest.approx(float(parts["Z"]), abs=1 + 1e-6 * sum(parts.values()))
    positions = positions_in(doubled, doubled.cleared())
    paid = {p.enterprise_id: p.fen for p in settle(Scheme.CLEARING, doubled, positions).payments}
    gains = {p.enterprise_id: p.saved_fen + paid[p.enterprise_id] for p in positions}
    assert abs(gains["W0"] - gains["Z"]) <= 1


@quick
@given(markets(), st.integers(2, 9))
def test_other_units_of_weight_give_the_same_money(made: Market, times: int) -> None:
    """So many times the weight at the same prices: so many times the money, to rounding."""
    finer = Market("R", {s: {w: _finer(t, times) for w, t in own.items()} for s, own in made.stages.items()})
    assert finer.gain_fen == times * made.gain_fen
    for scheme in (Scheme.CLEARING, Scheme.PAY_AS_BID, Scheme.SHAPLEY):
        once, more = settled(made, scheme), settled(finer, scheme)
        assert all(abs(more[works] - times * once[works]) <= times for works in once)


def _finer(trader: Trader, times: int) -> Trader:
    steps = tuple(step._replace(tonnes=times * step.tonnes) for step in trader.curve.steps)
    return Trader(Curve(steps), times * trader.duty_t, times * trader.least_t)


def position(works: str, tonnes: int, without: int = 0, traded: int = 0) -> Position:
    return Position(
        enterprise_id=works, traded_t={"s": tonnes}, cost_without_fen=without, cost_with_fen=traded
    )


def test_a_works_that_loses_anyhow_gets_no_fen_that_is_not_owed_to_it() -> None:
    """The one with a whole payment keeps it; the missing fen goes to a fraction."""
    exact = {"A": Fraction(-10), "B": Fraction(11, 2), "C": Fraction(9, 2)}
    assert in_fen(exact, {"A": 3, "B": 0, "C": 0}) == {"A": -10, "B": 6, "C": 4}
