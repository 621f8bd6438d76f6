"""What the commands share: the application, its common options, how a command shows and ends."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler.errors import CuofengError, InputError, NoPlanExists

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

LOG_WIDTH = 120
"""Columns of tables that go to a file or another program."""

app = typer.Typer(
    help="cuofeng 错峰: from notices and an inventory to a verified plan of who stops when.",
    epilog="Exit status: 0 done and verified; 2 bad input or usage; 3 no plan can exist; "
    "4 none found in the time or memory given; 5 a plan failed verification.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Lang(StrEnum):
    ZH = "zh"
    EN = "en"


ScenarioFolder = Annotated[Path, typer.Argument(metavar="SCENARIO", help="Folder with scenario.yaml.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs to standard output.")]
Language = Annotated[
    Lang, typer.Option("--lang", envvar="CUOFENG_LANG", help="Language of tables and documents.")
]
TimeLimit = Annotated[float, typer.Option(min=0.1, metavar="S", help="Seconds to search, for each plan.")]
Gap = Annotated[float, typer.Option(min=0.0, metavar="G", help="Stop at this relative gap.")]
Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Threads of the solver, for each plan.")]
Seed = Annotated[int, typer.Option(min=0, metavar="N", help="Seed of the search.")]
Reproducible = Annotated[
    bool, typer.Option("--reproducible", help="The same bytes each time: one thread, deterministic time.")
]

Cluster = Annotated[
    str | None, typer.Option(metavar="tcp://…", help="Dask cluster to plan on, instead of this machine.")
]


@contextmanager
def ending(as_json: bool, lang: str = "en") -> Iterator[None]:
    """Turn what cuofeng raises on purpose into a message in ``lang`` and an exit code."""
    try:
        yield
    except CuofengError as error:
        if as_json:
            write_json({"error": _about(error, lang)})
        stderr().print(_said(error, lang), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(error.exit_code) from error


def _said(error: CuofengError, lang: str) -> "RenderableType":
    """An error in words; why there is no plan with its tables."""
    explained = isinstance(error, NoPlanExists) and error.explanation
    return explained.renderable(lang) if explained else error.said(lang)


def _about(error: CuofengError, lang: str) -> dict[str, Any]:
    about: dict[str, Any] = {
        "kind": type(error).__name__,
        "exit_code": error.exit_code,
        "message": error.said(lang),
    }
    match error:
        case InputError():
            about["faults"] = [vars(fault) for fault in error.faults]
        case NoPlanExists():
            about["clauses"] = list(error.clauses)
            about["explanation"] = error.explanation and error.explanation.to_dict()
    return about


def write_json(content: dict[str, Any]) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def stdout() -> "Console":
    return _console(stderr=False)


def stderr() -> "Console":
    return _console(stderr=True)


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    console = Console(stderr=stderr)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = LOG_WIDTH
    return console
