"""From what works emit to what they owe, all the way: dirtier never owes less, equals owe the same."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.enterprise import Grade
from scheduler.domain.race import Bands, Entry, Method, ProRata, Tilt
from scheduler.domain.scenario import Scenario
from scheduler.errors import NoPlanExists
from scheduler.files.scenario import read_scenario
from scheduler.race.prepare import prepare
from tests.tutorial import SCENARIOS

quick = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))

METHODS: tuple[Method, ...] = (
    ProRata(method="pro_rata"),
    Tilt(method="tilt", tilt=Fraction(2, 5)),
    Bands.model_validate(
        {"method": "bands", "bands": [{"up_to": "0.5", "factor": "0.6"}, {"up_to": 1, "factor": 1}]}
    ),
)
WORKS = ("S1", "S2", "S3")
GRADES = (Grade.A, Grade.B, Grade.C)


@pytest.fixture(scope="module")
def three(folder: Path) -> Scenario:
    return read_scenario(folder)


def racing(scenario: Scenario, method: Method, nox: list[int], grades: list[Grade]) -> Scenario:
    """The three works with these twentieths of NOx, which their units emit too, and grades."""
    assert scenario.race is not None
    race = scenario.race.model_copy(update={"allot": method})
    values = dict(zip(WORKS, nox, strict=True))
    entries = (Entry(enterprise_id=w, values={"nox_kg_per_t": Fraction(v, 20)}) for w, v in values.items())
    units = (
        unit.model_copy(update={"nox_kg_per_t": Fraction(1 + values[unit.enterprise_id], 20)})
        for unit in scenario.units
    )
    works = (e.model_copy(update={"grade": g}) for e, g in zip(scenario.enterprises, grades, strict=True))
    update = {"race": race, "entries": tuple(entries), "units": tuple(units), "enterprises": tuple(works)}
    return scenario.model_copy(update=update)


def duties(scenario: Scenario) -> dict[tuple[str, str], int]:
    return {(duty.enterprise_id, duty.stage): duty.tonnes for duty in prepare(scenario).duties}


def dirtier(
    nox: list[int], grades: list[Grade], place: int, more: int
) -> Iterator[tuple[list[int], list[Grade]]]:
    """One works emits more, falls a grade, or both."""
    emits = [*nox[:place], nox[place] + more, *nox[place + 1 :]]
    fallen = GRADES[min(GRADES.index(grades[place]) + 1, len(GRADES) - 1)]
    falls = [*grades[:place], fallen, *grades[place + 1 :]]
    yield from ((emits, grades), (nox, falls), (emits, falls))


@quick
@given(
    st.sampled_from(METHODS),
    st.lists(st.integers(0, 20), min_size=3, max_size=3),
    st.lists(st.sampled_from(GRADES), min_size=3, max_size=3),
    st.tuples(st.integers(0, 2), st.integers(1, 20)),
)
def test_more_pollution_never_lowers_a_duty(
    three: Scenario, method: Method, nox: list[int], grades: list[Grade], change: tuple[int, int]
) -> None:
    """By ranks from points, ends by grade, targets and ceilings, as the race shares out."""
    place, more = change
    with suppress(NoPlanExists):  # a season that nobody can keep has no duties
        before = duties(racing(three, method, nox, grades))
        for worse in dirtier(nox, grades, place, more):
            after = duties(racing(three, method, *worse))
            for (works, stage), tonnes in before.items():
                assert works != WORKS[place] or after[works, stage] >= tonnes


@quick
@given(st.sampled_from(METHODS), st.integers(25, 70))
def test_equals_owe_the_same_to_the_tonne(method: Method, percent: int) -> None:
    scenario = read_scenario(SCENARIOS / "race-equals")
    assert scenario.race is not None
    race = scenario.race.model_copy(update={"allot": method, "target": {"stage2": Fraction(percent, 100)}})
    with suppress(NoPlanExists):
        prepared = prepare(scenario.model_copy(update={"race": race}))
        for stage in ("stage1", "stage2"):
            assert len({duty.tonnes for duty in prepared.duties if duty.stage == stage}) == 1
