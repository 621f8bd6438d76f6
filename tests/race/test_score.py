"""Points and ranks: by hand, and what holds for any field."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.race import OneMore, Points, Race
from scheduler.domain.unit import Process
from scheduler.files.scenario import read_scenario
from scheduler.race.score import scores, values_of
from tests.race.folders import race_of
from tests.tutorial import SCENARIOS

quick = settings(deadline=None, suppress_health_check=list(HealthCheck))

X = {"id": "x", "name": {"zh": "x", "en": "x"}, "weight": 60, "better": "lower", "best": 0, "worst": 100}
Y = {"id": "y", "name": {"zh": "y", "en": "y"}, "weight": 40, "better": "higher", "best": 10, "worst": 0}


def two_criteria(**fields: object) -> Race:
    return Race.model_validate({"criteria": [X, Y], **fields})


def totals(race: Race, values: dict[str, dict[str, Fraction | None]]) -> dict[str, tuple[Fraction, int]]:
    return {score.enterprise_id: (score.total, score.rank) for score in scores(race, values)}


def numbers(**values: int | None) -> dict[str, Fraction | None]:
    return {name: None if value is None else Fraction(value) for name, value in values.items()}


def test_points_are_linear_between_worst_and_best_and_cut_there() -> None:
    """25 of 100 leaves three quarters of 60; 12 is beyond the best 10."""
    found = totals(two_criteria(), {"A": numbers(x=25, y=5), "B": numbers(x=150, y=12)})
    assert found == {"A": (45 + 20, 1), "B": (0 + 40, 2)}


def test_a_missing_value_gives_nothing_and_stays_visible() -> None:
    (score,) = scores(two_criteria(), {"A": numbers(x=None, y=10)})
    assert score.total == 40
    assert score.points[0].value is None
    assert score.points[0].one_more == one_more(Fraction(100) - Fraction(100, 60), 1)


def test_a_works_with_a_unit_of_which_a_rate_is_unknown_is_not_scored_as_if_it_were_clean() -> None:
    """Half of W1 would be left out of its mean: 0.2 instead of 0.4. Ovens have none at all: 0."""
    from_units = {**X, "id": "nox", "source": "units", "of": "nox_kg_per_t"}
    race = Race.model_validate({"criteria": [from_units]})
    scenario = read_scenario(SCENARIOS / "race-equals")
    first, second, *others = (u.model_copy(update={"nox_kg_per_t": Fraction(2, 5)}) for u in scenario.units)
    blank = first.model_copy(update={"unit_id": "W1-2", "nox_kg_per_t": Fraction(0)})
    oven = second.model_copy(
        update={"unit_id": "W2-O", "process": Process.COKE_OVEN, "nox_kg_per_t": Fraction(0)}
    )
    found = scenario.model_copy(update={"units": (first, blank, second, oven, *others)})
    values = values_of(found, race, found.enterprises)
    assert [values[works]["nox"] for works in ("W1", "W2", "W3")] == [None, Fraction(2, 5), Fraction(2, 5)]


def test_what_one_point_more_needs() -> None:
    """Of 60 points over 100: one point is 5/3. Full marks need nothing; a half point left, all of it."""
    (score,) = scores(two_criteria(), {"A": {"x": Fraction(40), "y": Fraction(79, 8)}})
    assert score.points[0].one_more == one_more(40 - Fraction(5, 3), 1)
    assert score.points[1].one_more == one_more(Fraction(10), Fraction(1, 2))
    (best,) = scores(two_criteria(), {"A": numbers(x=0, y=10)})
    assert [found.one_more for found in best.points] == [None, None]


GRADE = {
    "source": "grade",
    "weight": 25,
    "better": "higher",
    "values": {"A": 4, "B": 3, "B-": 2, "C": 1, "D": 0},
}
VIOLATION = {"source": "mark", "weight": 10, "better": "lower"}
COUNT = {"weight": 10, "better": "lower", "best": 0, "worst": 35, "whole": True}


@pytest.mark.parametrize(
    ("criterion", "value", "needed", "points"),
    [
        (GRADE, 1, 2, Fraction(25, 4)),  # C needs B-, no grade of 1.16
        (GRADE, 3, 4, Fraction(25, 4)),
        (GRADE, None, 1, Fraction(25, 4)),  # nothing is known: C, as D gives no point
        ({**GRADE, "weight": 2}, 1, 3, 1),  # a grade is half a point: two grades up
        (VIOLATION, 1, 0, 10),
        ({**VIOLATION, "better": "higher"}, 0, 1, 10),
        (COUNT, 20, 16, Fraction(8, 7)),  # a point is three and a half violations
        (COUNT, 50, 31, Fraction(8, 7)),
        (COUNT, 2, 0, Fraction(4, 7)),  # less than a point is left: all of it
        ({**COUNT, "better": "higher", "best": 35, "worst": 0}, 20, 24, Fraction(8, 7)),
    ],
)
def test_one_more_point_needs_a_value_that_exists(
    criterion: dict[str, Any], value: int | None, needed: int, points: Fraction
) -> None:
    """The next grade, mark or whole number, and what it adds."""
    assert only(criterion, value).one_more == one_more(Fraction(needed), points)


def test_it_is_said_where_no_grade_gives_one_point_more() -> None:
    """Grades end at 4, and points at 8: A has half of them, and there is nothing above."""
    found = only({**GRADE, "best": 8, "worst": 0}, 4)
    assert (found.points, found.one_more) == (Fraction(25, 2), None)


@quick
@given(st.fractions(-50, 150), st.sampled_from(["lower", "higher"]), st.booleans(), st.integers(1, 80))
def test_what_is_needed_is_better_and_gives_what_it_says(
    value: Fraction, better: str, whole: bool, weight: int
) -> None:
    """From any value, whichever way is better: the need lies on the better side and adds its points."""
    ends = {"best": 0, "worst": 100} if better == "lower" else {"best": 100, "worst": 0}
    criterion = {"weight": weight, "better": better, "whole": whole, **ends}
    before = only(criterion, value)
    if before.one_more is None:
        assert before.points == weight
        return
    needed = before.one_more.value
    assert needed < value if better == "lower" else needed > value
    assert only(criterion, needed).points == before.points + before.one_more.points
    assert before.one_more.points >= min(1, weight - before.points)


def only(criterion: dict[str, Any], value: Fraction | int | None) -> Points:
    """What one works gets by one criterion."""
    race = Race.model_validate({"criteria": [{"id": "x", "name": {"zh": "x", "en": "x"}, **criterion}]})
    (score,) = scores(race, {"A": {"x": None if value is None else Fraction(value)}})
    return score.points[0]


def one_more(value: Fraction, points: Fraction | int) -> OneMore:
    return OneMore(value=value, points=points)


def test_ties_go_by_the_stated_criteria_and_equals_share_a_rank() -> None:
    """A and B have 50 each; B has more of y. C and D are equal to the point, and E comes fifth."""
    values = {
        "A": numbers(x=50, y=5),
        "B": numbers(x=75, y=None) | {"y": Fraction(35, 4)},
        "C": numbers(x=80, y=0),
        "D": numbers(x=80, y=0),
        "E": numbers(x=90, y=0),
    }
    assert {works: rank for works, (_, rank) in totals(two_criteria(ties=["y"]), values).items()} == {
        "B": 1,
        "A": 2,
        "C": 3,
        "D": 3,
        "E": 5,
    }
    assert [rank for _, rank in totals(two_criteria(), values).values()] == [1, 1, 3, 3, 5]


FIELDS = st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=2, max_size=6)


@quick
@given(FIELDS, st.integers(0, 5), st.integers(1, 20))
def test_who_pollutes_more_gets_no_better_rank_and_moves_no_two_others(
    field: list[int | None], place: int, more: int
) -> None:
    place %= len(field)
    if field[place] is None:
        return
    race = race_of(worst=25)
    before = totals(race, _named(field))
    after = totals(race, _named([*field[:place], field[place] + more, *field[place + 1 :]]))
    assert after[str(place)][0] <= before[str(place)][0]
    assert after[str(place)][1] >= before[str(place)][1]
    others = [works for works in before if works != str(place)]
    assert [after[works][0] for works in others] == [before[works][0] for works in others]


@quick
@given(FIELDS, st.fractions(Fraction(1, 1000), 1000))
def test_other_units_of_measure_change_nothing(field: list[int | None], factor: Fraction) -> None:
    """A criterion in grams instead of kilograms, its ends with it."""
    scaled = {works: {"x": None if v["x"] is None else v["x"] * factor} for works, v in _named(field).items()}
    race = Race.model_validate({"criteria": [{**X, "weight": 100, "worst": 15 * factor}]})
    assert totals(race, scaled) == totals(race_of(worst=15), _named(field))


def _named(field: list[int | None]) -> dict[str, dict[str, Fraction | None]]:
    return {str(place): numbers(x=value) for place, value in enumerate(field)}
