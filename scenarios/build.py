"""Rebuild the shipped inventories: ``python scenarios/build.py SOURCE_FOLDER``.

SOURCE_FOLDER holds ``steel/blast_furnaces.csv`` and ``steel/plants.csv`` as the Global Iron and
Steel Tracker gives them; the repository does not carry them. The same source makes the same bytes.
"""

import argparse
import sys
from pathlib import Path

from recipe.folder import write_inventory
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="folder of the public tables")
    source = parser.parse_args().source
    for recipe in (HANDAN, REGION):
        sys.stdout.write(build_season(recipe, source) + "\n")
    write_tutorial(HERE / "tutorial")


if __name__ == "__main__":
    main()
