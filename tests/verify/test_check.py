"""The checker reads any plan, says what is unreadable, and measures every kind."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.objective import DEFAULT_OBJECTIVE, Term
from scheduler.domain.obligation import (
    BurdenLimit,
    ChangeoverLimit,
    CokingTime,
    EmissionCeiling,
    ForbiddenDays,
    HeatFloor,
    LinesOff,
    LinkedUnits,
    LoadCeiling,
    Maintenance,
    MakeUp,
    MaterialBalance,
    MostStops,
    Obligation,
    OneLoad,
    OutputCeiling,
    RegionOutputCeiling,
    RotationBand,
    ShortestRun,
    ShortestStop,
    StopDays,
    StopShare,
    StopWindow,
    Substitution,
    SupplyFloor,
    TwoStates,
)
from scheduler.errors import InputError
from scheduler.verify.check import verify
from scheduler.verify.checks import CHECKS
from scheduler.verify.costs import COSTS
from scheduler.verify.faults import plan_faults
from tests.helpers import oven, owed, plan, season, spell, stop, unit, window

BOTH = ["F1", "C1"]
RATES = {"F1": 1000}
COKE = {"product": "coke", "feeders": ("C1",), "consumers": ("F1",), "t_per_t": 1}
STORE = {"stock_t": 0, "stock_max_t": 900, "purchases_t_per_day": 10}
INSTEAD = {"relieved": ("F1",), "standing_in": ("F1",), "extra": (window(5, 9),)}
NEED = {"region": "邯郸市", "floors_t": ((window(0, 9), 6000),), "t_per_day": RATES}
JOB = {"job_id": "J1", "unit_id": "F1", "days": 2, "window": window(0, 9)}
ONE_OF_EACH_KIND = [
    owed(ShortestStop, ["F1"], days=3),
    owed(ShortestRun, ["F1"], days=3),
    owed(MostStops, ["F1"], stops=1),
    owed(ForbiddenDays, ["F1"], 4, 5),
    owed(StopWindow, ["F1"], 0, 1),
    owed(StopDays, ["F1"], days=3),
    owed(TwoStates, ["F1"]),
    owed(LoadCeiling, ["F1"], ceiling=1),
    owed(OneLoad, ["C1"], lowest_load="0.7"),
    owed(CokingTime, ["C1"], hours=24, normal_hours=24),
    owed(MakeUp, ["F1"], 5, 9, instead_of=window(0, 3)),
    owed(StopShare, ["F1"], process="blast_furnace", share="0.3"),
    owed(LinesOff, ["F1"], 8, 8, process="blast_furnace", by="lines", weights={"F1": 1}, required=1),
    owed(LinkedUnits, BOTH, process="coke_oven", group=("C1",), drivers=("F1",)),
    owed(OutputCeiling, ["F1"], tonnes=7000, t_per_day=RATES),
    owed(HeatFloor, ["F1"], demand_m2=1),
    owed(MaterialBalance, BOTH, **COKE, **STORE),
    owed(BurdenLimit, BOTH, owed="0.3", most_excess="0.1"),
    owed(RegionOutputCeiling, ["F1"], tonnes=7000, t_per_day=RATES),
    owed(Substitution, ["F1"], 0, 3, **INSTEAD),
    owed(SupplyFloor, ["F1"], product="clinker_kiln", regions=[{**NEED, "stock_t": 0, "stock_max_t": 0}]),
    owed(Maintenance, ["F1"], jobs=[JOB], crews=1, hard=False),
    owed(RotationBand, ["F1"], process="blast_furnace", width_t_per_day=10, hard=False),
    owed(ChangeoverLimit, ["F1"], most=1, days="xun"),
    owed(EmissionCeiling, BOTH, kg_per_day=1),
]


def names(union: object, field: str) -> list[str]:
    members = get_args(get_args(union)[0])
    return [member.model_fields[field].default for member in members]


def test_every_kind_has_its_check_and_every_term_its_cost():
    assert list(CHECKS) == names(Obligation, "kind")
    assert list(COSTS) == names(Term, "term")


rows = st.tuples(st.sampled_from(BOTH), st.integers(-3, 9), st.integers(0, 12))
stops = st.lists(rows, max_size=4).map(lambda found: [stop(u, a, a + n) for u, a, n in found])
loads = st.lists(rows, max_size=4).map(lambda found: [spell(u, a, a + n, "0.8") for u, a, n in found])


@given(stops, loads)
def test_any_readable_plan_is_measured_whole(stops, loads):
    units = [unit("F1"), oven("C1", pm_kg_per_t=1)]
    asked = season(units, ONE_OF_EACH_KIND, objective=DEFAULT_OBJECTIVE)
    proposed = plan(*stops, *loads)
    if plan_faults(asked, proposed):
        with pytest.raises(InputError):
            verify(asked, proposed)
        return
    found = verify(asked, proposed)
    assert [m.obligation_id for m in found.measured] == [o.id for o in asked.obligations]
    assert all(m.met == (m.slack >= 0) for m in found.measured)
    assert all(yuan >= 0 for yuan in found.cost_yuan.values())


def test_an_empty_plan_runs_everything():
    found = verify(season([unit("F1"), oven("C1")], ONE_OF_EACH_KIND, objective=DEFAULT_OBJECTIVE), plan())
    assert [m.obligation_id.split("/")[0] for m in found.broken] == [
        "StopWindow",
        "StopDays",
        "MakeUp",
        "StopShare",
        "LinesOff",
        "OutputCeiling",
        "HeatFloor",
        "RegionOutputCeiling",
        "Substitution",
    ]
    assert found.cost_yuan.pop("unplaced_maintenance") == 1_000_000
    assert not any(found.cost_yuan.values())


def test_every_unreadable_row_is_named_at_once():
    proposed = plan(
        stop("F01", 0, 3),
        stop("F1", 2, 4),
        stop("F1", 4, 6),
        stop("F1", 20, 30),
        stop("F1", -9, -1),
        spell("C1", 0, 9, "-0.3"),
        spell("C1", 9, 9, "0.5"),
        spell("kiln", 0, 1, "0.5"),
    )
    with pytest.raises(InputError) as raised:
        verify(season([unit("F1"), oven("C1")]), proposed)
    assert [(fault.file, fault.column, fault.value) for fault in raised.value.faults] == [
        ("stops.csv", "unit_id", "F01"),
        ("stops.csv", "first_day", "2021-12-05…2021-12-15"),
        ("stops.csv", "first_day", "2021-11-06…2021-11-14"),
        ("stops.csv", "first_day", "2021-11-19"),
        ("loads.csv", "unit_id", "kiln"),
        ("loads.csv", "first_day", "2021-11-24"),
        ("loads.csv", "load", "-0.3"),
    ]
    assert all(fault.maybe for fault in raised.value.faults)
    assert "Maybe F1 is meant." in str(raised.value)


def test_the_same_row_twice_is_a_fault():
    with pytest.raises(InputError, match="share days"):
        verify(season([unit()]), plan(stop("F1", 2, 4), stop("F1", 2, 4)))


def test_rows_that_reach_beyond_the_season_are_cut():
    share = owed(StopShare, ["F1"], process="blast_furnace", share="0.5")
    (found,) = verify(season([unit()], [share]), plan(stop("F1", -5, 1), stop("F1", 7, 40))).measured
    assert (found.achieved, found.slack) == (0.5, 0)
