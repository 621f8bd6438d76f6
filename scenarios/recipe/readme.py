"""The README of a scenario: where each number comes from, with the rules and tables in use."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from textwrap import fill

from recipe import assumptions as assumed
from recipe.facts import Works
from recipe.rules import RULES
from recipe.season import ATTRIBUTION, SeasonRecipe
from recipe.targets import sanity_table
from recipe.units import unit_rows


def season_readme(recipe: SeasonRecipe, all_works: Sequence[Works]) -> str:
    template = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return template.format(
        title=recipe.title_en,
        also=recipe.also,
        counts=_counts(all_works),
        attribution=fill(ATTRIBUTION, 110),
        rules=_rules(),
        linked=_linked(),
        electric_margin=assumed.ELECTRIC_MARGIN_YUAN_PER_T,
        emissions=_emissions(),
        heating=_heating(all_works),
        prices=_prices(),
        owed=sanity_table(all_works),
    )


def _counts(all_works: Sequence[Works]) -> str:
    counted = Counter(row["process"] for works in all_works for row in unit_rows(works))
    kinds = ", ".join(f"{number} {process}" for process, number in counted.items())
    with_furnaces = sum(bool(works.furnaces) for works in all_works)
    cities = len({works.city for works in all_works})
    where = "one city" if cities == 1 else f"{cities} cities"
    return (
        f"{counted['blast_furnace']} blast furnaces in {with_furnaces} works in {where}, and one works with "
        f"an\nelectric furnace: {counted.total()} units ({kinds})."
    )


def _rules() -> str:
    return "\n".join(f"| {name} | {sentence} |" for name, sentence in RULES.items())


def _linked() -> str:
    return "\n".join(
        f"| {one.process} | {one.mode} | {one.shortest_stop_days}, {one.shortest_run_days} | "
        f"{one.most_stops_per_stage} | {one.margin_yuan_per_t} | {one.restart_cost_yuan:,} | "
        f"{float(one.need_t_per_t)} |"
        for one in assumed.LINKED
    )


def _emissions() -> str:
    rows = {**assumed.EMISSIONS, "sinter, grades A and B": assumed.ULTRA_LOW_SINTER}
    return "\n".join(f"| {process} | {' | '.join(astuple(rates))} |" for process, rates in rows.items())


def _prices() -> str:
    return ", ".join(f"{month}: {factor}" for month, factor in assumed.PRICE_FACTORS.items())


def _heating(all_works: Sequence[Works]) -> str:
    heated = [works for works in all_works if works.plant_id in assumed.HEATING]
    return "\n".join(_heating_line(works, assumed.HEATING[works.plant_id]) for works in heated)


def _heating_line(works: Works, heating: assumed.Heating) -> str:
    name = f"{works.plant_id} {works.name}"
    cells = [name, float(heating.able), float(heating.last_year), heating.network or "own", _ceiling(works)]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _ceiling(works: Works) -> str:
    heating = assumed.HEATING[works.plant_id]
    ceiling = heating.last_year / 2
    if heating.able <= 2:
        return "does not meet it: not more than 2 m²/t"
    if assumed.grade_that_counts(works) == "A":
        return "lifted: grade A"
    return f"load at most {float(ceiling):.2f}" if ceiling < 1 else "binds nothing: 1 or more"
