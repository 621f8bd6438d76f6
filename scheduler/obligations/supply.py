"""What regions need of a product week by week, with stocks and routes (CEM-8, CEM-10, SX-6)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from difflib import get_close_matches
from fractions import Fraction
from itertools import combinations

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.condition import place_name
from scheduler.domain.obligation import RegionSupply, SupplyFloor, SupplyRoute
from scheduler.domain.scenario import COKE_GAS, Demand
from scheduler.domain.unit import Process, Unit
from scheduler.domain.words import product_name
from scheduler.errors import Fault
from scheduler.obligations.outcome import Outcome, amount, note, owe
from scheduler.obligations.products import lies_in, made_per_day, tied_regions
from scheduler.obligations.select import Planned, Scope
from scheduler.obligations.tables import clause_of

SUPPLY = "SUPPLY"
NOTHING = Fraction(0)
WEEK = timedelta(days=7)
WEEK_DAYS = 7

Makers = Mapping[str, Mapping[str, Fraction]]
"""Region to unit id to what it makes in a day at full load."""


def supply_floors(planned: Planned, scopes: Sequence[Scope]) -> Iterator[Outcome]:
    """One floor for each product and region, or for the regions that routes tie together."""
    for product in dict.fromkeys(row.product for row in planned.scenario.demand):
        groups = tied_regions(planned.scenario, product)
        makers = {r: made_per_day(product, _units_in(planned, r)) for group in groups for r in group}
        yield from _counted_twice(product, makers)
        for group in groups:
            yield from _of_group(planned, scopes, product, {region: makers[region] for region in group})


def _units_in(planned: Planned, region: str) -> list[Unit]:
    here = {works.enterprise_id for works in planned.works if lies_in(works, region)}
    return [unit for unit in planned.units if unit.enterprise_id in here]


def _of_group(planned: Planned, scopes: Sequence[Scope], product: str, makers: Makers) -> Iterator[Outcome]:
    horizon = planned.scenario.horizon
    rows = [
        row for row in planned.scenario.demand if row.product == product and place_name(row.region) in makers
    ]
    inside = [row for row in rows if row.window.overlaps(horizon)]
    if len(inside) < len(rows):
        yield _left_out(product, makers, [row for row in rows if row not in inside])
    if inside and any(makers.values()):
        yield _floor(planned, scopes, product, makers, inside)
    elif inside:
        yield _made_by_none_planned(planned, product, makers)


# ── the floor ────────────────────────────────────────────────────────────────────────────────────


def _floor(
    planned: Planned, scopes: Sequence[Scope], product: str, makers: Makers, rows: Sequence[Demand]
) -> SupplyFloor:
    units = [unit for unit in planned.units if any(unit.unit_id in made for made in makers.values())]
    weeks = list(_weeks(rows, planned.scenario.horizon))
    supplies = [_region(region, made, rows, weeks) for region, made in makers.items()]
    return owe(
        SupplyFloor,
        clause=clause_of("demand", {unit.unit_id for unit in units}, scopes, SUPPLY),
        subject="、".join(makers),
        window=DayRange(first=weeks[0].first, last=weeks[-1].last),
        ground=_ground(product, supplies, weeks),
        units=units,
        apart=product,
        product=product,
        regions=supplies,
        routes=_routes(planned, product, makers, weeks),
    )


def _weeks(rows: Sequence[Demand], horizon: DayRange) -> Iterator[DayRange]:
    """Each week from the first to the last that has a row, also those between, cut to the horizon."""
    week, last = min(row.window.first for row in rows), max(row.window.last for row in rows)
    while week <= last:
        end = week + WEEK - timedelta(days=1)
        yield DayRange(first=max(week, horizon.first), last=min(end, horizon.last))
        week += WEEK


def _region(
    region: str, made: Mapping[str, Fraction], rows: Sequence[Demand], weeks: Sequence[DayRange]
) -> RegionSupply:
    """Stock from the region's first row; where its rows give several limits of the store, the smallest."""
    own = sorted((row for row in rows if place_name(row.region) == region), key=lambda row: row.window.first)
    return RegionSupply(
        region=region,
        floors_t=tuple((week, _need(own, week)) for week in weeks),
        t_per_day=dict(made),
        stock_t=(own[0].stock_t if own else None) or NOTHING,
        stock_max_t=min((row.stock_max_t for row in own if row.stock_max_t is not None), default=NOTHING),
    )


def _need(rows: Sequence[Demand], week: DayRange) -> Fraction:
    """The week's floor; of a week that the horizon holds in part, the part of its days."""
    needed = sum((row.floor_t for row in rows if row.window.overlaps(week)), NOTHING)
    return needed * week.days / WEEK_DAYS


def _routes(
    planned: Planned, product: str, makers: Makers, weeks: Sequence[DayRange]
) -> tuple[SupplyRoute, ...]:
    """In a week that the horizon holds in part they carry the part of its days."""
    return tuple(
        SupplyRoute(
            origin=place_name(route.from_region),
            destination=place_name(route.to_region),
            t_by_week=tuple(route.capacity_t_per_week * week.days / WEEK_DAYS for week in weeks),
        )
        for route in planned.scenario.routes
        if route.product == product and place_name(route.from_region) in makers
    )


def _ground(product: str, supplies: Sequence[RegionSupply], weeks: Sequence[DayRange]) -> Text:
    need = amount(sum((t for supply in supplies for _, t in supply.floors_t), NOTHING))
    stock = amount(sum((supply.stock_t for supply in supplies), NOTHING))
    zh_unit, unit = ("立方米", "m³") if product == COKE_GAS else ("吨", "t")
    name = product_name(product)
    return Text(
        zh=f"{name.zh}：{len(weeks)}周共需{need}{zh_unit}，期初库存{stock}{zh_unit}",
        en=f"{name.en}: {need} {unit} in {len(weeks)} weeks, {stock} {unit} in store at first",
    )


# ── what binds nothing, and what cannot be meant ─────────────────────────────────────────────────


def _left_out(product: str, makers: Makers, rows: Sequence[Demand]) -> Outcome:
    weeks = sorted({row.week for row in rows})
    span = weeks[0] if len(weeks) == 1 else f"{weeks[0]}…{weeks[-1]}"
    return note(
        SUPPLY,
        "、".join(makers),
        f"{product_name(product).zh}：{len(weeks)}周（{span}）不在方案期内，连同所列库存不计",
        f"{product_name(product).en}: {len(weeks)} weeks ({span}) lie outside the horizon and are left out, "
        "with the stock given for them",
    )


def _made_by_none_planned(planned: Planned, product: str, makers: Makers) -> Outcome:
    """Made by works that no notice meets: nothing to plan. Made by nobody: the demand cannot be meant."""
    scenario, where = planned.scenario, "、".join(makers)
    here = {w.enterprise_id for w in scenario.enterprises if any(lies_in(w, region) for region in makers)}
    if made_per_day(product, (unit for unit in scenario.units if unit.enterprise_id in here)):
        return note(
            SUPPLY,
            where,
            f"{product_name(product).zh}由不在通知适用范围内的企业供应，不产生约束",
            f"{product_name(product).en} comes from works that no notice meets: binds nothing",
        )
    near = get_close_matches(product, [*Process, COKE_GAS], n=1)
    known = product in (*Process, COKE_GAS)
    return Fault(
        f"nothing in {where} makes {product}, which is needed there",
        sheet="demand",
        column="region" if known else "product",
        value=where if known else product,
        maybe="add a route from a region that makes it" if known or not near else f"{near[0]} is meant",
    )


def _counted_twice(product: str, makers: Makers) -> Iterator[Fault]:
    """Regions of which one lies in the other: what is made there would serve both."""
    for one, other in combinations(sorted(makers), 2):
        both = makers[one].keys() & makers[other].keys()
        if both:
            yield Fault(
                f"{one} and {other} would both count the {product} of {', '.join(sorted(both))}",
                sheet="demand",
                column="region",
                value=other,
                maybe="name cities or provinces throughout, not both",
            )
