"""Scenarios to try: realistic seasons of any size."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.app import Json, app, ending, stdout, write_json


@app.command()
def generate(  # noqa: PLR0917  typer reads each option from a parameter
    works: Annotated[int, typer.Option(min=1, metavar="N", help="Works; about ten units each.")] = 100,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="The same seed makes the same season.")] = 1,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write.  [default: generated-<works>-<seed>]")
    ] = None,
    witness: Annotated[
        Path | None, typer.Option(help="Folder for the plan that shows that the season can be met.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the folders that are there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a realistic season of any size, of invented works, that is tight but can be met."""
    with ending(as_json):
        from scheduler.generate.generate import generate as made
        from scheduler.generate.write import write_season, write_witness

        season = made(works, seed)
        folder = out or Path(season.name)
        write_season(season, folder, overwrite=overwrite)
        if witness is not None:
            write_witness(season, witness, overwrite=overwrite)
        told = {"folder": str(folder), "works": len(season.enterprises), "units": len(season.units)}
        if as_json:
            write_json(told)
        else:
            stdout().print(
                "{folder}: {works} works, {units} units".format(**told), markup=False, highlight=False
            )
