"""What is heavy is loaded only where it is used."""

import subprocess
import sys

import pytest

import scheduler

HEAVY = ("ortools", "pandas", "matplotlib", "openpyxl", "ruamel")
PROGRAM = """
import sys
{code}
print("loaded:", *(name for name in {heavy} if name in sys.modules))
"""


def loaded_by(code: str) -> str:
    """The heavy packages that are loaded after some code has run in a process of its own."""
    program = PROGRAM.format(code=code, heavy=HEAVY)
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return run.stdout.rpartition("loaded:")[2].strip()


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import scheduler; dir(scheduler)") == ""


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "--help"], ["verify", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"from scheduler.cli import app; app({arguments}, standalone_mode=False)"
    assert loaded_by(code) == ""


def test_checking_a_scenario_loads_no_solver() -> None:
    loaded = loaded_by("import scheduler; scheduler.check(scheduler.read('scenarios/handan-2021-2022'))")
    assert "ortools" not in loaded.split()


@pytest.mark.parametrize("name", scheduler.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(scheduler, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = scheduler.nothing_such
