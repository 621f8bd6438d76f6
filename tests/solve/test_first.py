"""First plans: works in turn, each beside those before it; then what they break together is repaired."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from threading import Barrier
from typing import Any

import pytest

from scheduler.domain.objective import LostMargin, RestartCost
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
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit
from scheduler.model.days import DayModel
from scheduler.model.schedule import Schedule, to_plan
from scheduler.solve import first
from scheduler.solve.clock import Clock
from scheduler.solve.first import in_turn, plan_first, repair
from scheduler.solve.holding import broken, broken_of
from scheduler.solve.polish import Room, what_is_broken
from scheduler.solve.run import Outcome, run
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from tests.helpers import job, oven, owed, season, unit
from tests.strategies import OBJECTIVE

SETTINGS = Settings(time_limit_s=20, reproducible=True)


def searched(whole: Season) -> Search:
    return Search(whole, SETTINGS, Clock(SETTINGS))


def two_works() -> Season:
    """In each a furnace that owes half its days, and a sinter machine that follows it."""
    units, obligations = [], []
    for works in ("W1", "W2"):
        furnace, sinter = f"{works}-F", f"{works}-S"
        units += [unit(furnace, works), unit(sinter, works, process=Process.SINTER)]
        linked = {"group": (sinter,), "drivers": (furnace,), "process": "sinter"}
        obligations += [
            owed(StopShare, [furnace], subject=works, share="0.5", process="blast_furnace"),
            owed(LinkedUnits, [sinter, furnace], subject=works, **linked),
        ]
    return season(units, obligations, objective=OBJECTIVE)


# ── works in turn ────────────────────────────────────────────────────────────────────────────────


def test_followers_stand_as_many_days_as_their_drivers() -> None:
    search = searched(two_works())
    plan_first(search)
    assert [sum(row) for row in search.best.off.values()] == [5, 5, 5, 5]


def test_kilns_with_duties_of_their_own_are_planned_without_drivers() -> None:
    names = [f"K{number}" for number in range(6)]
    kilns = [unit(name, f"W-{name}") for name in names]
    search = searched(season(kilns, [owed(StopDays, [name], days=4) for name in names], objective=OBJECTIVE))
    assert search.followers == set(names)
    plan_first(search)
    assert [sum(search.best.off[name]) for name in names] == [4] * 6


def test_a_driver_whose_followers_have_no_place_beside_it_is_planned_with_them() -> None:
    """Alone the furnace would stand in December, when that costs half; but what feeds it stands before."""
    feeds = {"product": "sinter", "feeders": ["S1"], "consumers": ["F1"], "t_per_t": 1}
    no_stock = {"stock_t": 0, "stock_max_t": 0, "purchases_t_per_day": 0}
    duties = [
        owed(StopDays, ["F1"], 0, 25, days=5),
        owed(StopWindow, ["S1"], 0, 4),
        owed(MaterialBalance, ["S1", "F1"], 0, 25, **feeds, **no_stock),
    ]
    units = [unit("F1"), unit("S1", process=Process.SINTER)]
    cheap = {("blast_furnace", "2021-12"): Fraction(1, 2)}
    search = searched(season(units, duties, days=26, price_factors=cheap, objective=OBJECTIVE))
    assert search.followers == {"S1"}
    plan_first(search)
    assert_holds(search)
    assert all(search.best.off["F1"][:5])


def test_a_grid_that_ran_out_of_time_is_given_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine the first tries end too early: the season has a plan all the same."""
    asked: list[float] = []

    def slow(model: DayModel, settings: Settings, clock: Clock, effort: Any) -> Outcome:
        asked.append(effort.seconds)
        if len(asked) <= len(first.GRID_STEPS):
            return Outcome(Status.UNKNOWN)
        return run(model, settings, clock, effort)

    monkeypatch.setattr(first, "run", slow)
    search = searched(two_works())
    plan_first(search)
    assert search.schedule is not None
    assert max(asked) > asked[0]


def test_a_grid_proved_to_hold_no_plan_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a second works planned beside one that has no place, with its followers or without."""
    asked: list[tuple[frozenset[str], int]] = []

    def impossible(model: DayModel, *_: Any) -> Outcome:
        days = sum(len(model.block_begins(u)) for u in model.season.units if model.is_free(u))
        asked.append((model.free, days))
        return Outcome(Status.INFEASIBLE)

    monkeypatch.setattr(first, "run", impossible)
    search = searched(two_works())
    plan_first(search)
    assert search.schedule is None
    assert len(set(asked)) == len(asked) == 2 * len(first.GRID_STEPS)
    assert {free for free, _ in asked} == {frozenset({"W1-F"}), frozenset({"W1-F", "W1-S"})}


def test_what_works_share_does_not_keep_the_last_from_a_place() -> None:
    """Changeovers and a corridor that the first could use up: they are held by all in the end."""
    whole = four_works(
        owed(ChangeoverLimit, FURNACES, 0, LAST, most=1, days="any"),
        owed(RotationBand, FURNACES, 0, LAST, process="blast_furnace", width_t_per_day=1000, hard=True),
    )
    search = searched(whole)
    plan_first(search)
    assert_holds(search)


# ── repair ───────────────────────────────────────────────────────────────────────────────────────

FURNACES = ["F1", "F2", "F3", "F4"]
LAST = 11


def four_works(*ties: Obligation) -> Season:
    """A furnace each, which owes a stop of four days in twelve, and what ties them."""
    fields = {"restart_cost_yuan": 5_000, "nox_kg_per_t": 1, "heat_area_m2": 100}
    units = [unit(name, f"W-{name}", **fields) for name in FURNACES]
    own = [owed(ShortestStop, [name], 0, LAST, days=4) for name in FURNACES]
    own += [owed(StopDays, [name], 0, LAST, days=4) for name in FURNACES]
    return season(units, [*own, *ties], days=12, objective=[LostMargin(), RestartCost()])


def all_at_once(days: int = 4) -> Schedule:
    """All furnaces stand on the first days."""
    return Schedule({name: bytes(day < days for day in range(12)) for name in FURNACES})


def assert_holds(search: Search) -> None:
    """The plan breaks nothing and costs what was said."""
    found = verify(search.season, to_plan(search.season, search.best))
    assert not found.broken
    assert found.total_yuan == search.objective


CITY = {"subject": "邯郸市"}
RATES = dict.fromkeys(FURNACES, 1000)
JOBS = [job(f"J-{name}", name, 0, LAST, days=3) for name in FURNACES[:3]]
TIES = [
    owed(RotationBand, FURNACES, 0, LAST, process="blast_furnace", width_t_per_day=1000, hard=True, **CITY),
    owed(ChangeoverLimit, FURNACES, 0, LAST, most=1, days="any", **CITY),
    owed(Maintenance, FURNACES[:3], 0, LAST, jobs=JOBS, crews=1, hard=True, **CITY),
    owed(RegionOutputCeiling, FURNACES, 0, LAST, tonnes=28_000, t_per_day=RATES, **CITY),
    owed(EmissionCeiling, FURNACES, 4, LAST, kg_per_day=3_000, **CITY),
    owed(HeatFloor, FURNACES, 0, LAST, demand_m2=200, **CITY),
]


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.kind)
def test_what_works_break_together_is_repaired(tie: Obligation) -> None:
    whole = four_works(tie)
    search = searched(whole)
    begun = all_at_once()
    if not isinstance(tie, Maintenance):  # where its jobs are is still open
        assert broken(whole, begun) == {tie.id}
    repair(search, begun)
    assert_holds(search)


def test_a_step_of_repair_frees_who_can_mend_a_broken_day_and_some_whom_they_may_have_to_ask() -> None:
    """On the first days F1 and F2 stand, who heat; F3 runs and heats too; F4 shares the changeovers only."""
    heat = owed(HeatFloor, FURNACES[:3], 0, LAST, demand_m2=200, **CITY)
    search = searched(four_works(heat, TIES[1]))
    search.schedule = Schedule(
        {name: bytes(day < 4 and name < "F3" for day in range(12)) for name in FURNACES}
    )
    search.loose = broken_of(search.season, [heat], search.best)
    assert search.loose == {heat.id: (0, 1, 2, 3)}
    grid = what_is_broken(search, Random(1), Room(blocks=1, busy=frozenset()))
    assert set(grid) == set(FURNACES)
    assert set(grid["F1"]) >= set(range(11))
    busy = Room(blocks=1, busy=frozenset({"W-F1", "W-F4"}))
    assert set(what_is_broken(search, Random(1), busy)) == {"F2", "F3"}


def test_a_step_of_repair_frees_ovens_that_owe_what_is_broken_though_they_never_stand() -> None:
    ovens = [oven(f"C{number}", f"W{number}", heat_area_m2=100) for number in (1, 2)]
    heat = owed(HeatFloor, ["C1", "C2"], 0, 9, demand_m2=300, **CITY)
    search = searched(season(ovens, [heat], objective=[LostMargin()]))
    search.schedule, search.loose = Schedule(steps={"C1": (1000,), "C2": (1000,)}), {heat.id: (0,)}
    assert set(what_is_broken(search, Random(1), Room(blocks=1, busy=frozenset()))) == {"C1", "C2"}


def test_several_ties_broken_at_once_are_repaired_together() -> None:
    whole = four_works(*TIES[:3], TIES[5])
    search = searched(whole)
    repair(search, all_at_once())
    assert_holds(search)


def test_a_schedule_that_breaks_nothing_is_kept_as_it_is() -> None:
    search = searched(four_works(TIES[5].model_copy(update={"demand_m2": 0})))
    repair(search, all_at_once())
    assert search.best.off == all_at_once().off
    assert_holds(search)


def test_a_better_plan_is_not_given_up_for_a_repaired_one() -> None:
    search = searched(four_works(TIES[0]))
    repair(search, all_at_once())
    best, objective = search.best, search.objective
    repair(search, all_at_once(8))
    assert (search.best, search.objective) == (best, objective)


@pytest.mark.parametrize("tie", [None, TIES[1]], ids=["nothing ties", "a tie"])
def test_a_schedule_that_breaks_what_a_works_owes_alone_is_never_kept(tie: Obligation | None) -> None:
    search = searched(four_works(*([tie] if tie else [])))
    repair(search, all_at_once(3))
    if search.schedule is not None:
        assert_holds(search)


def test_what_cannot_be_repaired_gives_no_plan() -> None:
    """Sixteen days off in twelve, of which no two may be on one day."""
    brief = SETTINGS.model_copy(update={"time_limit_s": 0.3})
    whole = four_works(TIES[5].model_copy(update={"demand_m2": 300}))
    search = Search(whole, brief, Clock(brief))
    repair(search, all_at_once())
    assert search.schedule is None


def test_a_season_that_prices_nothing_is_repaired_too() -> None:
    """Nothing is to be gained but that the limit on changeovers holds."""
    tie = owed(ChangeoverLimit, [*FURNACES], 0, LAST, most=2, days="any")
    search = searched(four_works(tie).model_copy(update={"objective": ()}))
    repair(search, all_at_once())
    assert search.schedule is not None
    assert not broken(search.season, search.best)


def test_a_start_that_changes_on_barred_days_is_planned_anew() -> None:
    """The limit lets units change on the first of the stage and on the 21st only."""
    tie = owed(ChangeoverLimit, [*FURNACES], 0, LAST, most=None, days="xun")
    search = searched(four_works(tie))
    late = Schedule({name: bytes(2 <= day < 6 for day in range(12)) for name in FURNACES})
    plan_first(search, late)
    assert search.schedule is not None
    assert not broken(search.season, search.best)


def test_a_step_that_mends_a_sum_frees_what_serves_a_furnace_too() -> None:
    """A furnace that has to stand longer can't, where its sinter machine may not."""
    whole = two_works()
    rates = {furnace: 1000 for furnace in ("W1-F", "W2-F")}
    ceiling = owed(RegionOutputCeiling, list(rates), tonnes=0, t_per_day=rates)
    whole = whole.model_copy(update={"obligations": (*whole.obligations, ceiling)})
    search = Search(whole, SETTINGS, Clock(SETTINGS), loose={ceiling.id: ()})
    search.schedule = stands(whole.units)
    assert set(what_is_broken(search, Random(1), Room(1, frozenset()))) == {"W1-F", "W1-S", "W2-F", "W2-S"}
    assert set(what_is_broken(search, Random(1), Room(1, frozenset({"W1"})))) == {"W2-F", "W2-S"}


# ── works at once ────────────────────────────────────────────────────────────────────────────────


def three_works() -> Season:
    return season([unit(f"F{number}", f"W{number}") for number in (1, 2, 3)], [], objective=OBJECTIVE)


def stands(units: Sequence[Unit]) -> Schedule:
    return Schedule({each.unit_id: b"\0" * 10 for each in units})


def test_with_one_worker_each_works_is_placed_beside_all_before_it() -> None:
    seen = []

    def finds(_search: Search, _season: Season, units: Sequence[Unit], others: Schedule) -> Schedule:
        seen.append(sorted(others.off))
        return stands(units)

    placed = in_turn(searched(three_works()), Schedule(), finds)
    assert seen == [[], ["F1"], ["F1", "F2"]]
    assert placed is not None
    assert sorted(placed.off) == ["F1", "F2", "F3"]


def test_with_two_workers_two_works_are_placed_at_once_and_the_next_beside_what_is_done() -> None:
    settings = Settings(time_limit_s=20, workers=2)
    both = Barrier(2, timeout=10)
    seen = {}

    def finds(_search: Search, _season: Season, units: Sequence[Unit], others: Schedule) -> Schedule:
        (each,) = units
        seen[each.unit_id] = sorted(others.off)
        if each.unit_id in ("F1", "F2"):
            both.wait()  # breaks where they are not under way together
        return stands(units)

    placed = in_turn(Search(three_works(), settings, Clock(settings)), Schedule(), finds)
    assert placed is not None
    assert sorted(placed.off) == ["F1", "F2", "F3"]
    assert seen["F1"] == seen["F2"] == []
    assert seen["F3"]


@pytest.mark.parametrize("workers", [1, 2])
def test_where_a_works_finds_no_place_there_is_no_schedule_and_no_other_is_begun(workers: int) -> None:
    settings = Settings(time_limit_s=20, workers=workers)
    begun = []

    def finds(_search: Search, _season: Season, units: Sequence[Unit], _others: Schedule) -> None:
        begun.append(units[0].unit_id)

    assert in_turn(Search(three_works(), settings, Clock(settings)), Schedule(), finds) is None
    assert "F3" not in begun
