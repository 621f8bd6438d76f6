"""Small seasons built by hand. Days are indices, first and last both included; day 0 is 15 November 2021."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeVar

from scheduler.domain.base import Text
from scheduler.domain.calendar import Calendar, DayRange, Stage
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import CountedBy
from scheduler.domain.objective import Term
from scheduler.domain.obligation import Job, LinesOff, Obligation, OneLoad, _Obligation
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process, Unit
from scheduler.model.schedule import Schedule

FIRST = date(2021, 11, 15)

Owed = TypeVar("Owed", bound=_Obligation)


def on(day: int) -> date:
    """The date of a day index."""
    return FIRST + timedelta(days=day)


def window(first: int, last: int) -> DayRange:
    return DayRange(first=on(first), last=on(last))


def stage(stage_id: str, first: int, last: int) -> Stage:
    return Stage(id=stage_id, window=window(first, last))


def works(enterprise_id: str = "W1", **fields: Any) -> Enterprise:
    """A steelworks in Handan."""
    place = {"name": enterprise_id, "province": "河北省", "city": "邯郸市", "industry": "steel"}
    return Enterprise(enterprise_id=enterprise_id, **(place | fields))


def unit(unit_id: str = "F1", enterprise_id: str = "W1", **fields: Any) -> Unit:
    """A blast furnace of 1000 t/d that runs or stands; any stop and run is long enough."""
    furnace = {
        "name": unit_id,
        "process": Process.BLAST_FURNACE,
        "capacity_t_per_day": 1000,
        "mode": Mode.STOP,
        "load_min": 1,
        "shortest_stop_days": 1,
        "shortest_run_days": 1,
        "most_stops_per_stage": 9,
        "margin_yuan_per_day": 10_000,
        "restart_cost_yuan": 0,
    }
    return Unit(unit_id=unit_id, enterprise_id=enterprise_id, **(furnace | fields))


def oven(unit_id: str = "C1", enterprise_id: str = "W1", **fields: Any) -> Unit:
    """A coke oven of 1000 t/d that runs at a load from 0.5 to 1."""
    coking = {"process": Process.COKE_OVEN, "mode": Mode.LOAD, "load_min": Fraction(1, 2)}
    return unit(unit_id, enterprise_id, **(coking | fields))


def season(
    units: Sequence[Unit],
    obligations: Iterable[Obligation] = (),
    *,
    days: int = 10,
    stages: Sequence[Stage] | None = None,
    enterprises: Sequence[Enterprise] | None = None,
    objective: Sequence[Term] = (),
    price_factors: Mapping[tuple[str, str], Fraction] | None = None,
    stages_by_works: Mapping[str, Sequence[Stage]] | None = None,
) -> Season:
    """A season of one stage, with one works in Handan for each works that the units name."""
    named = dict.fromkeys(u.enterprise_id for u in units)
    return Season(
        calendar=Calendar(first=on(0), last=on(days - 1)),
        stages=tuple(stages) if stages is not None else (stage("stage1", 0, days - 1),),
        enterprises=tuple(enterprises) if enterprises is not None else tuple(works(name) for name in named),
        units=tuple(units),
        obligations=tuple(obligations),
        objective=tuple(objective),
        price_factors=dict(price_factors or {}),
        stages_by_works={name: tuple(own) for name, own in (stages_by_works or {}).items()},
    )


def owed(kind: type[Owed], units: Sequence[str], first: int = 0, last: int = 9, **fields: Any) -> Owed:
    """An obligation of ``units`` over a window; its subject is the first of them unless given."""
    subject = fields.pop("subject", units[0])
    named = {
        "id": f"{kind.__name__}/{subject}/{first}",
        "clause": "TEST-1",
        "subject": subject,
        "window": window(first, last),
        "ground": Text(zh="测试", en="for the test"),
        "units": tuple(units),
    }
    return kind(**(named | fields))


def one_load_by_stage(units: Iterable[Unit], stages: Iterable[Stage]) -> list[OneLoad]:
    """One load for each stage, for each unit that runs lower."""
    return [
        owed(
            OneLoad,
            [u.unit_id],
            window=s.window,
            id=f"one load/{u.unit_id}/{s.id}",
            lowest_load=u.lowest_load,
        )
        for s in stages
        for u in units
        if u.mode is Mode.LOAD
    ]


def one_line_each_day(*units: str) -> LinesOff:
    """One of these furnaces stands on each of ten days."""
    fields = {"process": Process.BLAST_FURNACE, "by": CountedBy.LINES, "weights": dict.fromkeys(units, 1)}
    return owed(LinesOff, units, required=1, **fields)


def job(job_id: str = "J1", unit_id: str = "F1", first: int = 0, last: int = 9, *, days: int = 2) -> Job:
    """Maintenance that may begin on the first day and must end by the last."""
    return Job(job_id=job_id, unit_id=unit_id, days=days, window=window(first, last))


def placed(job_id: str, unit_id: str, first: int, last: int) -> PlacedJob:
    return PlacedJob(job_id=job_id, unit_id=unit_id, window=window(first, last))


def stop(unit_id: str, first: int, last: int) -> Stop:
    return Stop(unit_id=unit_id, window=window(first, last))


def spell(unit_id: str, first: int, last: int, load: float | str | Fraction) -> LoadSpell:
    return LoadSpell(unit_id=unit_id, window=window(first, last), load=load)


def plan(*rows: Stop | LoadSpell | PlacedJob) -> Plan:
    return Plan(
        stops=tuple(row for row in rows if isinstance(row, Stop)),
        loads=tuple(row for row in rows if isinstance(row, LoadSpell)),
        jobs=tuple(row for row in rows if isinstance(row, PlacedJob)),
    )


def standing(**days: int) -> Schedule:
    """Units stand so many of the first of ten days."""
    return Schedule({name: b"\1" * n + b"\0" * (10 - n) for name, n in days.items()})
