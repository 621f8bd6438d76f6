"""Model and checker are written apart; on random seasons they must say the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode
from scheduler.model.build import build_days, build_totals
from scheduler.model.days import DayModel
from scheduler.model.schedule import Schedule, from_plan, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, run
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from tests.strategies import seasons

SETTINGS = Settings(time_limit_s=20, reproducible=True)
quick = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@st.composite
def planned(draw: st.DrawFn) -> tuple[Season, Schedule]:
    """A season and any schedule for it, mostly one that breaks something."""
    season = draw(seasons())
    days = season.calendar.days
    off, steps = {}, {}
    for unit in season.units:
        if unit.mode is Mode.STOP:
            first, length = draw(st.integers(0, days - 1)), draw(st.integers(0, days))
            second, more = draw(st.integers(0, days - 1)), draw(st.sampled_from([0, 0, 3]))
            standing = {*range(first, first + length), *range(second, second + more)}
            off[unit.unit_id] = bytes(int(day in standing) for day in range(days))
        else:
            steps[unit.unit_id] = tuple(draw(st.integers(500, 1000)) for _ in season.stages)
    return season, Schedule(off, steps)


def fixed_to(season: Season, schedule: Schedule) -> DayModel:
    """The exact model with every state held to the schedule."""
    model = build_days(season, daily(season, season.units))
    for unit in season.units:
        if unit.mode is Mode.STOP:
            for day, state in enumerate(schedule.off[unit.unit_id]):
                model.cp.add(model.off(unit, day) == state)
        else:
            for load, step in zip(model.loads(unit), schedule.steps[unit.unit_id], strict=True):
                model.cp.add(load == step)
    return model


@settings(quick, max_examples=200)
@given(case=planned())
def test_the_model_holds_a_schedule_possible_exactly_when_the_checker_finds_nothing_broken(
    case: tuple[Season, Schedule],
) -> None:
    season, schedule = case
    outcome = run(fixed_to(season, schedule), SETTINGS, Clock(SETTINGS), Effort(20))
    found = verify(season, to_plan(season, schedule))
    assert (outcome.status is Status.INFEASIBLE) == bool(found.broken)
    if not found.broken:
        assert found.total_yuan == outcome.objective


@settings(quick, max_examples=200)
@given(case=planned())
def test_model_and_checker_agree_on_cost_and_on_each_obligation_alone(case: tuple[Season, Schedule]) -> None:
    season, schedule = case
    free = season.model_copy(
        update={"obligations": tuple(o for o in season.obligations if o.kind == "rotation_band")}
    )
    plan = to_plan(season, schedule)
    outcome = run(fixed_to(free, schedule), SETTINGS, Clock(SETTINGS), Effort(20))
    if not verify(free, plan).broken:
        assert verify(free, plan).total_yuan == outcome.objective
    met = {m.obligation_id: m.met for m in verify(season, plan).measured}
    for owed in season.obligations[:: max(1, len(season.obligations) // 6)]:
        alone = season.model_copy(update={"obligations": (owed,), "objective": ()})
        status = run(fixed_to(alone, schedule), SETTINGS, Clock(SETTINGS), Effort(20)).status
        assert (status is not Status.INFEASIBLE) == met[owed.id], owed.id


@quick
@given(season=seasons())
def test_what_the_model_plans_the_checker_accepts_at_the_same_cost(season: Season) -> None:
    model = build_days(season, daily(season, season.units))
    outcome = run(model, SETTINGS, Clock(SETTINGS), Effort(20))
    if outcome.schedule is None:
        assert outcome.status is not Status.OPTIMAL
        return
    plan = to_plan(season, outcome.schedule)
    found = verify(season, plan)
    assert not found.broken
    assert from_plan(season, plan) == outcome.schedule
    if outcome.status is Status.OPTIMAL:
        assert found.total_yuan == outcome.objective


@quick
@given(season=seasons())
def test_the_relaxation_never_costs_more_than_a_plan(season: Season) -> None:
    limits = Clock(SETTINGS)
    exact = run(build_days(season, daily(season, season.units)), SETTINGS, limits, Effort(20))
    relaxed = run(build_totals(season), SETTINGS, limits, Effort(20))
    if exact.objective is not None:
        assert relaxed.status is not Status.INFEASIBLE
        assert relaxed.bound is not None
        assert relaxed.bound <= exact.objective
