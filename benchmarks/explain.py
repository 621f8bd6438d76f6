"""How long an explanation takes: ``python benchmarks/explain.py [CASE ...] [--seeds N]``.

Obligations of three made-up clauses, of which any two can hold, are planted in a season, by seed:
``works`` in one works, ``city`` over all furnaces of a city, ``days`` where only a choice of days shows
it. Reported: the seconds to the conflict (the season is read and checked before), and with ways out;
whether the clauses named are those that were planted, how often the conflict was proved, and of how
many of its obligations it stayed open whether they are needed. CPU seconds stand beside the seconds of the
wall, and the load, for machines that others use too.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from cases import CASES
from rich.console import Console
from rich.table import Table
from run import RESULTS, machine

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange, Span
from scheduler.domain.obligation import (
    ChangeoverDays,
    ChangeoverLimit,
    ForbiddenDays,
    MostStops,
    Obligation,
    RegionOutputCeiling,
    StopDays,
    StopShare,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit
from scheduler.solve.settings import Settings
from scheduler.why.explain import Asked, why_not

TIME_LIMIT_S = 60.0
BLAST_FURNACE = Process.BLAST_FURNACE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", default=["2+26"], metavar="CASE")
    parser.add_argument("--seeds", type=int, default=1, help="from 1 to this")
    parser.add_argument("--time-limit", type=float, default=TIME_LIMIT_S)
    asked = parser.parse_args()
    results = []
    for name in asked.cases:
        season = CASES[name].season()
        for seed in range(1, asked.seeds + 1):
            for where in PLANTS:
                results.append(measured(name, season, where, seed, asked.time_limit))
                Console(width=150).print(table(results[-1:]))
    file = RESULTS / f"{date.today().isoformat()}-explain.json"
    content = {"date": date.today().isoformat(), "machine": machine(), "results": results}
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    Console(width=150).print(table(results))


def measured(case: str, season: Season, where: str, seed: int, time_limit_s: float) -> dict[str, Any]:
    """Plant a conflict and explain the season."""
    planted = tuple(PLANTS[where](season, Random(seed)))
    spoiled = season.model_copy(update={"obligations": season.obligations + planted})
    settings = Settings(time_limit_s=time_limit_s, seed=seed)
    before = time.process_time()
    conflict = why_not(spoiled, (), settings, Asked(ways=0))
    cpu_seconds = round(time.process_time() - before, 1)
    found = why_not(spoiled, (), settings, Asked())
    clauses = {owed.clause for owed in planted}
    first = conflict.conflicts[0] if conflict.conflicts else None
    return {
        "case": case,
        "units": len(season.units),
        "planted": where,
        "seed": seed,
        "seconds": conflict.seconds,
        "cpu_seconds": cpu_seconds,
        "seconds_with_ways_out": found.seconds,
        "load": os.getloadavg()[0],
        "answer": conflict.answer.value,
        "clauses": list(first.clauses) if first else [],
        "planted_one": first is not None and clauses == set(first.clauses),
        "obligations": len(first.obligations) if first else 0,
        "proofs": [proof.value for proof in first.proofs] if first else [],
        "doubtful": len(first.doubtful) if first else 0,
        "ways_out": [{"weight": float(way.weight), "answer": way.answer.value} for way in found.ways_out],
    }


# ── what is planted ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Bed:
    """Where a conflict is planted: some furnaces and some days."""

    season: Season
    units: tuple[Unit, ...]
    window: DayRange

    def owe(self, kind: type[Any], clause: str, units: tuple[Unit, ...], **fields: Any) -> Any:
        ids = tuple(unit.unit_id for unit in units)
        window = fields.pop("window", self.window)
        return kind(
            id=f"{clause}/{ids[0]}/{window.first}",
            clause=clause,
            subject=fields.pop("subject", ids[0]),
            window=window,
            ground=Text(zh="基准测试", en="planted"),
            units=ids,
            **fields,
        )


def in_a_works(season: Season, random: Random) -> Iterator[Obligation]:
    """Of two furnaces one part stops; one may not stand; the other begins no stop and is in none."""
    bed = _bed(season, random, 30)
    pair = bed.units[:2]
    smaller = min(unit.capacity_t_per_day for unit in pair)
    share = smaller / sum(unit.capacity_t_per_day for unit in pair) / 2
    yield bed.owe(StopShare, "PLANT-SHARE", pair, process=BLAST_FURNACE, share=share)
    yield bed.owe(ForbiddenDays, "PLANT-RUN", pair[:1])
    yield bed.owe(MostStops, "PLANT-STOPS", pair[1:], stops=0, counts_carried=True)


def in_a_city(season: Season, random: Random) -> Iterator[Obligation]:
    """A city makes less by what either half of its furnaces could stop; one half may not, nor the other."""
    bed = _bed(season, random, 30, whole_city=True)
    halves = bed.units[::2], bed.units[1::2]
    rates = {unit.unit_id: unit.capacity_t_per_day for unit in bed.units}
    stopped = min(sum(rates[unit.unit_id] for unit in half) for half in halves) / 10
    yield bed.owe(
        RegionOutputCeiling,
        "PLANT-CEILING",
        bed.units,
        subject=season.city_of(bed.units[0]),
        tonnes=(sum(rates.values()) - stopped) * bed.window.days,
        t_per_day=rates,
    )
    for unit in halves[0]:
        yield bed.owe(ForbiddenDays, "PLANT-RUN", (unit,))
    for unit in halves[1]:
        yield bed.owe(MostStops, "PLANT-STOPS", (unit,), stops=0, counts_carried=True)


def by_days(season: Season, random: Random) -> Iterator[Obligation]:
    """A furnace stands on one day of a week and not on its last, and no day of the week is for changes."""
    bed = _bed(season, random, 8, first_of_month=2)
    one, other = bed.units[:1], bed.units[1:2]
    end = season.calendar.span(bed.window).end
    last = season.calendar.range(Span(end - 1, end))
    yield bed.owe(StopDays, "PLANT-STAND", one, days=1)
    yield bed.owe(ForbiddenDays, "PLANT-RUN", one, window=last)
    yield bed.owe(
        ChangeoverLimit, "PLANT-XUN", one + other, subject="planted", most=None, days=ChangeoverDays.XUN
    )


PLANTS = {"works": in_a_works, "city": in_a_city, "days": by_days}


def _bed(
    season: Season, random: Random, days: int, *, whole_city: bool = False, first_of_month: int = 0
) -> Bed:
    """Furnaces of a works with two or more, or all of its city."""
    furnaces = {
        works: tuple(u for u in units if u.process is BLAST_FURNACE)
        for works, units in season.units_of.items()
    }
    works = random.choice(sorted(works for works, own in furnaces.items() if len(own) >= 2))
    chosen = furnaces[works]
    if whole_city:
        city = season.enterprise_by_id[works].city
        chosen = tuple(u for u in season.units_in_city[city] if u.process is BLAST_FURNACE)
    firsts = [
        index
        for index, day in enumerate(season.calendar.dates())
        if index + days <= season.calendar.days and first_of_month in (0, day.day)
    ]
    start = random.choice(firsts)
    return Bed(season, chosen, season.calendar.range(Span(start, start + days)))


def table(results: list[dict[str, Any]]) -> Table:
    shown = Table(
        "case",
        "units",
        "planted",
        "seed",
        "seconds",
        "CPU s",
        "with ways out",
        "answer",
        "as planted",
        "obligations",
        "proofs",
        "doubtful",
        "ways out",
    )
    for result in results:
        shown.add_row(
            result["case"],
            str(result["units"]),
            result["planted"],
            str(result["seed"]),
            f"{result['seconds']:.1f}",
            f"{result['cpu_seconds']:.1f}",
            f"{result['seconds_with_ways_out']:.1f}",
            result["answer"],
            "yes" if result["planted_one"] else ", ".join(result["clauses"]) or "–",
            str(result["obligations"]),
            ", ".join(result["proofs"]) or "–",
            str(result["doubtful"]),
            "; ".join(f"{way['weight']:.3f} {way['answer']}" for way in result["ways_out"]),
            f"{result['load']:.1f}",
        )
    return shown


if __name__ == "__main__":
    main()
