"""HiGHS and SCIP on the time-indexed mixed-integer program, each in a process without ortools."""

import json
import subprocess
import sys
from collections.abc import Callable
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from matrix import write_mps
from telling import Task
from time_indexed import model_of, plan_of

from scheduler.domain.plan import Plan

HERE = Path(__file__).parent
ROUNDING = 1e-6
NO_BOUND = 1e18


def by(solver: str) -> Callable[[Task], None]:
    """A peer that hands the program to ``mip_<solver>.py`` and reads what it writes, line by line."""

    def run(task: Task) -> None:
        model = model_of(task.season)
        with TemporaryDirectory() as folder:
            program = Path(folder) / "season.mps"
            write_mps(model.cp, program)
            command = [sys.executable, str(HERE / f"mip_{solver}.py"), program, f"{task.left:.1f}", task.seed]
            with subprocess.Popen(
                [str(part) for part in command], stdout=subprocess.PIPE, text=True
            ) as process:
                assert process.stdout is not None
                for line in process.stdout:
                    if line.startswith("{"):
                        _hear(task, json.loads(line), lambda values: plan_of(model, values))

    return run


def _hear(task: Task, said: dict[str, Any], plan: Callable[[list[int]], Plan]) -> None:
    bound = ceil(said["bound"] - ROUNDING) if abs(said["bound"]) < NO_BOUND else None
    task.tell(plan(said["values"]) if "values" in said else None, bound_yuan=bound)
