"""Why a season has no plan: explain."""

from typing import Annotated

import typer

from scheduler.cli.app import (
    Json,
    Lang,
    Language,
    ScenarioFolder,
    Seed,
    app,
    ending,
    stderr,
    stdout,
    write_json,
)
from scheduler.errors import NoPlanExists, NoPlanFound


@app.command()
def explain(  # noqa: PLR0917  typer reads each option from a parameter
    scenario: ScenarioFolder,
    every: Annotated[
        bool, typer.Option("--all", help="All minimal conflicts, as far as limit and time go.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Conflicts at most.")] = 5,
    ways: Annotated[int, typer.Option(min=0, metavar="N", help="Ways out of each part at most.")] = 3,
    time_limit: Annotated[float, typer.Option(min=0.1, metavar="S", help="Seconds to search.")] = 90.0,
    seed: Seed = 1,
    reproducible: Annotated[
        bool,
        typer.Option("--reproducible", help="The same answer each time: one thread, deterministic time."),
    ] = False,
    lang: Language = Lang.ZH,
    as_json: Json = False,
) -> None:
    """Name the fewest obligations that collide, and the cheapest ways out.

    Exit status 0: the season has a plan; 3: it has none; 4: the time did not tell.
    """
    with ending(as_json, lang):
        from scheduler import api
        from scheduler.report.progress import questions

        facts = api.read(scenario)
        with questions(time_limit, stderr(), lang) as ask:
            found = api.explain(
                facts,
                every=every,
                limit=limit,
                ways_out=ways,
                time_limit_s=time_limit,
                seed=seed,
                reproducible=reproducible,
                on_progress=ask,
            )
        if as_json:
            write_json(found.to_dict())
        else:
            stdout().print(found.renderable(lang))
        if found.possible is not True:
            raise typer.Exit(NoPlanFound.exit_code if found.possible is None else NoPlanExists.exit_code)
