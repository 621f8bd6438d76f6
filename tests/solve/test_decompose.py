"""A season taken apart: parts share nothing and add up; furnaces lead, what serves them follows."""

from itertools import combinations

import pytest

from scheduler.domain.obligation import (
    ChangeoverLimit,
    EmissionCeiling,
    HeatFloor,
    LinkedUnits,
    Maintenance,
    MaterialBalance,
    Obligation,
    RegionOutputCeiling,
    RotationBand,
    ShortestStop,
    StopDays,
    StopShare,
    StopWindow,
    Substitution,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit
from scheduler.model.build import build_days
from scheduler.solve.clock import Clock
from scheduler.solve.decompose import followers, parts, restrict
from scheduler.solve.drivers import driver_season
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve
from tests.helpers import job, oven, owed, season, unit, window, works
from tests.strategies import OBJECTIVE

SETTINGS = Settings(time_limit_s=20, reproducible=True, gap=0)
CITY_OF = {"W1": "邯郸市", "W2": "邯郸市", "W3": "唐山市"}


def steelworks(works_id: str, capacity: int) -> list[Unit]:
    emission = {"nox_kg_per_t": "0.35"}
    margin = {"margin_yuan_per_day": 90_000, "restart_cost_yuan": 25_000}
    return [
        unit(f"{works_id}-F", works_id, capacity_t_per_day=capacity, **margin, **emission),
        unit(f"{works_id}-S", works_id, process=Process.SINTER, capacity_t_per_day=3000, **emission),
    ]


def obligations_of(works_id: str, share: str) -> list[Obligation]:
    furnace, sinter = f"{works_id}-F", f"{works_id}-S"
    linked = {"process": "sinter", "group": (sinter,), "drivers": (furnace,)}
    return [
        owed(StopShare, [furnace], subject=works_id, share=share, process="blast_furnace"),
        owed(ShortestStop, [furnace], days=3),
        owed(LinkedUnits, [sinter, furnace], subject=works_id, **linked),
    ]


def two_cities(*regional: Obligation) -> Season:
    """Two works in Handan under a band, one in Tangshan, and what else is owed."""
    units = [*steelworks("W1", 1000), *steelworks("W2", 1500), *steelworks("W3", 2730)]
    rotation = {"process": "blast_furnace", "width_t_per_day": 600, "hard": False, "subject": "邯郸市"}
    obligations = [
        *obligations_of("W1", "0.3"),
        *obligations_of("W2", "0.4"),
        *obligations_of("W3", "0.5"),
        owed(RotationBand, ["W1-F", "W2-F"], **rotation),
        *regional,
    ]
    enterprises = [works(name, city=city) for name, city in CITY_OF.items()]
    return season(units, obligations, days=8, enterprises=enterprises, objective=OBJECTIVE)


def exactly(whole: Season) -> Outcome:
    outcome = run(build_days(whole, daily(whole, whole.units)), SETTINGS, Clock(SETTINGS), Effort(20))
    assert outcome.status is Status.OPTIMAL
    return outcome


def unit_ids(part: Season) -> set[str]:
    return {unit.unit_id for unit in part.units}


# ── parts ────────────────────────────────────────────────────────────────────────────────────────


def test_parts_share_nothing_and_leave_nothing_out() -> None:
    whole = two_cities()
    found = parts(whole)
    assert [{CITY_OF[works.enterprise_id] for works in part.enterprises} for part in found] == [
        {"邯郸市"},
        {"唐山市"},
    ]
    for one, other in combinations(found, 2):
        assert not unit_ids(one) & unit_ids(other)
    assert set[str]().union(*map(unit_ids, found)) == unit_ids(whole)
    assert sorted(owed.id for part in found for owed in part.obligations) == sorted(
        owed.id for owed in whole.obligations
    )


def test_costs_and_bounds_of_the_parts_add_up_to_the_whole_s() -> None:
    whole = two_cities()
    best = exactly(whole).objective
    assert sum(exactly(part).objective or 0 for part in parts(whole)) == best
    found = solve(whole, SETTINGS)
    assert found.status is Status.OPTIMAL
    assert found.objective_yuan == found.bound_yuan == best


def test_what_is_owed_over_two_cities_holds_them_together() -> None:
    rates = {"W2-F": 1500, "W3-F": 2730}
    ceiling = owed(RegionOutputCeiling, list(rates), tonnes=30_000, t_per_day=rates, subject="河北省")
    (one,) = parts(two_cities(ceiling))
    assert one.obligations == two_cities(ceiling).obligations


def test_works_of_one_city_hang_together_by_its_peak_alone() -> None:
    apart = season([unit("F1", "W1"), unit("F2", "W2")])
    assert len(parts(apart)) == 1


def test_a_restricted_season_keeps_only_what_reads_no_other_unit() -> None:
    alone = restrict(two_cities(), ["W1-F"])
    assert unit_ids(alone) == {"W1-F"}
    assert [works.enterprise_id for works in alone.enterprises] == ["W1"]
    assert [owed.kind for owed in alone.obligations] == ["stop_share", "shortest_stop"]


# ── drivers and followers ────────────────────────────────────────────────────────────────────────


def served(*obligations: Obligation) -> Season:
    """Two furnaces, of 1000 and 3000 t/d, a sinter machine and an oven."""
    units = [
        unit("F1", margin_yuan_per_day=100_000, pm_kg_per_t=1),
        unit("F2", capacity_t_per_day=3000, margin_yuan_per_day=300_000),
        unit(
            "S1", process=Process.SINTER, capacity_t_per_day=5000, margin_yuan_per_day=20_000, pm_kg_per_t=2
        ),
        oven("C1", margin_yuan_per_day=8_000),
    ]
    linked = [
        owed(LinkedUnits, [follower, "F1", "F2"], group=(follower,), drivers=("F1", "F2"), process=process)
        for follower, process in (("S1", "sinter"), ("C1", "coke_oven"))
    ]
    return season(units, [*linked, *obligations])


def test_linked_units_that_stop_follow_and_those_they_serve_lead() -> None:
    assert followers(served()) == {"S1"}


def test_ovens_lead_since_what_they_can_give_limits_their_furnaces() -> None:
    assert "C1" not in followers(served())


def test_feeders_follow_and_consumers_lead() -> None:
    balance = {"product": "sinter", "feeders": ("S1",), "consumers": ("F1",), "t_per_t": 1}
    stocks = {"stock_t": 0, "stock_max_t": 0, "purchases_t_per_day": 0}
    fed = season([unit("F1"), unit("S1")], [owed(MaterialBalance, ["S1", "F1"], **balance, **stocks)])
    assert followers(fed) == {"S1"}


@pytest.mark.parametrize(
    "tie",
    [
        owed(StopShare, ["S1"], share="0.5", process="sinter"),
        owed(HeatFloor, ["S1"], demand_m2=0),
        owed(ChangeoverLimit, ["S1"], most=1, days="any"),
    ],
    ids=lambda tie: tie.kind,
)
def test_whoever_is_held_by_more_than_its_drivers_leads(tie: Obligation) -> None:
    assert followers(served(tie)) == set()


def test_a_peak_and_a_shortest_stop_tie_nobody() -> None:
    smoke = owed(EmissionCeiling, ["F1", "S1"], kg_per_day=11_000)
    assert followers(served(smoke, owed(ShortestStop, ["S1"], days=3))) == {"S1"}


@pytest.mark.parametrize(
    ("tie", "leads"),
    [
        (owed(StopDays, ["S1"], days=3), False),
        (owed(StopWindow, ["S1"], 2, 3), False),
        (owed(Maintenance, ["S1", "F1"], jobs=[job("J1", "S1")], crews=1, hard=False), False),
        (owed(Maintenance, ["S1", "F1"], jobs=[job("J1", "S1")], crews=1, hard=True), True),
        (owed(Substitution, ["S1", "F1"], relieved=["F1"], standing_in=["S1"], extra=[window(4, 9)]), True),
    ],
    ids=["days off", "a window", "work that may be done", "work that must be done", "standing in"],
)
def test_duties_of_its_own_leave_a_unit_to_follow(tie: Obligation, leads: bool) -> None:
    assert ("S1" not in followers(served(tie))) is leads


def test_drivers_carry_the_margin_and_emissions_of_their_followers_by_capacity() -> None:
    alone = driver_season(served())
    first, second, coking = alone.units
    # a quarter and three quarters of 20 000 yuan and of 10 000 kg a day
    assert first.margin_yuan_per_day == 100_000 + 5_000
    assert second.margin_yuan_per_day == 300_000 + 15_000
    assert alone.emission_g_per_day(first) == 1_000_000 + 2_500_000
    assert alone.emission_g_per_day(second) == 7_500_000
    assert coking.margin_yuan_per_day == 8_000
    assert {obligation.id for obligation in alone.obligations} == {"LinkedUnits/C1/0"}


def test_drivers_do_their_own_part_of_the_work_without_that_of_their_followers() -> None:
    """What followers have to be mended is asked of them when they are placed."""
    jobs = [job("J1", "F1"), job("J2", "S1")]
    alone = driver_season(served(owed(Maintenance, ["F1", "S1"], jobs=jobs, crews=1, hard=False)))
    (work,) = (each for each in alone.obligations if isinstance(each, Maintenance))
    assert (work.units, work.jobs) == (("F1",), (jobs[0],))
