"""What kilns and ovens owe in random seasons: days off, loads, supply, work on them."""

from fractions import Fraction

from hypothesis import strategies as st

from scheduler.domain.measure import CountedBy
from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    LoadCeiling,
    Maintenance,
    MakeUp,
    MostStops,
    Obligation,
    OneLoad,
    RegionSupply,
    StopDays,
    StopWindow,
    Substitution,
    SupplyFloor,
    SupplyRoute,
)
from scheduler.domain.unit import Mode, Process, Unit
from tests.helpers import job, owed, window

WEEK = 4
"""Days of a week in seasons this short."""


@st.composite
def of_oven(draw: st.DrawFn, oven: Unit, days: int, boundary: int) -> list[Obligation]:
    """One load for each stage, for the season or for both; less of it on some days."""
    one, last = [oven.unit_id], days - 1
    by_stage, whole = [(0, boundary), (boundary + 1, last)], [(0, last)]
    found: list[Obligation] = [
        owed(OneLoad, one, *edges, id=f"one load/{oven.unit_id}/{edges}", lowest_load=oven.lowest_load)
        for edges in draw(
            st.sampled_from([by_stage, by_stage, by_stage, whole, by_stage + whole, by_stage[:1]])
        )
    ]
    first = draw(st.integers(-2, last))
    hours = {"normal_hours": 24, "hours": draw(st.sampled_from([24, 26, 30]))}
    found.append(owed(CokingTime, one, first, first + draw(st.integers(0, 6)), **hours))
    found.append(owed(LoadCeiling, one, 0, last, ceiling=draw(st.sampled_from([1, 1, "0.9"]))))
    return found


@st.composite
def of_kiln(draw: st.DrawFn, kiln: Unit, days: int, boundary: int) -> list[Obligation]:
    """Some days of the first stage, in one piece; days run on some of them made up later."""
    one, last = [kiln.unit_id], days - 1
    first = draw(st.integers(-2, boundary))
    return [
        owed(StopDays, one, 0, boundary, days=draw(st.integers(0, 2))),
        owed(MostStops, one, 0, boundary, stops=draw(st.integers(1, 2)), counts_carried=draw(st.booleans())),
        owed(MostStops, one, boundary + 1, last, stops=1, counts_carried=draw(st.booleans())),
        owed(StopWindow, one, first, first + draw(st.integers(0, 1))),
        owed(
            MakeUp,
            one,
            boundary + 1,
            draw(st.sampled_from([last, last + 3])),
            instead_of=window(first, first + draw(st.integers(0, 1))),
        ),
    ]


@st.composite
def of_several(draw: st.DrawFn, units: list[Unit], days: int, boundary: int) -> list[Obligation]:
    """What the units of all works owe together, and what is made of them for others; lines of one."""
    kilns = [u for u in units if u.process is Process.CLINKER_KILN]
    found = [
        draw(_lines_off(units, days)),
        draw(_substitution(kilns, days, boundary)),
        draw(_maintenance(units, days)),
        draw(_supply("clinker_kiln", kilns, days)),
    ]
    ovens = [u for u in units if u.mode is Mode.LOAD]
    return [*found, draw(_supply("coke_gas", ovens, days))] if ovens else found


@st.composite
def _lines_off(draw: st.DrawFn, units: list[Unit], days: int) -> Obligation:
    """Of the furnaces of one works."""
    lines = [u.unit_id for u in units if u.enterprise_id == "W0" and u.process is Process.BLAST_FURNACE]
    first = draw(st.integers(0, days - 1))
    return owed(
        LinesOff,
        lines,
        first,
        first + 1,
        subject="W0",
        process=Process.BLAST_FURNACE,
        by=CountedBy.LINES,
        weights=dict.fromkeys(lines, 1),
        required=draw(st.sampled_from([0, 0, 0, 1])),
    )


@st.composite
def _substitution(draw: st.DrawFn, kilns: list[Unit], days: int, boundary: int) -> Obligation:
    """The first kiln may run for two days if the last stands as long later, or on the same days."""
    relieved, standing_in = kilns[0].unit_id, kilns[-1].unit_id
    first = draw(st.integers(0, boundary))
    extra = [window(boundary + 1, days - 1), window(draw(st.integers(0, boundary)), days + 2)]
    return owed(
        Substitution,
        list(dict.fromkeys([relieved, standing_in])),
        first,
        first + draw(st.integers(0, 1)),
        subject="河北省",
        relieved=(relieved,),
        standing_in=(standing_in,),
        extra=tuple(extra[: draw(st.integers(1, 2))]),
    )


@st.composite
def _supply(draw: st.DrawFn, product: str, makers: list[Unit], days: int) -> Obligation:
    """Each maker in a region of its own, with a route from each to the next."""
    weeks = [window(day, day + WEEK - 1) for day in range(0, days - WEEK + 1, WEEK)]
    need = draw(st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(4, 5)]))
    names = [f"R{number}" for number, _ in enumerate(makers)]
    regions = tuple(
        RegionSupply(
            region=name,
            floors_t=tuple((week, maker.capacity_t_per_day * WEEK * need) for week in weeks),
            t_per_day={maker.unit_id: maker.capacity_t_per_day},
            stock_t=draw(st.sampled_from([0, 3000])),
            stock_max_t=draw(st.sampled_from([0, 1000, 8000])),
        )
        for name, maker in zip(names, makers, strict=True)
    )
    carried = [draw(st.sampled_from([0, 4000])) for _ in weeks]
    route = SupplyRoute(origin=names[0], destination=names[-1], t_by_week=carried)
    return owed(
        SupplyFloor,
        [maker.unit_id for maker in makers],
        window=window(0, len(weeks) * WEEK - 1),
        id=f"supply/{product}",
        subject="河北省",
        product=product,
        regions=regions,
        routes=(route,) if len(names) > 1 else (),
    )


@st.composite
def _maintenance(draw: st.DrawFn, units: list[Unit], days: int) -> Obligation:
    """Work on the first furnaces and kilns, and one job on a unit that never stands."""
    chosen = [u for u in units if u.process is not Process.SINTER][: draw(st.integers(1, 4))]
    jobs = tuple(
        job(f"J-{u.unit_id}", u.unit_id, first, last, days=draw(st.integers(1, 3)))
        for u in chosen
        for first, last in [draw(st.sampled_from([(0, days - 1), (-1, 4), (3, days + 1)]))]
    )
    hard = draw(st.sampled_from([False, False, False, False, True]))
    ids = [u.unit_id for u in chosen]
    return owed(Maintenance, ids, 0, days - 1, subject="crew", jobs=jobs, crews=1, hard=hard)
