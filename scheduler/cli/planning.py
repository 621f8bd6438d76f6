"""From a scenario to a signed plan: check, plan, verify, report, schema."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.app import (
    Cluster,
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
from scheduler.errors import NoPlanExists, PlanRejected

if TYPE_CHECKING:
    from scheduler.domain.scenario import Scenario
    from scheduler.results import PlanResult


@app.command()
def check(scenario: ScenarioFolder, lang: Language = Lang.ZH, as_json: Json = False) -> None:
    """Say who owes what and why, what was defaulted, and what arithmetic alone rules out."""
    with ending(as_json, lang):
        from scheduler import api

        checked = api.check(api.read(scenario))
        if as_json:
            write_json(checked.to_dict())
        else:
            from scheduler.report.listing import listing

            stdout().print(listing(checked.scenario, checked.season, lang))
        if checked.impossible:
            raise typer.Exit(NoPlanExists.exit_code)


@app.command()
def plan(  # noqa: PLR0917  typer reads each option from a parameter
    scenario: ScenarioFolder,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write.  [default: plans/<scenario folder>]")
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(min=0.1, metavar="S", help="Seconds to search; deterministic ones if --reproducible."),
    ] = 90.0,
    gap: Gap = 0.01,
    workers: Workers = 2,
    seed: Seed = 1,
    memory: Annotated[
        int | None,
        typer.Option(min=1, metavar="MIB", help="End with the best plan before more memory is held."),
    ] = None,
    reproducible: Reproducible = False,
    start: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="PLAN", help="A plan to begin with, also of another version of the scenario."
        ),
    ] = None,
    cluster: Cluster = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the plan that is there.")] = False,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write cost and bound over seconds: .png or .svg.")
    ] = None,
    lang: Language = Lang.ZH,
    as_json: Json = False,
) -> None:
    """Plan a season, verify the plan without the solver, and write its folder.

    A plan to begin with need not hold: units are found by id or name, what has no place is told, what is
    broken is repaired. Where it holds, none that costs more is given.

    Ctrl-C ends the search with the best plan found, verified and written.
    """
    with ending(as_json, lang):
        from scheduler import api
        from scheduler.files.plan import check_plan_folder_free
        from scheduler.report.console import adjusted_lines
        from scheduler.report.progress import search

        folder = out or Path("plans") / scenario.resolve().name
        check_plan_folder_free(folder, overwrite)
        checked = api.check(api.read(scenario))
        begun = None if start is None else api.old_plan(checked, start)
        for line in adjusted_lines(begun.adjusted if begun else (), lang):
            stderr().print(line, markup=False, highlight=False, soft_wrap=True)
        settings = api.settings_of(
            time_limit_s=time_limit,
            gap=gap,
            workers=workers,
            seed=seed,
            memory_mib=memory,
            reproducible=reproducible,
        )
        rejected = folder.with_name(f"{folder.name}.rejected")
        with search(time_limit, stderr(), lang) as tell:
            found = api.plan_season(checked, settings, tell, rejected, start=begun, place=cluster)
        found.save(folder, overwrite, lang)
        if chart is not None:
            found.convergence(lang).savefig(chart)
        if as_json:
            write_json({"folder": str(folder), **found.to_dict()})
        else:
            _show_plan(found, folder, lang)


@app.command()
def verify(
    scenario: ScenarioFolder,
    plans: Annotated[list[Path], typer.Argument(metavar="PLAN...", help="Plan folders, or tables of stops.")],
    lang: Language = Lang.ZH,
    as_json: Json = False,
) -> None:
    """Measure plans without the solver, also ones made by hand; several stand side by side.

    The folder of a race, by itself: scores, ranks, duties, totals and money are worked out again from its two
    plans, and every number that the folder tells otherwise is named.
    """
    with ending(as_json, lang):
        from scheduler import api
        from scheduler.comparison import Comparison
        from scheduler.race_saved import is_saved_race

        facts = api.read(scenario)
        if len(plans) == 1 and is_saved_race(plans[0]):
            _verify_race(facts, plans[0], lang, as_json)
            return
        measured = [api.measure(facts, folder) for folder in plans]
        compared = Comparison(dict(zip(_names(plans), measured, strict=True)))
        if as_json:
            write_json(compared.to_dict())
        else:
            stdout().print(compared.renderable(lang))
        if any(plan.verification.broken for plan in measured):
            raise typer.Exit(PlanRejected.exit_code)


def _verify_race(facts: "Scenario", folder: Path, lang: str, as_json: bool) -> None:
    from scheduler.race_saved import verify_saved
    from scheduler.report.words import in_lang

    result, differing = verify_saved(facts, folder)
    if as_json:
        write_json({"race": str(folder), "differing": differing, "gain_yuan": result.gain_yuan})
    elif differing:
        for told in differing:
            stdout().print(told, markup=False, highlight=False, soft_wrap=True)
    else:
        stdout().print(
            in_lang(
                lang,
                "复核一致：评分、名次、任务、总量、成本、收付（合计为零）与各企业得失",
                "worked out again, all the same: scores, ranks, duties, totals, costs, payments, gains",
            )
        )
    if differing:
        raise typer.Exit(PlanRejected.exit_code)


@app.command()
def report(
    scenario: ScenarioFolder,
    plan_folder: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan folder.")],
    lang: Language = Lang.ZH,
    as_json: Json = False,
) -> None:
    """Write annexes, a sheet for each works and the Gantt chart into a plan folder.

    A plan that breaks a clause gets none.
    """
    with ending(as_json, lang):
        from scheduler import api

        measured = api.measure(api.read(scenario), plan_folder)
        api.require_held(measured)
        files = measured.report(plan_folder if plan_folder.is_dir() else plan_folder.parent, lang)
        if as_json:
            write_json({"files": [str(file) for file in files]})
        else:
            for file in files:
                stdout().print(str(file), markup=False, highlight=False, soft_wrap=True)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a policy file, by which an editor completes and checks a notice.

    The file names it in its first line: # yaml-language-server: $schema=policy.schema.json
    """
    from scheduler.files.policy import json_schema

    write_json(json_schema())


def _show_plan(found: "PlanResult", folder: Path, lang: str) -> None:
    from scheduler.report.console import cost_table, result_line, verified_line, works_table

    console = stdout()
    console.print(works_table(found.season, found.plan, lang))
    console.print(cost_table(found.verification, lang))
    console.print(result_line(found.solution, found.objective_yuan, lang), soft_wrap=True)
    console.print(verified_line(found.verification, lang), soft_wrap=True)
    names = ", ".join(sorted(file.name for file in folder.iterdir()))
    console.print(f"{folder}: {names}", markup=False, highlight=False, soft_wrap=True)


def _names(plans: Sequence[Path]) -> list[str]:
    """Folder names where they tell the plans apart, else the whole paths."""
    names = [path.name for path in plans]
    return names if len(set(names)) == len(names) else [str(path) for path in plans]
