"""Valid random seasons: every kind of obligation, small enough to solve at once.

Furnaces and what serves them are here; what kilns and ovens owe alone or together is in ``duties``.
"""

from fractions import Fraction

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from scheduler.domain.calendar import Stage
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.objective import (
    BandExcess,
    LostMargin,
    PeakEmissions,
    RestartCost,
    Unfairness,
    UnplacedMaintenance,
)
from scheduler.domain.obligation import (
    BurdenLimit,
    ChangeoverDays,
    ChangeoverLimit,
    EmissionCeiling,
    ForbiddenDays,
    HeatFloor,
    LinkedUnits,
    MaterialBalance,
    MostStops,
    Obligation,
    OutputCeiling,
    RegionOutputCeiling,
    RotationBand,
    ShortestRun,
    ShortestStop,
    StopShare,
    TwoStates,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process, Unit
from tests.duties import of_kiln, of_oven, of_several
from tests.helpers import on, oven, owed, season, stage, unit, works

drawn = settings(
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Seasons as the seed draws them: what is found on one machine is found on any."""

OBJECTIVE = (
    LostMargin(),
    RestartCost(),
    PeakEmissions(yuan_per_kg=30, pollutant_weights={"pm": 2, "nox": "0.5"}),
    Unfairness(yuan_per_permille_largest=40, yuan_per_permille_sum=7),
    BandExcess(yuan_per_t=3),
    UnplacedMaintenance(yuan_per_job=70_000),
)


@st.composite
def seasons(draw: st.DrawFn, *, most_works: int = 2, most_days: int = 14) -> Season:
    """One city; furnaces, what serves them and a kiln in each works; two stages, of some works its own."""
    days = draw(st.integers(8, most_days))
    boundary = draw(st.integers(3, days - 4))
    units: list[Unit] = []
    obligations: list[Obligation] = []
    enterprises: list[Enterprise] = []
    stages_by_works: dict[str, tuple[Stage, ...]] = {}
    for number in range(draw(st.integers(1, most_works))):
        works_id = f"W{number}"
        own, own_boundary = draw(_units(works_id)), draw(st.sampled_from([boundary, 2]))
        enterprises.append(works(works_id))
        units += own
        obligations += draw(_of_units(own, days, own_boundary))
        obligations += draw(_of_works(works_id, own, days, own_boundary))
        stages_by_works[works_id] = _stages(days, own_boundary)
    obligations += draw(_of_city(units, days, boundary))
    obligations += draw(of_several(units, days, boundary))
    november = (Process.BLAST_FURNACE.value, "2021-11")
    return season(
        units,
        obligations,
        days=days,
        stages=sorted({s for own in stages_by_works.values() for s in own}, key=str),
        stages_by_works=stages_by_works,
        enterprises=enterprises,
        objective=OBJECTIVE,
        price_factors={november: draw(st.sampled_from([Fraction(1), Fraction(9, 10)]))},
    )


def _stages(days: int, boundary: int) -> tuple[Stage, ...]:
    return stage(f"until{boundary}", 0, boundary), stage(f"from{boundary + 1}", boundary + 1, days - 1)


@st.composite
def _units(draw: st.DrawFn, works_id: str) -> list[Unit]:
    emission = {"nox_kg_per_t": "0.35", "pm_kg_per_t": "0.021"}
    furnaces = [
        unit(
            f"{works_id}-F{index}",
            works_id,
            capacity_t_per_day=draw(st.sampled_from([1000, 1500, 2730])),
            margin_yuan_per_day=draw(st.sampled_from(["90000.5", "120000", "210000"])),
            restart_cost_yuan=draw(st.sampled_from([0, 25000])),
            shortest_stop_days=draw(st.integers(1, 4)),
            shortest_run_days=draw(st.integers(1, 3)),
            most_stops_per_stage=draw(st.integers(1, 2)),
            off_since=draw(st.sampled_from([None, None, None, on(-2)])),
            heat_area_m2=draw(st.sampled_from([0, 1000])),
            **emission,
        )
        for index in range(draw(st.integers(1, 2)))
    ]
    sinter = unit(
        f"{works_id}-S",
        works_id,
        process=Process.SINTER,
        capacity_t_per_day=draw(st.sampled_from([3000, 6000])),
        margin_yuan_per_day=20000,
        **emission,
    )
    kiln = unit(
        f"{works_id}-K",
        works_id,
        process=Process.CLINKER_KILN,
        capacity_t_per_day=draw(st.sampled_from([2500, "2500.5"])),
        margin_yuan_per_day=50000,
        restart_cost_yuan=10000,
        off_since=draw(st.sampled_from([None, None, on(-1)])),
        **emission,
    )
    ovens = [
        oven(f"{works_id}-C", works_id, capacity_t_per_day=700, margin_yuan_per_day="33333.3", **emission)
    ]
    return [*furnaces, sinter, kiln, *(ovens if draw(st.booleans()) else [])]


@st.composite
def _of_units(draw: st.DrawFn, units: list[Unit], days: int, boundary: int) -> list[Obligation]:
    found: list[Obligation] = []
    for u in units:
        one, last = [u.unit_id], days - 1
        if u.mode is Mode.LOAD:
            found += draw(of_oven(u, days, boundary))
            continue
        if u.process is Process.CLINKER_KILN:
            found += draw(of_kiln(u, days, boundary))
            continue
        found.append(owed(ShortestStop, one, 0, last, days=u.shortest_stop_days))
        found.append(owed(ShortestRun, one, 0, last, days=u.shortest_run_days))
        found.append(owed(MostStops, one, 0, boundary, stops=u.most_stops_per_stage))
        found.append(owed(MostStops, one, boundary + 1, last, stops=u.most_stops_per_stage))
        found.append(owed(TwoStates, one, 0, last))
        if draw(st.integers(0, 5)) == 0:
            first = draw(st.integers(0, last))
            found.append(owed(ForbiddenDays, one, first, min(last, first + 1)))
    return found


@st.composite
def _of_works(
    draw: st.DrawFn, works_id: str, units: list[Unit], days: int, boundary: int
) -> list[Obligation]:
    found: list[Obligation] = []
    furnaces = [u for u in units if u.process is Process.BLAST_FURNACE]
    ids = [u.unit_id for u in furnaces]
    hot_metal = sum(u.capacity_t_per_day for u in furnaces)
    subject = {"subject": works_id}
    for first, last in ((0, boundary), (boundary + 1, days - 1)):
        share = draw(st.sampled_from([Fraction(0), Fraction(3, 10), Fraction(2, 5)]))
        found.append(owed(StopShare, ids, first, last, process=Process.BLAST_FURNACE, share=share, **subject))
        for process in (Process.SINTER, Process.COKE_OVEN):
            group = tuple(u.unit_id for u in units if u.process is process)
            if group:
                fields = {"process": process, "group": group, "drivers": tuple(ids)}
                found.append(
                    owed(LinkedUnits, [*group, *ids], first, last, **fields, **subject).model_copy(
                        update={"id": f"linked/{works_id}/{process}/{first}"}
                    )
                )
        found.append(
            owed(
                OutputCeiling,
                ids,
                first,
                last,
                tonnes=hot_metal * (last - first + 1) * draw(st.sampled_from([1, Fraction(4, 5)])),
                t_per_day={u.unit_id: u.capacity_t_per_day for u in furnaces},
                **subject,
            )
        )
        found.append(
            owed(
                BurdenLimit, [u.unit_id for u in units], first, last, owed=share, most_excess="0.6", **subject
            )
        )
    if draw(st.booleans()):
        area = sum(u.heat_area_m2 for u in furnaces)
        found.append(owed(HeatFloor, ids, 0, boundary, demand_m2=area / 2, **subject))
    sinter = tuple(u.unit_id for u in units if u.process is Process.SINTER)
    found.append(
        owed(
            MaterialBalance,
            [*sinter, *ids],
            0,
            days - 1,
            product="sinter",
            feeders=sinter,
            consumers=tuple(ids),
            t_per_t="1.3",
            stock_t=draw(st.sampled_from([2000, 9000])),
            stock_max_t=12000,
            purchases_t_per_day=draw(st.sampled_from([100, 2500])),
            **subject,
        )
    )
    return found


@st.composite
def _of_city(draw: st.DrawFn, units: list[Unit], days: int, boundary: int) -> list[Obligation]:
    furnaces = [u for u in units if u.process is Process.BLAST_FURNACE]
    ids = [u.unit_id for u in furnaces]
    hot_metal = sum(u.capacity_t_per_day for u in furnaces)
    city = {"subject": "邯郸市"}
    stage2_days = days - boundary - 1
    return [
        owed(
            RegionOutputCeiling,
            ids,
            boundary + 1,
            days - 1,
            tonnes=hot_metal * stage2_days * draw(st.sampled_from([1, Fraction(7, 10)])),
            t_per_day={u.unit_id: u.capacity_t_per_day for u in furnaces},
            **city,
        ),
        owed(
            RotationBand,
            ids,
            0,
            boundary,
            process=Process.BLAST_FURNACE,
            width_t_per_day=2730,
            hard=draw(st.booleans()),
            **city,
        ),
        owed(
            ChangeoverLimit,
            ids,
            draw(st.sampled_from([0, 0, days // 3])),
            days - 1,
            most=draw(st.sampled_from([None, 1, 2])),
            days=draw(st.sampled_from([ChangeoverDays.ANY, ChangeoverDays.ANY, ChangeoverDays.XUN])),
            **city,
        ),
        owed(EmissionCeiling, [u.unit_id for u in units], 0, days - 1, kg_per_day=6000, **city),
    ]
