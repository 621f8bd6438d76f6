"""The commands: parse, call ``api``, show, exit. What is heavy is imported where it is used."""

from scheduler.cli import explain, generate, planning, race, study  # noqa: F401  register their commands
from scheduler.cli.app import app


def main() -> None:
    """Run ``cuofeng``."""
    app(prog_name="cuofeng")
