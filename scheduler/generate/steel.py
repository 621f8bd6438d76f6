"""Steelworks: furnaces of real sizes, the units that serve them, steel and rolling mills; scrap works."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil
from random import Random

from scheduler.domain.enterprise import Enterprise, Grade, Mark
from scheduler.domain.unit import Process, Unit
from scheduler.generate.inventory import Equipment, Site, Works, group_of
from scheduler.generate.place import GRADE_SHARES, MARK_INCREMENTS, SHANXI
from scheduler.generate.sizes import at, drawn, middle, sizes, whole_tens

FURNACES = Equipment(Process.BLAST_FURNACE, "BF", "高炉")
SINTER = Equipment(Process.SINTER, "SI", "烧结机")
PELLET = Equipment(Process.PELLET, "PE", "球团线")
OVENS = Equipment(Process.COKE_OVEN, "CO", "焦炉")
LIME = Equipment(Process.LIME_KILN, "LI", "石灰窑")
CONVERTERS = Equipment(Process.CONVERTER, "BO", "转炉")
MILLS = Equipment(Process.ROLLING, "RO", "轧线")
ELECTRIC = Equipment(Process.ELECTRIC_FURNACE, "EF", "电炉")

YEAR_DAYS = 350
"""Days for which a yearly capacity is counted."""
NEEDS = {"sinter": "1.30", "pellet": "0.20", "coke": "0.45", "lime": "0.08"}
"""Tonnes for one tonne of hot metal, as in the shipped scenarios."""
FEEDING = {
    "sinter": Process.SINTER,
    "pellet": Process.PELLET,
    "coke": Process.COKE_OVEN,
    "lime": Process.LIME_KILN,
}
"""Product of a link to the process that makes it."""
HEATED_M2_PER_T = Fraction("2.4")
"""Above the 2 m² a tonne from which STL-8 meets a works."""
HEAT_CUT = Fraction("0.05")
"""What STL-8 asks beyond the share by grade and marks, of works that it meets."""
HEATING_WORKS = 0.15
"""Share of steelworks that heat homes, of those with several furnaces."""
MARKED = 70, 12, 8, 10
"""Of a hundred works: without a mark of STL-6, with each of them."""
SHORTEST_STOP_DAYS = 7
"""Of a furnace, as in the shipped scenarios."""


def steelworks(random: Random, site: Site) -> Works:
    """Furnaces of nearly one size, and what serves them as far as the works makes it itself."""
    known = sizes().steel
    place, count = random.random(), drawn(random, known.furnaces_per_works)
    volumes = [at(known.furnace_m3, place + random.uniform(-0.08, 0.08)) for _ in range(count)]
    iron = [whole_tens(volume * _iron_rate(volume)) for volume in volumes]
    ratio = round(min(max(middle(random, known.crude_steel_per_iron), 1.0), 1.2), 2)
    enterprise = _steel_enterprise(random, site, iron, ratio)
    each_m2 = ceil((enterprise.heated_area_capacity_m2 or 0) / count)
    furnaces = [
        unit
        for nth, (tonnes, volume) in enumerate(zip(iron, volumes, strict=True), start=1)
        for unit in group_of(
            random, site, FURNACES, [tonnes], first=nth,
            size=round(volume), shortest_stop_days=SHORTEST_STOP_DAYS, heat_area_m2=each_m2,
        )
    ]  # fmt: skip
    serving = _serving(random, site, enterprise, iron=sum(iron), ratio=ratio, furnaces=count)
    return Works(site.trade, enterprise, (*furnaces, *serving))


def _steel_enterprise(random: Random, site: Site, iron: Sequence[int], ratio: float) -> Enterprise:
    """Marks of STL-6 and homes heated (STL-8) fall to works of the grades between A and D."""
    capacity = round(sum(iron) * ratio * YEAR_DAYS)
    steel = {"crude_steel_capacity_t_per_year": capacity, "steel_per_iron": ratio}
    plain = site.enterprise(random, **steel)
    mark = random.choices(["", *MARK_INCREMENTS], MARKED)[0]
    heats = random.random() < HEATING_WORKS and len(iron) > 1
    if plain.grade in (Grade.A, Grade.D):
        return plain
    marks = frozenset(name for name in (mark, Mark.HEATS_HOMES if heats else "") if name)
    works = plain.model_copy(update={"marks": marks})
    if not heats:
        return works
    load = 1 - share_by_grade(works) - HEAT_CUT
    areas = {"heated_area_capacity_m2": HEATED_M2_PER_T * capacity}
    return works.model_copy(update=areas | {"heated_area_last_year_m2": Fraction(ceil(2 * capacity * load))})


def share_by_grade(works: Enterprise) -> Fraction:
    """What STL-5 and STL-6 ask of the furnaces."""
    if works.grade is None or works.grade is Grade.A:
        return Fraction(0)
    marks = sum((MARK_INCREMENTS.get(mark, Fraction(0)) for mark in works.marks), Fraction(0))
    return GRADE_SHARES[works.grade] + marks


def _iron_rate(volume: float) -> float:
    rates = sizes().steel.iron_t_per_m3_day
    limits = sorted(int(limit) for limit in rates if limit.isdecimal())
    return rates[next((str(limit) for limit in limits if volume < limit), "larger")]


def _serving(
    random: Random, site: Site, works: Enterprise, *, iron: int, ratio: float, furnaces: int
) -> Iterator[Unit]:
    """Ovens are left out where Shanxi stops furnaces for longer than ovens can coke longer (STL-11)."""
    known = sizes().steel
    machines = random.randint(max(1, furnaces // 2), furnaces + 1)
    sinter = max(iron * middle(random, known.sinter_per_iron), iron * float(NEEDS["sinter"]))
    yield from group_of(random, site, SINTER, [sinter / machines] * machines)
    if random.random() < 0.5:
        pellet = iron * middle(random, known.pellet_per_iron)
        yield from group_of(random, site, PELLET, [pellet])
    too_strict = works.province == SHANXI and works.grade in (Grade.C, Grade.D)
    if random.random() < 0.45 and not too_strict:
        ovens = random.randint(2, 4)
        coke = iron * middle(random, known.coke_per_iron)
        yield from group_of(random, site, OVENS, [coke / ovens] * ovens)
    kilns = random.randint(1, 2)
    lime = iron * 0.09
    yield from group_of(random, site, LIME, [lime / kilns] * kilns)
    for kind in (CONVERTERS, MILLS):
        lines = random.randint(max(1, furnaces - 1), furnaces + 2)
        yield from group_of(random, site, kind, [iron * ratio / lines] * lines)


def scrap_works(random: Random, site: Site) -> Works:
    """Electric furnaces on scrap with ultra-low emission done: they act on their own (STL-4)."""
    lines = random.randint(*site.trade.lines)
    tonnes = [random.uniform(*site.trade.t_per_day)] * lines
    units = group_of(random, site, ELECTRIC, tonnes)
    enterprise = site.enterprise(
        random,
        grade=random.choice((Grade.B, Grade.B_MINUS)),
        marks=(Mark.ALL_SCRAP_SHORT_PROCESS, Mark.ULTRA_LOW_DONE),
        crude_steel_capacity_t_per_year=sum(unit.capacity_t_per_day for unit in units) * YEAR_DAYS,
    )
    return Works(site.trade, enterprise, tuple(units))
