"""What the planner asks beyond the notices: rotation, material, limits on burden and peak."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import (
    BurdenLimit,
    ChangeoverDays,
    ChangeoverLimit,
    EmissionCeiling,
    MaterialBalance,
    RotationBand,
)
from scheduler.domain.owing import ROTATION
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.scenario import Limits, Link, Rotation
from scheduler.domain.season import Season, cut_apart
from scheduler.domain.unit import Unit
from scheduler.domain.words import PROCESS_NAMES
from scheduler.errors import Fault
from scheduler.obligations.outcome import Outcome, amount, owe, percent
from scheduler.obligations.select import Planned

MATERIAL, FAIRNESS, PEAK = "MATERIAL", "FAIRNESS", "PEAK"


def material_balances(planned: Planned) -> Iterator[Outcome]:
    """Each link between units of planned works, from the first day to the last (MATERIAL)."""
    by_id = {unit.unit_id: unit for unit in planned.units}
    works = {works.enterprise_id for works in planned.works}
    for link in planned.scenario.links:
        unplanned = [name for name in (*link.feeders, *link.consumers) if name not in by_id]
        if not unplanned:
            yield _balance(planned, link, [by_id[name] for name in (*link.feeders, *link.consumers)])
        elif link.enterprise_id in works:
            yield Fault(
                f"the link of {link.product} at {link.enterprise_id} names units that are not planned: "
                + ", ".join(unplanned),
                sheet="links",
                maybe="name units of works that a notice meets",
            )


def _balance(planned: Planned, link: Link, units: list[Unit]) -> MaterialBalance:
    ratio, stock, most = amount(link.t_per_t), amount(link.stock_t), amount(link.stock_max_t)
    bought = amount(link.purchases_t_per_day)
    return owe(
        MaterialBalance,
        clause=MATERIAL,
        subject=link.enterprise_id,
        window=planned.scenario.horizon,
        ground=Text(
            zh=f"每吨用{ratio}吨；库存{stock}吨，最多{most}吨；每天外购{bought}吨",
            en=f"{ratio} t for each tonne; {stock} t in store, at most {most} t; {bought} t bought a day",
        ),
        units=units,
        apart=link.product,
        **link.model_dump(exclude={"enterprise_id"}),
    )


def rotation(planned: Planned) -> Iterator[Outcome]:
    """A corridor for each city or province and stage, limits on changeovers over the season (ROTATION)."""
    for wish in planned.scenario.rotation:
        for region in planned.regions(wish.by):
            units = planned.units_in(wish.by, region, wish.process)
            if units:
                yield from (_band(wish, region, days, units) for days in _stretches(planned, units))
                yield from _changeovers(planned, wish, region, units)


def _stretches(planned: Planned, units: Sequence[Unit]) -> Iterator[DayRange]:
    """The stages of the units' works; where these differ, cut where one of them begins or ends."""
    works = {unit.enterprise_id for unit in units}
    return cut_apart({stage.window for name in works for stage in planned.stages_by_works[name]})


def _band(wish: Rotation, region: str, days: DayRange, units: tuple[Unit, ...]) -> RotationBand:
    """Never narrower than the largest unit: its own stop would leave the corridor."""
    capacity = sum((unit.capacity_t_per_day for unit in units), Fraction(0))
    largest = ceil(max(unit.capacity_t_per_day for unit in units))
    return owe(
        RotationBand,
        clause=ROTATION,
        subject=region,
        window=days,
        ground=Text(
            zh=f"{amount(capacity)}吨/日的{percent(wish.band)}，且不小于最大一座{largest}吨/日",
            en=f"{percent(wish.band)} of {amount(capacity)} t/d, not below the largest unit's {largest} t/d",
        ),
        units=units,
        apart=wish.process,
        process=wish.process,
        width_t_per_day=max(floor(wish.band * capacity), largest),
        hard=wish.hard,
    )


def _changeovers(planned: Planned, wish: Rotation, region: str, units: tuple[Unit, ...]) -> Iterator[Outcome]:
    if wish.changeovers_per_day is None and wish.changeover_days is ChangeoverDays.ANY:
        return
    process = PROCESS_NAMES[wish.process]
    yield owe(
        ChangeoverLimit,
        clause=ROTATION,
        subject=region,
        window=planned.scenario.horizon,
        ground=Text(zh=f"{process.zh}轮流排产的要求", en=f"the wish for even rotation of each {process.en}"),
        units=units,
        apart=wish.process,
        most=wish.changeovers_per_day,
        days=wish.changeover_days,
    )


def burden_limits(season: Season, limits: Limits) -> Iterator[Outcome]:
    """Burden of each works in each of its stages at most the limit above its owed share (FAIRNESS)."""
    if limits.largest_excess_burden is None:
        return
    for works, units in season.units_of.items():
        for stage in season.burden_stages_of(works) if units else ():
            share = season.owed_share(works, stage)
            yield owe(
                BurdenLimit,
                clause=FAIRNESS,
                subject=works,
                window=stage.window,
                ground=Text(zh=f"应承担{percent(share)}", en=f"owed share {percent(share)}"),
                units=units,
                owed=share,
                most_excess=limits.largest_excess_burden,
            )


def emission_ceilings(planned: Planned) -> Iterator[Outcome]:
    """Weighted emission of a city on each day at most the planner's limit (PEAK)."""
    for city, most in planned.scenario.limits.peak_emission_kg_per_day.items():
        units = planned.units_in(RegionLevel.CITY, city)
        if not units:
            yield Fault(
                f"peak_emission_kg_per_day names {city}, where no unit is planned",
                file="scenario.yaml",
                key="limits.peak_emission_kg_per_day",
                maybe=f"one of: {', '.join(planned.regions(RegionLevel.CITY))}",
            )
            continue
        yield owe(
            EmissionCeiling,
            clause=PEAK,
            subject=city,
            window=planned.scenario.horizon,
            ground=Text(zh="方案设定的排放峰值上限", en="the scenario's limit on the daily peak"),
            units=units,
            kg_per_day=most,
        )
