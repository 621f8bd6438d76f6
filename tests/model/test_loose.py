"""Rows that may be broken: what is hard stays hard, what is loose is broken where it must be, and counted."""

from collections.abc import Collection

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from scheduler.domain.objective import LostMargin
from scheduler.domain.obligation import (
    ChangeoverLimit,
    EmissionCeiling,
    ForbiddenDays,
    HeatFloor,
    Maintenance,
    Obligation,
    RegionOutputCeiling,
    RotationBand,
    ShortestStop,
)
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.model.build import DAYS_PER_BREACH, build_days
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear
from scheduler.model.schedule import Schedule, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, Outcome, run
from scheduler.verify.check import verify
from tests.helpers import job, owed, season, unit
from tests.model.patterns import SETTINGS, Pattern, scheduled
from tests.model.test_agreement import planned, quick, under

TWO = ["F1", "F2"]
RATES = dict.fromkeys(TWO, 1000)


def furnaces(*obligations: Obligation) -> Season:
    """Two furnaces of two works, which stand for a day at 10,000 yuan."""
    units = [unit(name, f"W-{name}", nox_kg_per_t=1, heat_area_m2=100) for name in TWO]
    return season(units, obligations, objective=[LostMargin()])


def ceiling(tonnes: int) -> RegionOutputCeiling:
    return owed(RegionOutputCeiling, TWO, tonnes=tonnes, t_per_day=RATES)


def solved(
    whole: Season, loose: Collection[Obligation], free: Collection[str] = TWO, **base: Pattern
) -> Outcome:
    """Some furnaces free on every day, the rest as in the patterns, some obligations loose."""
    model = build_days(
        whole,
        daily(whole, [whole.unit_by_id[name] for name in free]),
        scheduled(whole, base),
        {each.id for each in loose},
    )
    return run(model, SETTINGS, Clock(SETTINGS), Effort(20))


def breaches(outcome: Outcome) -> float:
    """In what one unit does; each costs days of the dearest unit, and all here earn 10,000 yuan a day."""
    return outcome.costs["breach"] / (DAYS_PER_BREACH * 10_000)


# ── hard and loose ───────────────────────────────────────────────────────────────────────────────


def test_a_loose_row_that_can_hold_is_not_broken() -> None:
    tie = ceiling(14_000)
    found = solved(furnaces(tie), [tie])
    assert breaches(found) == 0
    assert found.costs["lost_margin"] == 60_000


def test_it_is_broken_by_no_more_than_what_is_hard_asks() -> None:
    """Six days off are owed together; the first may stand on three days, the second on one."""
    tie = ceiling(14_000)
    hard = [owed(ForbiddenDays, ["F1"], 3, 9), owed(ForbiddenDays, ["F2"], 1, 9)]
    whole = furnaces(tie, *hard)
    found = solved(whole, [tie])
    assert breaches(found) == 2
    assert found.schedule == scheduled(whole, {"F1": "XXX.......", "F2": "X........."})


def test_what_is_hard_stays_hard() -> None:
    """Stops of four days, of which the second has room for none."""
    tie = ceiling(14_000)
    hard = [
        owed(ShortestStop, ["F1"], days=4),
        owed(ForbiddenDays, ["F1"], 4, 9),
        owed(ShortestStop, ["F2"], days=4),
        owed(ForbiddenDays, ["F2"], 3, 9),
    ]
    whole = furnaces(tie, *hard)
    found = solved(whole, [tie])
    assert breaches(found) == 2
    assert found.schedule == scheduled(whole, {"F1": "XXXX......"})
    assert solved(whole, []).status is Status.INFEASIBLE


def test_of_two_that_collide_only_the_loose_one_gives_way() -> None:
    """On each of three days one of them heats; so they stand three days in all, not four."""
    tie = owed(RegionOutputCeiling, TWO, 0, 2, tonnes=2_000, t_per_day=RATES)
    heat = owed(HeatFloor, TWO, 0, 2, demand_m2=100)
    whole = furnaces(tie, heat)
    assert solved(whole, []).status is Status.INFEASIBLE
    assert breaches(solved(whole, [tie])) == 1
    assert breaches(solved(whole, [heat])) == 1
    assert breaches(solved(whole, [tie, heat])) == 1


def test_what_no_free_unit_can_mend_is_not_asked() -> None:
    """The first stands with the second: to heat, either may run; what both emit on other days is too much."""
    smoke = owed(EmissionCeiling, ["F2"], kg_per_day=500)
    found = solved(furnaces(smoke), [smoke], free=["F1"], F2="..........")
    assert (found.status, found.objective) == (Status.OPTIMAL, 0)


# ── each kind that works share ───────────────────────────────────────────────────────────────────

COUNTED = {
    "a ceiling, for each day of a unit": (ceiling(14_000), "XX........", 4),
    "a part of a day counts whole": (ceiling(13_500), "XX........", 5),
    "a corridor, by the unit and day": (
        owed(RotationBand, TWO, process="blast_furnace", width_t_per_day=0, hard=True),
        "XXX.......",
        3,
    ),
    "changeovers, each": (owed(ChangeoverLimit, TWO, most=0, days="any"), "..XX..XX..", 4),
    "emissions, by the unit and day": (owed(EmissionCeiling, TWO, kg_per_day=1000), "XXXXXX....", 4),
    "heat, by the unit and day": (owed(HeatFloor, TWO, demand_m2=200), "XXXXXX....", 6),
    "work without a place, by its days": (
        owed(Maintenance, TWO, jobs=[job(days=3)], crews=1, hard=True),
        "XX........",
        3,
    ),
}


@pytest.mark.parametrize(("tie", "pattern", "counted"), COUNTED.values(), ids=COUNTED)
def test_a_breach_counts_by_what_one_unit_does_for_it(tie: Obligation, pattern: str, counted: int) -> None:
    """The first furnace stands as in the pattern, the second never."""
    whole = furnaces(tie)
    model = fixed(whole, scheduled(whole, {"F1": pattern}), {tie.id})
    assert breaches(run(model, SETTINGS, Clock(SETTINGS), Effort(20))) == counted


def test_a_breach_counts_alike_whichever_units_are_free() -> None:
    """Both stand on two days, on which the larger alone would heat three quarters of what is asked."""
    heat = owed(HeatFloor, TWO, demand_m2=400)
    units = [unit(name, f"W-{name}", heat_area_m2=area) for name, area in zip(TWO, (100, 300), strict=True)]
    whole = season(units, [heat], objective=[LostMargin()])
    both_stand = scheduled(whole, dict.fromkeys(TWO, "XX........"))
    models = [
        build_days(whole, daily(whole, free), both_stand, {heat.id}) for free in (units, units[:1], units[1:])
    ]
    assert len({model.hint(both_stand) for model in models}) == 1


def test_standing_for_a_job_is_cheaper_than_leaving_it_out() -> None:
    """Twelve days of a furnace that earns as much as any: a draft that left it out would not be mended."""
    tie = owed(Maintenance, ["F1"], jobs=[job(last=19, days=12)], crews=1, hard=True)
    whole = season([unit(margin_yuan_per_day=900_000)], [tie], days=20, objective=[LostMargin()])
    found = solved(whole, [tie], free=["F1"])
    assert found.schedule is not None
    assert found.schedule.jobs["J1"] is not None
    assert breaches(found) == 0


def test_no_job_is_done_while_its_unit_runs_however_loose() -> None:
    tie = owed(Maintenance, TWO, jobs=[job("J1", "F1"), job("J2", "F2")], crews=1, hard=True)
    whole = furnaces(tie, owed(ForbiddenDays, ["F2"], 0, 9))
    found = solved(whole, [tie])
    assert breaches(found) == 2
    assert found.schedule is not None
    assert found.schedule.jobs["J2"] is None
    plan = to_plan(whole, found.schedule)
    assert [each.unit_id for each in plan.jobs] == ["F1"]


# ── hints ────────────────────────────────────────────────────────────────────────────────────────


def fixed(whole: Season, schedule: Schedule, loose: Collection[str]) -> DayModel:
    """All units free and held to a schedule; some obligations loose."""
    model = build_days(whole, daily(whole, whole.units), None, loose)
    for each in whole.units:
        if each.unit_id in schedule.off:
            for day, state in enumerate(schedule.off[each.unit_id]):
                model.equal(Linear.of(model.off(each, day)).plus(-state))
        else:
            for load, step in zip(model.loads(each).values(), schedule.steps[each.unit_id], strict=True):
                model.equal(Linear.of(load).plus(-step))
    return model


SHARED = (
    "changeover_limit",
    "emission_ceiling",
    "heat_floor",
    "maintenance",
    "region_output_ceiling",
    "rotation_band",
    "substitution",
    "supply_floor",
)


CHOOSING = {"rotation_band", "supply_floor"}
"""Kinds of which a row reads more than states: where they are broken, a level or a flow that is told may be
broken by more rows than need be."""


@seed(20211115)
@settings(quick, max_examples=40, database=None, phases=[Phase.generate])
@given(case=planned(), data=st.data())
def test_a_hint_costs_what_the_solver_finds_and_breaks_what_the_checker_does(
    case: tuple[Season, Schedule], data: st.DataObject
) -> None:
    whole, schedule = case
    ties = [each for each in whole.obligations if each.kind in SHARED]
    kept = data.draw(st.lists(st.sampled_from(ties), unique_by=lambda each: each.id, min_size=1))
    part = under(whole, kept)
    kind_of = {each.id: each.kind for each in kept}
    model = fixed(part, schedule, set(kind_of))
    found = run(model, SETTINGS, Clock(SETTINGS), Effort(20))
    assert found.objective is not None
    done = schedule.with_changes(found.schedule or Schedule())
    hinted = model.hint(done)
    broken = {each.obligation_id for each in verify(part, to_plan(part, done)).broken} & kind_of.keys()
    assert (found.costs["breach"] > 0) == bool(broken) == model.breaches(done)
    if CHOOSING.isdisjoint(kind_of[each] for each in broken):
        assert hinted == found.objective
    else:
        assert hinted >= found.objective
