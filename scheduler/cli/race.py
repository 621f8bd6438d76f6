"""赛马: who owes what by rank, who stands for whom, who pays whom."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.app import (
    Gap,
    Json,
    Lang,
    Language,
    Reproducible,
    ScenarioFolder,
    Seed,
    Workers,
    app,
    ending,
    stderr,
    stdout,
    write_json,
)


@app.command()
def race(  # noqa: PLR0917  typer reads each option from a parameter
    scenario: ScenarioFolder,
    plan: Annotated[
        Path | None,
        typer.Argument(metavar="[PLAN]", help="A plan in which each works bears its own duty."),
    ] = None,
    start: Annotated[
        Path | None,
        typer.Option("--from", metavar="PLAN", help="A plan with trade to begin the second search with."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write.  [default: plans/<scenario folder>-race]")
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=0.1, metavar="S", help="Seconds for each plan, without trade and with it.")
    ] = 90.0,
    gap: Gap = 0.01,
    workers: Workers = 2,
    seed: Seed = 1,
    reproducible: Reproducible = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the race that is there.")] = False,
    lang: Language = Lang.ZH,
    as_json: Json = False,
) -> None:
    """Score the works, share out the region's duty, trade it, settle (赛马机制, STL-12).

    The scenario needs a section race. Both plans, every payment and rank are worked out a second time.
    """
    with ending(as_json, lang):
        from scheduler import api, race_result, races
        from scheduler.files.folder import check_free
        from scheduler.report.progress import search

        facts = api.read(scenario)
        folder = out or Path("plans") / f"{scenario.resolve().name}-race"
        check_free(folder, overwrite, race_result.FILE)
        with search(time_limit, stderr(), lang) as tell:
            found = races.plan_race(
                facts,
                plan,
                start,
                time_limit_s=time_limit,
                gap=gap,
                workers=workers,
                seed=seed,
                reproducible=reproducible,
                on_progress=tell,
            )
        found.save(folder, overwrite, lang)
        if as_json:
            write_json({"folder": str(folder), **found.to_dict()})
        else:
            from scheduler.report.race_console import race_report

            stdout().print(
                race_report(
                    found.prepared,
                    found.plan.plan,
                    found.exchanges,
                    lang,
                    evenness=found.evenness,
                    gain_yuan=found.gain_yuan,
                    gain_ends_yuan=found.gain_ends_yuan,
                )
            )
            for said in found.ended_early(lang):
                stdout().print(said, markup=False, highlight=False, soft_wrap=True, style="bold")
            stdout().print(str(folder), markup=False, highlight=False, soft_wrap=True)
