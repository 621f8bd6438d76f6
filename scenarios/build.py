"""Rebuild the shipped inventories: ``python scenarios/build.py SOURCE_FOLDER``.

SOURCE_FOLDER holds ``steel/blast_furnaces.csv``, ``steel/plants.csv`` and ``cement/plants.csv`` as the
trackers of Global Energy Monitor give them; the repository does not carry them. The same source makes the
same bytes.
"""

import argparse
import sys
from pathlib import Path

from recipe import race_trade, shanxi_cement, shanxi_city, wuan, zhengzhou, zhoucun
from recipe.folder import Tables, write_inventory, write_tables
from recipe.readme import season_readme
from recipe.season import HANDAN, REGION, SeasonRecipe, scenario_yaml
from recipe.targets import sanity_table
from recipe.tutorial import write_tutorial

HERE = Path(__file__).parent


def build_season(recipe: SeasonRecipe, source: Path) -> str:
    """Write one scenario folder; gives what it owes, for the eye."""
    all_works = recipe.works(source)
    folder = HERE / recipe.name
    units = write_inventory(folder / "inventory", all_works)
    (folder / "scenario.yaml").write_text(scenario_yaml(recipe, all_works), encoding="utf-8")
    (folder / "README.md").write_text(season_readme(recipe, all_works), encoding="utf-8")
    return f"{recipe.name}: {len(all_works)} works, {units} units\n{sanity_table(all_works)}\n"


def build_inventory(name: str, tables: Tables) -> str:
    """Write the inventory of a season whose other files are written by hand; gives what it holds."""
    write_tables(HERE / name / "inventory", tables)
    return f"{name}: {len(tables['enterprises'])} works, {len(tables['units'])} units\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="folder of the public tables")
    source = parser.parse_args().source
    for recipe in (HANDAN, REGION):
        sys.stdout.write(build_season(recipe, source) + "\n")
    for season in (shanxi_cement, shanxi_city, zhengzhou, wuan):
        sys.stdout.write(build_inventory(season.NAME, season.tables(source)))
    sys.stdout.write(f"{shanxi_city.NAME}: annual_ceiling_t {shanxi_city.annual_ceiling_t(source)}\n")
    sys.stdout.write(f"{wuan.NAME}: annual_ceiling_t {wuan.annual_ceiling_t(source)}\n")
    sys.stdout.write(build_inventory(zhoucun.NAME, zhoucun.tables()))
    write_tutorial(HERE / "tutorial")
    race_trade.write_race_trade(HERE / race_trade.NAME)


if __name__ == "__main__":
    main()
