"""What totals see of single days: few enough units stand on each, and no more is missing than a store holds.

Sums over a window would let more pass. Whatever has a plan has totals that hold, at no higher cost.
"""

from collections.abc import Iterable

import pytest
from hypothesis import given, seed, settings

from scheduler.domain.objective import LostMargin
from scheduler.domain.obligation import (
    ForbiddenDays,
    HeatFloor,
    MaterialBalance,
    Obligation,
    OutputCeiling,
    StopDays,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.model.build import build_days, build_totals
from scheduler.model.linear import Linear
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import Values
from scheduler.model.totals import TotalsModel
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.prices import WorksTotals
from scheduler.solve.run import Effort, Outcome, run
from tests.helpers import oven, owed, season, unit
from tests.model.patterns import SETTINGS
from tests.strategies import drawn, seasons

quick = settings(drawn, max_examples=25)


def on_totals(whole: Season) -> Outcome:
    return run(build_totals(whole), SETTINGS, Clock(SETTINGS), Effort(20))


def by_day(whole: Season) -> Outcome:
    return run(build_days(whole, daily(whole, whole.units)), SETTINGS, Clock(SETTINGS), Effort(20))


def cost_of(whole: Season) -> int | None:
    """What the season costs on totals, which is no less by day; ``None`` where both say it has no plan."""
    totals, days = on_totals(whole), by_day(whole)
    assert (totals.status, days.status) in (
        (Status.OPTIMAL, Status.OPTIMAL),
        (Status.INFEASIBLE, Status.INFEASIBLE),
    )
    assert totals.objective == days.objective
    return totals.objective


# ── heat ─────────────────────────────────────────────────────────────────────────────────────────

HOMES = ["F1", "F2"]


def heating(*obligations: Obligation, demand_m2: int = 600, last: int = 9) -> Season:
    """Furnaces that heat 1,000 and 600 m² of homes; F3, which is dearer, heats none."""
    furnaces = [
        unit("F1", heat_area_m2=1000),
        unit("F2", heat_area_m2=600),
        unit("F3", margin_yuan_per_day=50_000),
    ]
    heat = owed(HeatFloor, HOMES, 0, last, demand_m2=demand_m2)
    return season(furnaces, [heat, *obligations], objective=[LostMargin()])


def stands(name: str, days: int, first: int = 0, last: int = 9) -> StopDays:
    return owed(StopDays, [name], first, last, days=days)


def test_of_two_of_which_one_may_stand_days_off_fill_the_window_and_no_more() -> None:
    """Five and six days leave 8,600 of 10,000 m² days cold, and yet two furnaces cold on one day."""
    assert cost_of(heating(stands("F1", 5), stands("F2", 5))) == 100_000
    assert cost_of(heating(stands("F1", 5), stands("F2", 6))) is None


def test_each_segment_of_the_window_is_full_by_itself() -> None:
    """Six days fit ten, and not the first five; the second half has room for those of F2."""
    assert cost_of(heating(stands("F1", 3, 0, 4), stands("F2", 3, 0, 4))) is None
    assert cost_of(heating(stands("F1", 3, 0, 4), stands("F2", 2, 0, 4))) == 50_000
    assert cost_of(heating(stands("F1", 5, 0, 4), stands("F2", 5, 5, 9))) == 100_000


def test_outside_the_window_all_may_stand() -> None:
    """Heat is asked of the first five days: five furnace days there, ten after them."""
    assert cost_of(heating(stands("F1", 8), stands("F2", 7), last=4)) == 150_000
    assert cost_of(heating(stands("F1", 8), stands("F2", 8), last=4)) is None


def test_who_heats_no_homes_stands_for_those_who_may_not() -> None:
    """Twelve days off are owed: ten of those who heat at 10,000 yuan, not 12, and two of F3 at 50,000."""
    rates = dict.fromkeys(["F1", "F2", "F3"], 1000)
    ceiling = owed(OutputCeiling, list(rates), tonnes=18_000, t_per_day=rates)
    assert cost_of(heating(ceiling)) == 10 * 10_000 + 2 * 50_000
    assert cost_of(heating(ceiling, demand_m2=0)) == 12 * 10_000


def test_a_furnace_too_large_to_stand_leaves_its_place_to_a_smaller() -> None:
    """Of 1,600 m² 700 are asked: 900 may be cold, which F1 is not; that it cannot be seen by number alone."""
    assert cost_of(heating(stands("F2", 10), demand_m2=700)) == 100_000
    assert cost_of(heating(stands("F1", 10), demand_m2=700)) is None


def test_an_oven_heats_at_any_load_and_takes_no_place_of_those_that_stand() -> None:
    """One of the two furnaces may stand on each day, however small the oven is."""
    made = heating(stands("F1", 5), stands("F2", 5), demand_m2=700)
    small = oven(heat_area_m2=100)
    heat = owed(HeatFloor, [*HOMES, "C1"], demand_m2=700)
    with_oven = made.model_copy(
        update={"units": (*made.units, small), "obligations": (heat, *made.obligations[1:])}
    )
    assert cost_of(with_oven) == 100_000
    more = (heat, stands("F1", 5), stands("F2", 6))
    assert cost_of(with_oven.model_copy(update={"obligations": more})) is None


# ── material ─────────────────────────────────────────────────────────────────────────────────────


def fed(obligations: Iterable[Obligation], *, make_t: int = 4000, **stocks: int) -> Season:
    """A furnace that needs 1,500 t of sinter a day, and the machine that makes it; a day off costs 10,000."""
    units = [unit("F1"), unit("S1", process=Process.SINTER, capacity_t_per_day=make_t)]
    store = {"stock_t": 3000, "stock_max_t": 3000, "purchases_t_per_day": 0} | stocks
    balance = owed(
        MaterialBalance,
        ["S1", "F1"],
        product="sinter",
        feeders=["S1"],
        consumers=["F1"],
        t_per_t="1.5",
        **store,
    )
    return season(units, [balance, *obligations], objective=[LostMargin()])


FIRST_HALF, SECOND_HALF = stands("S1", 5, 0, 4), stands("S1", 5, 5, 9)


@pytest.mark.parametrize(
    ("stops", "stocks", "days_of_furnace"),
    [
        # over all ten days 20,000 t are made, 15,000 needed; in five days 7,500
        ([FIRST_HALF], {}, 3),  # 3,000 t feed two days
        ([FIRST_HALF], {"stock_max_t": 9000, "stock_t": 9000}, 0),
        ([FIRST_HALF], {"stock_max_t": 9000, "stock_t": 0}, 5),  # what is made later comes too late
        ([SECOND_HALF], {"stock_max_t": 9000, "stock_t": 0}, 0),
        ([SECOND_HALF], {"stock_t": 0}, 3),  # what exceeds the store is not made
        ([FIRST_HALF], {"purchases_t_per_day": 500}, 2),  # 5,500 t feed three days
        ([FIRST_HALF], {"purchases_t_per_day": 900}, 0),
        ([SECOND_HALF], {"purchases_t_per_day": 900, "stock_t": 0}, 0),
    ],
)
def test_while_what_feeds_it_stands_a_furnace_lives_on_store_and_purchases(
    stops: list[Obligation], stocks: dict[str, int], days_of_furnace: int
) -> None:
    assert cost_of(fed(stops, **stocks)) == 50_000 + days_of_furnace * 10_000


def test_what_one_run_of_days_takes_from_the_store_the_next_finds_missing() -> None:
    """Two days off in each half leave 2,700 t short each time, which 3,000 t make good once only."""
    once, twice = [stands("S1", 2, 0, 4)], [stands("S1", 2, 0, 4), stands("S1", 2, 5, 9)]
    assert cost_of(fed(once, make_t=1600)) == 20_000
    assert cost_of(fed(twice, make_t=1600)) == 40_000 + 2 * 10_000  # 2,400 t are missing


def test_a_furnace_that_may_not_stand_while_its_store_runs_out_has_no_plan() -> None:
    """Over all ten days enough is made; of the 7,500 t of the first five 3,000 are there."""
    runs = owed(ForbiddenDays, ["F1"], 0, 4)
    assert cost_of(fed([FIRST_HALF, runs])) is None
    assert cost_of(fed([FIRST_HALF, runs], stock_t=7500, stock_max_t=7500)) == 50_000


# ── any plan is a solution of the totals ─────────────────────────────────────────────────────────


def told(model: TotalsModel, schedule: Schedule) -> Values:
    """What a schedule gives the variables, with which of the jobs are placed."""
    values = model.values(schedule)
    for job_id, placed in model.placed.items():
        values |= dict.fromkeys(placed.variables, int(schedule.jobs.get(job_id) is not None))
    return values


def assert_holds(model: TotalsModel, values: Values) -> None:
    """Every bound, and every row of which all variables are told."""
    for index, value in values.items():
        least, most = model.bounds[index]
        assert least <= value <= most
    for number, row in enumerate(model.cp.proto.constraints):
        if values.keys() >= set(row.linear.vars):
            terms = zip(row.linear.vars, row.linear.coeffs, strict=True)
            least, most = row.linear.domain
            assert least <= sum(factor * values[index] for index, factor in terms) <= most, number


def cost_at(costs: Iterable[Linear], values: Values) -> int:
    return sum(int(cost.at(values)) for cost in costs)


@seed(20211115)
@quick
@given(whole=seasons(most_works=3, most_days=12))
def test_a_plan_is_a_solution_of_the_totals_of_all_and_of_each_works_at_no_higher_cost(whole: Season) -> None:
    """Else the bound, which is found on totals, would lie above a plan."""
    found = by_day(whole)
    if found.schedule is None or found.objective is None:
        return
    model = build_totals(whole)
    values = told(model, found.schedule)
    assert_holds(model, values)
    assert cost_at(model.costs.values(), values) <= found.objective
    own = 0
    for works in (WorksTotals(whole, name) for name in whole.units_of):
        values = told(works.model, found.schedule)
        assert_holds(works.model, values)
        own += cost_at([works.own_cost], values)
    assert own <= found.objective
