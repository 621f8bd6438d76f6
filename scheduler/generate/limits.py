"""Numbers of the place that the witness just keeps: ceilings of steel, corridors, peaks, burdens."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate
from math import ceil

from scheduler.domain.calendar import Span
from scheduler.domain.enterprise import Enterprise, Grade, Mark
from scheduler.domain.objective import PeakEmissions
from scheduler.domain.scenario import Limits, Rotation
from scheduler.domain.unit import LOAD_STEPS, Process, Unit
from scheduler.generate.inventory import Works
from scheduler.generate.place import (
    CALENDAR,
    PRICE_FACTORS,
    PROVINCE_OF,
    SHANXI,
    SHANXI_STAGES,
    STAGES,
)
from scheduler.generate.rota import Rota, Rotas
from scheduler.generate.trades import SCRAP, STEEL
from scheduler.generate.witness import Witness

ALLOWED = Fraction("1.005")
"""Crude steel may be so much of the witness's."""
PEAK_ALLOWED = Fraction("1.02")
BAND_STEP = Fraction("0.01")
"""Corridors are written in whole hundredths."""
ROTATED = {Process.BLAST_FURNACE: False, Process.CASTING_FURNACE: False, Process.BRICK_KILN: True}
"""What rotates, and whether its corridor is hard. Of furnaces it is priced, as in the shipped scenarios."""
PRICED_BAND = Fraction("0.10")
STL_3_LEAVES = Fraction("0.70")
MOST_UTILISATION = Fraction("1.20")
"""Of last year; beyond it works that act on their own carry the rest."""
DAYS_TO_DATE = 290
"""Full days up to 2021-11-14 that a works has made."""


# ── crude steel ──────────────────────────────────────────────────────────────────────────────────


def with_outputs(works: Sequence[Works], witness: Witness) -> tuple[dict[str, Enterprise], dict[str, int]]:
    """Steelworks with their past output (STL-2, 3, 4), and each city's ceiling of the year."""
    cities: dict[str, list[Works]] = {}
    for each in works:
        if each.trade in (STEEL, SCRAP):
            cities.setdefault(each.enterprise.city, []).append(each)
    enterprises: dict[str, Enterprise] = {}
    ceilings: dict[str, int] = {}
    for city, members in cities.items():
        made = {stage: [_steel_t(one, stage, witness) for one in members] for stage in STAGES}
        to_date = [ceil(_steel_per_day(one) * DAYS_TO_DATE) for one in members]
        ceilings[city] = sum(to_date) + ceil(ALLOWED * sum(made[STAGES[0]]))
        first = [ceil(ALLOWED * tonnes) for tonnes in made[STAGES[0]]]
        second = _last_year(members, made[STAGES[1]])
        for one, *past in zip(members, to_date, first, second, strict=True):
            enterprises[one.enterprise_id] = one.enterprise.model_copy(
                update={
                    "output_this_year_to_date_t": Fraction(past[0]),
                    "output_last_year_t": {"stage1": Fraction(past[1]), "stage2": Fraction(past[2])},
                }
            )
    return enterprises, ceilings


def _last_year(members: Sequence[Works], made: Sequence[Fraction]) -> list[int]:
    """Of stage 2: 70 % of it leaves the city the witness's output; who acts alone made as much as now."""
    whole = ALLOWED * sum(made) / STL_3_LEAVES
    least = [
        ALLOWED * tonnes if _acts_alone(one) else Fraction(0)
        for one, tonnes in zip(members, made, strict=True)
    ]
    full = [_steel_per_day(one) * STAGES[1].days for one in members]
    bound = sum(most for one, most in zip(members, full, strict=True) if not _acts_alone(one))
    used = min(MOST_UTILISATION, max(Fraction(0), whole - sum(least)) / bound) if bound else Fraction(0)
    past = [low or used * most for low, most in zip(least, full, strict=True)]
    beyond = max(Fraction(0), whole - sum(past)) / sum(full)
    return [ceil(tonnes + beyond * most) for tonnes, most in zip(past, full, strict=True)]


def _acts_alone(works: Works) -> bool:
    return works.grade is Grade.A or Mark.ALL_SCRAP_SHORT_PROCESS in works.enterprise.marks


def _rates(works: Works) -> list[tuple[Unit, Fraction]]:
    """Crude steel of a day at full load."""
    ratio = {Process.BLAST_FURNACE: works.enterprise.steel_per_iron, Process.ELECTRIC_FURNACE: Fraction(1)}
    return [(u, u.capacity_t_per_day * ratio[u.process]) for u in works.units if u.process in ratio]


def _steel_per_day(works: Works) -> Fraction:
    return sum((rate for _, rate in _rates(works)), start=Fraction(0))


def _steel_t(works: Works, stage: Span, witness: Witness) -> Fraction:
    return sum((rate * witness.made(unit, stage) for unit, rate in _rates(works)), start=Fraction(0))


# ── rotation ─────────────────────────────────────────────────────────────────────────────────────


def rotation(rotas: Rotas, works: Sequence[Works]) -> Iterator[Rotation]:
    """Corridors and changeovers a day; a hard corridor is just as wide as the witness needs it."""
    capacities = _capacities(works)
    for process, hard in ROTATED.items():
        own = rotas.by_city(process)
        if own:
            needed = max(_band(city, rota, capacities[city, process]) for city, rota in own.items())
            yield Rotation(
                process=process,
                band=min(Fraction(1), needed) if hard else PRICED_BAND,
                hard=hard,
                changeovers_per_day=1 + max(max(rota.changeovers) for rota in own.values()),
            )


def _capacities(works: Sequence[Works]) -> dict[tuple[str, Process], list[Fraction]]:
    found: dict[tuple[str, Process], list[Fraction]] = {}
    for each in works:
        for unit in each.units:
            found.setdefault((each.enterprise.city, unit.process), []).append(unit.capacity_t_per_day)
    return found


def _band(city: str, rota: Rota, capacities: Sequence[Fraction]) -> Fraction:
    """The width that the witness needs in a city, as a share of its capacity; none below its largest unit."""
    widths = []
    for stage in SHANXI_STAGES if PROVINCE_OF[city] == SHANXI else STAGES:
        stopped = rota.stopped_t[stage.start : stage.end]
        widths.append(max(stopped) - min(stopped))
    if max(widths) <= max(capacities):
        return BAND_STEP
    return ceil(max(widths) / sum(capacities) / BAND_STEP) * BAND_STEP


# ── emission, burden ─────────────────────────────────────────────────────────────────────────────


def limits(works: Sequence[Works], witness: Witness) -> Limits:
    burden = max(_burden(each, witness) for each in works)
    return Limits(
        largest_excess_burden=Fraction(min(LOAD_STEPS, ceil(burden * LOAD_STEPS) + 1), LOAD_STEPS),
        peak_emission_kg_per_day=_peaks(works, witness),
    )


def _peaks(works: Iterable[Works], witness: Witness) -> dict[str, Fraction]:
    """Weighted emission of each city's worst day in the witness, and a little more."""
    weights = PeakEmissions().pollutant_weights
    cities: dict[str, list[Fraction]] = {}
    for each in works:
        city = cities.setdefault(each.enterprise.city, [Fraction(0)] * (CALENDAR.days + 1))
        for unit in each.units:
            kg = sum((w * unit.emission_kg_per_day(p) for p, w in weights.items()), start=Fraction(0))
            city[0] += kg
            for span, load in witness.reduced(unit):
                city[span.start] -= (1 - load) * kg
                city[span.end] += (1 - load) * kg
    return {
        city: Fraction(ceil(PEAK_ALLOWED * max(accumulate(steps[:-1])))) for city, steps in cities.items()
    }


def _burden(works: Works, witness: Witness) -> Fraction:
    """The largest part of its margin that the works gives up in a stage."""
    stages = SHANXI_STAGES if works.enterprise.province == SHANXI else STAGES
    return max(_given_up(works, stage, witness) for stage in stages)


def _given_up(works: Works, stage: Span, witness: Witness) -> Fraction:
    whole = lost = Fraction(0)
    for unit in works.units:
        worth = _worth_before(unit.process)
        whole += unit.margin_yuan_per_day * (worth[stage.end] - worth[stage.start])
        for span, load in witness.reduced(unit):
            start, end = max(span.start, stage.start), min(span.end, stage.end)
            if start < end:
                lost += unit.margin_yuan_per_day * (1 - load) * (worth[end] - worth[start])
    return lost / whole


@cache
def _worth_before(process: Process) -> tuple[Fraction, ...]:
    """Price factors of all days before each day, summed up."""
    factors = PRICE_FACTORS.get(process, {})
    daily = (Fraction(factors.get(f"{day:%Y-%m}", "1")) for day in CALENDAR.dates())
    return tuple(accumulate(daily, initial=Fraction(0)))
