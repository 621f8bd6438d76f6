"""What arithmetic rules out for a region: supply beyond what can be made, more run than others can stop."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from scheduler.domain.calendar import DayRange
from scheduler.domain.finding import Finding
from scheduler.domain.obligation import RegionSupply, Substitution, SupplyFloor
from scheduler.domain.words import product_name
from scheduler.obligations.outcome import amount, impossible
from scheduler.obligations.reach import NOTHING, Reach


def substitutions(reach: Reach) -> Iterator[Finding]:
    """Units that must run more in a window than others can stop beyond their duty."""
    for owed in reach.all(Substitution):
        capacity = reach.capacity(owed.units)
        run = reach.unit_days(owed.relieved, owed.window) - reach.most(owed.relieved, capacity, owed.window)
        stopped = sum((reach.most(owed.standing_in, capacity, days) for days in owed.extra), -owed.besides_t)
        if run > stopped:
            yield impossible(
                owed.clause,
                owed.subject,
                f"{owed.window}至少生产{amount(run)}吨，而错峰期外至多多停{amount(stopped)}吨",
                f"at least {amount(run)} t are made in {owed.window}, "
                f"others can stop at most {amount(stopped)} t beyond their duty",
            )


def supply_floors(reach: Reach) -> Iterator[Finding]:
    """A floor that is out of reach with all running that may, for a region or for all that routes tie."""
    for owed in reach.all(SupplyFloor):
        for region in (*owed.regions, *([_pooled(owed.regions)] if len(owed.regions) > 1 else [])):
            short = _first_short(reach, region, _arriving(owed, region))
            if short is not None:
                (week, tonnes), product = short, product_name(owed.product)
                yield impossible(
                    owed.clause,
                    region.region,
                    f"{product.zh}在{week}这一周至少缺{amount(tonnes)}吨",
                    f"at least {amount(tonnes)} t of {product.en} are missing in the week {week}",
                )
                break


def _arriving(owed: SupplyFloor, region: RegionSupply) -> list[Fraction]:
    """The most that routes bring, week by week."""
    carried = [route.t_by_week for route in owed.routes if route.destination == region.region]
    return [sum((tonnes[week] for tonnes in carried), NOTHING) for week, _ in enumerate(region.floors_t)]


def _pooled(regions: Sequence[RegionSupply]) -> RegionSupply:
    """All regions as one, whatever their routes carry."""
    weeks = [week for week, _ in regions[0].floors_t]
    floors = zip(*([t for _, t in region.floors_t] for region in regions), strict=True)
    return RegionSupply(
        region="、".join(region.region for region in regions),
        floors_t=tuple((week, sum(needs, NOTHING)) for week, needs in zip(weeks, floors, strict=True)),
        t_per_day={unit: t for region in regions for unit, t in region.t_per_day.items()},
        stock_t=sum((region.stock_t for region in regions), NOTHING),
        stock_max_t=sum((region.stock_max_t for region in regions), NOTHING),
    )


def _first_short(
    reach: Reach, region: RegionSupply, arriving: Sequence[Fraction]
) -> tuple[DayRange, Fraction] | None:
    """The first week that misses its floor, with all that may arrive, and by how much at least."""
    store = region.stock_t
    for (week, floor), arrives in zip(region.floors_t, arriving, strict=True):
        left = store + _most_made(reach, region.t_per_day, week) + arrives - floor
        if left < 0:
            return week, -left
        store = min(left, region.stock_max_t)
    return None


def _most_made(reach: Reach, t_per_day: Mapping[str, Fraction], week: DayRange) -> Fraction:
    return sum(
        (
            t * len(days) * reach.highest_load(reach.season.unit_by_id[name], days.start)
            for name, t in t_per_day.items()
            for days in reach.alike([name], week)
        ),
        NOTHING,
    )
