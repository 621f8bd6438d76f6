"""What if: variants compared, swept, traded off."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.app import (
    Cluster,
    Gap,
    Json,
    Lang,
    Language,
    ScenarioFolder,
    Seed,
    TimeLimit,
    Workers,
    app,
    ending,
    stdout,
    write_json,
)
from scheduler.errors import Fault, InputError

if TYPE_CHECKING:
    from scheduler.domain.scenario import Scenario

BASE = "base"
"""The scenario as it is, beside its variants."""

Variants = Annotated[
    str, typer.Option(metavar="A,B,…", help="Names of scenario.yaml's variants.  [default: all]")
]
ChartFile = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the chart: .png or .svg.")]


@app.command()
def compare(  # noqa: PLR0917  typer reads each option from a parameter
    scenario: ScenarioFolder,
    variants: Variants = "",
    time_limit: TimeLimit = 90.0,
    gap: Gap = 0.01,
    workers: Workers = 2,
    seed: Seed = 1,
    cluster: Cluster = None,
    chart: ChartFile = None,
    lang: Language = Lang.ZH,
    as_json: Json = False,
) -> None:
    """Plan a scenario and variants of it, and set them side by side.

    What differs by less than the gaps leave open is marked as not proven.
    """
    with ending(as_json, lang):
        from scheduler.api import read
        from scheduler.solve.executors import HERE
        from scheduler.study.compare import compare as compared

        chosen = _chosen(read(scenario), variants)
        settings = {"time_limit_s": time_limit, "gap": gap, "workers": workers, "seed": seed}
        found = compared(chosen, place=cluster or HERE, lang=lang, **settings)
        if chart is not None and found.plans:
            found.chart(lang).savefig(chart)
        if as_json:
            write_json(found.to_dict())
        else:
            stdout().print(found.renderable(lang))


@app.command()
def sweep(  # noqa: PLR0917  typer reads each option from a parameter
    scenario: ScenarioFolder,
    out: Annotated[Path | None, typer.Option(help="Folder of answers.  [default: sweeps/<scenario>]")] = None,
    variants: Variants = "",
    time_limit: TimeLimit = 90.0,
    gap: Gap = 0.01,
    workers: Workers = 1,
    seed: Seed = 1,
    processes: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes of this machine.  [default: its cores]")
    ] = None,
    cluster: Cluster = None,
    lang: Language = Lang.ZH,
    as_json: Json = False,
) -> None:
    """Plan every variant on many processes; answers are kept as they come, a broken sweep goes on there.

    A variant without a plan is a row with its reason.
    """
    with ending(as_json, lang):
        from scheduler.api import read
        from scheduler.study.sweep import sweep as swept

        chosen = _chosen(read(scenario), variants)
        found = swept(
            chosen,
            out or Path("sweeps") / scenario.resolve().name,
            place=cluster,
            processes=processes,
            workers=workers,
            lang=lang,
            **{"time_limit_s": time_limit, "gap": gap, "seed": seed},
        )
        if as_json:
            write_json(found.to_dict())
        else:
            for answer in found.answers.values():
                stdout().print(answer.line(lang), markup=False, highlight=False, soft_wrap=True)


@app.command()
def frontier(  # noqa: PLR0917  typer reads each option from a parameter
    scenario: ScenarioFolder,
    x: Annotated[
        str, typer.Option(help="What is limited: peak PM, peak SO2, peak NOx or excess burden.")
    ] = "peak PM",
    y: Annotated[
        str, typer.Option(help="What is paid: lost margin, restart cost or direct cost.")
    ] = "lost margin",
    points: Annotated[int, typer.Option(min=2, metavar="N", help="Limits to try.")] = 6,
    city: Annotated[str | None, typer.Option(help="Whose x, where there are several.")] = None,
    time_limit: TimeLimit = 90.0,
    gap: Gap = 0.01,
    workers: Workers = 2,
    seed: Seed = 1,
    cluster: Cluster = None,
    chart: ChartFile = None,
    lang: Language = Lang.ZH,
    as_json: Json = False,
) -> None:
    """What less of one thing costs in another: points of a Pareto front, each with its bound."""
    with ending(as_json, lang):
        from scheduler.api import read
        from scheduler.solve.executors import HERE
        from scheduler.study.frontier import frontier as front

        settings = {"time_limit_s": time_limit, "gap": gap, "workers": workers, "seed": seed}
        found = front(
            read(scenario), x, y, points=points, city=city, place=cluster or HERE, lang=lang, **settings
        )
        if chart is not None:
            found.chart(lang).savefig(chart)
        if as_json:
            write_json(found.to_dict())
        else:
            stdout().print(found.renderable(lang))


def _chosen(scenario: "Scenario", variants: str) -> "dict[str, Scenario]":
    """The scenario and those of its variants that are named, or all.

    Raises:
        InputError: for every name that it does not have, or where it has none at all.
    """
    names = [name.strip() for name in variants.split(",") if name.strip()] or list(scenario.variants)
    faults = [
        Fault("is no variant of the scenario", value=name, maybe=f"one of: {', '.join(scenario.variants)}")
        for name in names
        if name not in scenario.variants
    ]
    if not names:
        faults.append(
            Fault("the scenario has no variants", key="variants", maybe="add some to scenario.yaml")
        )
    if faults:
        raise InputError(faults)
    return {BASE: scenario, **{name: scenario.variant(name) for name in names}}
