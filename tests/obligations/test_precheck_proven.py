"""What some plan holds is never called impossible, however tight it is."""

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import (
    CokingTime,
    EmissionCeiling,
    HeatFloor,
    Job,
    LinesOff,
    Maintenance,
    MostStops,
    Obligation,
    OutputCeiling,
    RegionSupply,
    StopDays,
    StopShare,
    SupplyFloor,
)
from scheduler.domain.plan import PlacedJob, Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode
from scheduler.obligations.precheck import precheck
from scheduler.verify.check import verify
from scheduler.verify.facts import Facts, tabulate
from scheduler.verify.jobs import validly_placed
from tests.helpers import owed as a_duty
from tests.helpers import plan, spell, stop
from tests.strategies import seasons

NUMBERS = {
    StopShare: "share",
    StopDays: "days",
    MostStops: "stops",
    LinesOff: "required",
    CokingTime: "hours",
    OutputCeiling: "tonnes",
    HeatFloor: "demand_m2",
    EmissionCeiling: "kg_per_day",
}
"""What is owed, by kind."""


@st.composite
def season_and_plan(draw: st.DrawFn) -> tuple[Season, Plan]:
    """A random season made so tight that a random plan just holds it: what the plan breaks is dropped."""
    drawn = draw(seasons())
    drawn = drawn.model_copy(update={"obligations": (*drawn.obligations, *_owed_twice(drawn))})
    days = drawn.calendar.days
    rows: list[Any] = []
    for one in drawn.units:
        if one.mode is Mode.STOP:
            first = draw(st.integers(0, days))
            last = draw(st.integers(first, days))
            again = draw(st.integers(min(last + 2, days), days))
            rows += [stop(one.unit_id, a, b - 1) for a, b in ((first, last), (again, days)) if a < b]
        else:
            for period in drawn.load_periods(one):
                a, b = drawn.calendar.span(period)
                rows.append(spell(one.unit_id, a, b - 1, draw(st.sampled_from(["0.5", "0.7", "1"]))))
    facts = tabulate(drawn, plan(*rows))
    jobs = [placed for owed in drawn.obligations for placed in _placed(facts, owed)]
    held = _held(drawn, plan(*rows, *jobs))
    kept = {job.job_id for owed in held if isinstance(owed, Maintenance) for job in owed.jobs}
    made = plan(*rows, *(placed for placed in jobs if placed.job_id in kept))
    return drawn.model_copy(update={"obligations": held}), made


def _owed_twice(drawn: Season) -> Iterator[Obligation]:
    """Each share and days off once more, of the same days and of fewer, in one network of all that heats."""
    for owed in drawn.obligations:
        if isinstance(owed, StopShare | StopDays):
            half = DayRange(
                first=owed.window.first, last=owed.window.first + (owed.window.last - owed.window.first) / 2
            )
            for window in (owed.window, half):
                yield owed.model_copy(update={"id": f"{owed.id}/again/{window}", "window": window})
    heating = [unit.unit_id for unit in drawn.units if unit.heat_area_m2]
    if heating:
        last = drawn.calendar.days - 1
        yield a_duty(HeatFloor, heating, 0, last, demand_m2=0, subject="network", id="network")


def _placed(facts: Facts, owed: Obligation) -> Iterator[PlacedJob]:
    """Each job on the first days of its window on which its unit stands."""
    for job in owed.jobs if isinstance(owed, Maintenance) else ():
        days = _first_days_off(facts, job)
        if days is not None:
            yield PlacedJob(job_id=job.job_id, unit_id=job.unit_id, window=days)


def _first_days_off(facts: Facts, job: Job) -> DayRange | None:
    window = facts.span(job.window)
    for first in range(window.start, window.end - job.days + 1):
        if all(facts.off(job.unit_id, day) for day in range(first, first + job.days)):
            return facts.dates(Span(first, first + job.days))
    return None


def _held(drawn: Season, made: Plan) -> tuple[Obligation, ...]:
    """The obligations that the plan holds, each tightened to what the plan achieves."""
    facts, held = tabulate(drawn, made), []
    for owed, measured in zip(drawn.obligations, verify(drawn, made).measured, strict=True):
        number = next((name for kind, name in NUMBERS.items() if isinstance(owed, kind)), None)
        if number:
            whole = isinstance(getattr(owed, number), int)
            achieved = int(measured.achieved) if whole else measured.achieved
            held.append(owed.model_copy(update={number: achieved}))
        elif isinstance(owed, SupplyFloor):
            regions = tuple(_all_that_is_made(facts, region) for region in owed.regions)
            held.append(owed.model_copy(update={"regions": regions}))
        elif isinstance(owed, Maintenance):
            done = tuple(validly_placed(facts, owed))
            held += [owed.model_copy(update={"jobs": done, "hard": True})] if done else []
        elif measured.met:
            held.append(owed)
    return tuple(held)


def _all_that_is_made(facts: Facts, region: RegionSupply) -> RegionSupply:
    """A region that needs in each week what is made in it, and what is in store in the first."""
    floors = [
        sum(t * facts[name].output[day] for name, t in region.t_per_day.items() for day in _days(facts, week))
        for week, _ in region.floors_t
    ]
    floors[0] += region.stock_t
    weeks = [week for week, _ in region.floors_t]
    return region.model_copy(update={"floors_t": tuple(zip(weeks, floors, strict=True))})


def _days(facts: Facts, week: DayRange) -> range:
    return facts.span(week).indices()


@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(case=season_and_plan())
def test_a_season_that_some_plan_holds_is_never_called_impossible(case: tuple[Season, Plan]) -> None:
    tight, made = case
    assert verify(tight, made).broken == ()
    assert precheck(tight) == ()
