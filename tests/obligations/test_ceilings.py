"""Ceilings on crude steel: works that act on their own, regions in both stages."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from scheduler.domain.condition import Condition
from scheduler.domain.enterprise import Mark
from scheduler.domain.finding import Severity
from scheduler.domain.policy import Policy
from scheduler.domain.unit import Process
from scheduler.errors import InputError
from scheduler.obligations.precheck import precheck
from tests.helpers import unit
from tests.obligations.builders import (
    STAGE1,
    STAGE2,
    STEEL,
    found,
    graded,
    owed_by,
    season_of,
    with_who,
    works,
)

SCRAP = frozenset({Mark.ALL_SCRAP_SHORT_PROCESS, Mark.ULTRA_LOW_DONE})


def electric(unit_id: str = "E1", works_id: str = "W1", **fields: Any) -> Any:
    return unit(unit_id, works_id, process=Process.ELECTRIC_FURNACE, **fields)


def faults(*enterprises: Any, **fields: Any) -> list[str]:
    units = [unit(f"F-{w.enterprise_id}", w.enterprise_id) for w in enterprises]
    with pytest.raises(InputError) as raised:
        season_of(enterprises, units, **fields)
    return [f"{fault.column or fault.key} {fault.message}" for fault in raised.value.faults]


# ── works that act on their own ──────────────────────────────────────────────────────────────────


def test_grade_a_is_free_of_shares_but_makes_no_more_than_last_year() -> None:
    made = {"stage1": 40_000, "stage2": 70_000}
    season = season_of([works(grade="A", output_last_year_t=made, steel_per_iron="1.1")], [unit("F1")])
    assert owed_by(season, "stop_share") == []
    assert [(e.enterprise_id, e.clause, e.lifts) for e in season.exemptions] == [
        ("W1", "STL-4", ("STL-5", "STL-6", "STL-8"))
    ]
    ceilings = owed_by(season, "output_ceiling", "W1")
    assert [(c.clause, c.window, c.tonnes) for c in ceilings] == [
        ("STL-4", STAGE1, 40_000),
        ("STL-4", STAGE2, 70_000),
    ]
    assert ceilings[0].t_per_day == {"F1": 1100}


def test_all_scrap_works_with_ultra_low_emission_are_free_whatever_their_grade() -> None:
    season = season_of([works(grade="C", marks=SCRAP)], [electric(capacity_t_per_day=900), unit("F1")])
    assert [e.ground.en for e in season.exemptions] == [
        "grade C on 2021-10-10; all-scrap short process; ultra-low emission done"
    ]
    assert owed_by(season, "stop_share") == []
    assert owed_by(season, "output_ceiling")[0].t_per_day == {"E1": 900, "F1": 1000}


@pytest.mark.parametrize("mark", sorted(SCRAP))
def test_one_of_the_two_marks_does_not_free(mark: Mark) -> None:
    season = season_of([works(marks=frozenset({mark}))], [unit("F1")])
    assert season.exemptions == ()
    assert len(owed_by(season, "stop_share")) == 2


def test_a_grade_a_won_after_10_october_frees_nobody() -> None:
    season = season_of([works(grade="B")], [unit()], events=(graded("W1", date(2021, 10, 11), "A"),))
    assert season.exemptions == ()


def test_last_years_output_is_asked_for_by_column() -> None:
    missing = faults(works(grade="A", output_last_year_t={"stage1": 1}))
    assert missing == [
        "output_last_year_stage2_t W1 has no output_last_year_stage2_t, which STL-4 needs",
        "output_last_year_stage2_t W1 has no output_last_year_stage2_t, which STL-3 needs",
    ]


# ── regions ──────────────────────────────────────────────────────────────────────────────────────


def two_cities() -> tuple[list[Any], list[Any]]:
    enterprises = [
        works("W1", output_this_year_to_date_t=3_000_000, output_last_year_t={"stage2": 500_000}),
        works("W2", output_this_year_to_date_t=1_000_000, output_last_year_t={"stage2": 100_000}),
        works(
            "W3", city="唐山市", output_this_year_to_date_t=7_000_000, output_last_year_t={"stage2": 300_000}
        ),
    ]
    units = [unit("F1", "W1"), unit("F2", "W2"), unit("F3", "W3"), electric("E3", "W3")]
    return enterprises, units


def test_stage_1_keeps_what_the_year_has_left_and_stage_2_seventy_per_cent_of_last_year() -> None:
    enterprises, units = two_cities()
    season = season_of(
        enterprises, units, numbers={"annual_ceiling_t": {"邯郸": 4_200_000, "唐山市": 8_000_000}}
    )
    ceilings = {(c.clause, c.subject): c for c in owed_by(season, "region_output_ceiling")}
    assert {key: (c.window, c.tonnes, c.units) for key, c in ceilings.items()} == {
        ("STL-2", "邯郸"): (STAGE1, 200_000, ("F1", "F2")),
        ("STL-2", "唐山"): (STAGE1, 1_000_000, ("F3", "E3")),
        ("STL-3", "邯郸"): (STAGE2, 420_000, ("F1", "F2")),
        ("STL-3", "唐山"): (STAGE2, 210_000, ("F3", "E3")),
    }
    assert ceilings["STL-2", "邯郸"].ground.en == (
        "ceiling of the year 4,200,000 t less 4,000,000 t made up to 2021-11-14"
    )


def test_targets_are_counted_by_province_where_the_switch_says_so() -> None:
    enterprises, units = two_cities()
    numbers = {"region_level": "province", "annual_ceiling_t": {"河北": 11_500_000}}
    season = season_of(enterprises, units, numbers=numbers)
    assert [(c.clause, c.subject, c.tonnes) for c in owed_by(season, "region_output_ceiling")] == [
        ("STL-2", "河北", 500_000),
        ("STL-3", "河北", 630_000),
    ]


def test_works_that_a_region_ceiling_does_not_meet_count_nowhere_in_it() -> None:
    """W2 has no violation: neither its output nor its furnace counts, nor are its numbers asked for."""
    other = works("W2", output_last_year_t={}, output_this_year_to_date_t=None)
    season = season_of(
        [works(marks=frozenset({"violation"})), other],
        [unit("F1"), unit("F2", "W2")],
        policy=with_who(["region_year_ceiling", "region_cut"], Condition(marks={"violation"})),
    )
    assert [(o.clause, o.units, o.tonnes) for o in owed_by(season, "region_output_ceiling")] == [
        ("STL-2", ("F1",), 9_000_000),
        ("STL-3", ("F1",), 70_000),
    ]


def test_where_a_region_ceiling_meets_no_works_of_a_region_none_is_owed() -> None:
    policy = with_who(["region_cut"], Condition(marks={"violation"}))
    season = season_of([works()], [unit("F1")], policy=policy)
    assert [o.clause for o in owed_by(season, "region_output_ceiling")] == ["STL-2"]


@pytest.mark.parametrize("measure", ["region_year_ceiling", "region_cut", "output_not_above_last_year"])
def test_a_ceiling_on_output_refuses_conditions_that_only_a_unit_can_tell(measure: str) -> None:
    given = STEEL.model_dump()
    who = {"places": ["邯郸"], "unless": [{"processes": ["electric_furnace"]}]}
    for known in given["measures"]:
        if known["measure"] == measure:
            known["who"] = [who]
    with pytest.raises(ValidationError, match="counts whole works: who may not ask for what only a unit"):
        Policy.model_validate(given)


def test_works_that_act_on_their_own_count_in_their_region() -> None:
    season = season_of([works(grade="A"), works("W2")], [unit("F1"), unit("F2", "W2")])
    assert {c.units for c in owed_by(season, "region_output_ceiling")} == {("F1", "F2")}


def test_a_year_that_is_over_its_ceiling_already_is_impossible() -> None:
    season = season_of([works()], [unit()], numbers={"annual_ceiling_t": {"邯郸": 999_999}})
    assert owed_by(season, "region_output_ceiling")[0].tonnes == 0
    assert [(f.severity, f.clause, f.subject) for f in precheck(season)] == [
        (Severity.IMPOSSIBLE, "STL-2", "邯郸")
    ]
    assert "1,000,000 t of crude steel made up to 2021-11-14 exceed" in precheck(season)[0].text.en


def test_every_missing_number_of_a_region_is_named_at_once() -> None:
    missing = faults(
        works(output_this_year_to_date_t=None),
        works("W2", city="唐山市", output_last_year_t={}),
    )
    assert missing == [
        "parameters.stl-2021-241.annual_ceiling_t "
        "annual_ceiling_t gives no ceiling for 唐山, whose works STL-2 meets",
        "output_this_year_to_date_t W1 has no output_this_year_to_date_t, which STL-2 needs",
        "output_last_year_stage2_t W2 has no output_last_year_stage2_t, which STL-3 needs",
    ]


def test_a_ceiling_for_a_region_without_works_is_said() -> None:
    season = season_of([works()], [unit()], numbers={"annual_ceiling_t": {"邯郸": 10**7, "唐山": 10**7}})
    assert [f.subject for f in found(season, "STL-2")] == ["唐山"]


def test_one_city_in_two_spellings_is_refused() -> None:
    assert faults(works(), works("W2", city="邯郸")) == [
        "city one city is written in several ways: 邯郸, 邯郸市"
    ]
