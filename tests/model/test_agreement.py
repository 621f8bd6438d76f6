"""Model and checker are written apart; on random seasons they must say the same."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.obligation import Maintenance, Obligation, OneLoad
from scheduler.domain.plan import Plan, Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode
from scheduler.model.build import build_days, build_totals
from scheduler.model.days import DayModel
from scheduler.model.linear import Linear
from scheduler.model.schedule import Schedule, from_plan, to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import change_days, coarse, daily, on_allowed_days
from scheduler.solve.run import Effort, Outcome, run
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from tests.helpers import owed
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
            most = draw(st.sampled_from([1000, 800, 700]))
            one = draw(st.integers(500, most))
            steps[unit.unit_id] = tuple(
                draw(st.sampled_from([one, one, most])) for _ in season.load_periods(unit)
            )
    return season, Schedule(off, steps)


def fixed_to(season: Season, schedule: Schedule) -> DayModel:
    """The exact model with every state held to the schedule; what work is done on which days is open."""
    model = build_days(season, daily(season, season.units))
    for unit in season.units:
        if unit.mode is Mode.STOP:
            for day, state in enumerate(schedule.off[unit.unit_id]):
                model.equal(Linear.of(model.off(unit, day)).plus(-state))
        else:
            loads = model.loads(unit).values()
            for load, step in zip(loads, schedule.steps[unit.unit_id], strict=True):
                model.equal(Linear.of(load).plus(-step))
    return model


def decided(season: Season, schedule: Schedule) -> tuple[Outcome, Plan]:
    """The exact model held to a schedule, and the plan, with work where the model puts it."""
    outcome = run(fixed_to(season, schedule), SETTINGS, Clock(SETTINGS), Effort(20))
    return outcome, to_plan(season, schedule.with_changes(outcome.schedule or Schedule()))


@settings(quick, max_examples=200)
@given(case=planned())
def test_the_model_holds_a_schedule_possible_exactly_when_the_checker_finds_nothing_broken(
    case: tuple[Season, Schedule],
) -> None:
    season, schedule = case
    outcome, plan = decided(season, schedule)
    found = verify(season, plan)
    assert (outcome.status is Status.INFEASIBLE) == bool(found.broken)
    if not found.broken:
        assert found.total_yuan == outcome.objective


@settings(quick, max_examples=200)
@given(case=planned())
def test_model_and_checker_agree_on_cost_and_on_each_obligation_alone(case: tuple[Season, Schedule]) -> None:
    season, schedule = case
    free = under(season, [o for o in season.obligations if o.kind in ("rotation_band", "maintenance")])
    outcome, plan = decided(free, schedule)
    if not (found := verify(free, plan)).broken:
        assert found.total_yuan == outcome.objective
    for one in season.obligations[:: max(1, len(season.obligations) // 8)]:
        alone = of_its_units(season, one)
        outcome, plan = decided(alone, schedule)
        broken = {found.obligation_id for found in verify(alone, plan).broken}
        assert (outcome.status is Status.INFEASIBLE) == (one.id in broken), one.id


def of_its_units(season: Season, one: Obligation) -> Season:
    """A season of one obligation and the units it reads, which costs nothing."""
    units = tuple(unit for unit in season.units if unit.unit_id in one.units)
    held = tuple(o for o in under(season, [one]).obligations if set(o.units) <= set(one.units))
    return season.model_copy(update={"objective": (), "units": units, "obligations": held})


def under(season: Season, obligations: Sequence[Obligation]) -> Season:
    """The season under few obligations, with the load periods that it has under all."""
    periods = [
        owed(OneLoad, [unit.unit_id], window=period, id=f"{unit.unit_id}/{period}", lowest_load=0)
        for unit in season.units
        for period in season.load_periods(unit)
    ]
    return season.model_copy(update={"obligations": (*periods, *obligations)})


@settings(quick, max_examples=200)
@given(case=planned(), data=st.data())
def test_no_way_to_place_the_work_counts_more_than_the_model_s(
    case: tuple[Season, Schedule], data: st.DataObject
) -> None:
    season, schedule = case
    work = [o.model_copy(update={"hard": False}) for o in season.obligations if isinstance(o, Maintenance)]
    alone = under(season, work)
    _, best = decided(alone, schedule)
    jobs = {
        job.job_id: data.draw(st.integers(0, season.calendar.days - job.days)) for o in work for job in o.jobs
    }
    other = to_plan(alone, schedule.with_changes(Schedule(jobs=jobs)))
    assert verify(alone, best).total_yuan <= verify(alone, other).total_yuan


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
@given(season=seasons(), step=st.integers(2, 5))
def test_what_the_model_plans_on_a_coarse_grid_the_checker_accepts(season: Season, step: int) -> None:
    """Blocks of days are longer than some stops, runs and jobs, and begin and end within windows."""
    model = build_days(season, on_allowed_days(coarse(season, season.units, step), change_days(season)))
    outcome = run(model, SETTINGS, Clock(SETTINGS), Effort(20))
    if outcome.schedule is not None:
        found = verify(season, to_plan(season, outcome.schedule))
        assert not found.broken
        assert found.total_yuan <= (outcome.objective or 0)


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
