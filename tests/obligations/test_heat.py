"""Homes to heat: floors by works and network, and how far they cap the duty to stop."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.calendar import DayRange
from scheduler.domain.scenario import HeatDemand
from scheduler.domain.unit import Process
from scheduler.errors import InputError
from scheduler.obligations.subsets import Item, heaviest
from tests.helpers import oven, unit
from tests.obligations.builders import SEASON, STAGE1, STAGE2, found, owed_by, season_of, share_of, works


def demand(demand_m2: int, network: str = "W1", window: DayRange = SEASON) -> HeatDemand:
    return HeatDemand(network=network, window=window, demand_m2=demand_m2)


def heater(unit_id: str, works_id: str = "W1", capacity: Any = 1000, area: int = 100, **fields: Any) -> Any:
    return unit(unit_id, works_id, capacity_t_per_day=capacity, heat_area_m2=area, **fields)


# ── floors ───────────────────────────────────────────────────────────────────────────────────────


def test_the_units_that_heat_serve_their_works_or_its_network() -> None:
    enterprises = [works("W1", heat_network="N"), works("W2", heat_network="N"), works("W3")]
    units = [heater("F1"), unit("F2"), heater("F3", "W2"), heater("F4", "W3"), oven("C1", heat_area_m2=50)]
    demands = (demand(150, "N", STAGE1), demand(80, "W3", STAGE2))
    floors = owed_by(season_of(enterprises, units, heat=demands), "heat_floor")
    assert [(o.clause, o.subject, o.window, o.demand_m2, o.units) for o in floors] == [
        ("HEAT", "N", STAGE1, 150, ("F1", "F3", "C1")),
        ("HEAT", "W3", STAGE2, 80, ("F4",)),
    ]


def test_a_network_that_nothing_heats_is_refused() -> None:
    with pytest.raises(InputError, match="nothing planned heats N, which needs 150 m²"):
        season_of([works()], [unit()], heat=(demand(150, "N"),))


def test_a_network_of_works_that_no_notice_meets_is_said() -> None:
    enterprises = [works(), works("W2", city="上海市", heat_network="N")]
    season = season_of(enterprises, [unit(), heater("F2", "W2")], heat=(demand(50, "N"),))
    assert owed_by(season, "heat_floor") == []
    assert len(found(season, "HEAT", "N")) == 1


# ── what they leave of the duty to stop ──────────────────────────────────────────────────────────


def test_a_share_that_leaves_homes_warm_stays() -> None:
    """Grade C: 40 % of two equal furnaces; one may always stand."""
    season = season_of([works()], [heater("F1"), heater("F2")], heat=(demand(100),))
    assert share_of(season, "W1").share == Fraction(2, 5)
    assert found(season, "HEAT") == []


def test_a_share_is_capped_at_what_heating_leaves() -> None:
    """Of 1000, 1500 and 2500 t/d, 100 m² each, two must run: only the largest may stand, 2500 of 5000."""
    units = [heater("F1"), heater("F2", capacity=1500), heater("F3", capacity=2500)]
    increments = {"mark_increments": {"violation": 0.3, "over_120_utilisation": 0, "not_listed": 0}}
    bad = works(marks=frozenset({"violation"}))
    owed = share_of(season_of([bad], units, heat=(demand(200),), numbers=increments), "W1")
    assert (owed.clause, owed.share) == ("STL-5", Fraction(1, 2))
    assert owed.ground.en.endswith("capped by HEAT from 70 % to 50 %")


def test_a_cap_counts_each_day_with_its_own_floor() -> None:
    """On 7 of stage 1's 47 days nothing may stand, on the others one of two equal furnaces."""
    cold = DayRange(first=STAGE1.first, last=STAGE1.first.replace(day=21))
    heat = (demand(200, window=cold), demand(100, window=STAGE1))
    season = season_of([works(grade="D")], [heater("F1"), heater("F2")], heat=heat)
    owed = share_of(season, "W1", STAGE1)
    assert owed.share == Fraction(40, 2 * 47)
    assert [f.subject for f in found(season, "HEAT")] == ["W1"]
    assert share_of(season, "W1", STAGE2).share == Fraction(1, 2)


def test_in_a_network_the_other_works_are_taken_as_running() -> None:
    enterprises = [works(name, heat_network="N", grade="D") for name in ("W1", "W2")]
    units = [heater("F1"), heater("F2"), heater("F3", "W2")]
    season = season_of(enterprises, units, heat=(demand(250, "N"),))
    assert share_of(season, "W1").share == 0
    assert share_of(season, "W2").share == 0
    warm = season_of(enterprises, units, heat=(demand(200, "N"),))
    assert share_of(warm, "W1").share == Fraction(1, 2)
    assert share_of(warm, "W2").share == Fraction(1, 2)


def test_furnaces_that_heat_nothing_may_stand_however_cold_it_is() -> None:
    units = [heater("F1", capacity=700), unit("F2", capacity_t_per_day=300)]
    season = season_of([works()], units, heat=(demand(100),))
    assert share_of(season, "W1").share == Fraction(3, 10)


def test_other_units_of_the_works_heat_on_while_furnaces_stand() -> None:
    units = [heater("F1"), heater("S1", process=Process.SINTER)]
    season = season_of([works(grade="D")], units, heat=(demand(100),))
    assert share_of(season, "W1").share == Fraction(1, 2)


AMOUNTS = st.fractions(0, 9, max_denominator=2)


@given(
    items=st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), max_size=6),
    limits=st.tuples(st.fractions(-2, 20, max_denominator=2), AMOUNTS),
)
def test_the_heaviest_subset_is_found(items: list[Any], limits: tuple[Fraction, Fraction]) -> None:
    """Against all subsets, one by one."""
    allowed = [max(Fraction(0), limit) for limit in limits]
    best = max(
        sum((gain for gain, _, _ in chosen), Fraction(0))
        for size in range(len(items) + 1)
        for chosen in combinations(items, size)
        if sum(a for _, a, _ in chosen) <= allowed[0] and sum(b for _, _, b in chosen) <= allowed[1]
    )
    assert heaviest([Item(gain, (a, b)) for gain, a, b in items], limits) == best


def test_many_items_are_bounded_from_above() -> None:
    """Twenty items of 3 that take 2 each of 9: four fit and give 12, the bound says 13.5."""
    items = [Item(Fraction(3), (Fraction(2),))] * 20
    assert heaviest(items, [Fraction(9)]) == Fraction(27, 2)
