"""What the works owe together, and the year's ceiling that asks for a little more."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from recipe import assumptions as assumed
from recipe.facts import Works
from recipe.works import STAGE_DAYS, crude_steel_t_per_day, output_last_year_t, output_this_year_to_date_t

EXTRA_CUT = Fraction("0.02")
"""STL-2 asks for this share of the stage's capacity beyond what the works owe one by one."""
CUT_FROM_LAST_YEAR = Fraction("0.30")
"""STL-3."""


@dataclass(frozen=True)
class CityTarget:
    """Shares of a city's crude-steel capacity in each stage: owed works by works, and by the region."""

    city: str
    annual_ceiling_t: int
    owed: dict[str, Fraction]
    region: dict[str, Fraction]


def owed_share(works: Works, stage: str) -> Fraction:
    """The least share of its crude steel that a works owes by STL-4, 5, 6 and 8."""
    if not works.furnaces or assumed.grade_that_counts(works) == "A":
        last_year = output_last_year_t(works, stage) / (crude_steel_t_per_day(works) * STAGE_DAYS[stage])
        return max(Fraction(0), 1 - last_year)
    share = assumed.GRADE_SHARES[assumed.grade_that_counts(works)]
    share += assumed.MARK_INCREMENTS.get(assumed.mark(works), 0)
    heating = assumed.HEATING.get(works.plant_id)
    if heating is None or heating.able <= 2:
        return share
    return max(share, 1 - heating.last_year / 2)


def city_targets(all_works: Sequence[Works]) -> list[CityTarget]:
    cities: dict[str, list[Works]] = {}
    for works in all_works:
        cities.setdefault(works.city, []).append(works)
    return [_city_target(city, members) for city, members in cities.items()]


def _city_target(city: str, members: Sequence[Works]) -> CityTarget:
    capacity = {stage: _steel(members) * days for stage, days in STAGE_DAYS.items()}
    owed = {
        stage: sum(owed_share(w, stage) * crude_steel_t_per_day(w) for w in members) / _steel(members)
        for stage in STAGE_DAYS
    }
    to_date = sum(output_this_year_to_date_t(works) for works in members)
    ceiling = int((to_date + (1 - owed["stage1"] - EXTRA_CUT) * capacity["stage1"]) // 10_000) * 10_000
    last_year = sum(output_last_year_t(works, "stage2") for works in members)
    region = {
        "stage1": 1 - (ceiling - to_date) / capacity["stage1"],
        "stage2": 1 - (1 - CUT_FROM_LAST_YEAR) * last_year / capacity["stage2"],
    }
    return CityTarget(city, ceiling, owed, region)


def _steel(members: Sequence[Works]) -> Fraction:
    return sum((crude_steel_t_per_day(works) for works in members), start=Fraction(0))


def sanity_table(all_works: Sequence[Works]) -> str:
    """Per city and stage: what the works owe one by one, what the region owes, as Markdown."""
    lines = [
        "| city | year's ceiling, t | stage 1: works owe | STL-2 asks | stage 2: works owe | STL-3 asks |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for target in city_targets(all_works):
        shares = [side[stage] for stage in STAGE_DAYS for side in (target.owed, target.region)]
        cells = " | ".join(f"{float(share):.1%}" for share in shares)
        lines.append(f"| {target.city} | {target.annual_ceiling_t:,} | {cells} |")
    return "\n".join(lines)
