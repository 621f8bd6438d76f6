"""Duties from ranks: numbers by hand, and what holds for any target, ends and ranks."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.race.allot import Claim, factor, level_for
from tests.race.folders import race_of

quick = settings(deadline=None, suppress_health_check=list(HealthCheck))


def claim(full: int, factor: object = 1, least: int = 0, most: int | None = None, credit: int = 0) -> Claim:
    most = full if most is None else most
    return Claim(Fraction(full), least, most, Fraction(str(factor)), Fraction(credit))


def shared(target: int, *claims: Claim) -> list[Fraction]:
    level = level_for(target, claims)
    return [each.at(level) for each in claims]


def test_pro_rata_gives_every_works_the_same_share() -> None:
    assert shared(300, claim(1000), claim(500)) == [200, 100]


def test_a_tilt_lets_better_works_run_more() -> None:
    """Factors 0.8 and 1.2 on equal works: two fifths and three fifths of the target."""
    assert shared(500, claim(1000, "0.8"), claim(1000, "1.2")) == [200, 300]


def test_who_is_held_by_an_end_leaves_the_rest_to_the_others() -> None:
    """The first must give 300, the third can give 50 only: 150 are left for the second."""
    assert shared(500, claim(1000, least=300), claim(1000), claim(1000, most=50)) == [300, 150, 50]


def test_a_credit_comes_off_and_the_target_still_holds() -> None:
    """30 t borne too much: at level 0.23 both would owe 230, the first owes 200 and the second 230."""
    assert shared(430, claim(1000, credit=30), claim(1000)) == [200, 230]


def test_more_than_all_can_give_is_refused() -> None:
    with pytest.raises(ValueError, match="above all"):
        level_for(101, [claim(1000, most=100)])


def test_factors_by_rank() -> None:
    tilt = race_of(allot={"method": "tilt", "tilt": "0.25"})
    assert [factor(tilt, rank, 5) for rank in (1, 3, 5)] == [Fraction(3, 4), 1, Fraction(5, 4)]
    assert factor(tilt, 1, 1) == 1
    bands = [
        {"up_to": "0.25", "factor": "0.7"},
        {"up_to": "0.75", "factor": 1},
        {"up_to": 1, "factor": "1.3"},
    ]
    banded = race_of(allot={"method": "bands", "bands": bands})
    assert [factor(banded, rank, 4) for rank in (1, 2, 3, 4)] == [Fraction("0.7"), 1, 1, Fraction("1.3")]


@pytest.mark.parametrize(
    "bands",
    [
        [{"up_to": "0.5", "factor": 1}],
        [{"up_to": "0.5", "factor": 2}, {"up_to": 1, "factor": 1}],
        [{"up_to": "0.5", "factor": 1}, {"up_to": "0.5", "factor": 1}, {"up_to": 1, "factor": 1}],
    ],
)
def test_bands_must_rise_and_reach_everybody(bands: list[dict[str, object]]) -> None:
    with pytest.raises(ValueError, match="must"):
        race_of(allot={"method": "bands", "bands": bands})


@st.composite
def fields(draw: st.DrawFn) -> tuple[int, list[Claim]]:
    """Works with ends and factors, and a target that they can meet."""
    claims = []
    for _ in range(draw(st.integers(1, 6))):
        full = draw(st.integers(1, 1000))
        least = draw(st.integers(0, full))
        most = draw(st.integers(least, full))
        factor = draw(st.sampled_from(["0.7", "1", "1.3"]))
        claims.append(claim(full, factor, least, most, draw(st.integers(-50, 50))))
    together = sum(each.least_t for each in claims), sum(each.most_t for each in claims)
    return draw(st.integers(*together)), claims


@quick
@given(fields())
def test_the_target_is_met_exactly_within_the_ends(field: tuple[int, list[Claim]]) -> None:
    target, claims = field
    found = shared(target, *claims)
    assert sum(found) == target
    assert all(each.least_t <= t <= each.most_t for each, t in zip(claims, found, strict=True))
    assert target <= sum(map(ceil, found)) < target + len(claims)


@quick
@given(fields())
def test_a_share_never_falls_with_worse_rank_and_grade(field: tuple[int, list[Claim]]) -> None:
    """Of works without credits: larger factor and higher ends, as shares, never give the smaller share."""
    target, claims = field
    claims = [each._replace(credit_t=Fraction(0)) for each in claims]
    shares = [t / each.full_t for t, each in zip(shared(target, *claims), claims, strict=True)]
    keys = [(c.factor, c.least_t / c.full_t, c.most_t / c.full_t) for c in claims]
    for one, better in enumerate(keys):
        for other, worse in enumerate(keys):
            if all(b <= w for b, w in zip(better, worse, strict=True)):
                assert shares[one] <= shares[other]


@quick
@given(fields(), st.integers(2, 9))
def test_other_units_of_weight_give_the_same_shares(field: tuple[int, list[Claim]], times: int) -> None:
    target, claims = field
    scaled = [
        Claim(c.full_t * times, c.least_t * times, c.most_t * times, c.factor, c.credit_t * times)
        for c in claims
    ]
    assert [t / times for t in shared(target * times, *scaled)] == shared(target, *claims)


@quick
@given(st.lists(st.integers(0, 30), min_size=2, max_size=6), st.integers(0, 5), st.integers(1, 30))
def test_more_pollution_never_lowers_a_duty(field: list[int], place: int, more: int) -> None:
    """Ranks from fixed ends, works of different sizes, one of them pollutes more."""
    place %= len(field)
    before, after = _duties(field), _duties([*field[:place], field[place] + more, *field[place + 1 :]])
    assert after[place] >= before[place]


def _duties(field: list[int]) -> list[Fraction]:
    tilt, sizes = race_of(allot={"method": "tilt", "tilt": "0.4"}), [100, 700, 300, 50, 900, 500]
    ranks = [1 + sum(other < own for other in field) for own in field]
    claims = [
        claim(size, factor(tilt, rank, len(field)), size // 10, size // 2)
        for size, rank in zip(sizes, ranks, strict=False)
    ]
    return shared(sum(c.full_t for c in claims) * 3 // 10, *claims)  # type: ignore[arg-type]
