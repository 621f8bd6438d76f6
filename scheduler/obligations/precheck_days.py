"""What arithmetic rules out on a single day: lines off, heat, material, emissions."""

from collections.abc import Iterator
from fractions import Fraction

from scheduler.domain.finding import Finding
from scheduler.domain.obligation import EmissionCeiling, HeatFloor, LinesOff, MaterialBalance
from scheduler.domain.season import GRAMS_PER_KG
from scheduler.domain.words import PROCESS_NAMES, product_name
from scheduler.obligations.outcome import amount, impossible
from scheduler.obligations.reach import NOTHING, Reach


def lines_off(reach: Reach) -> Iterator[Finding]:
    """More lines off on a day than can be off, while homes are heated."""
    calendar = reach.season.calendar
    for owed in reach.all(LinesOff):
        for day in (days.start for days in reach.alike(owed.units, owed.window)):
            most = reach.most_of_day(owed.units, owed.weights, day)
            if most < owed.required:
                yield impossible(
                    owed.clause,
                    owed.subject,
                    f"{calendar.day(day)}须停运{amount(owed.required)}（{PROCESS_NAMES[owed.process].zh}，按{owed.by}计），"
                    f"至多只能停运{amount(most)}",
                    f"{amount(owed.required)} of its {owed.process} are to be off on {calendar.day(day)}, "
                    f"by {owed.by}, at most {amount(most)} can be",
                )
                break


def heat_floors(reach: Reach) -> Iterator[Finding]:
    """A demand above all that can be heated, less what units that must stand cannot heat."""
    calendar = reach.season.calendar
    for owed in reach.all(HeatFloor):
        units = reach.units(owed.units)
        for day in (days.start for days in reach.alike(owed.units, owed.window)):
            running = [unit for unit in units if day not in reach.must_stand(unit)]
            area = sum((unit.heat_area_m2 for unit in running), NOTHING)
            if area < owed.demand_m2:
                yield impossible(
                    owed.clause,
                    owed.subject,
                    f"{calendar.day(day)}须供热{amount(owed.demand_m2)}平方米，"
                    f"全部可运行设备只能供热{amount(area)}平方米",
                    f"{amount(owed.demand_m2)} m² are to be heated on {calendar.day(day)}, "
                    f"all that can run heat {amount(area)} m²",
                )
                break


def material_balances(reach: Reach) -> Iterator[Finding]:
    """Feeders at their most, consumers at their least, and still a day without the product (MATERIAL)."""
    calendar = reach.season.calendar
    for owed in reach.all(MaterialBalance):
        feeders, consumers = reach.units(owed.feeders), reach.units(owed.consumers)
        store = owed.stock_t
        for days in reach.alike(owed.units, owed.window):
            made = sum((u.capacity_t_per_day * reach.highest_load(u, days.start) for u in feeders), NOTHING)
            used = sum((u.capacity_t_per_day * reach.lowest_load(u, days.start) for u in consumers), NOTHING)
            more = made + owed.purchases_t_per_day - owed.t_per_t * used
            day, store = _stored(days, store, more, owed.stock_max_t)
            if store < 0:
                product = product_name(owed.product)
                yield impossible(
                    owed.clause,
                    owed.subject,
                    f"{product.zh}到{calendar.day(day)}至少缺{amount(-store)}吨",
                    f"at least {amount(-store)} t of {product.en} are missing by {calendar.day(day)}",
                )
                break


def _stored(days: range, store: Fraction, more: Fraction, most: Fraction) -> tuple[int, Fraction]:
    """The store after days that each bring as much more, and the last of them or the first that is short."""
    for day in days:
        before, store = store, min(most, store + more)
        if store < 0:
            return day, store
        if store == before:  # full, or nothing moves: so it stays
            break
    return days[-1], store


def emission_ceilings(reach: Reach) -> Iterator[Finding]:
    """A ceiling on a city's daily emission below what cannot but be emitted on a day."""
    calendar = reach.season.calendar
    for owed in reach.all(EmissionCeiling):
        grams = {u.unit_id: Fraction(reach.season.emission_g_per_day(u)) for u in reach.units(owed.units)}
        whole = sum(grams.values(), NOTHING)
        days = (days.start for days in reach.alike(owed.units, owed.window))
        spared = {day: reach.most_of_day(owed.units, grams, day) for day in days}
        day = min(spared, key=spared.__getitem__)
        least = whole - spared[day]
        if least > owed.kg_per_day * GRAMS_PER_KG:
            yield impossible(
                owed.clause,
                owed.subject,
                f"每天排放不高于{amount(owed.kg_per_day)}千克，"
                f"但{calendar.day(day)}至少排放{amount(least / GRAMS_PER_KG)}千克",
                f"at most {amount(owed.kg_per_day)} kg on each day, but on {calendar.day(day)} at least "
                f"{amount(least / GRAMS_PER_KG)} kg are emitted",
            )
