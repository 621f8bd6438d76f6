"""The checker of races: it finds nothing in an honest one, and every false claim."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.race import Past, Scheme, UnwantedDates
from scheduler.domain.race_results import Settlement, Turn
from scheduler.race.gains import nucleolus, shapley
from scheduler.race.market import Market
from scheduler.race.prepare import prepare
from scheduler.race_result import RaceResult
from scheduler.verify.race import verify_race
from scheduler.verify.race_claims import Claimed
from scheduler.verify.race_division import is_balanced, is_nucleolus, shapley_fen
from scheduler.verify.race_duties import duty_faults
from scheduler.verify.race_market import all_groups, works_of, worths_fen
from tests.race.folders import RACE, changed_race
from tests.race.markets import CHEAP, DEAR, markets

quick = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def test_an_honest_race_is_found_right(result: RaceResult) -> None:
    assert verify_race(result.claims) == ()


# ── false claims ─────────────────────────────────────────────────────────────────────────────────

Spoil = Callable[[Claimed], dict[str, Any]]


def first(field: str, **changed: Any) -> Spoil:
    """The first value of a field says something else."""

    def spoil(claims: Claimed) -> dict[str, Any]:
        value, *others = getattr(claims, field)
        return {field: (value.model_copy(update=changed), *others)}

    return spoil


def first_by(field: str, change: Callable[[Any], dict[str, Any]]) -> Spoil:
    """As above, by what it says now."""
    return lambda claims: first(field, **change(getattr(claims, field)[0]))(claims)


def needing(criterion: str, change: Callable[[Any], dict[str, Any] | None]) -> Spoil:
    """What one point more by a criterion needs says something else, or nothing."""

    def points(score: Any) -> dict[str, Any]:
        return {"points": tuple(_needing(p, change) if p.criterion == criterion else p for p in score.points)}

    return first_by("scores", points)


def _needing(points: Any, change: Callable[[Any], dict[str, Any] | None]) -> Any:
    update = change(points.one_more)
    told = None if update is None else points.one_more.model_copy(update=update)
    return points.model_copy(update={"one_more": told})


def shifted(scheme: Scheme, fen: int) -> Spoil:
    """Money that goes to the first works instead of the second under a scheme."""

    def spoil(claims: Claimed) -> dict[str, Any]:
        return {"settlements": tuple(_shift(s, fen) if s.scheme is scheme else s for s in claims.settlements)}

    return spoil


def _shift(settlement: Settlement, fen: int) -> Settlement:
    one, other, *others = settlement.payments
    paid = (
        one.model_copy(update={"fen": one.fen + fen}),
        other.model_copy(update={"fen": other.fen - fen}),
        *others,
    )
    return settlement.model_copy(update={"payments": paid})


def carrying(claims: Claimed) -> dict[str, Any]:
    past = Past(enterprise_id="S1", season="last", excess=Fraction(1, 20))
    return {"scenario": claims.scenario.model_copy(update={"history": (past,)})}


def turn(ready: tuple[str, ...], spared: tuple[str, ...]) -> Spoil:
    """The whole season is unwanted, and the tutorial's city says who is ready."""
    window = DayRange(first=date(2021, 11, 22), last=date(2021, 12, 29))
    dates = UnwantedDates(name=Text(zh="全季", en="all season"), window=window)
    return lambda _: {"turns": (Turn(region="样例", dates=dates, ready=ready, spared=spared),)}


FALSE: dict[str, tuple[Spoil, str]] = {
    "value": (lambda c: {"values": {**c.values, "S3": {**c.values["S3"], "nox": 0}}}, "S3, nox, value"),
    "score": (lambda c: {"values": {**c.values, "S1": c.values["S2"]}}, "S1, nox, points"),
    "one more": (
        needing("nox", lambda more: {"value": more.value - Fraction(1, 100)}),
        "S1, nox, points more",
    ),
    "far more": (needing("nox", lambda _: {"value": Fraction(0), "points": 20}), "not the nearest value"),
    "no grade": (
        needing("grade", lambda _: {"value": Fraction(21, 20), "points": 1}),
        "S1, grade: 1.05 is not",
    ),
    "nothing more": (needing("grade", lambda _: None), "S1, grade: a value that gives one point more"),
    "rank": (first("scores", rank=2), "rank"),
    "barred": (lambda _: {"barred": frozenset({"S1"})}, "S1: is not to be barred"),
    "duty": (first_by("duties", lambda d: {"tonnes": d.tonnes - 2000}), "less than 19950"),
    "few tonnes": (first_by("duties", lambda d: {"tonnes": d.tonnes + 1}), "S1, stage1, duty"),
    "credit": (first("duties", credit_t=Fraction(50)), "duty without credit"),
    "history": (carrying, "S1, stage1, duty"),
    "target": (first("targets", tonnes=19_940), "target"),
    "least": (first("duties", least_t=0), "T-5 asks"),
    "ceiling": (
        lambda c: {"duties": (*c.duties[:-1], c.duties[-1].model_copy(update={"least_t": 0}))},
        "T-4 asks",
    ),
    "most": (first_by("duties", lambda d: {"most_t": d.tonnes - 1}), "are possible"),
    "free days": (first("duties", most_t=21_001), "days it may stand on"),
    "share": (first("duties", factor=Fraction(1)), "factor"),
    "plan": (
        lambda c: {"with_trade": c.with_trade.model_copy(update={"stops": ()})},
        "with trade less stands",
    ),
    "linked units": (
        lambda c: {"with_trade": c.with_trade.model_copy(update={"loads": ()})},
        "T-7 is broken with trade",
    ),
    "cost": (first_by("positions", lambda p: {"cost_with_fen": p.cost_with_fen + 100}), "cost in fen"),
    "tonnes": (
        lambda c: {"positions": tuple(p for p in c.positions if p.net_t > 0)},
        "tonnes sold are not tonnes bought",
    ),
    "loss": (first("positions", cost_with_fen=10**12), "more than it saves"),
    "balance": (
        first_by("settlements", lambda s: {"payments": (_more(s.payments[0]), *s.payments[1:])}),
        "add up to zero",
    ),
    "price": (
        first_by(
            "settlements",
            lambda s: {"price_fen_per_t": {k: v / 2 for k, v in s.price_fen_per_t.items()}},
        ),
        "clearing, prices",
    ),
    "payment": (shifted(Scheme.CLEARING, 2), "clearing: S1, payment in fen"),
    "bid": (shifted(Scheme.PAY_AS_BID, 2), "pay_as_bid: S1, payment in fen"),
    "value of a works": (shifted(Scheme.SHAPLEY, 2), "shapley: S1, payment in fen"),
    "nucleolus": (shifted(Scheme.NUCLEOLUS, 10_000_000), "nucleolus: some group"),
    "error": (
        lambda c: {"settlements": tuple(s.model_copy(update={"error_fen": 9}) for s in c.settlements)},
        "sampling error",
    ),
    "left out": (first_by("settlements", lambda s: {"payments": s.payments[1:]}), "trade"),
    "schemes": (lambda c: {"settlements": c.settlements[1:]}, "市, schemes"),
    "rational": (first("settlements", worse_off=("S1",)), "worse off"),
    "deal": (first_by("deals", lambda d: {"tonnes": d.tonnes - 1}), "tonnes dealt"),
    "barred deal": (lambda c: {"barred": frozenset({c.deals[0].seller})}, "is barred from the market"),
    "deal elsewhere": (first("deals", region="别处"), "where it has no duty"),
    "offer": (
        first_by("offers", lambda o: {"steps": (o.steps[0]._replace(fen_per_t=1), *o.steps[1:])}),
        "does not cost 1 fen a tonne",
    ),
    "offered tonnes": (first_by("offers", lambda o: {"steps": o.steps[1:]}), "offer, tonnes"),
    "kept": (first("offers", least_t=0), "said to be kept"),
    "no offer": (lambda c: {"offers": c.offers[1:]}, "do not fit duties"),
    "false word": (first_by("misreports", lambda m: {"gain_fen": m.gain_fen + 10}), "false gain in fen"),
    "burden": (first_by("burdens", lambda b: {"borne": b.borne + 1}), "S1, burden"),
    "carried over": (first("left", excess=Fraction(1, 2)), "excess and turns left"),
    "everybody": (turn(("S1",), ("S2",)), "to be ready or spared"),
    "few ready": (turn(("S3",), ("S1", "S2")), "t a day are ready"),
    "spared": (turn(("S2", "S3"), ("S1",)), "S1 stands, but it is not its turn"),
}


def _more(payment: Any) -> Any:
    return payment.model_copy(update={"fen": payment.fen + 1})


@pytest.mark.parametrize("what", FALSE)
def test_a_false_claim_is_found(result: RaceResult, what: str) -> None:
    spoil, said = FALSE[what]
    findings = verify_race(replace(result.claims, **spoil(result.claims)))
    assert any(said in finding for finding in findings), findings


def test_a_farther_grade_is_found_also_where_the_nearer_counts_nothing(
    result: RaceResult, tmp_path: Path
) -> None:
    """A 2, B 0, C −2: S2, which is of grade C, needs B for one point more, not A."""
    prepared = prepare(changed_race(tmp_path, race=RACE.replace("A: 2, B: 1, C: 0", "A: 2, B: 0, C: -2")))
    (place,) = (place for place, score in enumerate(prepared.scores) if score.enterprise_id == "S2")
    race, values, scores = prepared.race, prepared.values, prepared.scores
    claims = replace(result.claims, race=race, values=values, scores=scores)
    assert list(duty_faults(claims)) == []
    farther = scores[place].model_copy(
        update={
            "points": tuple(
                _needing(p, lambda _: {"value": Fraction(2), "points": 40}) if p.criterion == "grade" else p
                for p in scores[place].points
            )
        }
    )
    false = replace(claims, scores=(*scores[:place], farther, *scores[place + 1 :]))
    assert list(duty_faults(false)) == ["S2, grade: 2 is not the nearest value that gives one point more"]


# ── divisions ────────────────────────────────────────────────────────────────────────────────────


@quick
@given(markets())
def test_the_checker_finds_the_same_worth_value_and_nucleolus(made: Market) -> None:
    offers, game = made.offers, made.game
    members = all_groups(len(game.works))
    assert worths_fen(offers, members).tolist() == [game.value(group) for group in range(game.everyone + 1)]
    assert shapley_fen(offers) == (shapley(game).parts, 0)
    if made.gain_fen:
        parts = [float(part / made.gain_fen) for part in nucleolus(game).parts.values()]
        assert is_nucleolus(offers, parts, 0)


@quick
@given(markets(), st.integers(0, 4), st.integers(0, 4))
def test_another_division_is_not_taken_for_the_nucleolus(made: Market, one: int, other: int) -> None:
    """A tenth of the gain goes elsewhere; there is one nucleolus only."""
    works = works_of(made.offers)
    assume(made.gain_fen and one % len(works) != other % len(works))
    parts = [float(part / made.gain_fen) for part in nucleolus(made.game).parts.values()]
    parts[one % len(works)] += 0.1
    parts[other % len(works)] -= 0.1
    assert not is_nucleolus(made.offers, parts, 0)


@pytest.mark.parametrize(
    ("groups", "balanced"),
    [
        ([[1, 0], [0, 1]], True),
        ([[1, 1, 0], [1, 0, 1], [0, 1, 1]], True),  # each counts half
        ([[1, 1, 0], [0, 1, 1]], False),  # the first and the third can give to the second
        ([[1, 1, 0], [0, 1, 1], [0, 1, 0]], False),
        ([[1, 1, 0], [0, 0, 1]], True),
    ],
)
def test_balanced_sets_of_groups(groups: list[list[int]], balanced: bool) -> None:
    assert is_balanced(np.array(groups)) is balanced


def test_a_sampled_value_lies_within_its_errors_of_the_exact_one() -> None:
    """Thirteen works, more than are looked at group by group: the exact value by all 8,192 groups."""
    made = Market("R", {"s": {f"C{n}": CHEAP for n in range(5)} | {f"D{n}": DEAR for n in range(8)}})
    sampled, error = shapley_fen(made.offers)
    found = shapley(made.game)
    assert found.parts == sampled
    assert float(found.error) == pytest.approx(error, abs=1)
    exact = _exact(made)
    assert max(abs(float(sampled[works]) - exact[works]) for works in sampled) < 4 * error


def _exact(made: Market) -> dict[str, float]:
    """Mean over sizes of what each works adds on average to a group of that size."""
    works = works_of(made.offers)
    members = all_groups(len(works))
    worth, sizes = worths_fen(made.offers, members), members.sum(axis=1)
    value = {}
    for place, name in enumerate(works):
        outside = np.flatnonzero(~members[:, place])
        added = worth[outside + 2**place] - worth[outside]
        value[name] = float(np.mean([added[sizes[outside] == s].mean() for s in range(len(works))]))
    return value
